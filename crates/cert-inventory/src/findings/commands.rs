//! Terminal commands for what the panel doesn't do itself, because it would require a private key.
//!
//! Others choose the names, and people paste commands without reading them. So commands exist only
//! for names that mean the same in a shell, in `jq`, in JSON, and in a URL, however quoted, and
//! only a plain hostname becomes part of a URL. Uppercase words are placeholders; `curl` prompts
//! for the password.

use std::net::IpAddr;

use crate::findings::folded::folded;
use crate::findings::new_pair::{Key, NewPair};
use crate::inventory::item::Item;
use crate::inventory::known::{Port, Replacement, Trust};
use crate::inventory::version::Version;
use crate::label;
use crate::text::language::Label;
use crate::x509::algorithm::KeyKind;
use crate::x509::general_name::GeneralName;

/// Names that a request has at most: a certificate can have any number.
const MOST_NAMES: usize = 20;

/// A command and its purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// When and where to run it.
    pub what: Label,
    /// The command, in the lines in which it's shown and copied. A shell joins those that end with
    /// a backslash.
    pub text: String,
}

impl Command {
    /// A command made of these parts, one a line.
    pub(crate) fn new(what: Label, parts: &str) -> Self {
        Self { what, text: folded(parts) }
    }
}

/// Saves the certificates and the private key of a logical name in one file that nobody else may
/// read. `None` for a name that is not plain.
///
/// What is saved is about to be deleted, so the command must not seem to succeed: no pipe hides a
/// failed request (`sh` may have no `pipefail`), the file is written only once both parts are
/// there, and an earlier file stays as it is (`set -C`). Variables are not seen in the list of
/// processes, and `printf` is the shell's own.
#[must_use]
pub fn save_pair(name: &str, fqdn: Option<&str>) -> Option<Command> {
    let curl = curl(fqdn, "certificates");
    let what = label!(
        "Certdeck never shows private keys. This command downloads the certificate and its key from \
         the cluster to a file. Run it in a terminal that has curl and jq and can reach port 9443 \
         of the cluster:"
    );
    is_plain(name).then(|| {
        let parts = format!(
            "(umask 077; set -C;\nall=$({curl}) &&\npair=$(printf '%s' \"$all\" |\njq -nr \
             'input |\t.[\"{name}_cert\", \"{name}_key\"] |\tstrings // error(\"incomplete\")') \
             &&\nprintf '%s\\n' \"$pair\" > PAIR.pem &&\nls -l PAIR.pem)"
        );
        Command::new(what, &parts)
    })
}

/// Commands that replace an item's certificate: on a node if the cluster has a command for it,
/// through the API of this version, or of every version if it's unknown, and by rotation if the
/// cluster can generate it. Empty for a name that isn't plain.
#[must_use]
pub fn replacing(item: &Item, fqdn: Option<&str>, version: Option<Version>) -> Vec<Command> {
    let name = item.name.as_str();
    if !is_plain(name) {
        return Vec::new();
    }
    let replacement = item.known().map(|known| known.replacement);
    let is_internode = replacement == Some(Replacement::Rotation);
    let is_new = version.is_none_or(|version| version >= Version::PUT_CERTIFICATES);
    let is_old = version.is_none_or(|version| version < Version::PUT_CERTIFICATES);
    let mut commands = Vec::new();
    let mut add = |what, parts: String| commands.push(Command::new(what, &parts));
    let rotate = || {
        let curl = curl(fqdn, "certificates/rotate");
        format!("{curl}\n-X POST\n{JSON}\n-d '{{\"name\": \"{name}\"}}'")
    };
    if is_internode && item.is_made_by_cluster() {
        add(label!("Have the cluster generate a new one:"), rotate());
    }
    if replacement == Some(Replacement::Rladmin) {
        add(
            label!("Replace it, on a cluster node:"),
            format!(
                "rladmin cluster certificate set {name}\ncertificate_file CHAIN.pem\nkey_file KEY.pem"
            ),
        );
    }
    let has_key = item.is_pair();
    if is_new {
        let what = match version {
            None => label!("Replace it with the REST API (7.22.2 and later):"),
            Some(_) => label!("Replace it with the REST API:"),
        };
        add(what, put(name, has_key, fqdn, "certificates", ("{certificates: [", "]}")));
    }
    if is_internode && is_new {
        add(
            label!("Replace both planes’ certificates with your own, on a cluster node:"),
            "rladmin cluster certificate set internal\ndpine_certificate_file DATA-CHAIN.pem\n\
             dpine_key_file DATA-KEY.pem\ncpine_certificate_file CONTROL-CHAIN.pem\n\
             cpine_key_file CONTROL-KEY.pem"
                .to_owned(),
        );
    }
    if is_old && !is_internode {
        let what = match version {
            None => label!("Replace it with the REST API (before 7.22.2):"),
            Some(_) => label!("Replace it with the REST API:"),
        };
        add(what, put(name, has_key, fqdn, "update_cert", ("", "")));
    }
    if is_internode && !item.is_made_by_cluster() {
        add(label!("Have the cluster generate one (this may discard yours):"), rotate());
    }
    commands
}

