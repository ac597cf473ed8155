//! What the panel shows of a certificate, as text.

use std::fmt::{Display, Write as _};

use cert_inventory::{Certificate, Extension, Item, Name, hex};
use serde::Serialize;

/// A certificate's facts under the peers' names. Empty if unreadable.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    entry: String,
    subject: String,
    issuer: String,
    serial: String,
    /// Seconds since 1970.
    not_before: i64,
    not_after: i64,
    sans: Vec<String>,
    key_kind: String,
    key_bits: Option<u32>,
    signature: String,
    sha256: String,
    extensions: Vec<Head>,
    key_usage: Option<Vec<&'static str>>,
    extended_key_usage: Option<Vec<String>>,
    ca: Option<bool>,
    path_length: Option<u32>,
}

/// An extension's OID, and whether it's critical.
#[derive(Serialize)]
struct Head {
    oid: String,
    critical: bool,
}

impl Facts {
    /// Each of an item's certificates.
    pub fn of(item: &Item) -> impl Iterator<Item = Self> {
        let entry = format!("{}_cert", item.name);
        item.certificates.iter().map(move |certificate| Self::of_one(entry.clone(), certificate))
    }

    fn of_one(entry: String, certificate: &Certificate) -> Self {
        let name = |name: Option<&Name>| name.map(written).unwrap_or_default();
        let key = certificate.public_key.as_ref().ok();
        let usage = certificate.key_usage().ok().flatten();
        let purposes = certificate.extended_key_usage().ok().flatten();
        let constraints = certificate.basic_constraints().ok().flatten();
        let head = |found: Extension<'_>| Head {
            oid: found.oid.as_str().to_owned(),
            critical: found.critical,
        };
        Self {
            entry,
            subject: name(certificate.subject.as_ref().ok()),
            issuer: name(certificate.issuer.as_ref().ok()),
            serial: certificate.serial.as_ref().map(ToString::to_string).unwrap_or_default(),
            not_before: certificate.not_before.map_or(0, |time| time.0),
            not_after: certificate.not_after.map_or(0, |time| time.0),
            sans: certificate.sans().unwrap_or_default().iter().map(written).collect(),
            key_kind: key.map(|key| key.kind.to_string()).unwrap_or_default(),
            key_bits: key.and_then(|key| key.bits),
            signature: match &certificate.signature {
                Ok(signature) => signature.name().to_owned(),
                Err(_) => String::new(),
            },
            sha256: hex(&certificate.sha256),
            extensions: certificate.extensions().into_iter().flatten().map(head).collect(),
            key_usage: usage.map(|usage| usage.names().collect()),
            extended_key_usage: purposes.map(|list| list.names().map(str::to_owned).collect()),
            ca: constraints.map(|constraints| constraints.ca),
            path_length: constraints.and_then(|constraints| constraints.path_len),
        }
    }
}

/// With enough capacity for most texts, to avoid growing.
fn written(value: &impl Display) -> String {
    let mut text = String::with_capacity(80);
    // Writing to a String can't fail.
    let _ = write!(text, "{value}");
    text
}
