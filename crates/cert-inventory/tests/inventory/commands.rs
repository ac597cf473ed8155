use std::process::Command;

use cert_inventory::commands::{
    operator_hint, placeholders, replacing, request, save_pair, verifying,
};
use cert_inventory::{Context, Item, KNOWN, Version, findings};
use serde_json::{Value, json};

use crate::export::context;
use crate::support::{RsaPublic, ec_key, good, item, leaf, root, signed};

const CURL: &str = "curl -sS --fail --cacert API-CA.pem -u USER https://";
const RLADMIN: &str = "rladmin cluster certificate set";

fn named(name: &str) -> Item {
    item(&[(&format!("{name}_cert"), &good())])
}

fn texts(item: &Item, version: Option<&str>) -> Vec<String> {
    let version = version.map(|text| Version::parse(text).unwrap());
    replacing(item, None, version).into_iter().map(|command| in_one_line(&command.text)).collect()
}

/// A command as a shell takes it.
fn in_one_line(text: &str) -> String {
    text.replace(" \\\n  ", " ").replace("\n    ", " ")
}

/// How each command starts, or the path it requests.
fn ways(item: &Item, version: Option<&str>) -> Vec<String> {
    let way = |text: String| match text.split_once("/v1/cluster/") {
        Some((_, rest)) => rest.split(' ').next().unwrap().to_owned(),
        None => text.split(' ').take(5).last().unwrap().to_owned(),
    };
    texts(item, version).into_iter().map(way).collect()
}

#[test]
fn a_pair_is_saved_with_one_command() {
    let saved = save_pair("ldap_client", Some("cluster.example.com")).unwrap();
    assert_eq!(
        in_one_line(&saved.text),
        format!(
            "(umask 077; set -C; \
             all=$({CURL}cluster.example.com:9443/v1/cluster/certificates) && \
             pair=$(printf '%s' \"$all\" | jq -nr 'input | \
             .[\"ldap_client_cert\", \"ldap_client_key\"] | strings // error(\"incomplete\")') && \
             printf '%s\\n' \"$pair\" > PAIR.pem && ls -l PAIR.pem)"
        )
    );
    let words = placeholders(&[saved]).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
    assert_eq!(words, ["PAIR.pem", "API-CA.pem", "USER"]);
}

/// Every command of every name, and of one that isn't known.
fn all_commands() -> Vec<String> {
    let mut all = Vec::new();
    for name in KNOWN.iter().map(|known| known.name).chain(["future"]) {
        let key = ec_key();
        let own = leaf().self_signed(&key).unwrap().pem();
        let pair = [(format!("{name}_cert"), own), (format!("{name}_key"), key.serialize_pem())];
        let pair: Vec<(&str, &str)> = pair.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let item = item(&pair);
        for fqdn in [None, Some("cluster.example.com")] {
            all.extend(replacing(&item, fqdn, None));
            all.extend(verifying(&item, fqdn));
            all.extend(save_pair(name, fqdn));
            all.extend([true, false].into_iter().flat_map(|own| request(&item, fqdn, own)));
        }
    }
    all.into_iter().map(|command| command.text).collect()
}

/// Reports the programs that a command runs with all of their arguments, and runs none. Blanks in a
/// program for `jq` don't matter.
const PROGRAMS: &str = r#"
    report() { echo "$(printf '<%s>' "$@" | tr -s '\n ' ' ')" >> "$calls"; }
    curl() { report curl "$@"; }
    jq() { report jq "$@"; }
    openssl() { report openssl "$@"; }
    rladmin() { report rladmin "$@"; }
    crdb-cli() { report crdb-cli "$@"; }
    ls() { report ls "$@"; }
"#;

#[test]
fn a_shell_takes_the_lines_of_a_command_for_one() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("lines");
    let run = |shell: &str, command: &str| -> String {
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).unwrap();
        // No shell that is called `sh` takes a function with a dash in its name.
        let script = format!("{PROGRAMS}{command}").replace("crdb-cli", "crdb_cli");
        let mut shell = Command::new(shell);
        let shell = shell.args(["-c", &script]).env("calls", folder.join("calls"));
        let output = shell.current_dir(&folder).output().unwrap();
        assert_eq!(output.stderr, b"", "{command}");
        let calls = std::fs::read_to_string(folder.join("calls")).unwrap();
        // The programs of a pipe run at the same time.
        let mut calls: Vec<_> = calls.lines().collect();
        calls.sort_unstable();
        calls.join("\n")
    };
    let all = all_commands();
    assert!(all.len() > 80 && all.iter().filter(|it| it.contains(" \\\n  ")).count() > 70);
    for command in all {
        let calls = run("sh", &in_one_line(&command));
        for shell in ["sh", "bash"] {
            assert_eq!(run(shell, &command), calls, "{shell}: {command}");
        }
        for line in command.lines() {
            // What stays longer has one part that can't be broken.
            let parts = line.split_terminator(" \\").flat_map(|line| line.split(" -")).count();
            assert!(line.len() <= 54 || parts <= 2, "{} {line}", line.len());
        }
    }
}

