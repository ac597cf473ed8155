//! Replacing and rotating: bodies, statuses, versions, and faults on the way.

use std::process::Command;

use demo::Options;
use reqwest::{Method, Response, header};
use serde_json::{Map, Value, json};

use crate::{
    CERTIFICATES, Demo, ROTATE, UPDATE_CERT,
    material::{Authorities, Leaf},
    status_and_code,
};

/// A leaf with its chain, and its key.
fn pair(leaf: &Leaf) -> (String, String) {
    (leaf.chain(&Authorities::new()), leaf.key())
}

impl Demo {
    async fn of_version(version: &str) -> Self {
        Self::with(Options { version: Some(version.to_owned()), ..Options::default() }).await
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> reqwest::Result<Response> {
        let request = self.request(method, path).json(body);
        request.basic_auth("admin@example.com", Some("demo-admin")).send().await
    }

    async fn put(&self, path: &str, body: &Value) -> (u16, Option<String>) {
        status_and_code(self.send(Method::PUT, path, body).await.unwrap()).await
    }

    async fn inject(&self, fault: Value) {
        let added = self.request(Method::POST, "/demo/faults").json(&fault).send().await;
        assert_eq!(added.unwrap().status(), 204);
    }

    async fn entries(&self) -> Map<String, Value> {
        self.get(CERTIFICATES).await.unwrap().json().await.unwrap()
    }
}

fn several(certificates: &[Value]) -> Value {
    json!({ "certificates": certificates })
}

fn code(status: u16, code: &str) -> (u16, Option<String>) {
    (status, Some(code.to_owned()))
}

#[tokio::test]
async fn curl_reads_back_what_it_sent() {
    let demo = Demo::start().await;
    let (chain, key) = pair(&Leaf::rsa());
    let sent = several(
        &["api", "cm", "proxy"]
            .map(|name| json!({ "name": name, "certificate": chain, "key": key })),
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body.json");
    std::fs::write(&file, sent.to_string()).unwrap();
    let url = demo.running.url() + "v1/cluster/certificates";
    let curl = async |arguments: Vec<String>| {
        let output = tokio::task::spawn_blocking(move || {
            let user = ["-sS", "--fail-with-body", "-u", "admin@example.com:demo-admin"];
            Command::new("curl").args(user).args(arguments).output().unwrap()
        });
        let output = output.await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let data = format!("@{}", file.display());
    let json_type = "Content-Type: application/json";
    let put = ["-X", "PUT", "-H", json_type, "--data-binary", &data, &url].map(str::to_owned);
    assert_eq!(curl(put.into()).await, "");
    let entries: Map<String, Value> = serde_json::from_str(&curl(vec![url]).await).unwrap();
    for name in ["api", "cm", "proxy"] {
        assert_eq!(entries[&format!("{name}_cert")], json!(chain), "{name}");
        assert_eq!(entries[&format!("{name}_key")], json!(key), "{name}");
    }
}

#[tokio::test]
async fn each_refusal_has_its_status() {
    let demo = Demo::start().await;
    let leaf = Leaf::rsa();
    let (chain, key) = pair(&leaf);
    let (expired, _) = pair(&Leaf { from: -30, to: -1, ..leaf });
    let (_, other_key) = pair(&Leaf::rsa());
    let certificate = |name: &str, certificate: &str, key: &str| json!({ "name": name, "certificate": certificate, "key": key });
    let good = certificate("api", &chain, &key);
    let before = demo.entries().await;
    for (one, expected, alone) in [
        (certificate("nope", &chain, &key), code(403, "unknown_certificate"), 403),
        (certificate("proxy", &chain, &other_key), code(400, "invalid_certificate"), 404),
        (certificate("proxy", &expired, &key), code(406, "expired_certificate"), 406),
        (json!({ "name": "proxy", "certificate": chain }), code(400, "invalid_certificate"), 404),
        (json!({ "name": "proxy", "key": key }), code(400, "invalid_request"), 400),
        (json!({ "name": "proxy", "certificate": 1 }), code(400, "invalid_request"), 400),
        (
            json!({ "name": "proxy", "certificate": chain, "key": key, "force": true }),
            code(400, "invalid_request"),
            400,
        ),
    ] {
        let both = several(&[good.clone(), one.clone()]);
        assert_eq!(demo.put(CERTIFICATES, &both).await, expected);
        assert_eq!(demo.put(UPDATE_CERT, &one).await, (alone, expected.1), "alone");
    }
    for body in [
        json!({}),
        json!([good]),
        good.clone(),
        several(&[]),
        json!({ "certificates": [good], "force": true }),
        json!({ "certificates": good["key"] }),
    ] {
        let response = demo.send(Method::PUT, CERTIFICATES, &body).await.unwrap();
        assert_eq!(response.status(), 400);
        let text = response.text().await.unwrap();
        assert!(!text.contains("PRIVATE KEY"), "a response repeats a private key");
    }
    let typed = demo.request(Method::PUT, CERTIFICATES).header(header::CONTENT_TYPE, "text/plain");
    let typed = typed.basic_auth("admin@example.com", Some("demo-admin"));
    assert_eq!(typed.body(several(&[good]).to_string()).send().await.unwrap().status(), 400);
    assert!(demo.entries().await == before, "something changed");
}

#[tokio::test]
async fn a_version_has_the_requests_that_it_has() {
    let (chain, key) = pair(&Leaf::rsa());
    let one = json!({ "name": "api", "certificate": chain, "key": key });
    for (version, has) in [("7.4.6-22", false), ("7.8.6-13", false), ("7.22.2-14", true)] {
        let demo = Demo::of_version(version).await;
        let nodes: Value = demo.get("/v1/nodes").await.unwrap().json().await.unwrap();
        assert_eq!(nodes[2]["software_version"], version);
        let expected = if has { (200, None) } else { code(404, "not_found") };
        let found = demo.put(CERTIFICATES, &several(std::slice::from_ref(&one))).await;
        assert_eq!(found, expected, "{version}");
        assert_eq!(demo.put(UPDATE_CERT, &one).await, (200, None), "{version}");
        let health = demo.get("/v4/cluster/health").await.unwrap();
        assert_eq!(health.status(), 404, "{version}");
        demo.running.cluster().set_versions(["8.2.0-46"; 3]);
        let reset = demo.request(Method::POST, "/demo/reset").send().await.unwrap();
        assert_eq!(reset.status(), 204);
        let nodes: Value = demo.get("/v1/nodes").await.unwrap().json().await.unwrap();
        assert_eq!(nodes[0]["software_version"], version);
    }
}

#[tokio::test]
async fn rotation_takes_a_name_or_none() {
    let demo = Demo::start().await;
    let rotate = async |body: &str| {
        let request = demo.request(Method::POST, ROTATE).body(body.to_owned());
        let request = request.basic_auth("admin@example.com", Some("demo-admin"));
        status_and_code(request.send().await.unwrap()).await
    };
    for (body, expected) in [
        ("", (200, None)),
        ("{}", (200, None)),
        (r#"{"name": "ccs_internode_encryption"}"#, (200, None)),
        (r#"{"name": "api"}"#, code(403, "unsupported_rotation")),
        (r#"{"name": "api", "force": true}"#, code(400, "invalid_request")),
        ("[]", code(400, "invalid_request")),
    ] {
        assert_eq!(rotate(body).await, expected, "{body}");
    }
    demo.inject(json!({ "match": "POST /v1/cluster/certificates/rotate", "fault": "node-disk" }))
        .await;
    assert_eq!(rotate("").await, code(400, "nodes_not_updated"));
}

#[tokio::test]
async fn faults_affect_a_replacement() {
    let (chain, key) = pair(&Leaf::rsa());
    let one = several(&[json!({ "name": "api", "certificate": chain, "key": key })]);
    for (fault, expected, changes) in [
        ("node-disk", Some(code(409, "nodes_not_updated")), true),
        ("store-refuses", Some(code(500, "internal_error")), false),
        ("lost-answer", None, true),
        ("reset", None, false),
    ] {
        let demo = Demo::start().await;
        let fault = json!({ "match": "PUT /v1/cluster/*", "times": 1, "fault": fault });
        demo.inject(fault.clone()).await;
        let response = demo.send(Method::PUT, CERTIFICATES, &one).await;
        match expected {
            None => assert!(response.is_err(), "{fault}"),
            Some(expected) => {
                assert_eq!(status_and_code(response.unwrap()).await, expected, "{fault}");
            }
        }
        assert_eq!(demo.entries().await["api_cert"] == json!(chain), changes, "{fault}");
        assert_eq!(demo.put(CERTIFICATES, &one).await, (200, None), "again, after {fault}");
    }
}

/// Older versions replace one by one, and the second may fail.
#[tokio::test]
async fn a_sequence_can_fail_in_the_middle() {
    let demo = Demo::of_version("7.8.6-13").await;
    let (chain, key) = pair(&Leaf::rsa());
    let put = "PUT /v1/cluster/update_cert";
    demo.inject(json!({ "match": put, "times": 1, "fault": "delay", "seconds": 0 })).await;
    demo.inject(json!({ "match": put, "times": 1, "fault": "store-refuses" })).await;
    let before = demo.entries().await;
    let mut statuses = Vec::new();
    for name in ["api", "cm", "proxy"] {
        let one = json!({ "name": name, "certificate": chain, "key": key });
        statuses.push(demo.put(UPDATE_CERT, &one).await.0);
    }
    assert_eq!(statuses, [200, 500, 200]);
    let after = demo.entries().await;
    let changed = ["api_cert", "cm_cert", "proxy_cert"].map(|entry| after[entry] != before[entry]);
    assert_eq!(changed, [true, false, true]);
}

#[tokio::test]
async fn a_replacement_can_take_long() {
    let demo = Demo::start().await;
    let (chain, key) = pair(&Leaf::rsa());
    let one = several(&[json!({ "name": "api", "certificate": chain, "key": key })]);
    let delay = |seconds: u64| json!({ "match": "PUT *", "times": 1, "fault": "delay", "seconds": seconds });
    demo.inject(delay(600)).await;
    let put = demo.put(CERTIFICATES, &one);
    let meanwhile = async {
        // Once the request has arrived, it has used up the fault.
        while !demo.running.faults().list().is_empty() {
            tokio::task::yield_now().await;
        }
        // Reading works, and nothing has changed yet.
        assert!(demo.entries().await["api_cert"] != json!(chain));
        let cleared = demo.request(Method::DELETE, "/demo/faults").send().await.unwrap();
        assert_eq!(cleared.status(), 204);
    };
    let (put, ()) = tokio::join!(put, meanwhile);
    assert_eq!(put, (200, None));
    assert!(demo.entries().await["api_cert"] == json!(chain));
    // A delay that ends by itself.
    demo.inject(delay(1)).await;
    assert_eq!(demo.put(CERTIFICATES, &one).await, (200, None));
}

#[tokio::test]
async fn the_api_can_be_away_afterwards() {
    let demo = Demo::start().await;
    let (chain, key) = pair(&Leaf::rsa());
    let ccs = "ccs_internode_encryption";
    let one = several(&[json!({ "name": ccs, "certificate": chain, "key": key })]);
    let away = |seconds: u64| json!({ "match": "PUT /v1/cluster/certificates", "times": 1, "fault": "away", "seconds": seconds });
    demo.inject(away(600)).await;
    assert_eq!(demo.put(CERTIFICATES, &one).await, (200, None));
    assert!(demo.get(CERTIFICATES).await.is_err());
    assert!(demo.get("/v1/cluster").await.is_err());
    let cleared = demo.request(Method::DELETE, "/demo/faults").send().await.unwrap();
    assert_eq!(cleared.status(), 204);
    assert!(demo.entries().await["ccs_internode_encryption_cert"] == json!(chain));
    // It comes back by itself, too.
    demo.inject(away(1)).await;
    assert_eq!(demo.put(CERTIFICATES, &one).await, (200, None));
    while demo.get(CERTIFICATES).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn nodes_and_settings_can_be_set() {
    let demo = Demo::start().await;
    let set = async |path: &str, body: Value| {
        let request = demo.request(Method::PUT, path).json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(set("/demo/nodes/2", json!({ "down": true })).await, 204);
    assert_eq!(set("/demo/nodes/4", json!({ "down": true })).await, 404);
    let nodes: Value = demo.get("/v1/nodes").await.unwrap().json().await.unwrap();
    let states = [0, 1, 2].map(|index: usize| nodes[index]["status"].clone());
    assert_eq!(states, ["active", "down", "active"]);

    let list = "ECDHE-ECDSA-AES128-GCM-SHA256";
    let settings = json!({ "control_cipher_suites": list, "ocsp_functionality": true });
    assert_eq!(set("/demo/settings", settings).await, 204);
    assert_eq!(set("/demo/settings", json!({ "nope": true })).await, 400);
    let cluster: Value = demo.get("/v1/cluster").await.unwrap().json().await.unwrap();
    assert_eq!(cluster["control_cipher_suites"], list);
    assert!(cluster["data_cipher_list"].as_str().unwrap().starts_with("DEFAULT:"));
    let ocsp: Value = demo.get("/v1/ocsp").await.unwrap().json().await.unwrap();
    assert_eq!(ocsp["ocsp_functionality"], true);
    let jobs: Value = demo.get("/v1/job_scheduler").await.unwrap().json().await.unwrap();
    assert_eq!(jobs["cert_rotation_job_settings"]["expiry_days_before_rotation"], 60);
    let alerts: Value = demo.get("/v1/nodes/alerts").await.unwrap().json().await.unwrap();
    let state = &alerts["3"]["node_internal_certs_about_to_expire"]["state"];
    assert_eq!(*state, json!(false));
}
