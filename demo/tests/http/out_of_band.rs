//! Out-of-band changes: made by another administrator, or by the cluster itself.

use demo::{cluster::REQUIRED, users::Role};
use pem::Pem;
use rcgen::{KeyPair, PublicKeyData};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use x509_parser::parse_x509_certificate;

use crate::{CERTIFICATES, Demo, status_and_code};

#[tokio::test]
async fn a_replaced_certificate_is_another_of_the_same_subject() {
    let demo = Demo::start().await;
    for name in REQUIRED.into_iter().chain(["ldap_client", "sso_service"]) {
        let (cert, key) = (format!("{name}_cert"), format!("{name}_key"));
        let before = [entry(&demo, &cert).unwrap(), entry(&demo, &key).unwrap()];
        let start = OffsetDateTime::now_utc() - Duration::SECOND;
        assert_eq!(change(&demo, Method::POST, &format!("{name}/replace")).await.status(), 204);
        let after = [entry(&demo, &cert).unwrap(), entry(&demo, &key).unwrap()];
        let [old, new] = [&before, &after].map(|pair| pem::parse(first(&pair[0])).unwrap());
        let (_, old) = parse_x509_certificate(old.contents()).unwrap();
        let (_, new) = parse_x509_certificate(new.contents()).unwrap();
        assert_eq!(new.subject().as_raw(), old.subject().as_raw(), "{name}");
        assert_eq!(
            new.subject_alternative_name().unwrap().map(|names| names.value),
            old.subject_alternative_name().unwrap().map(|names| names.value),
            "{name}"
        );
        assert_ne!(new.raw_serial(), old.raw_serial(), "{name}");
        assert_eq!(new.public_key().algorithm, old.public_key().algorithm, "{name}");
        let validity = new.validity();
        let from = validity.not_before.to_datetime();
        assert!((start..=OffsetDateTime::now_utc()).contains(&from), "{name}: {from}");
        assert_eq!(validity.not_after.to_datetime() - from, Duration::days(365), "{name}");
        new.verify_signature(None).unwrap_or_else(|error| panic!("{name}: {error}"));
        let key = KeyPair::from_pem(&after[1]).unwrap();
        assert_ne!(before[1], after[1], "{name}");
        assert_eq!(key.subject_public_key_info(), new.public_key().raw, "{name}");
        assert_on_every_node(&demo, &cert);
    }
}

#[tokio::test]
async fn replacing_a_certificate_adds_no_key() {
    let demo = Demo::start().await;
    for name in ["mtls_trusted_ca", "sso_issuer"] {
        let cert = format!("{name}_cert");
        let before = entry(&demo, &cert);
        assert_eq!(change(&demo, Method::POST, &format!("{name}/replace")).await.status(), 204);
        assert_ne!(entry(&demo, &cert), before, "{name}");
        assert_eq!(entry(&demo, &format!("{name}_key")), None, "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_replaced_is_said() {
    let demo = Demo::start().await;
    let notes = ("notes_cert".to_owned(), "to be replaced next week".to_owned());
    let spare = ("spare_key".to_owned(), "x".to_owned());
    demo.running.cluster().add([notes, spare].into()).unwrap();
    for name in ["nope", "spare", "api_cert"] {
        let response = change(&demo, Method::POST, &format!("{name}/replace")).await;
        let expected = (404, Some("certificate_not_found".to_owned()));
        assert_eq!(status_and_code(response).await, expected, "{name}");
    }
    let response = change(&demo, Method::POST, "notes/replace").await;
    assert_eq!(response.status(), 400);
    let description = description(response).await;
    assert_eq!(description, "The certificate for notes can't be renewed: it isn't PEM.");
}

#[tokio::test]
async fn any_name_can_be_removed_once() {
    let demo = Demo::start().await;
    for name in REQUIRED.into_iter().chain(["sso_issuer"]) {
        assert_eq!(change(&demo, Method::DELETE, name).await.status(), 204, "{name}");
        for entry in [format!("{name}_cert"), format!("{name}_key")] {
            assert!(!demo.lists(&entry), "{entry}");
            assert_eq!(nodes_with(&demo, &entry), 0, "{entry}");
        }
        let again = change(&demo, Method::DELETE, name).await;
        assert_eq!(
            status_and_code(again).await,
            (404, Some("certificate_not_found".to_owned())),
            "{name}"
        );
    }
    assert!(demo.lists("ldap_client_key"));
    assert_eq!(nodes_with(&demo, "ldap_client_key"), 3);
}

#[tokio::test]
async fn a_partial_deletion_can_be_completed() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "node-disk", "times": 1 });
    demo.request(Method::POST, "/demo/faults").json(&fault).send().await.unwrap();
    let path = format!("{CERTIFICATES}/ldap_client");
    assert_eq!(demo.delete(&path).await.unwrap().status(), 500);
    assert_eq!(nodes_with(&demo, "ldap_client_key"), 1);
    assert_eq!(change(&demo, Method::DELETE, "ldap_client").await.status(), 204);
    assert_eq!(nodes_with(&demo, "ldap_client_key"), 0);
}