#[test]
fn each_version_has_its_request() {
    let (old, new) = ("update_cert", "certificates");
    let proxy = named("proxy");
    assert_eq!(ways(&proxy, None), ["proxy", new, old]);
    for version in ["7.22.2", "7.22.2-79", "8.0.20-68", "100.0.6-2387"] {
        assert_eq!(ways(&proxy, Some(version)), ["proxy", new], "{version}");
    }
    for version in ["7.4.2-216", "7.22.0-999"] {
        assert_eq!(ways(&proxy, Some(version)), ["proxy", old], "{version}");
    }
    for name in ["ldap_client", "sso_service", "sso_issuer", "mtls_trusted_ca", "future"] {
        assert_eq!(ways(&named(name), None), [new, old], "{name}");
    }
    assert_eq!(
        texts(&proxy, None)[0],
        format!("{RLADMIN} proxy certificate_file CHAIN.pem key_file KEY.pem")
    );
}

#[test]
fn internode_certificates_are_rotated_or_set_for_both_planes() {
    let mut params = leaf();
    params.not_before = rcgen::date_time_ymd(2026, 10, 1);
    params.not_after = rcgen::date_time_ymd(2026, 12, 30);
    let made = signed(&params, &RsaPublic::bits(3072), "Internal");
    for name in ["ccs_internode_encryption", "data_internode_encryption"] {
        let of_cluster = item(&[(&format!("{name}_cert"), &made)]);
        assert!(of_cluster.is_made_by_cluster());
        let all = ["certificates/rotate", "certificates", "internal"];
        assert_eq!(ways(&of_cluster, None), all);
        assert_eq!(ways(&of_cluster, Some("7.8.4")), ["certificates/rotate"]);
        let rotate = &texts(&of_cluster, None)[0];
        assert!(rotate.ends_with(&format!("-d '{{\"name\": \"{name}\"}}'")), "{rotate}");

        let own = named(name);
        assert!(!own.is_made_by_cluster());
        let found = replacing(&own, None, None);
        assert!(found.last().unwrap().what.0.contains("may discard yours"), "{found:?}");
        assert_eq!(ways(&own, None), ["certificates", "internal", "certificates/rotate"]);
        let set = "dpine_certificate_file DATA-CHAIN.pem dpine_key_file DATA-KEY.pem \
                   cpine_certificate_file CONTROL-CHAIN.pem cpine_key_file CONTROL-KEY.pem";
        assert_eq!(texts(&own, None)[1], format!("{RLADMIN} internal {set}"));
    }
}

/// The JSON that `jq` generates with the placeholders filled in.
fn body_of(command: &str) -> Value {
    let (jq, _) = command.split_once(" | curl").unwrap();
    let words = jq.replacen("jq", "printf '%s\\0'", 1);
    let shell = Command::new("sh").args(["-c", &words]).output().unwrap();
    let text = String::from_utf8(shell.stdout).unwrap();
    let words: Vec<&str> = text.split('\0').filter(|word| !word.is_empty()).collect();
    let filter = words.last().unwrap();
    let mut filled = filter.to_string();
    for field in ["name", "certificates", "certificate", "key"] {
        for before in ["{", ", ", "[{"] {
            let with = |quote: &str| format!("{before}{quote}{field}{quote}: ");
            filled = filled.replace(&with(""), &with("\""));
        }
    }
    let filled = filled.replace("$certificate", "\"CHAIN\"").replace("$key", "\"KEY\"");
    serde_json::from_str(&filled).unwrap_or_else(|error| panic!("{error}: {filled}"))
}

#[test]
fn bodies_are_those_of_the_reference() {
    let bodies = |item: &Item| -> Vec<Value> {
        let texts = texts(item, None);
        texts.iter().filter(|text| text.starts_with("jq")).map(|text| body_of(text)).collect()
    };
    let pair = json!({ "name": "sso_service", "certificate": "CHAIN", "key": "KEY" });
    assert_eq!(bodies(&named("sso_service")), [json!({ "certificates": [pair] }), pair]);
    let alone = json!({ "name": "sso_issuer", "certificate": "CHAIN" });
    assert_eq!(bodies(&named("sso_issuer")), [json!({ "certificates": [alone] }), alone]);
}

