//! What the cluster says of itself.

use demo::cluster::about::{SECRETS, VERSION};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{Demo, status_and_code};

async fn versions(demo: &Demo) -> Vec<Value> {
    let nodes: Vec<Value> = demo.get("/v1/nodes").await.unwrap().json().await.unwrap();
    nodes.into_iter().map(|node| node["software_version"].clone()).collect()
}

async fn put(demo: &Demo, path: &str, body: Value) -> Response {
    demo.request(Method::PUT, path).json(&body).send().await.unwrap()
}

#[tokio::test]
async fn nodes_have_a_version_each_and_several_during_an_upgrade() {
    let demo = Demo::start().await;
    assert_eq!(versions(&demo).await, [VERSION; 3]);
    let upgrade = ["8.0.16-33", "8.2.0-46", "8.0.16-33"];
    assert_eq!(put(&demo, "/demo/versions", json!(upgrade)).await.status(), 204);
    assert_eq!(versions(&demo).await, upgrade);
    let refused = put(&demo, "/demo/versions", json!(["8.0.16-33"])).await;
    assert_eq!(status_and_code(refused).await.0, 400);
    demo.request(Method::POST, "/demo/reset").send().await.unwrap();
    assert_eq!(versions(&demo).await, [VERSION; 3]);
}

/// Without any key, and not before 8.0.16.
#[tokio::test]
async fn the_health_report_follows_the_certificates() {
    const HEALTH: &str = "/v4/cluster/health";
    let demo = Demo::start().await;
    let report = async || demo.get(HEALTH).await.unwrap().json::<Value>().await.unwrap();
    let certificates = async || report().await["certificates"].as_array().unwrap().clone();
    let before = certificates().await;
    assert_eq!(before.len(), 11);
    let of = |list: &[Value], name: &str| {
        list.iter().find(|certificate| certificate["type"] == name).cloned()
    };
    assert_eq!(of(&before, "sso_issuer").unwrap()["expired"], true);
    assert_eq!(of(&before, "api").unwrap()["expired"], false);
    assert!(!report().await.to_string().contains("PRIVATE"));
    demo.running.cluster().replace("sso_issuer").unwrap();
    demo.running.cluster().remove("ldap_client").unwrap();
    let after = certificates().await;
    assert_eq!(of(&after, "sso_issuer").unwrap()["expired"], false);
    assert_eq!(of(&after, "ldap_client"), None);
    assert_eq!(of(&after, "api"), of(&before, "api"));
    let old = json!(["8.2.0-46", "8.0.15-1", "8.2.0-46"]);
    assert_eq!(put(&demo, "/demo/versions", old).await.status(), 204);
    assert_eq!(demo.get(HEALTH).await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_license_expires_when_set_to() {
    let demo = Demo::start().await;
    for (days, expired) in [(5, false), (-3, true)] {
        assert_eq!(put(&demo, "/demo/license", json!({ "days": days })).await.status(), 204);
        let license: Value = demo.get("/v1/license").await.unwrap().json().await.unwrap();
        let end = license["expiration_date"].as_str().unwrap();
        let end = OffsetDateTime::parse(end, &Rfc3339).unwrap();
        let off = end - OffsetDateTime::now_utc() - Duration::days(days);
        assert!(off.abs() < Duration::minutes(1), "{end}");
        assert_eq!(license["expired"], expired);
    }
    let removed = demo.request(Method::DELETE, "/demo/license").send().await.unwrap();
    assert_eq!(removed.status(), 204);
    let missing = demo.get("/v1/license").await.unwrap();
    assert_eq!(status_and_code(missing).await, (404, Some("no_license".to_owned())));
}

/// A leak test that looks for what was never sent could not fail.
#[tokio::test]
async fn secrets_are_in_the_responses() {
    let demo = Demo::start().await;
    let old = json!(["8.2.0-46", "8.0.16-33", "8.2.0-46"]);
    assert_eq!(put(&demo, "/demo/versions", old).await.status(), 204);
    let mut sent = String::new();
    for path in ["/v1/nodes", "/v1/license", "/v1/cluster"] {
        sent += &demo.get(path).await.unwrap().text().await.unwrap();
    }
    for secret in SECRETS {
        assert!(sent.contains(secret), "{secret}");
    }
}