#[tokio::test]
async fn a_name_has_exactly_the_uploaded_contents() {
    let demo = Demo::start().await;
    let pem = |label: &str, content: &str| pem::encode(&Pem::new(label, content));
    let (one, two) = (pem("CERTIFICATE", "one"), pem("CERTIFICATE", "two"));
    let key = pem("PRIVATE KEY", "key");
    for (name, path) in [("ldap_client", "ldap_client"), ("a/Köln", "a%2FK%C3%B6ln")] {
        let (cert_entry, key_entry) = (format!("{name}_cert"), format!("{name}_key"));
        let response = put(&demo, path, &json!({ "cert": one, "key": key })).await;
        assert_eq!(response.status(), 204);
        assert_eq!(entry(&demo, &cert_entry).as_ref(), Some(&one));
        assert_eq!(entry(&demo, &key_entry).as_ref(), Some(&key));
        assert_on_every_node(&demo, &cert_entry);
        assert_on_every_node(&demo, &key_entry);
        // The old key wouldn't match the new certificate.
        assert_eq!(put(&demo, path, &json!({ "cert": two })).await.status(), 204);
        assert_eq!(entry(&demo, &cert_entry).as_ref(), Some(&two));
        assert_eq!(entry(&demo, &key_entry), None);
        assert_eq!(nodes_with(&demo, &key_entry), 0);
    }
}

#[tokio::test]
async fn what_cannot_be_put_changes_nothing() {
    let demo = Demo::start().await;
    let before = demo.running.cluster().certificates(Role::Admin).unwrap().clone();
    let certificate = before["cm_cert"].clone();
    for (body, words) in [
        (json!({ "cert": "nonsense" }), "cert doesn't contain a PEM certificate."),
        (json!({ "cert": before["cm_key"] }), "cert doesn't contain a PEM certificate."),
        (json!({ "cert": certificate, "key": "nonsense" }), "key doesn't contain PEM."),
        (json!({ "key": before["cm_key"] }), "missing field `cert`"),
        (json!({ "cert": 42 }), "expected a string"),
        (json!("text"), "expected struct"),
    ] {
        let response = put(&demo, "ldap_client", &body).await;
        assert_eq!(response.status(), 400, "{body}");
        let description = description(response).await;
        assert!(description.contains(words), "{description}");
    }
    let untyped = demo.request(Method::PUT, "/demo/certificates/ldap_client").body("{}");
    assert_eq!(untyped.send().await.unwrap().status(), 400);
    assert_eq!(*demo.running.cluster().certificates(Role::Admin).unwrap(), before);
}

async fn change(demo: &Demo, method: Method, path: &str) -> Response {
    demo.request(method, &format!("/demo/certificates/{path}")).send().await.unwrap()
}

async fn put(demo: &Demo, path: &str, body: &Value) -> Response {
    let request = demo.request(Method::PUT, &format!("/demo/certificates/{path}"));
    request.json(body).send().await.unwrap()
}

async fn description(response: Response) -> String {
    let body: Value = response.json().await.unwrap();
    body["description"].as_str().unwrap().to_owned()
}

fn entry(demo: &Demo, entry: &str) -> Option<String> {
    demo.running.cluster().certificates(Role::Admin).unwrap().get(entry).cloned()
}

/// The number of nodes with a file for an entry with a plain name.
fn nodes_with(demo: &Demo, entry: &str) -> usize {
    let file = format!("{entry}.pem");
    demo.running.cluster().folders().filter(|folder| folder.join(&file).exists()).count()
}

/// Every node's files match the store.
fn assert_on_every_node(demo: &Demo, name: &str) {
    let value = entry(demo, name).unwrap();
    for folder in demo.running.cluster().folders() {
        let mut files = std::fs::read_dir(folder).unwrap();
        let same = |file: std::fs::DirEntry| std::fs::read_to_string(file.path()).unwrap() == value;
        assert!(files.any(|file| same(file.unwrap())), "{name} in {}", folder.display());
    }
}

/// The first PEM block.
fn first(text: &str) -> &str {
    const END: &str = "-----END CERTIFICATE-----";
    &text[..text.find(END).unwrap() + END.len()]
}
