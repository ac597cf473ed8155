//! What the cluster checks before it replaces a certificate, by the rules of the reference and of
//! its own version.
//!
//! It reads certificates with `x509-parser` and keys with `rcgen`, never with the panel's core,
//! whose verdicts it is compared with. Of the core's errors, it accepts nothing that a version is
//! known to reject; what the reference only recommends, it accepts.

mod chain;
mod ciphers;
mod key;
mod usage;

use pem::Pem;
use time::OffsetDateTime;
use x509_parser::prelude::{FromDer, ParsedExtension, X509Certificate};

use super::{
    known::{Known, Use},
    settings::Settings,
    version::{CIPHER_LISTS, UNKNOWN_EXTENSIONS, Version},
};

/// What a verdict depends on.
pub(super) struct Rules<'a> {
    pub version: Version,
    pub settings: &'a Settings,
    pub now: OffsetDateTime,
}

/// Why a certificate can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Invalid(String),
    Expired,
}

fn invalid<T>(why: impl Into<String>) -> Result<T, Flaw> {
    Err(Flaw::Invalid(why.into()))
}

/// Whether the cluster would accept it. Expiration comes last: it has a status of its own.
pub(super) fn check(
    rules: &Rules,
    known: &Known,
    chain: &str,
    key: Option<&str>,
) -> Result<(), Flaw> {
    let blocks = blocks(chain)?;
    let certificates = parsed(&blocks)?;
    let Some((leaf, issuers)) = certificates.split_first() else {
        return invalid("there is no PEM certificate");
    };
    for certificate in &certificates {
        signed_with_a_strong_hash(certificate)?;
        accepted_by_version(rules.version, certificate)?;
    }
    match (key, known.has_key()) {
        (Some(pem), true) => key::matches(pem, leaf)?,
        (None, true) => return invalid("the private key is missing"),
        (Some(_), false) => return invalid("this name has no private key"),
        (None, false) => {}
    }
    if known.has_key() {
        key::is_strong(leaf)?;
        usage::fits(rules.version, known.use_, leaf)?;
        chain::is_in_order(leaf, issuers)?;
        chain::is_complete(rules.version, known.use_, leaf, issuers)?;
    }
    if rules.version >= CIPHER_LISTS {
        match known.use_ {
            Use::Control => ciphers::fit(&rules.settings.control_cipher_suites, leaf)?,
            Use::Data => ciphers::fit(&rules.settings.data_cipher_list, leaf)?,
            _ => {}
        }
    }
    let now = rules.now.unix_timestamp();
    if certificates.iter().any(|certificate| certificate.validity().not_before.timestamp() > now) {
        return invalid("it isn't valid yet");
    }
    if certificates.iter().any(|certificate| certificate.validity().not_after.timestamp() < now) {
        return Err(Flaw::Expired);
    }
    Ok(())
}

/// The last second of the first certificate, if there is a readable one.
pub(super) fn first_not_after(text: &str) -> Option<OffsetDateTime> {
    let blocks = blocks(text).ok()?;
    let (_, first) = X509Certificate::from_der(blocks.first()?.contents()).ok()?;
    OffsetDateTime::from_unix_timestamp(first.validity().not_after.timestamp()).ok()
}

fn blocks(text: &str) -> Result<Vec<Pem>, Flaw> {
    let Ok(blocks) = pem::parse_many(text) else { return invalid("the PEM is malformed") };
    match blocks.iter().find(|block| block.tag() != "CERTIFICATE") {
        Some(other) => invalid(format!("there is a {} among the certificates", other.tag())),
        None => Ok(blocks),
    }
}

fn parsed(blocks: &[Pem]) -> Result<Vec<X509Certificate<'_>>, Flaw> {
    let certificates =
        blocks.iter().map(|block| match X509Certificate::from_der(block.contents()) {
            Ok(([], certificate)) if has_readable_extensions(&certificate) => Ok(certificate),
            _ => invalid("it isn't an X.509 certificate"),
        });
    certificates.collect()
}

/// None twice, and none malformed.
fn has_readable_extensions(certificate: &X509Certificate) -> bool {
    let malformed =
        |extension: &ParsedExtension| matches!(extension, ParsedExtension::ParseError { .. });
    certificate.extensions_map().is_ok()
        && !certificate.extensions().iter().any(|extension| malformed(extension.parsed_extension()))
}

/// SHA-256 or better, except for a trust anchor's signature by itself, which nobody verifies.
fn signed_with_a_strong_hash(certificate: &X509Certificate) -> Result<(), Flaw> {
    // RFC 8017 and RFC 5758; the last is OIW's.
    const WEAK: [&str; 5] = [
        "1.2.840.113549.1.1.2",
        "1.2.840.113549.1.1.4",
        "1.2.840.113549.1.1.5",
        "1.2.840.10045.4.1",
        "1.3.14.3.2.29",
    ];
    let algorithm = certificate.signature_algorithm.algorithm.to_id_string();
    let is_anchor = chain::is_self_signed(certificate) && certificate.is_ca();
    if WEAK.contains(&algorithm.as_str()) && !is_anchor {
        return invalid("it's signed with MD5 or SHA-1");
    }
    Ok(())
}

fn accepted_by_version(version: Version, certificate: &X509Certificate) -> Result<(), Flaw> {
    if version.is_7_4() && certificate.subject().iter_common_name().next().is_none() {
        return invalid("a certificate of the chain has no common name");
    }
    let mut extensions = certificate.extensions().iter();
    if version < UNKNOWN_EXTENSIONS && extensions.any(|own| own.parsed_extension().unsupported()) {
        return invalid("it has an unknown extension");
    }
    Ok(())
}
