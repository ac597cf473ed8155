//! Readable summaries of extensions, in OpenSSL's terms where it has them.

use crate::asn1::oid::Oid;
use crate::text::hex::hex_colons;
use crate::x509::extension::{Extension, ExtensionValue};

impl Extension<'_> {
    /// Its value in readable lines.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        match &self.value() {
            ExtensionValue::SubjectAltName(names)
            | ExtensionValue::IssuerAltName(names)
            | ExtensionValue::CrlDistributionPoints(names) => {
                names.iter().map(ToString::to_string).collect()
            }
            ExtensionValue::KeyUsage(usage) => vec![usage.names().collect::<Vec<_>>().join(", ")],
            ExtensionValue::ExtendedKeyUsage(usage) => {
                vec![usage.names().collect::<Vec<_>>().join(", ")]
            }
            ExtensionValue::BasicConstraints(constraints) => {
                let ca = if constraints.ca { "CA:TRUE" } else { "CA:FALSE" };
                vec![match constraints.path_len {
                    Some(length) => format!("{ca}, pathlen:{length}"),
                    None => ca.to_owned(),
                }]
            }
            ExtensionValue::SubjectKeyIdentifier(key_id) => vec![hex_colons(key_id)],
            ExtensionValue::AuthorityKeyIdentifier(authority) => {
                let key_id = authority.key_id.iter().map(|key_id| hex_colons(key_id));
                let issuer = authority.issuer.iter().map(ToString::to_string);
                let serial = authority.serial.iter().map(|serial| serial.colons());
                let key_id = key_id.map(|key_id| format!("keyid:{key_id}"));
                let serial = serial.map(|serial| format!("serial:{serial}"));
                key_id.chain(issuer).chain(serial).collect()
            }
            ExtensionValue::NameConstraints(constraints) => {
                let permitted =
                    constraints.permitted.iter().map(|name| format!("Permitted: {name}"));
                let excluded = constraints.excluded.iter().map(|name| format!("Excluded: {name}"));
                permitted.chain(excluded).collect()
            }
            ExtensionValue::CertificatePolicies(policies) => {
                let lines = policies.iter().flat_map(|policy| {
                    let cps = policy.cps.iter().map(|cps| format!("CPS: {cps}"));
                    let notices = policy.notices.iter().map(|text| format!("Notice: {text}"));
                    std::iter::once(policy_name(&policy.oid)).chain(cps).chain(notices)
                });
                lines.collect()
            }
            ExtensionValue::AuthorityInfoAccess(descriptions) => {
                let lines = descriptions.iter();
                let lines =
                    lines.map(|found| format!("{} - {}", method(&found.method), found.location));
                lines.collect()
            }
            ExtensionValue::SignedCertificateTimestamps(count) => {
                vec![format!("signed certificate timestamps: {count}")]
            }
            ExtensionValue::TlsFeature(features) => {
                features.iter().map(|feature| tls_feature(*feature)).collect()
            }
            ExtensionValue::Other => vec![format!("{} bytes", self.der_len)],
            ExtensionValue::Unreadable(unreadable) => vec![unreadable.to_string()],
        }
    }
}

fn policy_name(oid: &Oid) -> String {
    match oid.as_str() {
        "2.5.29.32.0" => "any policy".to_owned(),
        dotted => dotted.to_owned(),
    }
}

fn method(oid: &Oid) -> &str {
    match oid.as_str() {
        "1.3.6.1.5.5.7.48.1" => "OCSP",
        "1.3.6.1.5.5.7.48.2" => "CA Issuers",
        dotted => dotted,
    }
}

/// The TLS extensions used with RFC 7633.
fn tls_feature(feature: u32) -> String {
    match feature {
        5 => "status_request".to_owned(),
        17 => "status_request_v2".to_owned(),
        number => number.to_string(),
    }
}
