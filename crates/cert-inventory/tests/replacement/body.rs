//! What is sent, read back by an independent parser and by OpenSSL.

use cert_inventory::RequestBody;
use serde_json::{Value, json};

use crate::openssl::{FOLDER, sort};

fn object(files: &[&str], name: &str) -> Value {
    let sorted = sort(&FOLDER.material(files), name);
    let body = RequestBody::of_update_cert(&sorted.submissions[0]);
    serde_json::from_slice(body.bytes()).unwrap()
}

/// What OpenSSL writes for a file.
fn openssl(command: &str) -> String {
    FOLDER.sh(command)
}

#[test]
fn certificates_and_key_are_canonical_and_nothing_else_is_sent() {
    let chain = openssl("for it in rsa intermediate root; do openssl x509 -in $it.crt; done");
    let keys = [
        ("rsa.crlf", "openssl rsa -in rsa.key -traditional"),
        ("rsa.bag", "openssl pkey -in rsa.key"),
        ("rsa.utf16", "openssl pkey -in rsa.key"),
    ];
    for (file, command) in keys {
        let sent = object(&[file], "proxy");
        let expected = json!({ "name": "proxy", "certificate": chain, "key": openssl(command) });
        assert_eq!(sent, expected, "{file}");
    }
    let sent = object(&["ec.mixed"], "api");
    assert_eq!(sent["key"], openssl("openssl ec -in ec.key 2>/dev/null"));
    let sent = object(&["root.crt"], "mtls_trusted_ca");
    assert_eq!(sent, json!({ "name": "mtls_trusted_ca", "certificate": openssl("cat root.crt") }));
    // What follows a DER key isn't sent.
    let mut material = FOLDER.material(&["rsa.crt"]);
    material.add("key", [FOLDER.file("rsa.p8.der"), b"and more".to_vec()].concat());
    let body = RequestBody::of_update_cert(&sort(&material, "api").submissions[0]);
    let sent: Value = serde_json::from_slice(body.bytes()).unwrap();
    assert_eq!(sent["key"], openssl("cat rsa.p8"));
}

#[test]
fn several_are_one_object_of_exact_length() {
    let sorted = sort(&FOLDER.material(&["rsa.bag", "ec.crt", "ec.key"]), "proxy");
    let [rsa, ec] = &sorted.submissions[..] else { panic!("{sorted:?}") };
    let [api, odd] = ["api", "a\"\\\u{1}ü"].map(|name| ec.for_name(name));
    let body = RequestBody::of_certificates(&[rsa, &api, &odd]);
    let sent: Value = serde_json::from_slice(body.bytes()).unwrap();
    let names =
        sent["certificates"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["proxy", "api", "a\"\\\u{1}ü"]);
    assert_eq!(sent["certificates"][1]["key"], sent["certificates"][2]["key"]);
    assert_eq!(sent.as_object().unwrap().len(), 1);
    assert_eq!(sent["certificates"][0].as_object().unwrap().len(), 3);
    assert!(!body.is_too_long());
    let many = vec![rsa; 100];
    assert!(RequestBody::of_certificates(&many).is_too_long());
    assert_eq!(RequestBody::of_certificates(&[]).bytes(), b"{\"certificates\":[]}");
}

#[test]
fn what_is_shown_has_no_key() {
    let material = FOLDER.material(&["rsa.bag"]);
    let sorted = sort(&material, "proxy");
    let body = RequestBody::of_certificates(&[&sorted.submissions[0]]);
    let shown =
        format!("{material:?} {sorted:?} {body:?} {:#?}", sorted.submissions[0].certificate_text());
    assert!(shown.contains("hidden") && shown.contains("BEGIN CERTIFICATE"));
    assert!(!shown.contains("PRIVATE KEY"));
}