#[test]
fn what_a_server_presents_is_checked_at_its_port() {
    let check = |name: &str| {
        let command = verifying(&named(name), Some("cluster.example.com"));
        command.map(|command| in_one_line(&command.text))
    };
    let at = |host: &str, port: &str| {
        Some(format!(
            "openssl s_client -verify_return_error -CAfile NEW-CA.pem -connect {host}:{port} \
             -servername {host} -verify_hostname {host} </dev/null | openssl x509 -noout -dates \
             -fingerprint -sha256"
        ))
    };
    assert_eq!(check("api"), at("cluster.example.com", "9443"));
    assert_eq!(check("cm"), at("cluster.example.com", "8443"));
    assert_eq!(check("metrics_exporter"), at("cluster.example.com", "8070"));
    assert_eq!(check("proxy"), at("DATABASE", "PORT"));
    for name in ["syncer", "ldap_client", "mtls_trusted_ca", "data_internode_encryption", "future"]
    {
        assert_eq!(check(name), None, "{name}");
    }
}

#[test]
fn every_placeholder_of_a_command_is_explained() {
    let explained = |item: &Item, fqdn| -> Vec<&str> {
        let commands: Vec<_> =
            replacing(item, fqdn, None).into_iter().chain(verifying(item, fqdn)).collect();
        let known = placeholders(&commands);
        // Whatever is in capitals is a placeholder, but for what the commands themselves need.
        for command in &commands {
            let words = command.text.split(|c: char| !c.is_ascii_uppercase());
            for word in words.filter(|word| word.len() > 3 && *word != "POST") {
                let is_explained = known.iter().any(|(name, _)| name.contains(word));
                assert!(is_explained, "{word}: {command:?}");
            }
        }
        known.into_iter().map(|(word, _)| word).collect()
    };
    let fqdn = Some("cluster.example.com");
    assert_eq!(
        explained(&named("api"), fqdn),
        ["CHAIN.pem", "KEY.pem", "API-CA.pem", "NEW-CA.pem", "USER"]
    );
    assert_eq!(explained(&named("sso_issuer"), fqdn), ["CHAIN.pem", "API-CA.pem", "USER"]);
    let all =
        ["CHAIN.pem", "KEY.pem", "API-CA.pem", "NEW-CA.pem", "USER", "CLUSTER", "DATABASE", "PORT"];
    assert_eq!(explained(&named("proxy"), None), all);
    let both = explained(&named("data_internode_encryption"), None);
    assert!(both.contains(&"DATA-CHAIN.pem") && both.contains(&"CONTROL-KEY.pem"), "{both:?}");
}

#[test]
fn an_invalid_host_name_stays_out_of_commands() {
    for name in ["", "a b", "a;id", "$(id)", "-x", "a/b", "a:1", "é", "a\nb", "a_b"] {
        let saved = save_pair("api", Some(name)).unwrap();
        assert!(saved.text.contains("https://CLUSTER:9443/"), "{name:?}");
    }
}

/// Quoting can be right for a shell, but wrong for JSON or for someone who edits the line: a name
/// that needs quoting gets no command.
#[test]
fn a_name_that_is_not_plain_gets_no_command() {
    for name in
        ["a'b", "a\"b", "$(id)", "`id`", "a;id", "a\\", "'; id; '", "a\nb", "-n", "!!", "a b"]
            .into_iter()
            .chain(["é", "a\u{202e}b", "", ".", "_", "a%41", "{0}"])
    {
        let found = item(&[(&format!("{name}_cert"), &root("Root"))]);
        assert_eq!(replacing(&found, None, None), [], "{name:?}");
        assert_eq!(save_pair(name, None), None, "{name:?}");
    }
    for name in ["future", "a-b.c_d", "9"] {
        assert_eq!(replacing(&named(name), None, None).len(), 2, "{name:?}");
    }
}

/// The operator takes every certificate but `mtls_trusted_ca` from Secrets, and undoes what was
/// changed elsewhere.
#[test]
fn a_cluster_in_kubernetes_is_changed_through_its_secrets() {
    let hint = |name: &str, fqdn| operator_hint(&named(name), fqdn).is_some();
    for fqdn in ["rec.redis.svc.cluster.local", "REC.redis.svc.cluster.local."] {
        for name in ["api", "proxy", "ccs_internode_encryption", "ldap_client", "sso_issuer"] {
            assert!(hint(name, Some(fqdn)), "{name} of {fqdn}");
        }
        assert!(!hint("mtls_trusted_ca", Some(fqdn)));
    }
    for fqdn in [None, Some("cluster.example.com"), Some("xsvc.cluster.local"), Some("")] {
        assert!(!hint("api", fqdn), "{fqdn:?}");
    }
    let remedies = |name: &str, fqdn| -> Vec<String> {
        let context = Context { fqdn: Some(fqdn), ..context() };
        let found = findings(&named(name), &context).into_iter();
        found.map(|finding| finding.remedy.to_string()).collect()
    };
    let in_kubernetes = remedies("cm", "rec.redis.svc.cluster.local");
    assert!(in_kubernetes[0].contains("edit that Secret"), "{in_kubernetes:?}");
    assert!(!remedies("cm", "other.example.com")[0].contains("Secret"));
}
