//! Checks against the cluster's version and settings: what its reference and release notes say.

use crate::findings::commands::operator_hint;
use crate::findings::subjects::those;
use crate::inventory::known::{Known, Port, Presented};
use crate::inventory::version::Version;
use crate::message;
use crate::replacement::preflight::case::{Case, ClusterSettings, Objection};
use crate::replacement::preflight::cipher_list;
use crate::text::message::Message;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;
use crate::x509::extension::ExtensionValue;

impl Case<'_> {
    fn is_before(&self, version: Version) -> bool {
        self.context.version().is_some_and(|oldest| oldest < version)
    }

    fn is(&self, holds: impl Fn(&Known) -> bool) -> bool {
        self.new.known().is_some_and(holds)
    }
}

pub(super) fn name_too_new(case: &Case<'_>) -> Option<Objection> {
    let known = case.new.known()?;
    let oldest = case.context.version()?;
    (!known.is_in(Some(oldest))).then(|| {
        Objection::new(
            message!(
                "The cluster’s version, {0}, doesn’t have {1}, so the cluster would refuse it.",
                oldest.to_string(),
                known.name
            ),
            message!("Upgrade the cluster first."),
        )
    })
}

pub(super) fn internode_too_new(case: &Case<'_>) -> Option<Objection> {
    (case.new.is_internode() && case.is_before(Version::PUT_CERTIFICATES)).then(|| {
        Objection::new(
            message!(
                "Before version 7.22.2, the cluster accepts no internode certificates of your own."
            ),
            message!("Rotate the certificate instead, or upgrade the cluster first."),
        )
    })
}

pub(super) fn common_name_missing(case: &Case<'_>) -> Option<Objection> {
    if !case.is_before(Version::WITHOUT_COMMON_NAME) {
        return None;
    }
    let which = those(case.new, |_, certificate| {
        certificate.subject.as_ref().is_ok_and(|subject| subject.common_name().is_none())
    })?;
    Some(Objection::new(
        message!(
            "There’s no common name (CN) in the subject of {0}. Version 7.4 refuses such a chain.",
            which
        ),
        message!("Get certificates with a common name, or upgrade the cluster first."),
    ))
}

pub(super) fn unknown_extension(case: &Case<'_>) -> Option<Objection> {
    if !case.is_before(Version::UNKNOWN_EXTENSIONS) {
        return None;
    }
    let which = those(case.new, |_, certificate| {
        let mut all = certificate.extensions().into_iter().flatten();
        all.any(|extension| {
            matches!(extension.value(), ExtensionValue::Other | ExtensionValue::TlsFeature(_))
        })
    })?;
    Some(Objection::new(
        message!(
            "Before version 7.4.2-216, the cluster refuses extensions that it doesn’t know. There \
             are less common ones in {0}.",
            which
        ),
        message!("If the cluster refuses it, get a certificate without them, or upgrade first."),
    ))
}

pub(super) fn intermediates_lost(case: &Case<'_>) -> Option<Objection> {
    let is_long = case.new.chain.path.len() > 2;
    let is_old = case.is_before(Version::INTERNODE_TOGETHER);
    (case.new.is_internode() && is_long && is_old).then(|| {
        Objection::new(
            message!(
                "Before version 8.0.20-68, the cluster may lose the intermediates of an internode \
                 chain with three or more certificates. Nodes then can’t verify each other."
            ),
            message!("Use a certificate that the root signed, or upgrade the cluster first."),
        )
    })
}

pub(super) fn ciphers_refuse(case: &Case<'_>) -> Option<Objection> {
    let is_checked = case.context.version() >= Some(Version::CIPHERS_CHECKED);
    let meaning = if is_checked { mismatch(case)? } else { return None };
    Some(Objection::new(message!("{0} The cluster refuses the certificate.", meaning), other_key()))
}

pub(super) fn ciphers_mismatch(case: &Case<'_>) -> Option<Objection> {
    let is_checked = case.context.version() >= Some(Version::CIPHERS_CHECKED);
    let meaning = if is_checked { return None } else { mismatch(case)? };
    Some(Objection::new(
        message!("{0} Clients that use TLS 1.2 can’t connect.", meaning),
        other_key(),
    ))
}

