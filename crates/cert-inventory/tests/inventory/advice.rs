//! What to do, as steps: get, replace, verify.

use std::path::{Path, PathBuf};
use std::process::Command;

use cert_inventory::{Advice, Context, Item, Version, advice, findings};
use rcgen::ExtendedKeyUsagePurpose as Usage;

use crate::export::context;
use crate::support::{RsaPublic, ca, ec_key, fixture, good, item, leaf, root, signed};

fn advised_in(item: &Item, context: &Context<'_>) -> Advice {
    advice(item, &findings(item, context), context)
}

fn advised(item: &Item) -> Advice {
    advised_in(item, &context())
}

fn texts(messages: &[cert_inventory::Message]) -> Vec<String> {
    messages.iter().map(ToString::to_string).collect()
}

/// An item whose leaf lacks clientAuth.
fn server_only(name: &str, is_self_signed: bool) -> Item {
    let mut params = leaf();
    params.extended_key_usages = vec![Usage::ServerAuth];
    let certificate = match is_self_signed {
        true => params.self_signed(&ec_key()).unwrap().pem(),
        false => signed(&params, &ec_key(), "Root") + &root("Root"),
    };
    item(&[(&format!("{name}_cert"), &certificate)])
}

#[test]
fn one_new_certificate_satisfies_every_finding() {
    let mut params = leaf();
    params.extended_key_usages = vec![Usage::ServerAuth];
    params.not_after = rcgen::date_time_ymd(2026, 11, 1);
    let weak = signed(&params, &RsaPublic::bits(1024), "Root") + &root("Root");
    let found = advised(&item(&[("proxy_cert", &weak)]));
    assert_eq!(
        texts(&found.get),
        ["Have your CA issue a new certificate with extended key usage serverAuth and clientAuth \
          and an RSA key of at least 3072 bits."]
    );
    assert!(found.request.unwrap().text.contains("  -newkey rsa:4096 "));
    assert_eq!(found.replace[0].text.split(' ').nth(4), Some("proxy"));
    assert!(found.verify.unwrap().text.starts_with("openssl s_client"));
    assert!(found.afterward.iter().any(|task| task.id == "active-active"));
    assert_eq!(found.others, []);
}

#[test]
fn a_self_signed_certificate_is_created_and_not_issued() {
    let found = advised(&server_only("cm", true));
    assert!(texts(&found.get)[0].starts_with("Create a new self-signed certificate with"));
    let request = found.request.unwrap().text;
    assert!(request.contains(" -x509 -days 365 ") && request.contains("-out CHAIN.pem"));
    let found = advised(&server_only("cm", false));
    assert!(texts(&found.get)[0].starts_with("Have your CA issue"));
    assert!(found.request.unwrap().text.contains("-out REQUEST.pem"));
}

/// Those who trust a self-signed certificate trust no CA that could issue the next.
#[test]
fn whoever_trusts_a_self_signed_certificate_first_has_to_trust_the_next() {
    for (name, whom) in
        [("proxy", "applications"), ("cm", "browsers"), ("metrics_exporter", "metrics collectors")]
    {
        let first = format!("First make {whom} that verify this certificate trust the new one");
        let cautions = texts(&advised(&server_only(name, true)).cautions);
        assert!(cautions[0].starts_with(&first), "{cautions:?}");
        let issued = texts(&advised(&server_only(name, false)).cautions);
        assert!(!issued.iter().any(|caution| caution.starts_with(&first)), "{issued:?}");
    }
    for name in ["ldap_client", "sso_service", "future"] {
        assert_eq!(texts(&advised(&server_only(name, true)).cautions), [""; 0], "{name}");
    }
}

/// Nobody is told to replace what works.
#[test]
fn notes_alone_ask_for_no_replacement() {
    let mut params = leaf();
    params.not_after = rcgen::date_time_ymd(2029, 6, 1);
    let noted = params.self_signed(&ec_key()).unwrap().pem();
    for name in ["cm", "proxy", "ldap_client", "future"] {
        let found = advised(&item(&[(&format!("{name}_cert"), &noted)]));
        assert_eq!((found.get, found.request), (vec![], None), "{name}");
        assert_eq!((found.cautions, found.afterward), (vec![], vec![]), "{name}");
        assert!(!found.others.is_empty(), "{name}");
        for other in texts(&found.others) {
            assert!(other.starts_with("No action is needed"), "{other}");
        }
    }
    assert_eq!(texts(&advised(&item(&[("cm_cert", &good())])).get), [""; 0]);
}

#[test]
fn certificates_of_others_come_from_their_owners() {
    let mut old = ca("Root");
    old.not_after = rcgen::date_time_ymd(2026, 11, 1);
    let old = old.self_signed(&ec_key()).unwrap().pem();
    for (name, from) in [
        ("mtls_trusted_ca", "Get the current CA certificate from the CA’s administrator."),
        ("sso_issuer", "Get the current certificate from the identity provider."),
    ] {
        let found = advised(&item(&[(&format!("{name}_cert"), &old)]));
        assert_eq!(texts(&found.get), [from]);
        assert_eq!(found.request, None);
        assert!(!found.replace[0].text.contains("KEY.pem"), "{name}");
    }
}

