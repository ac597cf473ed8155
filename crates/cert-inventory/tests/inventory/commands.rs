use std::process::Command;

use cert_inventory::commands::{replace, rotate, save_pair};

const CURL: &str = "curl -sS --fail --cacert CA.pem -u USER https://";

#[test]
fn a_pair_is_saved_with_one_line() {
    assert_eq!(
        save_pair("ldap_client", Some("cluster.example.com")),
        format!(
            "(umask 077; {CURL}cluster.example.com:9443/v1/cluster/certificates | \
             jq -r '.[\"ldap_client_cert\", \"ldap_client_key\"] // empty' > PAIR.pem)"
        )
    );
}

#[test]
fn a_certificate_is_replaced_as_its_name_asks() {
    assert_eq!(
        replace("api", true, None),
        "rladmin cluster certificate set api certificate_file CHAIN.pem key_file KEY.pem"
    );
    let with_key = replace("sso_service", true, None);
    assert!(with_key.contains("--rawfile key KEY.pem") && with_key.contains(", key: $key}"));
    let without = replace("sso_issuer", false, None);
    assert!(!without.to_lowercase().contains("key"), "{without}");
    assert!(without.contains("https://CLUSTER:9443/v1/cluster/update_cert -X PUT"), "{without}");
}

#[test]
fn the_cluster_rotates_its_own() {
    let command = rotate("ccs_internode_encryption", Some("c.example")).unwrap();
    assert!(command.starts_with(&format!("{CURL}c.example:9443/v1/cluster/certificates/rotate")));
    assert!(command.ends_with(r#"-d '{"name":"ccs_internode_encryption"}'"#), "{command}");
    assert_eq!(rotate("api", None), None);
}

#[test]
fn a_cluster_whose_name_is_no_host_is_not_named() {
    for name in ["", "a b", "a;id", "$(id)", "-x", "a/b", "a:1", "é", "a\nb"] {
        assert!(save_pair("api", Some(name)).contains("https://CLUSTER:9443/"), "{name:?}");
    }
}

/// A shell sees each name as one word, whatever it is made of.
#[test]
fn no_name_gets_out_of_its_quotes() {
    for name in ["a'b", "a\"b", "$(id)", "`id`", "a;id", "a\\", "'; id; '", "a\nb", "-n", "!!"] {
        let command = replace(name, false, None);
        let (jq, _) = command.split_once(" | curl").unwrap();
        let words = jq.replacen("jq", "printf '%s\\0'", 1);
        let shell = Command::new("sh").args(["-c", &words]).output().unwrap();
        let words: Vec<_> = shell.stdout.split(|byte| *byte == 0).collect();
        assert_eq!(words[3], name.as_bytes(), "{command}");
        assert_eq!(words.len(), 9, "{command}");
        let saved = save_pair(name, None);
        let (_, filter) = saved.split_once("jq -r ").unwrap();
        let filter = filter.strip_suffix(" > PAIR.pem)").unwrap();
        let shell =
            Command::new("sh").args(["-c", &format!("printf %s {filter}")]).output().unwrap();
        let key = serde_json::json!([name, "_key"].concat()).to_string();
        assert!(String::from_utf8(shell.stdout).unwrap().contains(&key), "{saved}");
    }
}
