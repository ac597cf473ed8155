//! The certificate that the server presents, as a client sees it that knows nothing of the demo:
//! curl.

use std::{fs, path::Path, process::Command};

use demo::Options;
use serde_json::json;

use crate::{
    CERTIFICATES, Demo,
    material::{Authorities, Leaf},
};

/// The status that curl gets from this URL and its exit code: 60 if it doesn't trust the certificate.
async fn curl(demo: &Demo, host: &str, authority: &Path) -> (String, i32) {
    let port = demo.running.address.port();
    let url = format!("https://{host}:{port}/v1/cluster");
    let resolve = format!("{host}:{port}:127.0.0.1");
    let mut command = Command::new("curl");
    command.args(["-sS", "-o", "/dev/null", "-w", "%{http_code}", "--resolve", &resolve]);
    command.args(["-u", "admin@example.com:demo-admin", &url, "--cacert"]).arg(authority);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_sees_the_api_certificate_that_was_sent() {
    const CLUSTER: &str = "cluster.example.com";
    let demo = Demo::with(Options { tls: true, ..Options::default() }).await;
    let folder = tempfile::tempdir().unwrap();
    let (first, root) = (folder.path().join("first.pem"), folder.path().join("root.pem"));
    let authorities = Authorities::new();
    fs::write(&first, demo.running.tls_certificate.as_ref().unwrap()).unwrap();
    fs::write(&root, authorities.root()).unwrap();
    let trusted = ("200".to_owned(), 0);
    let rejected = ("000".to_owned(), 60);
    assert_eq!(curl(&demo, "localhost", &first).await, trusted);
    assert_eq!(curl(&demo, CLUSTER, &root).await, rejected);

    let leaf = Leaf::rsa();
    let pair = json!({ "name": "api", "certificate": leaf.chain(&authorities), "key": leaf.key() });
    let body = json!({ "certificates": [pair] });
    let request = demo.request(reqwest::Method::PUT, CERTIFICATES).json(&body);
    let request = request.basic_auth("admin@example.com", Some("demo-admin"));
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(curl(&demo, CLUSTER, &root).await, trusted);
    // Its names and its authority count now.
    assert_eq!(curl(&demo, "localhost", &root).await, rejected);
    assert_eq!(curl(&demo, "localhost", &first).await, rejected);

    // Out of band, a key that isn't the certificate's: nobody can connect.
    let other = Leaf::rsa().key();
    demo.running.cluster().put("api", leaf.chain(&authorities), Some(other)).unwrap();
    assert_eq!(curl(&demo, CLUSTER, &root).await, ("000".to_owned(), 35));

    demo.running.cluster().reset().unwrap();
    assert_eq!(curl(&demo, "localhost", &first).await, trusted);
}
