//! All checks before a certificate is sent: the rules for certificates that the cluster lists, and
//! what only matters for a new one.
//!
//! An error means that the cluster would refuse it, or that something would stop working. A warning
//! means that it depends, and whoever sends it has to know. What can't be decided is a warning too,
//! so that without errors and warnings all was checked.

use crate::findings::rule::{Context, Remedy};
use crate::findings::rules::{Rule, Severity, findings};
use crate::inventory::item::Item;
use crate::label;
use crate::replacement::preflight::case::{Case, ClusterSettings, Objection};
use crate::replacement::preflight::{chain, cluster, current, key};
use crate::replacement::submission::Submission;
use crate::text::language::Label;
use crate::text::message::Message;
use crate::text::sorted::sorted;

/// Something that speaks against sending a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objected {
    /// What was checked.
    pub check: Check,
    /// An error blocks, a warning has to be confirmed, a note is only shown.
    pub severity: Severity,
    /// What is wrong and what that means.
    pub meaning: Message,
    /// What to do about it, if anything.
    pub remedy: Option<Message>,
}

/// What was checked: a rule for all certificates, or one for new ones, in the order of `CHECKS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "CHECKS says what each is")]
pub enum Check {
    Rule(Rule),
    NoCertificate,
    Unreadable,
    KeyMissing,
    KeyDamaged,
    KeyNotCompared,
    KeyUncommon,
    KeyReused,
    KeyWeaker,
    NotACa,
    PathTooLong,
    IssuerUsage,
    NameNotPermitted,
    ConstraintNotChecked,
    SignatureNotVerified,
    LeafIsCa,
    OldFormat,
    Unchanged,
    EndsEarlier,
    NamesRemoved,
    NamesNotCovered,
    TrustRemoved,
    NameTooNew,
    InternodeTooNew,
    CommonNameMissing,
    UnknownExtension,
    IntermediatesLost,
    CiphersRefuse,
    CiphersMismatch,
    ResponderMissing,
    OperatorManaged,
    VersionsDiffer,
    ApiPinned,
    ApiAway,
    NotRotated,
}

