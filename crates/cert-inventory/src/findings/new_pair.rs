//! A command that makes a private key with a certificate request or a self-signed certificate, for
//! OpenSSL 1.1.1 and later.
//!
//! It brings its own configuration: with the machine's, a self-signed certificate would be a CA. Its
//! key is readable by its owner alone, and no file is overwritten.

use crate::findings::folded::folded;

/// What to make. Everything in it has to be plain, because it becomes part of a command.
pub(crate) struct NewPair<'a> {
    /// The subject's attributes, one a line, such as `CN = cluster.example.com`.
    pub subject: &'a str,
    /// The kind of the key.
    pub key: Key,
    /// The extended key usages.
    pub purposes: &'a str,
    /// The alternative names, such as `DNS:cluster.example.com`.
    pub names: &'a [String],
    /// Whether it's a self-signed certificate, and not a request.
    pub is_self_signed: bool,
    /// What its file is called, without its ending.
    pub file: &'a str,
}

/// A kind of private key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// With 4096 bits, as the cluster generates.
    Rsa,
    /// EC on the curve P-256.
    P256,
    /// EC on the curve P-384.
    P384,
}

impl Key {
    fn option(self) -> &'static str {
        match self {
            Self::Rsa => "-newkey rsa:4096",
            Self::P256 => "-newkey ec -pkeyopt ec_paramgen_curve:P-256",
            Self::P384 => "-newkey ec -pkeyopt ec_paramgen_curve:P-384",
        }
    }

    /// An EC key doesn't encipher.
    fn usage(self) -> &'static str {
        match self {
            Self::Rsa => "digitalSignature, keyEncipherment",
            Self::P256 | Self::P384 => "digitalSignature",
        }
    }
}

impl NewPair<'_> {
    /// A command that writes `KEY.pem` and the file.
    pub(crate) fn command(&self) -> String {
        let Self { subject, key, purposes, names, is_self_signed, file } = self;
        let (kind, extensions) = match is_self_signed {
            true => ("-x509 -days 365", "x509_extensions"),
            false => ("-new", "req_extensions"),
        };
        let command = folded(&format!(
            "(umask 077;\ntest ! -e KEY.pem -a ! -e {file}.pem ||\n{{ echo 'KEY.pem or {file}.pem \
             exists' >&2; exit 1; }};\ncat > {file}.cnf <<'END' &&\nopenssl req {kind}\n{}\n-nodes \
             -sha256\n-config {file}.cnf\n-out {file}.pem\n-keyout KEY.pem",
            key.option()
        ));
        // OpenSSL 1.1.1 takes a certificate for self-signed only if its key usage, where it has one,
        // includes signing certificates.
        let usage = match is_self_signed {
            true => String::new(),
            false => format!("keyUsage = critical, {}\n", key.usage()),
        };
        let names = match names.is_empty() {
            true => String::new(),
            false => format!("subjectAltName = @names\n{}", section_of(names)),
        };
        format!(
            "{command}\n[req]\nprompt = no\nutf8 = yes\ndistinguished_name = subject\n{extensions} = \
             extensions\n[subject]\n{subject}\n[extensions]\nbasicConstraints = CA:FALSE\n{usage}\
             extendedKeyUsage = {purposes}\n{names}END\n)"
        )
    }
}

/// Names as a section, one a line, because a list of all would be too long for one.
fn section_of(names: &[String]) -> String {
    let line = |(at, name): (usize, &String)| {
        let (kind, value) = name.split_once(':').unwrap_or(("DNS", name));
        format!("{kind}.{} = {value}\n", at + 1)
    };
    ["[names]\n".to_owned()].into_iter().chain(names.iter().enumerate().map(line)).collect()
}
