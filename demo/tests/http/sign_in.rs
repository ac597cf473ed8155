//! Sign-in with other settings: without passwords, with short-lived tokens, with a locked user.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use demo::{FOLDER, Options};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};
use std::time::Duration;

use crate::{CERTIFICATES, Demo, LDAP_CLIENT, status_and_code};

const AUTHORIZE: &str = "/v1/users/authorize";
const REFRESH: &str = "/v1/users/refresh_jwt";

#[tokio::test]
async fn a_cluster_without_basic_refuses_every_name_and_password() {
    let demo = Demo::with(Options { no_basic: true, ..Options::default() }).await;
    for (method, path) in [
        (Method::POST, AUTHORIZE),
        (Method::POST, REFRESH),
        (Method::GET, "/v1/cluster"),
        (Method::GET, CERTIFICATES),
        (Method::DELETE, LDAP_CLIENT),
        (Method::GET, "/v1/nope"),
    ] {
        for folder in ["", FOLDER] {
            let path = format!("{folder}{path}");
            let response = demo.send_as("admin", method.clone(), &path).await.unwrap();
            assert_eq!(response.status(), 401, "{method} {path}");
            let body: Value = response.json().await.unwrap();
            let expected = json!({
                "error_code": "basic_authentication_disabled",
                "description": "Basic authentication is disabled on this cluster.",
            });
            assert_eq!(body, expected, "{method} {path}");
        }
    }
    assert!(demo.lists("ldap_client_cert"));
    // The Basic error appears only for requests that use Basic.
    let response = demo.request(Method::GET, CERTIFICATES).send().await.unwrap();
    assert_eq!(status_and_code(response).await, (401, Some("unauthorized".to_owned())));
}

#[tokio::test]
async fn a_cluster_without_basic_takes_tokens() {
    let demo = Demo::with(Options { no_basic: true, ..Options::default() }).await;
    let token = demo.running.token("viewer@example.com", Duration::from_secs(60)).unwrap();
    assert_eq!(with_token(&demo, Method::GET, CERTIFICATES, &token).await.status(), 200);
    assert_eq!(with_token(&demo, Method::DELETE, LDAP_CLIENT, &token).await.status(), 403);
    let renewed = with_token(&demo, Method::POST, REFRESH, &token).await;
    let renewed = access_token(renewed).await;
    assert_eq!(with_token(&demo, Method::GET, CERTIFICATES, &renewed).await.status(), 200);
    assert!(demo.running.token("who@example.com", Duration::from_secs(60)).is_none());
}

#[tokio::test]
async fn no_token_lives_longer_than_the_cluster_grants() {
    let demo = Demo::with(Options { token_seconds: Some(20), ..Options::default() }).await;
    for (body, lifetime) in
        [("", 20), (r#"{"ttl":86400}"#, 20), (r#"{"ttl":21}"#, 20), (r#"{"ttl":5}"#, 5)]
    {
        let request = demo.request(Method::POST, AUTHORIZE);
        let request = request.basic_auth("admin@example.com", Some("demo-admin"));
        let token = access_token(request.body(body).send().await.unwrap()).await;
        assert_eq!(lifetime_of(&token), lifetime, "{body}");
        let renewal = demo.request(Method::POST, REFRESH).body(body);
        let renewal = renewal.header(header::AUTHORIZATION, format!("JWT {token}"));
        let token = access_token(renewal.send().await.unwrap()).await;
        assert_eq!(lifetime_of(&token), lifetime, "{body}");
    }
}

#[tokio::test]
async fn only_the_right_password_reveals_that_a_user_is_locked() {
    let demo = Demo::start().await;
    for (method, path) in [(Method::POST, AUTHORIZE), (Method::GET, CERTIFICATES)] {
        let response = demo.send_as("locked", method.clone(), path).await.unwrap();
        assert_eq!(response.status(), 401, "{path}");
        let body: Value = response.json().await.unwrap();
        let expected = json!({
            "error_code": "user_locked",
            "description": "The user is locked after too many failed sign-ins.",
        });
        assert_eq!(body, expected, "{path}");
        let request = demo.request(method, path).basic_auth("locked@example.com", Some("wrong"));
        let wrong = request.send().await.unwrap();
        assert_eq!(
            status_and_code(wrong).await,
            (401, Some("invalid_credentials".to_owned())),
            "{path}"
        );
    }
}

fn lifetime_of(token: &str) -> u64 {
    let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    payload["exp"].as_u64().unwrap() - payload["iat"].as_u64().unwrap()
}

async fn with_token(demo: &Demo, method: Method, path: &str, token: &str) -> Response {
    let authorization = format!("JWT {token}");
    let request = demo.request(method, path);
    request.header(header::AUTHORIZATION, authorization).send().await.unwrap()
}

async fn access_token(response: Response) -> String {
    let body: Value = response.json().await.unwrap();
    body["access_token"].as_str().unwrap().to_owned()
}
