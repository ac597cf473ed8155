//! Between the proxy and the cluster: which requests pass, which certificate is trusted, and how
//! responses come back.

use demo::faults::{Fault, Rule};
use demo::users::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Kind, Server, Setup};
use crate::{assert_headers, cluster, started};
use browser_harness::{ADMIN, ANY_DELETE, LIST, fault};

pub async fn only_the_panels_requests_pass(kind: Kind) {
    let (cluster, server) = started(kind).await;
    // Every request that reaches the cluster gets a status that nothing else returns.
    cluster.faults().add(rule(json!({"fault": "status", "status": 599})));
    let client = server.client();
    let status = async |request: &str| {
        let (method, path) = request.split_once(' ').unwrap();
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        client.request(method, server.url(path)).send().await.unwrap().status().as_u16()
    };
    let passes = [
        "GET /v1/cluster",
        "GET /v1/cluster/certificates",
        "GET /v1/nodes",
        "GET /v1/nodes/alerts",
        "GET /v1/license",
        "GET /v1/ocsp",
        "PUT /v1/cluster/certificates",
        "PUT /v1/cluster/update_cert",
        "POST /v1/cluster/certificates/rotate",
        "DELETE /v1/cluster/certificates/ldap_client",
        "DELETE /v1/cluster/certificates/a%20b%C3%BC",
        "POST /v1/users/authorize",
        "POST /v1/users/refresh_jwt",
    ];
    for request in passes {
        assert_eq!(status(request).await, 599, "{request} is stopped");
    }
    let stopped = [
        "GET /v1/",
        "GET /v1/bdbs",
        "GET /v1/users",
        "GET /v1/users/authorize",
        "GET /v1/cluster/certificates/api",
        "GET /v1/cluster/policy",
        "GET /v1/nodes/1",
        "GET /v1/nodes/alerts/1",
        "GET /v1/job_scheduler",
        "PUT /v1/ocsp",
        "GET /v1/license/x",
        "PUT /v1/license",
        "POST /v1/nodes",
        "GET /v1/cluster/%2e%2e/bdbs",
        "GET /v1/cluster%2f..%2fbdbs",
        "GET /v1/bdbs/v1/users",
        "GET //v1/bdbs",
        "POST /v1/users",
        "POST /v1/cluster/certificates",
        "POST /v1/cluster/update_cert",
        "GET /v1/cluster/update_cert",
        "GET /v1/cluster/certificates/rotate",
        "PUT /v1/cluster/certificates/rotate",
        "PUT /v1/cluster/certificates/api",
        "PUT /v1/cluster",
        "DELETE /v1/cluster",
        "DELETE /v1/cluster/certificates",
        "DELETE /v1/cluster/certificates/",
        "DELETE /v1/cluster/certificates/a/b",
        "DELETE /v1/cluster/certificates/..%2f..%2fbdbs%2f1",
        "OPTIONS /v1/cluster",
        "PATCH /v1/cluster",
    ];
    for request in stopped {
        let status = status(request).await;
        assert!(status == 404 || status == 400, "{request} gets {status}");
    }
}

pub async fn the_clusters_certificate_is_verified(kind: Kind) {
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let setups = [
        Setup { authority: Some(other.cert.pem()), ..Setup::default() },
        Setup { name: Some("other.example.com"), ..Setup::default() },
    ];
    for setup in setups {
        let cluster = cluster().await;
        let server = Server::start(kind, &cluster, &setup).await;
        let response = server.client().get(server.url("/v1/cluster")).send().await.unwrap();
        assert_eq!(response.status(), 502);
        assert_headers(&response);
    }
}

pub async fn the_clusters_answers_pass_unchanged(kind: Kind) {
    let (cluster, server) = started(kind).await;
    let client = server.client();
    for status in [400, 403, 404, 409, 429, 500, 502, 503, 504] {
        for body in ["json", "html", "none"] {
            let spoilt = json!({"times": 1, "fault": "status", "status": status, "body": body});
            cluster.faults().add(rule(spoilt));
            let url = server.url("/v1/cluster/certificates/ldap_client");
            let response = client.delete(url).send().await.unwrap();
            assert_eq!(response.status(), status);
            assert_headers(&response);
            let text = response.text().await.unwrap();
            assert_eq!(text.is_empty(), body == "none", "{status}: {text}");
            assert_eq!(text.starts_with('{'), body == "json", "{status}: {text}");
        }
    }
}

pub async fn a_deletion_is_sent_once(kind: Kind) {
    let (cluster, server) = started(kind).await;
    cluster.faults().add(fault(ANY_DELETE, 1, Fault::Reset));
    let url = server.url("/v1/cluster/certificates/ldap_client");
    let request = server.client().delete(url).basic_auth(ADMIN.name, Some(ADMIN.password));
    assert_eq!(request.send().await.unwrap().status(), 502);
    assert!(cluster.faults().list().is_empty());
    assert!(cluster.cluster().certificates(Role::Admin).unwrap().contains_key("ldap_client_cert"));
}

/// The cluster may take 15 minutes to replace a certificate; anything else is over sooner.
pub async fn a_replacement_may_take_longer(kind: Kind) {
    let cluster = cluster().await;
    let setup = Setup { impatient: true, ..Setup::default() };
    let server = Server::start(kind, &cluster, &setup).await;
    cluster.faults().add(rule(json!({"fault": "delay", "seconds": 3})));
    let status = async |method: Method, path: &str| {
        let request = server.client().request(method, server.url(path)).body("{}");
        let request = request.basic_auth(ADMIN.name, Some(ADMIN.password));
        request.send().await.unwrap().status().as_u16()
    };
    // The cluster's own responses, to an empty body.
    assert_eq!(status(Method::PUT, "/v1/cluster/certificates").await, 400);
    assert_eq!(status(Method::PUT, "/v1/cluster/update_cert").await, 400);
    assert_eq!(status(Method::POST, "/v1/cluster/certificates/rotate").await, 200);
    assert_eq!(status(Method::GET, "/v1/nodes").await, 504);
    assert_eq!(status(Method::DELETE, "/v1/cluster/certificates/ldap_client").await, 504);
}

/// A proxy behind a proxy, because the inner one also sends these headers.
pub async fn headers_are_not_duplicated(kind: Kind) {
    let (_cluster, inner) = started(kind).await;
    let outer = Server::start(kind, &inner, &Setup::default()).await;
    let response = outer.client().get(outer.url("/v1/cluster")).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_headers(&response);
}

/// If nginx fetches faster than the browser reads, the excess must wait, not go to a file.
pub async fn a_slow_reader_is_not_buffered_on_disk(kind: Kind) {
    let (cluster, server) = started(kind).await;
    // Far more than socket buffers can hold.
    cluster.faults().add(fault(LIST, 2, Fault::Huge));
    let client = server.client_builder().http1_only().build().unwrap();
    let list = || {
        let request = client.get(server.url("/v1/cluster/certificates"));
        request.basic_auth(ADMIN.name, Some(ADMIN.password)).send()
    };
    let mut slow = list().await.unwrap();
    // By the time this one is read, nginx could have fetched all of the slow one.
    let size = list().await.unwrap().bytes().await.unwrap().len();
    let mut read = 0;
    while let Some(chunk) = slow.chunk().await.unwrap() {
        read += chunk.len();
    }
    assert!(read == size && size > 16_000_000, "{read} of {size}");
    let log = server.written();
    assert!(!log.contains("temporary file"), "{log}");
}

/// A fault in the form that anyone can trigger it.
fn rule(json: Value) -> Rule {
    serde_json::from_value(json).unwrap()
}
