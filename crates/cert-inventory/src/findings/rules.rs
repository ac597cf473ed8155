//! Redis Enterprise Software's requirements for certificates, and which of them a certificate
//! breaks.
//!
//! [`RULES`] is the table: one row and one function per rule, grouped by subject in the modules
//! below. A rule isn't broken if it can't be decided, because a part is unreadable or the cluster's
//! name is unknown; unreadable parts are problems of their item.

use std::fmt;

use crate::findings::reach::Reach;
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::{chain, form, names, strength, usage, validity};
use crate::inventory::item::Item;
use crate::label;
use crate::text::language::Label;
use crate::text::message::Message;
use crate::text::sorted::sorted;

/// A rule that an item breaks, explained to the administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The broken rule.
    pub rule: Rule,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong and its consequences.
    pub meaning: Message,
    /// Whom it affects.
    pub reach: Reach,
    /// What to do about it.
    pub remedy: Remedy,
}

/// How serious a broken rule is; the worst sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something doesn't work or is refused.
    Error,
    /// Something doesn't work everywhere, or will stop working.
    Warning,
    /// For information.
    Note,
}

/// The rules by name, in the order of `RULES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "RULES says what each asks")]
pub enum Rule {
    Malformed,
    CriticalExtension,
    NeverValid,
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
    InternodeChainIncomplete,
    LongValidity,
    ChainOutOfOrder,
    ChainIncomplete,
    ChainStray,
    SignatureInvalid,
    KeyMismatch,
    CaFlagMissing,
    SelfSigned,
}

/// A row: a rule, its name for machines, how bad it is to break it, what that is called in a few
/// words, and what tells that an item does.
struct Row {
    rule: Rule,
    id: &'static str,
    severity: Severity,
    label: Label,
    broken: fn(&Item, &Context<'_>) -> Option<Explanation>,
}

use Severity::{Error, Note, Warning};

/// From the REST and security reference, versions 7.4 to 8.0. "Own" certificates are those that the
/// cluster presents, as opposed to those it uses to verify others.
#[rustfmt::skip]
static RULES: [Row; 22] = [
    // For every certificate of every entry.
    row(Rule::Malformed, "malformed", Error, label!("Malformed certificate"), form::malformed),
    row(Rule::CriticalExtension, "critical-extension", Error, label!("Unsupported critical extension"), form::critical_extension),
    row(Rule::NeverValid, "never-valid", Error, label!("Never valid"), validity::never_valid),
    row(Rule::Expired, "expired", Error, label!("Expired"), validity::expired),
    row(Rule::NotYetValid, "not-yet-valid", Error, label!("Not yet valid"), validity::not_yet_valid),
    row(Rule::ExpiresSoon, "expires-soon", Warning, label!("Expires soon"), validity::expires_soon),
    // For leaves with a key: serverAuth and clientAuth; `ldap_client` needs clientAuth alone.
    row(Rule::ExtendedKeyUsage, "extended-key-usage", Error, label!("Extended key usage incomplete"), usage::extended_key_usage),
    // For own leaves with RSA keys: digitalSignature and keyEncipherment. Here and above, a
    // certificate without the extension may be used for everything (RFC 5280).
    row(Rule::KeyUsage, "key-usage", Warning, label!("Key usage incomplete"), usage::key_usage),
    // For `api`, `cm`, `proxy`, `syncer` and `metrics_exporter`, when a CA signed them.
    row(Rule::SanMissing, "san-missing", Warning, label!("Name missing from SANs"), names::san_missing),
    // For every certificate that another signed: neither MD5 nor SHA-1.
    row(Rule::WeakSignature, "weak-signature", Error, label!("Weak signature"), strength::weak_signature),
    // For the RSA key of every certificate.
    row(Rule::RsaBelow2048, "rsa-below-2048", Error, label!("RSA key too short"), strength::rsa_below_2048),
    row(Rule::RsaBelow3072, "rsa-below-3072", Note, label!("RSA key below 3072 bits"), strength::rsa_below_3072),
    // For `*_internode_encryption`: RSA, and for those of one's own, the whole chain.
    row(Rule::InternodeKeyNotRsa, "internode-key-not-rsa", Error, label!("Key is not RSA"), strength::internode_key_not_rsa),
    row(Rule::InternodeChainIncomplete, "internode-chain-incomplete", Error, label!("Internode chain incomplete"), chain::internode_incomplete),
    // For own leaves: a year or less.
    row(Rule::LongValidity, "long-validity", Note, label!("Valid for more than a year"), validity::long),
    // For every entry that is a chain: leaf first, then each issuer. For pairs that a CA signed:
    // the root included, and nothing else.
    row(Rule::ChainOutOfOrder, "chain-out-of-order", Error, label!("Chain out of order"), chain::out_of_order),
    row(Rule::ChainIncomplete, "chain-incomplete", Warning, label!("Chain incomplete"), chain::incomplete),
    row(Rule::ChainStray, "chain-stray", Note, label!("Unrelated certificate"), chain::stray),
    // For every certificate whose issuer is in the same entry.
    row(Rule::SignatureInvalid, "signature-invalid", Error, label!("Signature invalid"), chain::signature_invalid),
    // For every pair.
    row(Rule::KeyMismatch, "key-mismatch", Error, label!("Key does not match"), chain::key_mismatch),
    // For `mtls_trusted_ca`, and for `sso_issuer` where it signs others.
    row(Rule::CaFlagMissing, "ca-flag-missing", Warning, label!("Not marked as a CA"), usage::ca_flag_missing),
    // For own leaves.
    row(Rule::SelfSigned, "self-signed", Note, label!("Self-signed"), chain::self_signed),
];

const fn row(
    rule: Rule,
    id: &'static str,
    severity: Severity,
    label: Label,
    broken: fn(&Item, &Context<'_>) -> Option<Explanation>,
) -> Row {
    Row { rule, id, severity, label, broken }
}

/// The rules an item breaks, worst first.
#[must_use]
pub fn findings(item: &Item, context: &Context<'_>) -> Vec<Finding> {
    findings_with_signatures(&item.with_signatures(context.signatures), context)
}

/// The same of an item that is [updated with signature results](Item::with_signatures).
pub(super) fn findings_with_signatures(item: &Item, context: &Context<'_>) -> Vec<Finding> {
    let broken = RULES.iter().filter_map(|Row { rule, severity, broken, .. }| {
        let Explanation { meaning, reach, remedy } = broken(item, context)?;
        Some(Finding { rule: *rule, severity: *severity, meaning, reach, remedy })
    });
    sorted(broken.collect(), |a: &Finding, b| a.severity.cmp(&b.severity))
}

impl Rule {
    /// The rule's stable ID, such as `san-missing`.
    #[must_use]
    pub fn id(self) -> &'static str {
        RULES.iter().find(|row| row.rule == self).map_or("", |row| row.id)
    }

    /// What is wrong where it is broken, in a few words, such as `Key does not match`.
    #[must_use]
    pub fn label(self) -> Label {
        RULES.iter().find(|row| row.rule == self).map_or(Label(""), |row| row.label)
    }

    /// The rule with this ID.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        RULES.iter().find(|row| row.id == id).map(|row| row.rule)
    }

    /// All rules.
    pub fn all() -> impl Iterator<Item = Self> {
        RULES.iter().map(|row| row.rule)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
