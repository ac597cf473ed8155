//! What Redis Enterprise Software asks of its certificates, and which of it a certificate breaks.
//!
//! [`RULES`] is the table: a row a rule, one function each, grouped by subject in the modules
//! below. A rule that can't be decided, because a part is unreadable or the cluster's name is not
//! known, is not broken; unreadable parts are problems of their item.

mod chain;
mod names;
pub(crate) mod remedy;
mod strength;
mod usage;
mod validity;

use std::fmt;

use crate::certificate::Certificate;
use crate::der::Part;
use crate::expiry::Thresholds;
use crate::inventory::Item;
use crate::message;
use crate::message::Message;
use crate::name::Name;
use crate::sorted::sorted;
use crate::time::Timestamp;

/// A rule that an item breaks, in words for whoever has to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How bad that is.
    pub severity: Severity,
    /// What is wrong and what follows from it, in sentences.
    pub meaning: Message,
    /// What to do about it, in sentences.
    pub remedy: Message,
}

/// How bad a broken rule is; the least is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something does not work, or is refused.
    Error,
    /// Something does not work everywhere, or soon won't.
    Warning,
    /// Good to know.
    Note,
}

/// What a certificate can't tell by itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant to judge by.
    pub now: Timestamp,
    /// The cluster's fully qualified domain name, `name` in the answer to `GET v1/cluster`.
    pub fqdn: Option<&'a str>,
    /// From how many days on an expiry is a finding.
    pub thresholds: Thresholds,
    /// SHA-256 of each certificate whose [signature](crate::SignatureCheck) was found not to be
    /// its issuer's, in ascending order.
    pub forged: &'a [[u8; 32]],
}

/// The rules by name. Their order is that of [`RULES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "RULES says what each asks")]
pub enum Rule {
    Expired,
    NotYetValid,
    ExpiresSoon,
    ExtendedKeyUsage,
    KeyUsage,
    SanMissing,
    WeakSignature,
    RsaBelow2048,
    RsaBelow3072,
    InternodeKeyNotRsa,
    LongValidity,
    ChainOutOfOrder,
    ChainIncomplete,
    SignatureInvalid,
    KeyMismatch,
    CaFlagMissing,
    SelfSigned,
}

/// A row: a rule, its name for machines, how bad it is to break it, and what tells that an item
/// does.
struct Row {
    rule: Rule,
    id: &'static str,
    severity: Severity,
    broken: fn(&Item, &Context<'_>) -> Option<Words>,
}

/// What a broken rule means for one item, and what to do about it.
struct Words {
    meaning: Message,
    remedy: Message,
}

use Severity::{Error, Note, Warning};

/// From the REST and security reference of versions 7.4 to 8.0. "Own" certificates are those
/// that the cluster shows to others, as opposed to those by which it knows others.
#[rustfmt::skip]
static RULES: [Row; 17] = [
    // For every certificate of every entry.
    row(Rule::Expired, "expired", Error, validity::expired),
    row(Rule::NotYetValid, "not-yet-valid", Error, validity::not_yet_valid),
    row(Rule::ExpiresSoon, "expires-soon", Warning, validity::expires_soon),
    // For leaves with a key: serverAuth and clientAuth; `ldap_client` needs clientAuth alone.
    row(Rule::ExtendedKeyUsage, "extended-key-usage", Error, usage::extended_key_usage),
    // For own leaves with RSA keys: digitalSignature and keyEncipherment.
    row(Rule::KeyUsage, "key-usage", Warning, usage::key_usage),
    // For `api`, `cm`, `proxy`, `syncer` and `metrics_exporter`, when a CA signed them.
    row(Rule::SanMissing, "san-missing", Warning, names::san_missing),
    // For every certificate: neither MD5 nor SHA-1.
    row(Rule::WeakSignature, "weak-signature", Error, strength::weak_signature),
    // For every RSA key.
    row(Rule::RsaBelow2048, "rsa-below-2048", Error, strength::rsa_below_2048),
    row(Rule::RsaBelow3072, "rsa-below-3072", Note, strength::rsa_below_3072),
    // For `*_internode_encryption`.
    row(Rule::InternodeKeyNotRsa, "internode-key-not-rsa", Error, strength::internode_key_not_rsa),
    // For own leaves: a year or less.
    row(Rule::LongValidity, "long-validity", Note, validity::long),
    // For every entry that is a chain: leaf first, then each issuer; the root is optional.
    row(Rule::ChainOutOfOrder, "chain-out-of-order", Error, chain::out_of_order),
    row(Rule::ChainIncomplete, "chain-incomplete", Warning, chain::incomplete),
    // For every certificate whose issuer is in the same entry.
    row(Rule::SignatureInvalid, "signature-invalid", Error, chain::signature_invalid),
    // For every pair.
    row(Rule::KeyMismatch, "key-mismatch", Error, chain::key_mismatch),
    // For `mtls_trusted_ca`, and for `sso_issuer` where it signs others.
    row(Rule::CaFlagMissing, "ca-flag-missing", Warning, usage::ca_flag_missing),
    // For own leaves.
    row(Rule::SelfSigned, "self-signed", Note, chain::self_signed),
];

const fn row(
    rule: Rule,
    id: &'static str,
    severity: Severity,
    broken: fn(&Item, &Context<'_>) -> Option<Words>,
) -> Row {
    Row { rule, id, severity, broken }
}

/// The rules that an item breaks, worst first.
#[must_use]
pub fn findings(item: &Item, context: &Context<'_>) -> Vec<Finding> {
    let broken = RULES.iter().filter_map(|Row { rule, severity, broken, .. }| {
        let Words { meaning, remedy } = broken(item, context)?;
        Some(Finding { rule: *rule, severity: *severity, meaning, remedy })
    });
    sorted(broken.collect(), |a: &Finding, b| a.severity.cmp(&b.severity))
}

impl Rule {
    /// The rule's name for machines, such as `san-missing`; it stays the same.
    #[must_use]
    pub fn id(self) -> &'static str {
        RULES.iter().find(|row| row.rule == self).map_or("", |row| row.id)
    }

    /// All rules.
    pub fn all() -> impl Iterator<Item = Self> {
        RULES.iter().map(|row| row.rule)
    }
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The leaf, where the cluster shows it to others. Not of entries without a key, whose
/// certificates are those of others; a name that is not known is judged by what it holds.
fn own_leaf(item: &Item) -> Option<&Certificate> {
    let is_own = match item.known() {
        Some(known) => known.has_key,
        None => item.key.is_some() || !item.leaf()?.is_ca(),
    };
    item.leaf().filter(|_| is_own)
}

/// Names those certificates of an item for which something holds: `the certificate` where it has
/// only one, else `certificate 2 of 3 (CN=…)`. `None` where there are none.
fn those(item: &Item, holds: impl Fn(usize, &Certificate) -> bool) -> Option<Message> {
    let count = item.certificates.len();
    let all = item.certificates.iter().enumerate();
    let names = all.filter(|(index, certificate)| holds(*index, certificate)).map(
        |(index, certificate)| match count {
            1 => message!("the certificate"),
            _ => certificate_of(item, index, &certificate.subject),
        },
    );
    names.reduce(|some, another| message!("{0} and {1}", some, another))
}

/// One of an item's certificates by its place, with a name that tells more if there is one.
fn certificate_of(item: &Item, index: usize, name: &Part<Name>) -> Message {
    let count = item.certificates.len();
    match name {
        Ok(name) => message!("certificate {0} of {1} ({2})", index + 1, count, name.to_string()),
        Err(_) => message!("certificate {0} of {1}", index + 1, count),
    }
}
