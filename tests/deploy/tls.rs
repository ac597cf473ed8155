//! TLS between browsers and the proxy. OpenSSL's client, because it can still offer what no browser
//! should accept.

use std::fs;
use std::process::Stdio;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::server::{Kind, Server};
use crate::started;

/// Resuming takes a key that the server keeps and that would decrypt what was recorded.
pub async fn no_session_is_resumed() {
    let (_cluster, server) = started(Kind::Nginx).await;
    for version in VERSIONS {
        assert!(!is_resumed(&server, version).await, "{version}");
    }
}

/// No Caddyfile can turn it off; and the test for nginx would find a session.
pub async fn sessions_are_resumed() {
    let (_cluster, server) = started(Kind::Caddy).await;
    for version in VERSIONS {
        assert!(is_resumed(&server, version).await, "{version}");
    }
}

const VERSIONS: [&str; 2] = ["-tls1_2", "-tls1_3"];

async fn is_resumed(server: &Server, version: &str) -> bool {
    let session = server.folder.path().join("session");
    drop(fs::remove_file(&session));
    let path = session.to_str().unwrap();
    let first = connect(server, &[version, "-sess_out", path]).await;
    assert!(first.contains("New, TLS"), "{first}");
    // OpenSSL writes a session only if it could be resumed.
    if !session.exists() {
        return false;
    }
    let second = connect(server, &[version, "-sess_in", path]).await;
    assert!(second.contains("New, TLS") || second.contains("Reused, TLS"), "{second}");
    second.contains("Reused, TLS")
}

pub async fn every_cipher_has_forward_secrecy(kind: Kind) {
    let (_cluster, server) = started(kind).await;
    for accepted in [
        &["-tls1_3"][..],
        &["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"],
        &["-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305"],
    ] {
        let output = connect(&server, accepted).await;
        assert!(output.contains("Cipher is "), "{accepted:?}: {output}");
        assert!(!output.contains("Cipher is (NONE)"), "{accepted:?}: {output}");
    }
    // A client that takes both gets the newer one.
    let output = connect(&server, &[]).await;
    assert!(output.contains("New, TLSv1.3"), "{output}");
    for refused in [
        // The page's key alone would decrypt these.
        &["-tls1_2", "-cipher", "AES128-GCM-SHA256:AES256-GCM-SHA384"][..],
        &["-tls1_2", "-cipher", "kRSA:@SECLEVEL=0"],
        // Nobody proves who they are.
        &["-tls1_2", "-cipher", "aNULL:eNULL:@SECLEVEL=0"],
        &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
        &["-tls1", "-cipher", "ALL:@SECLEVEL=0"],
    ] {
        let output = connect(&server, refused).await;
        assert!(!output.contains("Cipher is ") || output.contains("Cipher is (NONE)"), "{output}");
    }
}

/// A request's connection as OpenSSL describes it. It lasts until the server closes it: with TLS 1.3,
/// a session comes after the handshake.
async fn connect(server: &Server, options: &[&str]) -> String {
    let mut command = Command::new("openssl");
    command.args(["s_client", "-ign_eof", "-connect"]).arg(server.address.to_string());
    command.args(options).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut client = command.spawn().unwrap();
    let request =
        format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address);
    // A client that couldn't connect doesn't read it.
    drop(client.stdin.take().unwrap().write_all(request.as_bytes()).await);
    let output = client.wait_with_output().await.unwrap();
    let all = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}