fn mismatch(case: &Case<'_>) -> Option<Message> {
    let (setting, list) = cipher_setting(case.new.known()?, case.settings)?;
    let key = case.new.leaf()?.public_key.as_ref().ok()?;
    cipher_list::refuses(list, &key.kind).then(|| {
        message!(
            "The cluster’s {0} has no cipher suite for a key of the kind {1}.",
            setting,
            key.to_string()
        )
    })
}

/// The name and value of the setting for whatever presents a certificate to clients.
pub(crate) fn cipher_setting<'a>(
    known: &Known,
    settings: &'a ClusterSettings,
) -> Option<(&'static str, &'a str)> {
    match (known.presented, known.cluster_names, known.is_data_plane) {
        (Presented::ToClients, true, true) => {
            Some(("data_cipher_list", settings.data_cipher_list.as_deref()?))
        }
        (Presented::ToClients, true, false) => {
            Some(("control_cipher_suites", settings.control_cipher_suites.as_deref()?))
        }
        _ => None,
    }
}

fn other_key() -> Message {
    message!(
        "Use another kind of key, or first add cipher suites for it to the cluster’s settings."
    )
}

pub(super) fn responder_missing(case: &Case<'_>) -> Option<Objection> {
    let is_asked =
        case.settings.ocsp == Some(true) && case.is(|known| known.port == Some(Port::OfDatabase));
    let has_responder = |certificate: &Certificate| {
        let extension = certificate.extension("1.3.6.1.5.5.7.1.1").ok().flatten();
        matches!(extension.map(|extension| extension.value()),
            Some(ExtensionValue::AuthorityInfoAccess(list))
                if list.iter().any(|access| access.method == *OCSP))
    };
    (is_asked && !case.new.leaf().is_some_and(has_responder)).then(|| {
        Objection::new(
            message!(
                "OCSP is on in the cluster, but the certificate doesn’t have a responder’s \
                 address. The cluster can’t staple responses to it."
            ),
            message!(
                "Get a certificate with the address of the CA’s OCSP responder, or turn OCSP off."
            ),
        )
    })
}

/// id-ad-ocsp, RFC 5280 §4.2.2.1.
const OCSP: &str = "1.3.6.1.5.5.7.48.1";

pub(super) fn operator_managed(case: &Case<'_>) -> Option<Objection> {
    let hint = operator_hint(case.new, case.context.fqdn)?;
    Some(Objection { meaning: hint.into(), remedy: None })
}

pub(super) fn versions_differ(case: &Case<'_>) -> Option<Objection> {
    let [oldest, .., newest] = case.context.versions else { return None };
    Some(Objection::new(
        message!(
            "The nodes’ versions differ ({0} to {1}). During an upgrade, a change may not reach \
             every node.",
            oldest.to_string(),
            newest.to_string()
        ),
        message!("Finish the upgrade first."),
    ))
}

/// A page can't see what is between it and the cluster.
pub(super) fn api_pinned(case: &Case<'_>) -> Option<Objection> {
    case.is(|known| known.serves_api).then(|| {
        Objection::new(
            message!(
                "This is the certificate of the REST API itself. A proxy in front of the cluster \
                 that trusts only the current one or its issuer then fails with 502, and Certdeck \
                 can’t read anything through it."
            ),
            message!("First make such proxies and clients trust the new issuer in addition."),
        )
    })
}

pub(super) fn api_away(case: &Case<'_>) -> Option<Objection> {
    // Without a version, it's said: silence would be taken for a failure.
    let stays = case.context.version() >= Some(Version::API_STAYS);
    (case.is(|known| known.restarts_nodes) && !stays).then(|| {
        Objection::new(
            message!(
                "Before version 8.0.20-96, the API may be unavailable on all nodes for minutes \
                 after this change."
            ),
            message!("Choose a time when nothing else is changed, and wait for it to come back."),
        )
    })
}

pub(super) fn not_rotated(case: &Case<'_>) -> Option<Objection> {
    (case.new.is_internode() && case.new.is_pair()).then(|| {
        let is_signed = case.new.chain.links.first() != Some(&Link::SelfSigned);
        let renew = if is_signed {
            message!("Renew it in time, and don’t rotate it: that may discard yours.")
        } else {
            message!("Consider leaving it to the cluster, which rotates what it generates.")
        };
        Objection::new(
            message!(
                "The cluster doesn’t renew internode certificates of your own. If you don’t, it \
                 replaces this one with a self-signed one 5 days before it expires."
            ),
            renew,
        )
    })
}
