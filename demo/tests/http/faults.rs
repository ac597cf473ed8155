//! Each fault has its effect, on matching requests and for the specified number of times.

use std::{
    future::Future,
    sync::atomic::{AtomicBool, Ordering},
    time::SystemTime,
};

use demo::faults::{Body, ErrorStatus, Fault, Rule};
use futures_util::StreamExt;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::{CERTIFICATES, Demo, LDAP_CLIENT, status_and_code};

#[tokio::test]
async fn a_status_has_the_body_that_was_chosen() {
    let demo = Demo::start().await;
    for status in [400, 401, 403, 404, 405, 409, 429, 500, 502, 503, 504] {
        for body in ["json", "message", "html", "none"] {
            let fault = json!({ "fault": "status", "status": status, "body": body });
            let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
            assert_eq!(response.status(), status);
            let challenged = response.headers().contains_key(header::WWW_AUTHENTICATE);
            assert_eq!(challenged, status == 401);
            let text = response.text().await.unwrap();
            let json: Option<Value> = serde_json::from_str(&text).ok();
            let has = |name: &str| json.as_ref().is_some_and(|json| json[name].is_string());
            assert_eq!(has("error_code"), matches!(body, "json" | "message"));
            assert_eq!(has("description"), body == "json");
            assert_eq!(has("message"), body == "message");
            assert_eq!(text.starts_with("<!doctype html>"), body == "html");
            assert_eq!(text.is_empty(), body == "none");
        }
    }
}

#[tokio::test]
async fn a_status_does_nothing() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "status", "status": 503 });
    let response = once(&demo, fault, demo.delete(LDAP_CLIENT)).await.unwrap();
    assert_eq!(status_and_code(response).await, (503, Some("service_unavailable".to_owned())));
    assert!(demo.lists("ldap_client_cert"));
}

#[tokio::test]
async fn bodies_can_be_corrupted() {
    let demo = Demo::start().await;
    let whole = demo.get(CERTIFICATES).await.unwrap().bytes().await.unwrap();
    let spoilt = async |fault: &str| {
        let fault = json!({ "fault": fault });
        let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
        assert_eq!(response.status(), 200);
        response
    };
    let text = spoilt("html-200").await.text().await.unwrap();
    assert!(text.starts_with("<!doctype html>"));
    assert!(spoilt("empty").await.bytes().await.unwrap().is_empty());
    let bytes = spoilt("invalid-utf8").await.bytes().await.unwrap();
    assert!(std::str::from_utf8(&bytes).is_err());
    assert!(spoilt("not-an-object").await.json::<Vec<Value>>().await.is_ok());
    let entries = spoilt("non-string-value").await.json().await;
    let entries: Map<String, Value> = entries.unwrap();
    assert_eq!(entries.values().filter(|value| !value.is_string()).count(), 1);
    let text = spoilt("duplicate-names").await.text().await.unwrap();
    assert_eq!(text.matches(r#""api_cert":"#).count(), 2);
    assert!(serde_json::from_str::<Map<String, Value>>(&text).is_ok());
    let plain = spoilt("wrong-content-type").await;
    assert_eq!(plain.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(plain.bytes().await.unwrap(), whole);
    let huge = spoilt("huge").await.bytes().await.unwrap();
    assert!(huge.len() > 16 * 1024 * 1024);
    assert!(serde_json::from_slice::<Map<String, Value>>(&huge).is_ok());
}

#[tokio::test]
async fn only_a_list_of_entries_is_rewritten() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "non-string-value" });
    let refused = demo.send_as("nobody", Method::GET, CERTIFICATES);
    let refused = once(&demo, fault, refused).await.unwrap();
    assert_eq!(refused.status(), 403);
    let body: Map<String, Value> = refused.json().await.unwrap();
    assert_eq!(body["error_code"], "insufficient_permissions");
    assert!(body.values().all(Value::is_string));
}

#[tokio::test]
async fn a_body_is_cut_off_after_its_head() {
    let demo = Demo::start().await;
    for request in [(Method::GET, CERTIFICATES), (Method::DELETE, LDAP_CLIENT)] {
        let (method, path) = request;
        let fault = json!({ "fault": "cut-off" });
        let response = once(&demo, fault, demo.send_as("admin", method, path)).await;
        let response = response.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert!(response.bytes().await.is_err(), "{path}");
    }
    assert!(!demo.lists("ldap_client_cert"));
}

