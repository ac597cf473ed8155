//! Commands for an administrator's terminal: what the panel does not do itself, because it would
//! take a private key.
//!
//! Names are chosen by others, and a command is pasted without being read: every name is quoted
//! for a POSIX shell, and nothing but a plain host name becomes part of an address. Capital words
//! are placeholders; `curl` asks for the password by itself.

use serde_json::json;

use crate::inventory::known::{Replacement, known};

/// Saves the certificates and the private key of a logical name in one file that nobody else may
/// read; for `curl` and `jq`.
#[must_use]
pub fn save_pair(name: &str, fqdn: Option<&str>) -> String {
    let [certificate, key] = ["_cert", "_key"].map(|ending| json!([name, ending].concat()));
    let filter = quoted(&format!(".[{certificate}, {key}] // empty"));
    let curl = curl(fqdn, "certificates");
    format!("(umask 077; {curl} | jq -r {filter} > PAIR.pem)")
}

/// Puts another certificate in the place of that of a logical name: on a node where the cluster
/// has a command for it, else through the API. `has_key` tells whether a key goes with it.
#[must_use]
pub fn replace(name: &str, has_key: bool, fqdn: Option<&str>) -> String {
    if replacement(name) == Some(Replacement::Rladmin) {
        return format!(
            "rladmin cluster certificate set {name} certificate_file CHAIN.pem key_file KEY.pem"
        );
    }
    let name = quoted(name);
    let (argument, field) =
        if has_key { (" --rawfile key KEY.pem", ", key: $key") } else { ("", "") };
    let curl = curl(fqdn, "update_cert");
    format!(
        "jq -n --arg name {name} --rawfile certificate CHAIN.pem{argument} \
         '{{name: $name, certificate: $certificate{field}}}' | {curl} -X PUT \
         -H 'Content-Type: application/json' --data-binary @-"
    )
}

/// Has the cluster make a new certificate by itself; `None` where it does not.
#[must_use]
pub fn rotate(name: &str, fqdn: Option<&str>) -> Option<String> {
    let body = quoted(&json!({ "name": name }).to_string());
    let curl = curl(fqdn, "certificates/rotate");
    (replacement(name) == Some(Replacement::Rotation))
        .then(|| format!("{curl} -X POST -H 'Content-Type: application/json' -d {body}"))
}

fn replacement(name: &str) -> Option<Replacement> {
    known(name).map(|known| known.replacement)
}

fn curl(fqdn: Option<&str>, path: &str) -> String {
    let plain = |name: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_plain)
    };
    let host = fqdn.filter(plain).unwrap_or("CLUSTER");
    format!("curl -sS --fail --cacert CA.pem -u USER https://{host}:9443/v1/cluster/{path}")
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
