//! The commands for a new certificate, run with the machine's `openssl`.

use cert_inventory::commands::{Command, placeholders};
use cert_inventory::{ClusterSettings, KNOWN, Material, NewKey, requesting};

use crate::chains::FQDN;
use crate::checks::of_material;
use crate::openssl::FOLDER;

/// Runs a command in an empty folder, with a smaller key, which takes less time.
fn run(folder: &str, command: &Command) -> String {
    let text = command.text.replace("rsa:4096", "rsa:2048");
    FOLDER.sh(&format!("mkdir -p {folder}; cd {folder}; {text}"))
}

fn material(folder: &str, files: &[&str]) -> Material {
    let mut material = Material::default();
    for file in files {
        material.add(file, FOLDER.file(&format!("{folder}/{file}")));
    }
    material
}

/// What is asked for is what the checks ask for.
#[test]
fn a_ca_that_issues_what_is_requested_issues_what_is_needed() {
    let with_key = KNOWN.iter().filter(|known| known.has_key).map(|known| known.name);
    for name in with_key.chain(["other"]) {
        let is_rsa = name.contains("internode") || name == "proxy";
        let key = if is_rsa { NewKey::Rsa } else { NewKey::Ec };
        let commands = requesting(name, Some(FQDN), key);
        let folder = format!("request-{name}");
        run(&folder, &commands[0]);
        // It verifies, and shows what it has.
        assert!(run(&folder, &commands[1]).contains(FQDN));
        FOLDER.sh(&format!(
            "openssl x509 -req -in {folder}/REQUEST.pem -CA root.crt -CAkey ca.key -days 360 \
                 -copy_extensions copy -out {folder}/issued.crt
             cp root.crt {folder}"
        ));
        let material = material(&folder, &["issued.crt", "KEY.pem", "root.crt"]);
        let mut objections = of_material(&material, name);
        // Not about the certificate.
        objections.retain(|id| !matches!(*id, "api-pinned" | "api-away"));
        assert_eq!(objections, [""; 0], "{name}");
        assert_eq!(FOLDER.sh(&format!("stat -c %a {folder}/KEY.pem")), "600\n");
        // A second time, it overwrites nothing.
        let before = FOLDER.file(&format!("{folder}/KEY.pem"));
        let again = commands[0].text.replace("rsa:4096", "rsa:2048");
        FOLDER.sh(&format!("cd {folder}; if {again}\nthen exit 1; fi"));
        assert_eq!(FOLDER.file(&format!("{folder}/KEY.pem")), before);
    }
}

#[test]
fn a_self_signed_one_is_as_at_installation() {
    let commands = requesting("proxy", Some(FQDN), NewKey::Ec);
    run("self-signed", &commands[2]);
    let material = material("self-signed", &["CERTIFICATE.pem", "KEY.pem"]);
    assert_eq!(of_material(&material, "proxy"), [""; 0]);
    let sorted = crate::openssl::sort(&material, "proxy");
    let leaf = sorted.submissions[0].item().leaf().unwrap();
    // Not "01": Firefox rejects a second certificate of an issuer with the same number.
    assert!(leaf.serial.as_ref().unwrap().to_string().len() > 20);
    assert_eq!(leaf.key_usage(), Ok(None));
    assert!(!leaf.is_ca());
    let subject = leaf.subject.as_ref().unwrap();
    let values: Vec<_> = subject.attributes().map(|it| it.value().into_owned()).collect();
    assert_eq!(values, [FQDN, "redisdb", "RedisLabs Enterprise Cluster"]);
    assert!(commands[2].text.contains("rsa:4096"));
}

#[test]
fn what_depends_on_the_name() {
    let count = |name| requesting(name, Some(FQDN), NewKey::Rsa).len();
    for known in &KNOWN {
        let expected = match (known.has_key, known.cluster_names) {
            (false, _) => 0,
            (true, true) => 3,
            (true, false) => 2,
        };
        assert_eq!(count(known.name), expected, "{}", known.name);
    }
    let settings = ClusterSettings {
        control_cipher_suites: Some("ECDHE-ECDSA-AES256-GCM-SHA384".to_owned()),
        data_cipher_list: Some("HIGH:!aNULL".to_owned()),
        ocsp: None,
    };
    for (name, key) in [("cm", NewKey::Ec), ("proxy", NewKey::Rsa), ("ldap_client", NewKey::Rsa)] {
        assert_eq!(NewKey::suggested(name, &settings), key, "{name}");
    }
    // The longest common name has 64 characters.
    let long = format!("{}.example.com", "a".repeat(60));
    let commands = requesting("proxy", Some(&long), NewKey::Ec);
    assert!(commands[0].text.contains("\nCN = proxy\n"));
    run("long", &commands[0]);
}

/// Others choose the names.
#[test]
fn only_plain_names_become_part_of_a_command() {
    for name in ["a;b", "$(x)", "-x", "a b", "a'b", "a\nEND", "", "a`b"] {
        assert_eq!(requesting(name, Some(FQDN), NewKey::Rsa), [], "{name:?}");
        let commands = requesting("proxy", Some(name), NewKey::Rsa);
        assert!(
            commands.iter().all(|it| name.is_empty() || !it.text.contains(&format!("CN = {name}")))
        );
        assert_eq!(placeholders(&commands)[0].0, "KEY.pem");
        assert!(placeholders(&commands).iter().any(|(word, _)| *word == "FQDN"), "{name:?}");
    }
    let dot = requesting("proxy", Some("cluster.example.com."), NewKey::Rsa);
    assert_eq!(dot, requesting("proxy", Some(FQDN), NewKey::Rsa));
}