#[tokio::test]
async fn a_slow_body_arrives_complete_in_small_pieces() {
    let demo = Demo::start().await;
    let whole = demo.get(CERTIFICATES).await.unwrap().bytes().await.unwrap();
    let fault = json!({ "fault": "slow-drip", "bytes_per_second": 100_000 });
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let drops: Vec<_> = response.bytes_stream().map(Result::unwrap).collect().await;
    assert!(drops.iter().all(|drop| drop.len() <= 10_000));
    assert_eq!(drops.concat(), whole);
}

#[tokio::test]
async fn a_reset_does_nothing_and_a_lost_answer_is_done() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "reset" });
    assert!(once(&demo, fault, demo.delete(LDAP_CLIENT)).await.is_err());
    assert!(demo.lists("ldap_client_cert"));
    let fault = json!({ "fault": "lost-answer" });
    assert!(once(&demo, fault, demo.delete(LDAP_CLIENT)).await.is_err());
    assert!(!demo.lists("ldap_client_cert"));
}

#[tokio::test]
async fn a_request_hangs_until_the_faults_are_cleared() {
    let demo = Demo::start().await;
    add(&demo, json!({ "fault": "hang", "times": 1 })).await;
    let request = demo.delete(LDAP_CLIENT);
    let wait_and_clear = async {
        // The rule is used up once the request arrives.
        while !demo.running.faults().list().is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(demo.lists("ldap_client_cert"));
        clear(&demo).await;
    };
    let (response, ()) = tokio::join!(request, wait_and_clear);
    assert_eq!(response.unwrap().status(), 200);
    assert!(!demo.lists("ldap_client_cert"));
}

#[tokio::test]
async fn a_response_can_be_delayed_after_the_request_was_carried_out() {
    let demo = Demo::start().await;
    add(&demo, json!({ "fault": "hold-answer", "times": 1 })).await;
    let answered = AtomicBool::new(false);
    let request = async {
        let response = demo.delete(LDAP_CLIENT).await;
        answered.store(true, Ordering::SeqCst);
        response
    };
    let wait_and_clear = async {
        while demo.lists("ldap_client_cert") {
            tokio::task::yield_now().await;
        }
        // Other requests aren't held; by the time they finish, a response would have arrived.
        for _ in 0..5 {
            assert_eq!(demo.get(CERTIFICATES).await.unwrap().status(), 200);
        }
        assert!(!answered.load(Ordering::SeqCst));
        clear(&demo).await;
    };
    let (response, ()) = tokio::join!(request, wait_and_clear);
    assert_eq!(response.unwrap().status(), 200);
}

#[tokio::test]
async fn a_status_can_have_retry_after_seconds() {
    let demo = Demo::start().await;
    for body in ["json", "message", "html", "none"] {
        let mut fault = json!({ "fault": "status", "status": 429, "body": body });
        let response = once(&demo, fault.clone(), demo.get(CERTIFICATES)).await.unwrap();
        assert!(!response.headers().contains_key(header::RETRY_AFTER), "{body}");
        fault["retry_after"] = json!(120);
        let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers()[header::RETRY_AFTER], "120", "{body}");
    }
    let status = ErrorStatus::try_from(503).unwrap().retry_after(5);
    let fault = Fault::Status { status, body: Body::None };
    demo.running.faults().add(Rule { pattern: None, times: None, fault });
    let response = demo.get(CERTIFICATES).await.unwrap();
    assert_eq!(response.headers()[header::RETRY_AFTER], "5");
    assert!(ErrorStatus::try_from(200).is_err());
}

#[tokio::test]
async fn a_status_can_have_a_retry_after_date() {
    let demo = Demo::start().await;
    let fault =
        json!({ "fault": "status", "status": 503, "retry_after": 3600, "retry_after_as": "date" });
    let before = SystemTime::now();
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let value = response.headers()[header::RETRY_AFTER].to_str().unwrap();
    let date = httpdate::parse_http_date(value).unwrap();
    // The date has no fraction of a second.
    let wait = date.duration_since(before).unwrap().as_secs();
    assert!((3599..=3610).contains(&wait), "{value}: {wait} s");
}

