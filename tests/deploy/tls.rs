//! TLS between browsers and the proxy. OpenSSL's client, because it can still offer what no browser
//! should accept.

use std::process::Stdio;

use tokio::process::Command;

use crate::server::{Kind, Server};
use crate::started;

/// Resuming takes a key that the server keeps and that would decrypt what was recorded. No Caddyfile
/// can turn it off.
pub async fn no_session_is_resumed(kind: Kind) {
    let (_cluster, server) = started(kind).await;
    let session = server.folder.path().join("session");
    let path = session.to_str().unwrap();
    for version in ["-tls1_2", "-tls1_3"] {
        let first = connect(&server, &[version, "-sess_out", path]).await;
        assert!(first.contains("New, TLS"), "{first}");
        // OpenSSL writes a session only if it could be resumed.
        if session.exists() {
            let second = connect(&server, &[version, "-sess_in", path]).await;
            assert!(second.contains("New, TLS"), "{version}: {second}");
        }
    }
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

/// The connection as OpenSSL describes it.
async fn connect(server: &Server, options: &[&str]) -> String {
    let mut command = Command::new("openssl");
    command.args(["s_client", "-connect"]).arg(server.address.to_string()).args(options);
    let output = command.stdin(Stdio::null()).output().await.unwrap();
    let all = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}