#[test]
fn internode_certificates_are_rotated_unless_they_are_custom() {
    let mut made = leaf();
    made.not_before = rcgen::date_time_ymd(2026, 8, 5);
    made.not_after = rcgen::date_time_ymd(2026, 11, 3);
    let made = signed(&made, &RsaPublic::bits(3072), "Internal");
    let name = "ccs_internode_encryption_cert";
    let found = advised(&item(&[(name, &made)]));
    assert!(texts(&found.get)[0].starts_with("Rotate it"), "{:?}", found.get);
    assert_eq!(found.request, None);
    assert!(found.replace[0].text.contains("/certificates/rotate "));

    let mut own = leaf();
    own.not_after = rcgen::date_time_ymd(2026, 11, 1);
    let own = signed(&own, &RsaPublic::bits(3072), "Root") + &root("Root");
    let found = advised(&item(&[(name, &own)]));
    assert!(texts(&found.cautions)[0].contains("Don’t rotate it"), "{:?}", found.cautions);
    assert!(found.replace[0].text.contains("-X PUT"));

    let old = [Version::parse("7.8.4").unwrap()];
    let found = advised_in(&item(&[(name, &own)]), &Context { versions: &old, ..context() });
    assert!(texts(&found.get)[0].starts_with("Rotate it"), "{:?}", found.get);
    assert_eq!(found.request, None);
}

#[test]
fn a_key_of_another_certificate_is_looked_for_or_replaced() {
    let found =
        advised(&item(&[("syncer_cert", &good()), ("syncer_key", &fixture("rsa.pkcs8.pem"))]));
    assert!(texts(&found.get)[0].contains("a new private key, unless you can find the one"));
    assert!(found.request.unwrap().text.contains("openssl req"));
}

/// What OpenSSL makes of the command satisfies the rules it's for, and OpenSSL trusts it.
#[test]
fn a_requested_certificate_has_no_findings_but_notes() {
    for name in ["api", "proxy", "syncer", "ldap_client", "sso_service"] {
        let (made, folder) = made(&server_only(name, true), name);
        let now = made.leaf().unwrap().not_before.unwrap();
        let found = findings(&made, &Context { now, ..context() });
        let rules: Vec<_> = found.iter().map(|finding| finding.rule.id()).collect();
        assert_eq!(rules, ["self-signed"], "{name}");
        let leaf = made.leaf().unwrap();
        // Some clients reject a CA as a server's own certificate.
        assert!(!leaf.is_ca() && leaf.basic_constraints().unwrap().is_some(), "{name}");
        let verified = sh(&folder, "openssl verify -x509_strict -CAfile CHAIN.pem CHAIN.pem");
        assert!(verified.contains("CHAIN.pem: OK"), "{name}: {verified}");
        // There is only one key, and it stays.
        let again = request(&server_only(name, true), true);
        let refused = sh(&folder, &format!("{again} 2>&1 || echo refused"));
        assert!(refused.contains("KEY.pem or CHAIN.pem exists\nrefused"), "{refused}");
    }
}

/// An EC key can't encipher.
#[test]
fn a_request_names_the_usages_of_its_key() {
    let p384 = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
    let mut params = leaf();
    params.extended_key_usages = vec![Usage::ServerAuth];
    let rsa = signed(&params, &RsaPublic::bits(3072), "Root");
    let curve = |key| signed(&params, key, "Root");
    for (certificate, option, usage) in [
        (rsa, "rsa:4096", "Digital Signature, Key Encipherment"),
        (curve(&ec_key()), "ec_paramgen_curve:P-256", "Digital Signature"),
        (curve(&p384), "ec_paramgen_curve:P-384", "Digital Signature"),
    ] {
        let text = request(&item(&[("proxy_cert", &certificate)]), false);
        assert!(text.contains(option), "{text}");
        let folder = folder(option);
        sh(&folder, &text.replace("rsa:4096", "rsa:2048"));
        let shown = sh(&folder, "openssl req -in REQUEST.pem -noout -text -verify");
        for line in ["CA:FALSE", usage, "TLS Web Server Authentication, TLS Web Client"] {
            assert!(shown.contains(&format!("  {line}")), "{line}: {shown}");
        }
        assert!(shown.contains(&format!("{usage}\n")), "{usage}: {shown}");
    }
}

fn request(item: &Item, is_self_signed: bool) -> String {
    let fqdn = Some("cluster.example.com");
    cert_inventory::commands::request(item, fqdn, is_self_signed).unwrap().text
}

/// What the command for a self-signed certificate makes, and where.
fn made(broken: &Item, name: &str) -> (Item, PathBuf) {
    let folder = folder(name);
    shell("bash", &folder, &request(broken, true).replace("rsa:4096", "rsa:3072"));
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let pair =
        [(format!("{name}_cert"), read("CHAIN.pem")), (format!("{name}_key"), read("KEY.pem"))];
    let pair: Vec<(&str, &str)> = pair.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    (item(&pair), folder)
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn sh(folder: &Path, command: &str) -> String {
    shell("sh", folder, command)
}

fn shell(shell: &str, folder: &Path, command: &str) -> String {
    let output = Command::new(shell).args(["-c", command]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{command}\n{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Others choose the names of a certificate.
#[test]
fn names_that_are_not_plain_stay_out_of_a_request() {
    let mut params = leaf();
    let hostile = ["a'b", "$(id)", "*.ok.example.com", "x,DNS:evil", "`id`", "a b"];
    params.subject_alt_names = hostile
        .map(|name| rcgen::SanType::DnsName(name.try_into().unwrap()))
        .into_iter()
        .chain([rcgen::SanType::IpAddress("192.0.2.7".parse().unwrap())])
        .collect();
    params.distinguished_name.push(rcgen::DnType::CommonName, "x'; id; '");
    let pem = signed(&params, &ec_key(), "Root");
    let found = item(&[("ldap_client_cert", &pem)]);
    let text = cert_inventory::commands::request(&found, None, false).unwrap().text;
    let names = "\n[names]\nDNS.1 = *.ok.example.com\nIP.2 = 192.0.2.7\nEND\n";
    assert!(text.contains(names), "{text}");
    assert!(text.contains("\nCN = CLUSTER\n"), "{text}");
}