#[tokio::test]
async fn redirects_lead_to_the_same_path() {
    let demo = Demo::start().await;
    let port = demo.running.address.port();
    for (fault, folder, location) in [
        ("redirect-same", "", String::new()),
        ("redirect-same", "/folder/panel", String::new()),
        ("redirect-other", "", format!("http://localhost:{port}")),
        ("redirect-other", "/folder/panel", format!("http://localhost:{port}")),
    ] {
        let path = format!("{folder}{CERTIFICATES}?all=1");
        let fault = json!({ "fault": fault });
        let response = once(&demo, fault, demo.get(&path)).await.unwrap();
        assert_eq!(response.status(), StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(response.headers()[header::LOCATION], location + &path);
    }
}

#[tokio::test]
async fn a_disk_or_the_store_refuses() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "store-refuses" });
    let response = once(&demo, fault, demo.delete(LDAP_CLIENT)).await.unwrap();
    assert_eq!(status_and_code(response).await, (500, Some("internal_error".to_owned())));
    assert!(demo.lists("ldap_client_cert"));

    let fault = json!({ "fault": "node-disk" });
    let response = once(&demo, fault, demo.delete(LDAP_CLIENT)).await.unwrap();
    let code = "delete_from_disk_failed".to_owned();
    assert_eq!(status_and_code(response).await, (500, Some(code)));
    assert!(!demo.lists("ldap_client_cert"));
    let has_file = demo
        .running
        .cluster()
        .folders()
        .map(|folder| folder.join("ldap_client_key.pem").exists())
        .collect::<Vec<_>>();
    assert_eq!(has_file, [false, true, false]);
}

#[tokio::test]
async fn every_token_expires_when_the_next_request_arrives() {
    let demo = Demo::start().await;
    let signed_in = demo.send_as("admin", Method::POST, "/v1/users/authorize").await;
    let body: Value = signed_in.unwrap().json().await.unwrap();
    let token = format!("JWT {}", body["access_token"].as_str().unwrap());
    let ask = || {
        let request = demo.request(Method::DELETE, LDAP_CLIENT);
        request.header(header::AUTHORIZATION, &token).send()
    };
    let fault = json!({ "fault": "token-expired" });
    let response = once(&demo, fault, ask()).await.unwrap();
    assert_eq!(status_and_code(response).await, (401, Some("unauthorized".to_owned())));
    assert!(demo.lists("ldap_client_cert"));
    assert_eq!(ask().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_list_without_required_names_has_the_others() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "without-required" });
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let entries: Map<String, Value> = response.json().await.unwrap();
    let names: Vec<_> = entries.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "ldap_client_cert",
            "ldap_client_key",
            "mtls_trusted_ca_cert",
            "sso_issuer_cert",
            "sso_service_cert",
            "sso_service_key"
        ]
    );
}

#[tokio::test]
async fn hostile_and_bulk_entries_are_added() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "unknown-entries" });
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let entries: Map<String, Value> = response.json().await.unwrap();
    let value = |entry: &str| entries[entry].as_str().unwrap();
    assert!(value("api_cert").starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(value("locked_key").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    assert!(value("legacy_key").contains("Proc-Type: 4,ENCRYPTED"));
    assert!(!value("notes_cert").contains("BEGIN"));
    assert!(entries.contains_key("keyless_cert") && !entries.contains_key("keyless_key"));
    assert!(entries.contains_key("spare_key") && !entries.contains_key("spare_cert"));
    let gateway = format!("{CERTIFICATES}/gateway");
    assert_eq!(demo.delete(&gateway).await.unwrap().status(), 200);

    let before = entries.len() - 2;
    let fault = json!({ "fault": "many", "count": 20 });
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let entries: Map<String, Value> = response.json().await.unwrap();
    assert_eq!(entries.len(), before + 40);
    assert_ne!(entries["bulk-00001_key"], entries["bulk-00020_key"]);
}

#[tokio::test]
async fn unaddressable_names_are_added() {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "unaddressable-entries" });
    let response = once(&demo, fault, demo.get(CERTIFICATES)).await.unwrap();
    let entries: Map<String, Value> = response.json().await.unwrap();
    for name in [".", ".."] {
        let entry = format!("{name}_cert");
        assert!(entries[&entry].as_str().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
        // Clients resolve such a name to another path.
        let deleted = demo.delete(&format!("{CERTIFICATES}/{name}")).await.unwrap();
        assert!(matches!(deleted.status().as_u16(), 404 | 405), "{name:?}: {}", deleted.status());
        assert!(demo.lists(&entry), "{name:?}");
    }
}