struct Row {
    check: Check,
    id: &'static str,
    severity: Severity,
    label: Label,
    objects: fn(&Case<'_>) -> Option<Objection>,
}

use Severity::{Error, Note, Warning};

#[rustfmt::skip]
static CHECKS: [Row; 34] = [
    row(Check::NoCertificate, "no-certificate", Error, label!("No certificate"), chain::no_certificate),
    row(Check::Unreadable, "unreadable", Error, label!("Certificate can’t be read"), chain::unreadable),
    // The private key.
    row(Check::KeyMissing, "key-missing", Error, label!("Private key missing"), key::missing),
    row(Check::KeyDamaged, "key-damaged", Error, label!("Private key damaged"), key::damaged),
    row(Check::KeyNotCompared, "key-not-compared", Warning, label!("Private key not compared"), key::not_compared),
    row(Check::KeyUncommon, "key-uncommon", Warning, label!("Uncommon kind of key"), key::uncommon),
    row(Check::KeyReused, "key-reused", Note, label!("Same private key as before"), key::reused),
    row(Check::KeyWeaker, "key-weaker", Warning, label!("Weaker key than before"), key::weaker),
    // What verifiers demand of a chain, RFC 5280 §6.
    row(Check::NotACa, "not-a-ca", Error, label!("Issuer isn’t a CA"), chain::not_a_ca),
    row(Check::PathTooLong, "path-too-long", Error, label!("Chain longer than a CA permits"), chain::path_too_long),
    row(Check::IssuerUsage, "issuer-usage", Error, label!("CA not for this purpose"), chain::issuer_usage),
    row(Check::NameNotPermitted, "name-not-permitted", Error, label!("Name that a CA doesn’t permit"), chain::name_not_permitted),
    row(Check::ConstraintNotChecked, "constraint-not-checked", Warning, label!("Name constraints not checked"), chain::constraint_not_checked),
    row(Check::SignatureNotVerified, "signature-not-verified", Warning, label!("Signature not verified"), chain::signature_not_verified),
    row(Check::LeafIsCa, "leaf-is-ca", Warning, label!("Certificate of a CA"), chain::leaf_is_ca),
    row(Check::OldFormat, "old-format", Warning, label!("Old certificate format"), chain::old_format),
    // The certificate that it replaces.
    row(Check::Unchanged, "unchanged", Warning, label!("Same certificate as before"), current::unchanged),
    row(Check::EndsEarlier, "ends-earlier", Warning, label!("Expires before the current one"), current::ends_earlier),
    row(Check::NamesRemoved, "names-removed", Warning, label!("Names missing that the current one has"), current::names_removed),
    row(Check::NamesNotCovered, "names-not-covered", Warning, label!("Cluster’s names not covered"), current::names_not_covered),
    row(Check::TrustRemoved, "trust-removed", Warning, label!("CAs no longer trusted"), current::trust_removed),
    // The cluster's version and settings.
    row(Check::NameTooNew, "name-too-new", Error, label!("Not in this version"), cluster::name_too_new),
    row(Check::InternodeTooNew, "internode-too-new", Error, label!("Not in this version"), cluster::internode_too_new),
    row(Check::CommonNameMissing, "common-name-missing", Error, label!("Common name missing"), cluster::common_name_missing),
    row(Check::UnknownExtension, "unknown-extension", Warning, label!("Extension that may be refused"), cluster::unknown_extension),
    row(Check::IntermediatesLost, "intermediates-lost", Warning, label!("Intermediates may get lost"), cluster::intermediates_lost),
    row(Check::CiphersRefuse, "ciphers-refuse", Error, label!("No cipher suite for this key"), cluster::ciphers_refuse),
    row(Check::CiphersMismatch, "ciphers-mismatch", Warning, label!("No cipher suite for this key"), cluster::ciphers_mismatch),
    row(Check::ResponderMissing, "responder-missing", Warning, label!("No OCSP responder"), cluster::responder_missing),
    row(Check::OperatorManaged, "operator-managed", Warning, label!("May be managed by the operator"), cluster::operator_managed),
    row(Check::VersionsDiffer, "versions-differ", Warning, label!("Upgrade in progress"), cluster::versions_differ),
    row(Check::ApiPinned, "api-pinned", Warning, label!("Proxies may pin the current one"), cluster::api_pinned),
    row(Check::ApiAway, "api-away", Warning, label!("API unavailable afterward"), cluster::api_away),
    row(Check::NotRotated, "not-rotated", Note, label!("Not renewed by the cluster"), cluster::not_rotated),
];

const fn row(
    check: Check,
    id: &'static str,
    severity: Severity,
    label: Label,
    objects: fn(&Case<'_>) -> Option<Objection>,
) -> Row {
    Row { check, id, severity, label, objects }
}

/// What speaks against replacing the current item, worst first.
#[must_use]
pub fn preflight(
    submission: &Submission,
    current: Option<&Item>,
    context: &Context<'_>,
    settings: &ClusterSettings,
) -> Vec<Objected> {
    let new = &*submission.item().with_signatures(context.signatures);
    let of_rules = findings(new, context).into_iter().map(|finding| Objected {
        check: Check::Rule(finding.rule),
        severity: finding.severity,
        meaning: finding.meaning,
        remedy: Some(match finding.remedy {
            // That it's then replaced goes without saying here.
            Remedy::Replace { get, .. } => get.message(),
            Remedy::Rotate(message) | Remedy::Other(message) => message,
        }),
    });
    let case = Case { new, current, context, settings };
    let of_checks = CHECKS.iter().filter_map(|Row { check, severity, objects, .. }| {
        let Objection { meaning, remedy } = objects(&case)?;
        Some(Objected { check: *check, severity: *severity, meaning, remedy })
    });
    let all = of_rules.chain(of_checks).collect();
    sorted(all, |a: &Objected, b| a.severity.cmp(&b.severity))
}

impl Check {
    /// Its stable ID, such as `key-missing`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.id(),
            check => CHECKS.iter().find(|row| row.check == check).map_or("", |row| row.id),
        }
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Rule(rule) => rule.label(),
            check => {
                CHECKS.iter().find(|row| row.check == check).map_or(Label(""), |row| row.label)
            }
        }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Rule::all().map(Self::Rule).chain(CHECKS.iter().map(|row| row.check))
    }
}
