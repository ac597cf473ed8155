//! The commands that the panel offers, run in a shell against the demo cluster as an administrator
//! would.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use cert_inventory::commands::save_pair;
use demo::faults::{Body, Fault};
use demo::users::Role;
use demo::{Options, Running};
use tempfile::TempDir;
use tokio::process::Command;

use browser_harness::{ADMIN, LIST, fault, status};

/// The shells that a command may be pasted into.
const SHELLS: [&str; 2] = ["sh", "bash"];

/// A folder that has what the command's capital words stand for, and the demo cluster.
struct Terminal {
    cluster: Running,
    folder: TempDir,
}

impl Terminal {
    async fn start() -> Self {
        let options = Options { tls: true, ..Options::default() };
        let cluster = demo::start(options).await.unwrap();
        let folder = TempDir::new().unwrap();
        let ca = cluster.tls_certificate.as_ref().unwrap();
        fs::write(folder.path().join("API-CA.pem"), ca).unwrap();
        Self { cluster, folder }
    }

    /// Runs a command with its placeholders filled in.
    async fn run(&self, shell: &str, command: &str, password: &str) -> Output {
        let command = command
            .replace("https://CLUSTER:9443/", &self.cluster.url())
            .replace("-u USER", &format!("-u '{}:{password}'", ADMIN.name));
        let mut shell = Command::new(shell);
        shell.args(["-c", &command]).current_dir(self.folder.path()).output().await.unwrap()
    }

    fn pair(&self) -> impl AsRef<Path> {
        self.folder.path().join("PAIR.pem")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pair_is_saved_whole_or_the_command_fails() {
    let command = save_pair("ldap_client", None).unwrap().text;
    for shell in SHELLS {
        let terminal = Terminal::start().await;
        let fails = async |what: &str, password: &str| {
            let output = terminal.run(shell, &command, password).await;
            assert!(!output.status.success(), "{shell}, {what}");
            assert!(!output.stderr.is_empty(), "{shell}, {what}");
        };
        for (what, fault_) in [
            ("an error", status(503, Body::Json)),
            ("half an answer", Fault::CutOff),
            ("no body", Fault::Empty),
            ("a page", Fault::Html200),
            ("an array", Fault::NotAnObject),
        ] {
            terminal.cluster.faults().add(fault(LIST, 1, fault_));
            fails(what, ADMIN.password).await;
            assert!(!terminal.pair().as_ref().exists(), "{shell}, {what}");
        }
        fails("a wrong password", "wrong").await;
        assert!(!terminal.pair().as_ref().exists(), "{shell}");

        let output = terminal.run(shell, &command, ADMIN.password).await;
        assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        let saved = fs::read_to_string(terminal.pair()).unwrap();
        let entries = terminal.cluster.cluster().certificates(Role::Admin).unwrap().clone();
        for entry in ["ldap_client_cert", "ldap_client_key"] {
            assert!(saved.contains(entries[entry].trim()), "{shell}: {entry}");
        }
        let mode = fs::metadata(terminal.pair()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{shell}");

        // What was saved earlier may be all that is left.
        let other = save_pair("sso_service", None).unwrap().text;
        let output = terminal.run(shell, &other, ADMIN.password).await;
        assert!(!output.status.success(), "{shell}");
        assert_eq!(fs::read_to_string(terminal.pair()).unwrap(), saved, "{shell}");

        // No private key is as good as no response.
        let alone = save_pair("mtls_trusted_ca", None).unwrap().text;
        fs::remove_file(terminal.pair()).unwrap();
        let output = terminal.run(shell, &alone, ADMIN.password).await;
        assert!(!output.status.success(), "{shell}");
        assert!(!terminal.pair().as_ref().exists(), "{shell}");
    }
}
