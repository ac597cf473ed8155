//! Runs the command.

use std::env;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use demo::{Options, Running};
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, PKCS_ECDSA_P256_SHA256,
    date_time_ymd,
};

/// When files are judged.
pub const NOW: &str = "2026-12-01T00:00:00Z";

/// What a run of the command gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The command: the one in `CERTDECK_PROGRAM`, such as a package's, or else the one just built.
pub fn exe() -> PathBuf {
    let built = env!("CARGO_BIN_EXE_certdeck");
    env::var_os("CERTDECK_PROGRAM").map_or_else(|| PathBuf::from(built), PathBuf::from)
}

/// The command, without what the environment of the test may set.
pub fn certdeck(arguments: &[&str]) -> Command {
    let mut command = Command::new(exe());
    command.args(arguments);
    let set = ["CERTDECK_USER", "CERTDECK_PASSWORD", "NO_COLOR", "CLICOLOR_FORCE"];
    for name in set.into_iter().chain(["LC_ALL", "LC_MESSAGES", "LANG"]) {
        command.env_remove(name);
    }
    command
}

/// The command as the demo's administrator.
pub fn as_admin(arguments: &[&str]) -> Command {
    let mut command = certdeck(arguments);
    command.env("CERTDECK_USER", "admin@example.com").env("CERTDECK_PASSWORD", "demo-admin");
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command, input: &str) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may not read all of it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs it and expects an exit code.
pub fn expect(code: i32, command: &mut Command, input: &str) -> String {
    let run = run(command, input);
    assert_eq!(run.code, code, "{run:?}");
    run.out
}

/// Prometheus's tool, if it's here.
pub fn promtool() -> Option<PathBuf> {
    program("PROMTOOL", "promtool", "prometheus")
}

/// A program of a Debian package: the variable has its path, or it's in PATH.
pub fn program(variable: &str, name: &str, package: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let in_path = env::split_paths(&path).map(|folder| folder.join(name)).find(|at| at.is_file());
    let found = env::var_os(variable).map(PathBuf::from).or(in_path);
    if found.is_none() {
        eprintln!("skipped: {name} isn't installed (apt-get install {package})");
    }
    found
}

/// A demo cluster.
pub async fn cluster(options: Options) -> Running {
    demo::start(options).await.unwrap()
}

/// A file in the tests' own folder.
pub fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A self-signed certificate, and its key, valid between two days.
pub fn pair(name: &str, start: (i32, u8, u8), end: (i32, u8, u8)) -> (String, String) {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let mut params = CertificateParams::new(["cluster.example.com".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(start.0, start.1, start.2);
    params.not_after = date_time_ymd(end.0, end.1, end.2);
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

/// A response with one of each: fine, expiring soon, expiring within a week, expired, with the key of
/// another, missing, and with a hostile name.
pub fn body() -> String {
    let year = |name: &str, end: (i32, u8, u8)| pair(name, (2026, 1, 1), end);
    let (api, api_key) = year("api", (2027, 12, 1));
    let (cm, cm_key) = year("cm", (2026, 12, 20));
    let (proxy, proxy_key) = year("proxy", (2026, 12, 4));
    let (syncer, _) = year("syncer", (2027, 12, 1));
    let (ldap, ldap_key) = year("ldap", (2026, 11, 1));
    let (hostile, _) = year("x", (2027, 12, 1));
    serde_json::json!({
        "api_cert": api, "api_key": api_key,
        "cm_cert": cm, "cm_key": cm_key,
        "proxy_cert": proxy, "proxy_key": proxy_key,
        "syncer_cert": syncer, "syncer_key": api_key,
        "ldap_client_cert": ldap, "ldap_client_key": ldap_key,
        "a|b\"c\\d\n::x\u{202e}_cert": hostile,
    })
    .to_string()
}
