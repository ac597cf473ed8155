//! How to get a certificate: the commands for a private key and a request with exactly what a
//! logical name needs, so that the checks have nothing to object to.
//!
//! As with all commands, only plain names become part of them, and each can be pasted as it is. A
//! key is readable by its owner alone, and no file is overwritten.

use crate::findings::commands::{Command, host_name, is_plain};
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

    fn option(self) -> &'static str {
        match self {
            Self::Rsa => "rsa:4096",
            Self::Ec => "ec -pkeyopt ec_paramgen_curve:P-256",
        }
    }

    /// An EC key doesn't encipher.
    fn usage(self) -> &'static str {
        match self {
            Self::Rsa => "digitalSignature, keyEncipherment",
            Self::Ec => "digitalSignature",
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
    let purposes = if known.is_none_or(|known| known.server_auth) {
        "serverAuth, clientAuth"
    } else {
        "clientAuth"
    };
    let config = format!(
        "[req]\nprompt = no\nutf8 = yes\ndistinguished_name = subject\nreq_extensions = \
         extensions\n[subject]\nCN = {}\n[extensions]\nbasicConstraints = CA:FALSE\nkeyUsage = \
         critical, {}\nextendedKeyUsage = {purposes}\nsubjectAltName = {}\n",
        common_name(name, fqdn),
        key.usage(),
        dns_names(prefixes, fqdn),
    );
    let option = key.option();
    script(
        "REQUEST",
        &config,
        &format!(
            "openssl req -new -newkey {option} -nodes -sha256 -config REQUEST.cnf -out REQUEST.pem"
        ),
    )
}

/// What a cluster has at installation: for a year, without a key usage.
fn self_signed(name: &str, fqdn: &str) -> String {
    let config = format!(
        "[req]\nprompt = no\nutf8 = yes\ndistinguished_name = subject\nx509_extensions = \
         extensions\n[subject]\nCN = {}\nOU = redisdb\nO = RedisLabs Enterprise Cluster\n\
         [extensions]\nextendedKeyUsage = serverAuth, clientAuth\nsubjectAltName = {}\n",
        common_name(name, fqdn),
        dns_names(&["", "*."], fqdn),
    );
    script(
        "CERTIFICATE",
        &config,
        "openssl req -x509 -newkey rsa:4096 -nodes -sha256 -days 365 -set_serial 1 -config \
         CERTIFICATE.cnf -out CERTIFICATE.pem",
    )
}

/// Writes a configuration and runs a command that writes KEY.pem and a file, unless there is one.
fn script(file: &str, config: &str, command: &str) -> String {
    format!(
        "(umask 077; test ! -e KEY.pem && test ! -e {file}.pem && cat > {file}.cnf <<'END' && \
         {command} -keyout KEY.pem\n{config}END\n)"
    )
}

/// X.509 limits it to 64 characters.
fn common_name<'a>(name: &'a str, fqdn: &'a str) -> &'a str {
    if fqdn.len() <= 64 { fqdn } else { name }
}

fn dns_names(prefixes: &[&str], fqdn: &str) -> String {
    let names: Vec<String> = prefixes.iter().map(|prefix| format!("DNS:{prefix}{fqdn}")).collect();
    names.join(", ")
}