/// Creates a new private key with either a request for a CA or a self-signed certificate. It has the
/// names of the present certificate, as far as they are plain,
/// and those that the cluster needs. `None` where the cluster has no key, or for a name that isn't
/// plain.
#[must_use]
pub fn request(item: &Item, fqdn: Option<&str>, is_self_signed: bool) -> Option<Command> {
    if !is_plain(&item.name) || !item.is_pair() {
        return None;
    }
    let known = item.known();
    let host = host(fqdn);
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if names.len() < MOST_NAMES && !names.contains(&name) {
            names.push(name);
        }
    };
    if known.is_some_and(|known| known.cluster_names) {
        for prefix in ["", "*.", "internal.", "*.internal."] {
            add(format!("DNS:{prefix}{host}"));
        }
    }
    let leaf = item.leaf();
    for san in leaf.and_then(|leaf| leaf.sans().ok()).unwrap_or_default() {
        match san {
            GeneralName::Dns(name) if is_plain(name.strip_prefix("*.").unwrap_or(&name)) => {
                add(format!("DNS:{name}"));
            }
            GeneralName::Ip(bytes) => {
                let four = <[u8; 4]>::try_from(bytes.as_slice()).map(IpAddr::from);
                let all =
                    four.or_else(|_| <[u8; 16]>::try_from(bytes.as_slice()).map(IpAddr::from));
                all.into_iter().for_each(|address| add(format!("IP:{address}")));
            }
            _ => {}
        }
    }
    let subject = leaf.and_then(|leaf| leaf.subject.as_ref().ok()?.common_name());
    let subject = subject.as_deref().filter(|name| is_plain(name)).unwrap_or(host);
    let subject = common_name(&item.name, subject);
    // Of the same kind as before, so that clients and cipher lists that accept it still do.
    let kind = leaf.and_then(|leaf| leaf.public_key.as_ref().ok()).map(|key| &key.kind);
    let curve = kind.and_then(KeyKind::curve).filter(|_| !item.is_internode());
    let pair = NewPair {
        subject: &format!("CN = {subject}"),
        key: match curve {
            Some("P-256") => Key::P256,
            Some("P-384") => Key::P384,
            _ => Key::Rsa,
        },
        purposes: match known {
            Some(known) if !known.server_auth => "clientAuth",
            _ => "serverAuth, clientAuth",
        },
        names: &names,
        is_self_signed,
        file: if is_self_signed { "CHAIN" } else { "REQUEST" },
    };
    let what = match is_self_signed {
        true => label!("This command creates its key and the certificate:"),
        false => label!("This command creates its key and the request for the CA:"),
    };
    Some(Command { what, text: pair.command() })
}

/// Shows what a server presents once an item's certificate was replaced, and whether it verifies.
/// `None` where no server presents it to clients, or at no port that is known.
#[must_use]
pub fn verifying(item: &Item, fqdn: Option<&str>) -> Option<Command> {
    let (host, port) = match item.known()?.port? {
        Port::Fixed(port) => (host(fqdn), port.to_string()),
        Port::OfDatabase => ("DATABASE", "PORT".to_owned()),
    };
    let what = label!(
        "Verify what new connections get: this must show the dates and the fingerprint of the new \
         certificate, and no verify error."
    );
    Some(Command::new(
        what,
        &format!(
            "openssl s_client\n-verify_return_error\n-CAfile NEW-CA.pem\n-connect {host}:{port}\n\
             -servername {host}\n-verify_hostname {host}\n</dev/null |\nopenssl x509 -noout\n\
             -dates\n-fingerprint\n-sha256"
        ),
    ))
}

