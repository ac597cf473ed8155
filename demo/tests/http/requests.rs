//! Every request, with every role and response.

use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use demo::{FOLDER, Options, cluster::REQUIRED};
use reqwest::{Method, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::{CERTIFICATES, Demo, LDAP_CLIENT, ROTATE, UPDATE_CERT, status_and_code};

#[tokio::test]
async fn each_role_gets_what_it_is_permitted() {
    const NOT_PERMITTED: Option<&str> = Some("insufficient_permissions");
    const EXPIRED: Option<&str> = Some("password_expired");
    let (get, delete) = (Method::GET, Method::DELETE);
    let (put, post) = (Method::PUT, Method::POST);
    let api = &format!("{CERTIFICATES}/api");
    let nope = &format!("{CERTIFICATES}/nope");
    let demo = Demo::start().await;
    for (user, method, path, status, code) in [
        ("admin", &get, "/v1/cluster", 200, None),
        ("viewer", &get, "/v1/cluster", 200, None),
        ("nobody", &get, "/v1/cluster", 403, NOT_PERMITTED),
        ("expired", &get, "/v1/cluster", 401, EXPIRED),
        ("admin", &get, "/v1/nodes", 200, None),
        ("viewer", &get, "/v1/nodes", 200, None),
        ("nobody", &get, "/v1/nodes", 403, NOT_PERMITTED),
        ("admin", &get, "/v1/license", 200, None),
        ("viewer", &get, "/v1/license", 200, None),
        ("nobody", &get, "/v1/license", 403, NOT_PERMITTED),
        ("viewer", &get, "/v1/nodes/alerts", 200, None),
        ("nobody", &get, "/v1/nodes/alerts", 403, NOT_PERMITTED),
        ("viewer", &get, "/v1/ocsp", 200, None),
        ("nobody", &get, "/v1/ocsp", 403, NOT_PERMITTED),
        ("viewer", &get, "/v1/job_scheduler", 200, None),
        ("nobody", &get, "/v1/job_scheduler", 403, NOT_PERMITTED),
        ("viewer", &put, CERTIFICATES, 403, NOT_PERMITTED),
        ("viewer", &put, UPDATE_CERT, 403, NOT_PERMITTED),
        ("viewer", &post, ROTATE, 403, NOT_PERMITTED),
        ("viewer", &get, "/v4/cluster/health", 200, None),
        ("nobody", &get, "/v4/cluster/health", 403, NOT_PERMITTED),
        ("nobody", &get, "/v1/users/role", 200, None),
        ("expired", &get, "/v1/users/role", 401, EXPIRED),
        ("nobody", &get, "/v1/users/permissions/admin", 200, None),
        ("admin", &get, "/v1/users/permissions/nope", 404, Some("role_not_exist")),
        ("admin", &get, CERTIFICATES, 200, None),
        ("viewer", &get, CERTIFICATES, 200, None),
        ("nobody", &get, CERTIFICATES, 403, NOT_PERMITTED),
        ("expired", &get, CERTIFICATES, 401, EXPIRED),
        ("admin", &delete, api, 403, Some("required_certificate")),
        ("viewer", &delete, api, 403, NOT_PERMITTED),
        ("nobody", &delete, api, 403, NOT_PERMITTED),
        ("expired", &delete, api, 401, EXPIRED),
        ("admin", &delete, nope, 404, Some("certificate_not_found")),
        ("viewer", &delete, nope, 403, NOT_PERMITTED),
        ("viewer", &delete, LDAP_CLIENT, 403, NOT_PERMITTED),
        ("nobody", &delete, LDAP_CLIENT, 403, NOT_PERMITTED),
        ("expired", &delete, LDAP_CLIENT, 401, EXPIRED),
        ("admin", &delete, LDAP_CLIENT, 200, None),
        ("admin", &delete, LDAP_CLIENT, 404, Some("certificate_not_found")),
    ] {
        let response = demo.send_as(user, method.clone(), path).await.unwrap();
        let expected = (status, code.map(str::to_owned));
        assert_eq!(status_and_code(response).await, expected, "{user} {method} {path}");
    }
    for (method, path) in [(get.clone(), "/v1/cluster"), (get, CERTIFICATES), (delete, api)] {
        let response = demo.request(method, path).send().await.unwrap();
        let challenge = &response.headers()[header::WWW_AUTHENTICATE];
        assert_eq!(challenge, r#"Basic realm="Redis Enterprise""#);
        assert_eq!(status_and_code(response).await, (401, Some("unauthorized".to_owned())));
    }
}

#[tokio::test]
async fn a_role_and_its_permissions_are_what_requests_are_checked_by() {
    let demo = Demo::start().await;
    for (user, role, may_update) in
        [("admin", "admin", true), ("viewer", "cluster_viewer", false), ("nobody", "none", false)]
    {
        let found = demo.send_as(user, Method::GET, "/v1/users/role").await.unwrap();
        let found: Value = found.json().await.unwrap();
        assert_eq!(found, json!({ "role": role }));
        let path = format!("/v1/users/permissions/{role}");
        let permissions: Vec<String> =
            demo.send_as(user, Method::GET, &path).await.unwrap().json().await.unwrap();
        let has = |name: &str| permissions.iter().any(|permission| permission == name);
        assert_eq!(has("update_cluster"), may_update, "{role}");
        assert_eq!(has("view_cluster_info"), role != "none", "{role}");
    }
}

#[tokio::test]
async fn the_seed_has_all_eleven_names() {
    let demo = Demo::start().await;
    let entries: Map<String, Value> = demo.get(CERTIFICATES).await.unwrap().json().await.unwrap();
    let certificates: BTreeSet<_> =
        entries.keys().filter_map(|entry| entry.strip_suffix("_cert")).collect();
    let optional = ["ldap_client", "mtls_trusted_ca", "sso_issuer", "sso_service"];
    assert_eq!(certificates, REQUIRED.into_iter().chain(optional).collect());
    let blocks = |entry: &str, label: &str| {
        let begin = format!("-----BEGIN {label}-----");
        entries[entry].as_str().unwrap().matches(&begin).count()
    };
    assert_eq!(blocks("api_cert", "CERTIFICATE"), 3);
    assert_eq!(blocks("mtls_trusted_ca_cert", "CERTIFICATE"), 2);
    assert_eq!(blocks("api_key", "RSA PRIVATE KEY"), 1);
    assert_eq!(blocks("proxy_key", "EC PRIVATE KEY"), 1);
    assert_eq!(blocks("cm_key", "PRIVATE KEY"), 1);
    assert!(!entries.contains_key("sso_issuer_key"));
}

#[tokio::test]
async fn signing_in_gives_a_token_for_as_long_as_was_asked() {
    let demo = Demo::start().await;
    for (body, lifetime) in
        [("", 300), ("{}", 300), (r#"{"ttl":1}"#, 1), (r#"{"ttl":86400}"#, 86_400)]
    {
        let request = demo.request(Method::POST, "/v1/users/authorize");
        let request = request.basic_auth("admin@example.com", Some("demo-admin"));
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{body}");
        let token = access_token(response).await;
        let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap());
        let payload: Value = serde_json::from_slice(&payload.unwrap()).unwrap();
        let seconds = |name: &str| payload[name].as_u64().unwrap();
        assert_eq!(seconds("exp") - seconds("iat"), lifetime, "{body}");
    }
    for body in [
        r#"{"ttl":0}"#,
        r#"{"ttl":86401}"#,
        r#"{"ttl":-1}"#,
        r#"{"ttl":1.5}"#,
        r#"{"ttl":"300"}"#,
        "[]",
        "ttl=300",
    ] {
        let request = demo.request(Method::POST, "/v1/users/authorize");
        let request = request.basic_auth("admin@example.com", Some("demo-admin"));
        let response = request.body(body).send().await.unwrap();
        assert_eq!(
            status_and_code(response).await,
            (400, Some("invalid_request".to_owned())),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_rejected_sign_in_has_a_reason() {
    let demo = Demo::start().await;
    for (name, password, code) in [
        ("admin@example.com", "wrong", "invalid_credentials"),
        ("who@example.com", "demo-admin", "invalid_credentials"),
        ("expired@example.com", "demo-expired", "password_expired"),
    ] {
        let request = demo.request(Method::POST, "/v1/users/authorize");
        let response = request.basic_auth(name, Some(password)).send().await.unwrap();
        assert_eq!(status_and_code(response).await, (401, Some(code.to_owned())), "{name}");
    }
}

#[tokio::test]
async fn a_token_is_taken_until_it_ends_and_renews_itself() {
    let demo = Demo::start().await;
    let signed_in = demo.send_as("viewer", Method::POST, "/v1/users/authorize").await;
    let first = access_token(signed_in.unwrap()).await;
    let renewed = with_token(&demo, Method::POST, "/v1/users/refresh_jwt", &first).await;
    let second = access_token(renewed).await;
    assert_ne!(first, second);
    for token in [&first, &second] {
        let response = with_token(&demo, Method::GET, CERTIFICATES, token).await;
        assert_eq!(response.status(), 200);
    }
    // The token keeps its user's role.
    let refused = with_token(&demo, Method::DELETE, LDAP_CLIENT, &second).await;
    assert_eq!(refused.status(), 403);

    let basic = demo.send_as("viewer", Method::POST, "/v1/users/refresh_jwt").await;
    assert_eq!(basic.unwrap().status(), 401);
    let made_up = with_token(&demo, Method::GET, CERTIFICATES, "made.up.token").await;
    assert_eq!(made_up.status(), 401);
}

#[tokio::test]
async fn a_cluster_can_require_no_sign_in() {
    let options = Options { no_sign_in: true, ..Options::default() };
    let demo = Demo::with(options).await;
    for (method, path) in [(Method::GET, CERTIFICATES), (Method::DELETE, LDAP_CLIENT)] {
        let response = demo.request(method, path).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn the_api_responds_with_json_that_is_not_cached() {
    let demo = Demo::start().await;
    for (method, path, status, code) in [
        (Method::GET, "/v1/nope", 404, "not_found"),
        (Method::GET, "/v1/cluster/certificates/a/b", 404, "not_found"),
        (Method::PATCH, CERTIFICATES, 405, "method_not_allowed"),
        (Method::GET, LDAP_CLIENT, 405, "method_not_allowed"),
        (Method::GET, CERTIFICATES, 401, "unauthorized"),
    ] {
        let response = demo.request(method, path).send().await.unwrap();
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(status_and_code(response).await, (status, Some(code.to_owned())), "{path}");
    }
    let list = demo.get(CERTIFICATES).await.unwrap();
    // Otherwise, browsers might retry on a closed connection.
    assert_eq!(list.headers()[header::CONNECTION], "close");
    assert_eq!(list.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(list.headers()[header::CONTENT_TYPE], "application/json");
}

#[tokio::test]
async fn an_unsupported_header_value_is_invalid() {
    let demo = Demo::start().await;
    for (name, value, expected) in [
        (header::ACCEPT, "application/json", 200),
        (header::ACCEPT, "*/*", 200),
        (header::ACCEPT, "text/html", 400),
        (header::CONTENT_TYPE, "application/json; charset=utf-8", 200),
        (header::CONTENT_TYPE, "text/plain", 400),
    ] {
        let request = demo.request(Method::GET, "/v1/cluster").header(name, value);
        let request = request.basic_auth("admin@example.com", Some("demo-admin"));
        assert_eq!(request.send().await.unwrap().status(), expected, "{value}");
    }
}

#[tokio::test]
async fn the_cluster_reports_its_name_and_age() {
    let demo = Demo::start().await;
    let cluster: Value = demo.get("/v1/cluster").await.unwrap().json().await.unwrap();
    assert_eq!(cluster["name"], "cluster.example.com");
    assert!(cluster["created_time"].as_str().unwrap().ends_with('Z'));
    assert_eq!(cluster["alert_settings"]["cluster_ca_cert_about_to_expire"]["threshold"], "90");
}

#[tokio::test]
async fn a_name_of_any_characters_can_be_deleted() {
    let demo = Demo::start().await;
    let entry = ("branch office/Köln_cert".to_owned(), "x".to_owned());
    demo.running.cluster().add([entry].into()).unwrap();
    let path = format!("{CERTIFICATES}/branch%20office%2FK%C3%B6ln");
    assert_eq!(demo.delete(&path).await.unwrap().status(), 200);
    assert!(!demo.lists("branch office/Köln_cert"));
}

#[tokio::test]
async fn the_api_is_the_same_in_a_folder() {
    let demo = Demo::start().await;
    let deleted = demo.delete(&format!("{FOLDER}{LDAP_CLIENT}")).await.unwrap();
    assert_eq!(deleted.status(), 200);
    assert_eq!(demo.delete(LDAP_CLIENT).await.unwrap().status(), 404);
    let unknown = demo.get(&format!("{FOLDER}/v1/nope")).await.unwrap();
    assert_eq!(status_and_code(unknown).await, (404, Some("not_found".to_owned())));
}

#[tokio::test]
async fn a_reset_restores_everything() {
    let demo = Demo::start().await;
    assert_eq!(demo.delete(LDAP_CLIENT).await.unwrap().status(), 200);
    assert!(!demo.lists("ldap_client_cert"));
    let fault = json!({ "fault": "reset" });
    let told_to = demo.request(Method::POST, "/demo/faults").json(&fault).send().await;
    assert_eq!(told_to.unwrap().status(), StatusCode::NO_CONTENT);
    let reset = demo.request(Method::POST, "/demo/reset").send().await.unwrap();
    assert_eq!(reset.status(), StatusCode::NO_CONTENT);
    assert!(demo.lists("ldap_client_cert"));
    assert_eq!(demo.get(CERTIFICATES).await.unwrap().status(), 200);
}

async fn with_token(demo: &Demo, method: Method, path: &str, token: &str) -> reqwest::Response {
    let authorization = format!("JWT {token}");
    let request = demo.request(method, path);
    let request = request.header(header::AUTHORIZATION, authorization);
    request.send().await.unwrap()
}

async fn access_token(response: reqwest::Response) -> String {
    let body: Value = response.json().await.unwrap();
    body["access_token"].as_str().unwrap().to_owned()
}
