//! An independent client over TLS: the crate `redis-enterprise` lists and deletes certificates as
//! on a real cluster.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use demo::{Options, Running};
use redis_enterprise::{EnterpriseClient, RestError};

const LDAP_CLIENT: &str = "/v1/cluster/certificates/ldap_client";

#[tokio::test]
async fn every_entry_is_listed() {
    let demo = start().await;
    let listed = client(&demo, "admin").cluster().certificates().await.unwrap();
    let entries = listed.as_object().unwrap();
    assert_eq!(entries.len(), 20);
    assert!(entries.values().all(serde_json::Value::is_string));
}

#[tokio::test]
async fn a_name_is_deleted_once() {
    let demo = start().await;
    let client = client(&demo, "admin");
    client.delete(LDAP_CLIENT).await.unwrap();
    let left = client.cluster().certificates().await.unwrap();
    assert!(left.get("ldap_client_cert").is_none());
    assert!(left.get("sso_service_cert").is_some());
    let again = client.delete(LDAP_CLIENT).await;
    refused_with(again, 404, "certificate_not_found");
}

#[tokio::test]
async fn an_own_deletion_gets_an_unused_number() {
    let demo = start().await;
    let refused = client(&demo, "admin").cluster().certificate_delete(1).await;
    refused_with(refused, 404, "certificate_not_found");
}

#[tokio::test]
async fn rejections_are_distinct() {
    let demo = start().await;
    let required = "/v1/cluster/certificates/api";
    for (user, path, words) in [
        ("admin", required, "required_certificate"),
        ("viewer", LDAP_CLIENT, "insufficient_permissions"),
    ] {
        let refused = client(&demo, user).delete(path).await;
        refused_with(refused, 403, words);
    }
    let nobody = client(&demo, "wrong").cluster().certificates().await;
    assert!(matches!(nobody, Err(RestError::Unauthorized)), "{nobody:?}");
}

#[tokio::test]
async fn cluster_facts_are_served() {
    let demo = start().await;
    let cluster = client(&demo, "viewer").cluster().info().await.unwrap();
    assert_eq!(cluster.name, "cluster.example.com");
}

async fn start() -> Running {
    let options = Options { tls: true, ..Options::default() };
    demo::start(options).await.unwrap()
}

/// The client exposes the status and the body's text.
fn refused_with(response: Result<(), RestError>, status: u16, error_code: &str) {
    match response {
        Err(RestError::ApiError { code, message }) if code == status => {
            assert!(message.contains(error_code), "{message}");
        }
        other => panic!("expected {status} {error_code}: {other:?}"),
    }
}

/// Trusts only the demo's certificate.
fn client(demo: &Running, user: &str) -> EnterpriseClient {
    EnterpriseClient::builder()
        .base_url(demo.url())
        .username(format!("{user}@example.com"))
        .password(format!("demo-{user}"))
        .ca_cert_pem(demo.tls_certificate.clone().unwrap())
        .build()
        .unwrap()
}
