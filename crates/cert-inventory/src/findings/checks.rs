//! What was checked of an item and found OK, so that the details of one without findings say so.
//!
//! A rule isn't broken if it can't be decided, so no findings alone don't say that all is well.

use crate::findings::rule::Context;
use crate::findings::subjects::own_leaf;
use crate::inventory::item::Item;
use crate::keys::private_key::KeyMatch;
use crate::label;
use crate::text::language::Label;
use crate::x509::algorithm::{KeyKind, PublicKey, SignatureAlgorithm};
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;

/// What the rules check, if they find no error and no warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// What is as it should be.
    pub passed: Vec<Label>,
    /// What couldn't be decided.
    pub open: Vec<Label>,
}

/// What there is to check of an item that has neither errors nor warnings. `elsewhere` are the
/// positions of its certificates whose signatures were verified with an issuer of another entry.
#[must_use]
pub fn checks(item: &Item, context: &Context<'_>, elsewhere: &[usize]) -> Checks {
    let item = &*item.with_signatures(context.signatures);
    let all = |holds: &dyn Fn(&Certificate) -> bool| item.certificates.iter().all(holds);
    let mut checks = Checks::default();
    let mut add = |what, passed| match passed {
        true => checks.passed.push(what),
        false => checks.open.push(what),
    };
    add(label!("dates"), all(&|it| it.not_before.is_ok() && it.not_after.is_ok()));
    add(label!("encoding"), all(&|it| it.extensions().is_ok()));
    if item.is_pair()
        && let Some(leaf) = own_leaf(item)
    {
        let is_readable = leaf.key_usage().is_ok() && leaf.extended_key_usage().is_ok();
        add(label!("permitted uses"), is_readable);
    }
    let needs_names = item.known().is_some_and(|known| known.cluster_names);
    if needs_names && !item.is_self_signed() {
        let has_names = item.leaf().is_some_and(|leaf| leaf.sans().is_ok());
        add(label!("the cluster’s names"), has_names && context.fqdn.is_some());
    }
    add(
        label!("key size and algorithms"),
        all(&|it| {
            it.public_key.as_ref().is_ok_and(has_known_strength)
                && it.signature.as_ref().is_ok_and(is_known_algorithm)
        }),
    );
    if item.certificates.len() > 1 && item.trust().is_none() {
        add(label!("order of the chain"), true);
    }
    let is_valid = |index| {
        item.is_signature_valid(index, context.signatures) == Some(true)
            || elsewhere.contains(&index)
    };
    let are_valid = (0..item.certificates.len()).all(is_valid);
    let lacks_issuer = item.chain.links.contains(&Link::IssuerMissing);
    let signatures = match lacks_issuer && !are_valid {
        true => label!("signatures by issuers outside this entry"),
        false => label!("signatures"),
    };
    add(signatures, are_valid);
    if item.is_pair() {
        add(label!("private key"), item.key_match == KeyMatch::Matches);
    }
    checks
}

/// Whether a key is either strong or of a kind whose size a rule checks.
fn has_known_strength(key: &PublicKey) -> bool {
    match key.kind {
        KeyKind::Rsa | KeyKind::RsaPss => key.bits.is_some(),
        // Shorter ones have less than 112 bits of security, the minimum of NIST SP 800-57.
        KeyKind::Ec(_) => key.bits.is_some_and(|bits| bits >= 224),
        KeyKind::Ed25519 | KeyKind::Ed448 => true,
        _ => false,
    }
}

/// Whether it's known what is signed: a hash, or the text itself.
fn is_known_algorithm(signature: &SignatureAlgorithm) -> bool {
    signature.hash().is_some() || matches!(signature.name(), "ED25519" | "ED448")
}
