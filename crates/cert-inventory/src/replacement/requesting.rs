//! How to get a certificate: the commands for a private key and a request with exactly what a
//! logical name needs, so that the checks have nothing to object to.
//!
//! As with all commands, only plain names become part of them, and each can be pasted as it is.

use crate::findings::commands::{Command, common_name, host_name, is_plain};
use crate::findings::new_pair::{Key, NewPair};
use crate::inventory::known::{Known, known};
use crate::label;
use crate::replacement::preflight::case::ClusterSettings;
use crate::replacement::preflight::cipher_list;
use crate::replacement::preflight::cluster::cipher_setting;
use crate::x509::algorithm::KeyKind;

/// A kind of key to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewKey {
    /// RSA with 4096 bits, as the cluster generates.
    Rsa,
    /// EC on the curve P-256.
    Ec,
}

impl NewKey {
    /// The kind for a name: RSA, unless no cipher suite of the cluster can use it.
    #[must_use]
    pub fn suggested(name: &str, settings: &ClusterSettings) -> Self {
        let setting = known(name).and_then(|known| cipher_setting(known, settings));
        match setting {
            Some((_, list)) if cipher_list::refuses(list, &KeyKind::Rsa) => Self::Ec,
            _ => Self::Rsa,
        }
    }

    fn kind(self) -> Key {
        match self {
            Self::Rsa => Key::Rsa,
            Self::Ec => Key::P256,
        }
    }
}

/// The commands for a certificate that a CA issues, then for a self-signed one as at installation
/// if the cluster has such a one. Empty for a name that isn't plain, or whose certificates others
/// own.
#[must_use]
pub fn requesting(name: &str, fqdn: Option<&str>, key: NewKey) -> Vec<Command> {
    let known = known(name);
    if !is_plain(name) || known.is_some_and(|known| !known.has_key) {
        return Vec::new();
    }
    let fqdn = host_name(fqdn).unwrap_or("FQDN");
    let mut commands = vec![
        Command {
            what: label!("Generate a private key and a certificate request:"),
            text: request(name, known, fqdn, key),
        },
        Command {
            what: label!("Check what the request contains, then send it to your CA:"),
            text: "openssl req -in REQUEST.pem -noout -text -verify".to_owned(),
        },
    ];
    if known.is_some_and(|known| known.cluster_names) {
        commands.push(Command {
            what: label!("Or make a self-signed certificate, as at installation:"),
            text: self_signed(name, fqdn),
        });
    }
    commands
}

fn request(name: &str, known: Option<&Known>, fqdn: &str, key: NewKey) -> String {
    let has_internal_names = known.is_none_or(|known| known.cluster_names);
    let prefixes: &[&str] =
        if has_internal_names { &["", "*.", "internal.", "*.internal."] } else { &["", "*."] };
    let is_server = known.is_none_or(|known| known.server_auth);
    let pair = NewPair {
        subject: &format!("CN = {}", common_name(name, fqdn)),
        key: key.kind(),
        purposes: if is_server { "serverAuth, clientAuth" } else { "clientAuth" },
        names: &dns_names(prefixes, fqdn),
        is_self_signed: false,
        file: "REQUEST",
    };
    pair.command()
}

/// What a cluster has at installation, but not its serial number: Firefox rejects a second one of the
/// same issuer.
fn self_signed(name: &str, fqdn: &str) -> String {
    let name = common_name(name, fqdn);
    let pair = NewPair {
        subject: &format!("CN = {name}\nOU = redisdb\nO = RedisLabs Enterprise Cluster"),
        key: Key::Rsa,
        purposes: "serverAuth, clientAuth",
        names: &dns_names(&["", "*."], fqdn),
        is_self_signed: true,
        file: "CERTIFICATE",
    };
    pair.command()
}

fn dns_names(prefixes: &[&str], fqdn: &str) -> Vec<String> {
    prefixes.iter().map(|prefix| format!("DNS:{prefix}{fqdn}")).collect()
}