/// The words in capitals that occur in commands, and what they stand for.
#[must_use]
pub fn placeholders(commands: &[Command]) -> Vec<(&'static str, Label)> {
    let is_made = |file| {
        let made = format!("out {file}");
        commands.iter().any(|command| command.text.contains(&made))
    };
    let all = [
        (
            "CHAIN.pem",
            match is_made("CHAIN.pem") {
                true => label!(
                    "the new certificate, which openssl makes. It’s self-signed, so no other \
                     certificate has to follow it"
                ),
                false => label!(
                    "a file with the new certificate, followed by its intermediates and the root"
                ),
            },
        ),
        (
            "KEY.pem",
            match is_made("KEY.pem") {
                true => label!("the new private key, which openssl makes. It isn’t encrypted"),
                false => label!("the new private key, not encrypted"),
            },
        ),
        ("REQUEST.pem", label!("the request, which openssl makes: send it to your CA")),
        (
            "DATA-CHAIN.pem",
            label!(
                "the new certificate for data_internode_encryption, followed by its intermediates \
                 and the root"
            ),
        ),
        ("DATA-KEY.pem", label!("its private key, not encrypted")),
        (
            "CONTROL-CHAIN.pem",
            label!(
                "the new certificate for ccs_internode_encryption, followed by its intermediates \
                 and the root"
            ),
        ),
        ("CONTROL-KEY.pem", label!("its private key, not encrypted")),
        (
            "PAIR.pem",
            label!(
                "the file that the command writes in the current folder, unless there is one: the \
                 certificate and its private key, readable only by you"
            ),
        ),
        (
            "API-CA.pem",
            label!(
                "the CA certificate that verifies the REST API now: the root above the certificate \
                 of api, or that certificate itself if it’s self-signed"
            ),
        ),
        (
            "NEW-CA.pem",
            match is_made("CHAIN.pem") {
                true => label!("CHAIN.pem, because a self-signed certificate verifies itself"),
                false => label!(
                    "the CA certificate that verifies the new certificate: its root, or the new \
                     certificate itself if it’s self-signed"
                ),
            },
        ),
        (
            "USER",
            label!("a user with the update_cluster permission. curl prompts for the password"),
        ),
        ("CLUSTER", label!("the host name of the cluster or of a node")),
        ("FQDN", label!("the cluster’s name, a fully qualified domain name")),
        ("GUID", label!("the GUID of an Active-Active database")),
        ("DATABASE", label!("the host name of a database’s endpoint")),
        ("PORT", label!("the port of that endpoint")),
    ];
    let is_part = |character: char| character.is_ascii_alphanumeric() || "-.".contains(character);
    let occurs = |word: &str| {
        let mut texts = commands.iter().map(|command| &command.text);
        texts.any(|text| text.split(|character| !is_part(character)).any(|part| part == word))
    };
    all.into_iter().filter(|(word, _)| occurs(word)).collect()
}

/// What to do first where the cluster's name says that it runs in Kubernetes: its operator takes
/// certificates from Secrets. `mtls_trusted_ca` it leaves alone.
#[must_use]
pub fn operator_hint(item: &Item, fqdn: Option<&str>) -> Option<Label> {
    let name = fqdn?.trim_end_matches('.').to_ascii_lowercase();
    (name.ends_with(".svc.cluster.local") && item.trust() != Some(Trust::ClientCas)).then_some(
        label!(
            "This cluster appears to run in Kubernetes. If spec.certificates of its \
             RedisEnterpriseCluster names a Secret for this certificate, edit that Secret: the \
             operator overwrites changes made through the REST API."
        ),
    )
}

fn put(
    name: &str,
    has_key: bool,
    fqdn: Option<&str>,
    path: &str,
    (before, after): (&str, &str),
) -> String {
    let (argument, field) =
        if has_key { ("\n--rawfile key KEY.pem", ", key: $key") } else { ("", "") };
    let curl = curl(fqdn, path);
    format!(
        "jq -n\n--rawfile certificate CHAIN.pem{argument}\n'{before}{{name: \"{name}\",\t\
         certificate: $certificate{field}}}{after}' |\n{curl}\n-X PUT\n{JSON}\n\
         --data-binary @-"
    )
}

const JSON: &str = "-H 'Content-Type: application/json'";

fn curl(fqdn: Option<&str>, path: &str) -> String {
    let host = host(fqdn);
    format!("curl -sS --fail\n--cacert API-CA.pem\n-u USER\nhttps://{host}:9443/v1/cluster/{path}")
}

fn host(fqdn: Option<&str>) -> &str {
    host_name(fqdn).unwrap_or("CLUSTER")
}

/// A common name, or a name in its place: X.509 limits it to 64 characters.
pub(crate) fn common_name<'a>(name: &'a str, wanted: &'a str) -> &'a str {
    if wanted.len() <= 64 { wanted } else { name }
}

/// The cluster's name, if it's a plain host name.
pub(crate) fn host_name(fqdn: Option<&str>) -> Option<&str> {
    let fqdn = fqdn.map(|name| name.trim_end_matches('.'));
    fqdn.filter(|name| is_plain(name) && !name.contains('_'))
}

/// A word of letters, digits and `-`, `.`, `_` that no command takes for an option.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_plain)
}