#[tokio::test]
async fn a_rule_waits_for_its_request() {
    let demo = Demo::start().await;
    let broken = async |path: &str| demo.get(path).await.unwrap().status() == 503;
    let rule = |pattern: Option<&str>, times: Option<u32>| {
        let mut rule = json!({ "fault": "status", "status": 503 });
        rule["match"] = json!(pattern);
        rule["times"] = json!(times);
        rule
    };
    add(&demo, rule(Some("GET /v1/cluster"), Some(2))).await;
    assert!(!broken(CERTIFICATES).await);
    let same_start = demo.delete(&format!("{CERTIFICATES}/nope")).await.unwrap();
    assert_eq!(same_start.status(), 404);
    assert!(broken("/v1/cluster").await);
    assert!(broken("/folder/panel/v1/cluster").await);
    assert!(!broken("/v1/cluster").await);

    add(&demo, rule(Some("GET /v1/cluster*"), None)).await;
    for _ in 0..3 {
        assert!(broken(CERTIFICATES).await);
        assert!(broken("/v1/cluster").await);
    }
    assert!(!broken("/v1/nope").await);
    clear(&demo).await;
    assert!(!broken("/v1/cluster").await);

    add(&demo, rule(None, None)).await;
    assert!(broken("/v1/nope").await);
}

#[tokio::test]
async fn the_rules_that_wait_can_be_read() {
    let demo = Demo::start().await;
    let rules = [
        json!({ "match": "GET /v1/cluster", "times": 2, "fault": "slow-drip", "bytes_per_second": 10 }),
        json!({ "fault": "status", "status": 502, "body": "html" }),
        json!({ "fault": "status", "status": 503, "retry_after": 9, "body": "json" }),
        json!({ "fault": "status", "status": 503, "retry_after": 9, "retry_after_as": "date", "body": "json" }),
        json!({ "fault": "hold-answer" }),
    ];
    for rule in &rules {
        add(&demo, rule.clone()).await;
    }
    let listed = demo.request(Method::GET, "/demo/faults").send().await.unwrap();
    assert_eq!(listed.json::<Vec<Value>>().await.unwrap(), rules);
}

#[tokio::test]
async fn a_fault_that_does_not_exist_is_refused() {
    let demo = Demo::start().await;
    for rule in [
        json!({ "fault": "flood" }),
        json!({ "fault": "status", "status": 200 }),
        json!({ "fault": "status", "status": 42 }),
        json!({ "fault": "status", "status": 503, "retry_after": -1 }),
        json!({ "fault": "status", "status": 503, "retry_after": 1, "retry_after_as": "year" }),
        json!({ "fault": "many" }),
        json!({ "fault": "long-entry" }),
        json!({ "fault": "reset", "times": 0 }),
        json!({}),
    ] {
        let response = demo.request(Method::POST, "/demo/faults").json(&rule).send().await;
        assert_eq!(response.unwrap().status(), 422, "{rule}");
    }
    assert!(demo.running.faults().list().is_empty());
}

/// Adds the fault for one request, sends it, and checks that the rule is used up.
async fn once(
    demo: &Demo,
    mut fault: Value,
    request: impl Future<Output = reqwest::Result<Response>>,
) -> reqwest::Result<Response> {
    fault["times"] = json!(1);
    add(demo, fault).await;
    let response = request.await;
    assert!(demo.running.faults().list().is_empty());
    response
}

async fn add(demo: &Demo, rule: Value) {
    let response = demo.request(Method::POST, "/demo/faults").json(&rule).send().await;
    assert_eq!(response.unwrap().status(), StatusCode::NO_CONTENT);
}

async fn clear(demo: &Demo) {
    let response = demo.request(Method::DELETE, "/demo/faults").send().await;
    assert_eq!(response.unwrap().status(), StatusCode::NO_CONTENT);
}
