//! The `inspect` example, run as documented.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{FQDN, RsaPublic, fixture, good, intermediate, leaf, root, signed};

const NOW: [&str; 2] = ["--now", "2026-11-23T20:00:00Z"];

/// Exit code, standard output, standard error.
fn inspect(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "cert-inventory", "--example", "inspect", "--"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // With invalid arguments, it exits before reading.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn inspected(input: &str) -> Value {
    let (code, stdout, stderr) = inspect(&[NOW[0], NOW[1], "--fqdn", FQDN], input);
    assert_eq!((code, stderr.as_str()), (0, ""));
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn a_body_becomes_the_inventory() {
    let certificate = signed(&leaf(), &RsaPublic::bits(2048), "Sub");
    let chain = certificate + &intermediate("Sub", "Root") + &root("Root");
    let body = crate::support::json(&[
        ("api_cert", &chain),
        ("api_key", &fixture("p256.sec1.pem")),
        ("ldap_client_cert", &fixture("p256.cert.pem")),
        ("ldap_client_key", &fixture("p256.pkcs8.pem")),
        ("proxy_cert", &good()),
        ("sso_service_key", &fixture("rsa.encrypted-pkcs8.pem")),
        ("mtls_trusted_ca_cert", &root("Root")),
        ("future_cert", "none"),
    ]);
    let found = inspected(&body);
    let certificates = found["certificates"].as_array().unwrap();
    let names: Vec<&Value> = certificates.iter().map(|entry| &entry["name"]).collect();
    assert_eq!(names, ["api", "proxy", "ldap_client", "mtls_trusted_ca", "sso_service", "future"]);
    let [api, proxy, ldap_client, mtls_trusted_ca, sso_service, future] = &certificates[..] else {
        panic!()
    };

    let verdicts: Vec<_> = certificates.iter().map(|entry| &entry["verdict"]).collect();
    assert_eq!(verdicts, ["broken", "broken", "not_yet_valid", "ok", "broken", "broken"]);
    assert_eq!(api["status"], "healthy");
    let leaf = &api["chain"][0];
    assert_eq!(leaf["subject"], "CN=cluster.example.com");
    assert_eq!(leaf["issuer"], "CN=Sub");
    assert_eq!(leaf["not_before"], "2026-06-01T00:00:00Z");
    assert_eq!(leaf["not_after"], "2027-06-01T00:00:00Z");
    assert_eq!(leaf["sans"][1], "DNS:*.cluster.example.com");
    assert_eq!(leaf["key"]["kind"], "RSA");
    assert_eq!(leaf["key"]["bits"], 2048);
    assert_eq!(leaf["signature"], "ecdsa-with-SHA256");
    assert_eq!(api["chain"].as_array().unwrap().len(), 3);
    assert_eq!(api["chain"][2]["issuer"], "CN=Root");
    assert_eq!(api["key"]["kind"], "EC");
    assert_eq!(api["key"]["bits"], 256);
    assert_eq!(api["key"]["curve"], "P-256");
    assert_eq!(api["key"]["match"], "does not match");
    assert_eq!(api["key"]["reused_by"], json!(["ldap_client"]));
    let rules: Vec<(&Value, &Value)> = api["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (&finding["rule"], &finding["severity"]))
        .collect();
    assert_eq!(
        rules,
        [(&json!("key-mismatch"), &json!("error")), (&json!("rsa-below-3072"), &json!("note"))]
    );

    assert_eq!(proxy["findings"], json!([]));
    assert_eq!(proxy["key"]["match"], "missing");
    assert_eq!(proxy["key"]["kind"], Value::Null);
    assert_eq!(ldap_client["key"]["match"], "matches");
    assert_eq!(mtls_trusted_ca["key"], Value::Null);
    assert_eq!(sso_service["key"]["match"], "certificate missing");
    assert_eq!(sso_service["status"], "unknown");
    assert_eq!(future["chain"], json!([]));
    let errors: Vec<&Value> =
        found["errors"].as_array().unwrap().iter().map(|error| &error["entry"]).collect();
    assert_eq!(errors, ["proxy_key", "sso_service_cert", "future_cert"]);
}

#[test]
fn hex_and_serial_are_those_of_openssl() {
    // openssl x509 -in rsa.cert.pem -noout -serial -fingerprint -sha256
    let found = inspected(&fixture("rsa.cert.pem"));
    let certificate = &found["certificates"][0]["chain"][0];
    assert_eq!(certificate["serial"], SERIAL);
    assert_eq!(certificate["sha256"], SHA256);
    assert_eq!(certificate["signature"], "sha256WithRSAEncryption");
}

const SERIAL: &str = "30c45a2147cedf2b9f027dace4767946f4a2d79b";
const SHA256: &str = "94297ec41b9f161a9274e9e5bcdbb094065b03bc4df33745b93cb18901d8cfa5";

#[test]
fn pem_text_becomes_one_entry_per_certificate() {
    let text =
        format!("subject=/CN=x\n{}\r\nmore\n{}", good(), fixture("rsa.encrypted-legacy.pem"));
    let found = inspected(&text);
    let names: Vec<&Value> =
        found["certificates"].as_array().unwrap().iter().map(|entry| &entry["name"]).collect();
    assert_eq!(names, ["certificate-1", "certificate-2", "key-1"]);
    assert_eq!(found["certificates"][0]["key"], Value::Null);
    assert_eq!(found["errors"], json!([]));

    let pair = fixture("rsa.cert.pem") + &fixture("rsa.encrypted-legacy.pem");
    assert_eq!(inspected(&pair)["certificates"][0]["key"]["match"], "encrypted, can't be checked");
    let pair = fixture("ed25519.cert.pem") + &fixture("ed25519.pkcs8.pem");
    assert_eq!(inspected(&pair)["certificates"][0]["key"]["match"], "can't be checked");
}

#[test]
fn pem_text_without_a_certificate_is_named_as_what_it_is() {
    let request = rcgen::CertificateParams::default()
        .serialize_request(&crate::support::ec_key())
        .unwrap()
        .pem()
        .unwrap();
    for (text, told) in [
        (request.clone(), "a certificate request (CSR)"),
        (request.replace(" REQUEST", ""), "a certificate request (CSR)"),
        (crate::support::ec_key().public_key_pem(), "a public key"),
    ] {
        let found = inspected(&text);
        assert_eq!(found["certificates"], json!([]), "{text}");
        let problem = found["errors"][0]["problem"].as_str().unwrap_or_default();
        assert!(problem.contains(told), "{found}");
    }
}

#[test]
fn the_instant_and_the_cluster_are_arguments() {
    let body = crate::support::json(&[("cm_cert", &good())]);
    let of = |arguments: &[&str]| -> Value {
        let (code, stdout, _) = inspect(arguments, &body);
        assert_eq!(code, 0);
        serde_json::from_str::<Value>(&stdout).unwrap()["certificates"][0].take()
    };
    assert_eq!(of(&["--now", "2027-06-01T02:00:00+02:00"])["status"], "today");
    assert_eq!(of(&["--now", "2027-06-01T00:00:01Z"])["status"], "expired");
    assert_eq!(of(&["--now", "2026-05-31T23:59:59Z"])["status"], "not_yet_valid");
    assert_eq!(of(&NOW)["findings"], json!([]));
    let elsewhere = of(&[NOW[0], NOW[1], "--fqdn", "other.example.com"]);
    assert_eq!(elsewhere["findings"][0]["rule"], "san-missing");
}

#[test]
fn a_body_that_can_not_be_read_is_an_error() {
    for input in ["", "[]", "<html>", "{\"a\": 1}", "no PEM", "[\"-----BEGIN CERTIFICATE-----\"]"] {
        let (code, stdout, stderr) = inspect(&NOW, input);
        assert_eq!((code, stderr.as_str()), (1, ""), "{input}");
        let found: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(found["certificates"], json!([]));
        let problem = found["errors"][0]["problem"].as_str().unwrap();
        assert!(problem.starts_with("Expected a JSON object"), "{problem}");
    }
}

#[test]
fn usage_errors() {
    for (arguments, told) in [
        (&["--now"][..], "--now needs a value"),
        (&["--now", "yesterday"], "yesterday is not an RFC 3339 time"),
        (&["--fqdn"], "--fqdn needs a value"),
        (&["file.json"], "file.json is not an option"),
    ] {
        let (code, stdout, stderr) = inspect(arguments, "{}");
        assert_eq!((code, stdout.as_str()), (2, ""), "{told}");
        assert!(stderr.contains(told) && stderr.contains("usage:"), "{stderr}");
    }
}
