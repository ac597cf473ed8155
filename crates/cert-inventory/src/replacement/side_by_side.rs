//! The current certificate and the new one, side by side.

use crate::asn1::time::Timestamp;
use crate::inventory::item::Item;
use crate::text::hex::hex_colons;
use crate::x509::certificate::Certificate;

/// What distinguishes two certificates. Texts that can't be read are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The current item's certificate; `None` where the cluster has none.
    pub current: Option<Side>,
    /// The new one.
    pub new: Side,
    /// Subject alternative names of the new one alone.
    pub names_added: Vec<String>,
    /// Subject alternative names of the current one alone.
    pub names_removed: Vec<String>,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The subject.
    pub subject: Option<String>,
    /// The issuer.
    pub issuer: Option<String>,
    /// The first valid second.
    pub not_before: Option<Timestamp>,
    /// The last valid second.
    pub not_after: Option<Timestamp>,
    /// The key, such as `RSA 4096`.
    pub key: Option<String>,
    /// SHA-256 of the public key, to see whether it's the same.
    pub key_sha256: Option<String>,
    /// SHA-256 of the certificate.
    pub sha256: String,
    /// How many certificates there are, with those of its chain.
    pub certificates: usize,
}

impl SideBySide {
    /// `None` if there is no new certificate.
    #[must_use]
    pub fn of(current: Option<&Item>, new: &Item) -> Option<Self> {
        let names = |item: Option<&Item>| -> Vec<String> {
            let sans = item.and_then(Item::leaf).and_then(|leaf| leaf.sans().ok());
            sans.unwrap_or_default().iter().map(ToString::to_string).collect()
        };
        let (before, after) = (names(current), names(Some(new)));
        let beyond = |these: &[String], others: &[String]| -> Vec<String> {
            these.iter().filter(|name| !others.contains(name)).cloned().collect()
        };
        Some(Self {
            current: current.and_then(Side::of),
            new: Side::of(new)?,
            names_added: beyond(&after, &before),
            names_removed: beyond(&before, &after),
        })
    }
}

impl Side {
    fn of(item: &Item) -> Option<Self> {
        let leaf: &Certificate = item.leaf()?;
        Some(Self {
            subject: leaf.shown_name(),
            issuer: leaf.issuer.as_ref().ok().map(ToString::to_string),
            not_before: leaf.not_before.ok(),
            not_after: leaf.not_after.ok(),
            key: leaf.public_key.as_ref().ok().map(ToString::to_string),
            key_sha256: leaf.spki_sha256().ok().map(|digest| hex_colons(&digest)),
            sha256: hex_colons(&leaf.sha256),
            certificates: item.certificates.len(),
        })
    }
}
