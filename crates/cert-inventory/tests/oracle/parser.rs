//! The crate `x509-parser`'s results for a certificate.

use cert_inventory::{Certificate, ExtensionValue, GeneralName, Name, hex};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{
    DistributionPointName, GeneralName as Theirs, GeneralSubtree, ParsedExtension,
};
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::X509Name;

use crate::{Comparison, Sample};

pub fn compare(comparison: &mut Comparison, sample: &Sample, ours: Option<&Certificate>) {
    let Ok((rest, theirs)) = X509Certificate::from_der(&sample.der) else {
        comparison.field(sample, "readable", ours.map(|_| true), None);
        return;
    };
    comparison.field(sample, "readable", ours.map(|_| true), Some(true));
    let Some(ours) = ours else { return };
    let length = sample.der.len() - rest.len();
    comparison.field(sample, "length", Some(ours.der.len()), Some(length));

    let version = u8::try_from(theirs.version.0 + 1).ok();
    comparison.field(sample, "version", ours.version.ok(), version);
    let serial = theirs.raw_serial();
    // A negative number's bytes differ from its digits.
    let serial = (serial[0] < 0x80).then(|| digits(serial));
    let our_serial = ours.serial.as_ref().ok().map(ToString::to_string);
    comparison.field(sample, "serial", our_serial, serial);
    let signature = ours.signature.as_ref().ok().map(|signature| signature.oid.to_string());
    let their_signature = theirs.tbs_certificate.signature.algorithm.to_id_string();
    comparison.field(sample, "signature", signature, Some(their_signature));
    let dates = [
        ("not before", ours.not_before, theirs.validity.not_before),
        ("not after", ours.not_after, theirs.validity.not_after),
    ];
    for (field, ours, theirs) in dates {
        comparison.field(sample, field, ours.ok().map(|time| time.0), Some(theirs.timestamp()));
    }
    for (field, ours, theirs) in
        [("subject", &ours.subject, &theirs.subject), ("issuer", &ours.issuer, &theirs.issuer)]
    {
        comparison.field(
            sample,
            field,
            ours.as_ref().ok().map(attributes),
            Some(their_attributes(theirs)),
        );
        let texts = ours.as_ref().ok().map(texts);
        comparison.field(sample, "attribute texts", texts, their_texts(theirs));
    }
    let bits = ours.public_key.as_ref().ok().map(|key| key.bits);
    let their_bits = match theirs.public_key().parsed() {
        Ok(PublicKey::RSA(key)) => {
            // Its own key_size counts whole bytes only.
            let modulus = key.modulus.iter().skip_while(|byte| **byte == 0);
            let zeros = modulus.clone().next().map_or(0, |byte| byte.leading_zeros());
            Some(modulus.count() as u32 * 8 - zeros)
        }
        _ => bits.flatten(),
    };
    comparison.field(sample, "key bits", bits, Some(their_bits));
    comparison.field(sample, "SPKI", ours.spki().ok(), Some(theirs.public_key().raw));
    comparison.field(sample, "TBS", Some(ours.tbs()), Some(theirs.tbs_certificate.as_ref()));
    let signature_value = ours.signature_value().ok();
    comparison.field(
        sample,
        "signature value",
        signature_value,
        Some(&*theirs.signature_value.data),
    );
    compare_extensions(comparison, sample, ours, &theirs);
}

/// A positive number without its leading zero byte.
fn digits(number: &[u8]) -> String {
    hex(number.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(number))
}

fn attributes(name: &Name) -> Vec<Vec<(String, String)>> {
    let all = name.rdns().map(|rdn| {
        rdn.iter().map(|attribute| (attribute.oid.to_string(), hex(attribute.der))).collect()
    });
    all.collect()
}

fn their_attributes(name: &X509Name<'_>) -> Vec<Vec<(String, String)>> {
    let rdns = name.iter_rdn().map(|rdn| {
        let attributes = rdn.iter().map(|attribute| {
            let value = attribute.attr_value();
            let mut der = crate::der::tlv(0, value.data);
            let class = value.header.class() as u8;
            der[0] =
                class << 6 | u8::from(value.header.is_constructed()) << 5 | value.tag().0 as u8;
            (attribute.attr_type().to_id_string(), hex(&der))
        });
        attributes.collect::<Vec<_>>()
    });
    rdns.filter(|rdn| !rdn.is_empty()).collect()
}

/// The texts of a name; `None` when one of them is not text.
fn texts(name: &Name) -> Vec<String> {
    name.attributes().map(|attribute| attribute.value().into_owned()).collect()
}

fn their_texts(name: &X509Name<'_>) -> Option<Vec<String>> {
    let ascii = |value: &str| value.is_ascii().then(|| value.to_owned());
    name.iter_attributes().map(|attribute| attribute.as_str().ok().and_then(ascii)).collect()
}

fn compare_extensions(
    comparison: &mut Comparison,
    sample: &Sample,
    ours: &Certificate,
    theirs: &X509Certificate<'_>,
) {
    let heads = ours.extensions().ok().map(|extensions| {
        let head = extensions
            .map(|extension| (extension.oid.to_string(), extension.critical, extension.der_len));
        head.collect::<Vec<_>>()
    });
    let their_heads = theirs
        .extensions()
        .iter()
        .map(|extension| (extension.oid.to_id_string(), extension.critical, extension.value.len()));
    comparison.field(sample, "extensions", heads, Some(their_heads.collect()));
    let extensions = ours.extensions().into_iter().flatten().zip(theirs.extensions());
    for (ours, theirs) in extensions {
        let (field, theirs) = value(theirs.parsed_extension());
        comparison.field(sample, field, our_value(&ours.value()), theirs);
    }
}

/// An extension's value as lines that both sides can produce.
fn our_value(value: &ExtensionValue) -> Option<Vec<String>> {
    let oids = |oids: &[cert_inventory::Oid]| oids.iter().map(ToString::to_string).collect();
    let mut lines: Vec<String> = match value {
        ExtensionValue::SubjectAltName(names)
        | ExtensionValue::IssuerAltName(names)
        | ExtensionValue::CrlDistributionPoints(names) => names.iter().map(general_name).collect(),
        ExtensionValue::KeyUsage(usage) => usage.names().map(str::to_owned).collect(),
        ExtensionValue::ExtendedKeyUsage(usage) => oids(&usage.purposes),
        ExtensionValue::BasicConstraints(constraints) => {
            vec![format!("{} {:?}", constraints.ca, constraints.path_len)]
        }
        ExtensionValue::SubjectKeyIdentifier(key_id) => vec![hex(key_id)],
        ExtensionValue::AuthorityKeyIdentifier(authority) => {
            let key_id = authority.key_id.iter().map(|key_id| hex(key_id));
            let serial = authority.serial.iter().map(ToString::to_string);
            key_id.chain(authority.issuer.iter().map(general_name)).chain(serial).collect()
        }
        ExtensionValue::NameConstraints(constraints) => {
            let names = constraints.permitted.iter().chain(&constraints.excluded);
            names.map(general_name).collect()
        }
        ExtensionValue::CertificatePolicies(policies) => {
            policies.iter().map(|policy| policy.oid.to_string()).collect()
        }
        ExtensionValue::AuthorityInfoAccess(list) => list
            .iter()
            .map(|found| format!("{} {}", found.method, general_name(&found.location)))
            .collect(),
        ExtensionValue::SignedCertificateTimestamps(count) => vec![count.to_string()],
        ExtensionValue::TlsFeature(_) | ExtensionValue::Other => Vec::new(),
        ExtensionValue::Unreadable(_) => return None,
    };
    if matches!(value, ExtensionValue::ExtendedKeyUsage(_)) {
        lines.sort();
    }
    Some(lines)
}

fn value(value: &ParsedExtension<'_>) -> (&'static str, Option<Vec<String>>) {
    let names = |names: &[Theirs<'_>]| names.iter().map(their_general_name).collect();
    match value {
        ParsedExtension::SubjectAlternativeName(list) => ("SAN", names(&list.general_names)),
        ParsedExtension::IssuerAlternativeName(list) => ("IAN", names(&list.general_names)),
        ParsedExtension::KeyUsage(usage) => {
            let all = [
                (usage.digital_signature(), "Digital Signature"),
                (usage.non_repudiation(), "Non Repudiation"),
                (usage.key_encipherment(), "Key Encipherment"),
                (usage.data_encipherment(), "Data Encipherment"),
                (usage.key_agreement(), "Key Agreement"),
                (usage.key_cert_sign(), "Certificate Sign"),
                (usage.crl_sign(), "CRL Sign"),
                (usage.encipher_only(), "Encipher Only"),
                (usage.decipher_only(), "Decipher Only"),
            ];
            let set = all.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_owned());
            ("key usage", Some(set.collect()))
        }
        ParsedExtension::ExtendedKeyUsage(usage) => {
            let known = [
                (usage.any, "2.5.29.37.0"),
                (usage.server_auth, "1.3.6.1.5.5.7.3.1"),
                (usage.client_auth, "1.3.6.1.5.5.7.3.2"),
                (usage.code_signing, "1.3.6.1.5.5.7.3.3"),
                (usage.email_protection, "1.3.6.1.5.5.7.3.4"),
                (usage.time_stamping, "1.3.6.1.5.5.7.3.8"),
                (usage.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
            ];
            let known = known.iter().filter(|(set, _)| *set).map(|(_, oid)| (*oid).to_owned());
            let other = usage.other.iter().map(x509_parser::asn1_rs::Oid::to_id_string);
            let mut all: Vec<String> = known.chain(other).collect();
            all.sort();
            ("extended key usage", Some(all))
        }
        ParsedExtension::BasicConstraints(constraints) => (
            "basic constraints",
            Some(vec![format!("{} {:?}", constraints.ca, constraints.path_len_constraint)]),
        ),
        ParsedExtension::SubjectKeyIdentifier(key_id) => ("SKI", Some(vec![hex(key_id.0)])),
        ParsedExtension::AuthorityKeyIdentifier(authority) => {
            let mut lines: Vec<String> =
                authority.key_identifier.iter().map(|key_id| hex(key_id.0)).collect();
            let issuer = authority.authority_cert_issuer.iter().flatten();
            let issuer: Option<Vec<String>> = issuer.map(their_general_name).collect();
            let Some(issuer) = issuer else { return ("AKI", None) };
            lines.extend(issuer);
            let serial = authority.authority_cert_serial.iter();
            lines.extend(serial.map(|serial| digits(serial)));
            ("AKI", Some(lines))
        }
        ParsedExtension::NameConstraints(constraints) => {
            let subtrees = |list: &Option<Vec<GeneralSubtree<'_>>>| -> Option<Vec<String>> {
                list.iter().flatten().map(|subtree| their_general_name(&subtree.base)).collect()
            };
            let permitted = subtrees(&constraints.permitted_subtrees);
            let excluded = subtrees(&constraints.excluded_subtrees);
            let both =
                permitted.zip(excluded).map(|(permitted, excluded)| [permitted, excluded].concat());
            ("name constraints", both)
        }
        ParsedExtension::CertificatePolicies(policies) => (
            "policies",
            Some(policies.iter().map(|policy| policy.policy_id.to_id_string()).collect()),
        ),
        ParsedExtension::CRLDistributionPoints(points) => {
            let names = points.points.iter().filter_map(|point| match &point.distribution_point {
                Some(DistributionPointName::FullName(names)) => Some(names),
                _ => None,
            });
            ("CRL addresses", names.flatten().map(their_general_name).collect())
        }
        ParsedExtension::AuthorityInfoAccess(access) => {
            let lines = access.accessdescs.iter().map(|found| {
                let location = their_general_name(&found.access_location)?;
                Some(format!("{} {location}", found.access_method.to_id_string()))
            });
            ("access", lines.collect())
        }
        ParsedExtension::SCT(list) => ("timestamps", Some(vec![list.len().to_string()])),
        _ => ("other extension", None),
    }
}

fn general_name(name: &GeneralName) -> String {
    match name {
        GeneralName::Dns(name) => format!("dns {name}"),
        GeneralName::Ip(bytes) | GeneralName::IpRange(bytes) => format!("ip {}", hex(bytes)),
        GeneralName::Email(address) => format!("email {address}"),
        GeneralName::Uri(uri) => format!("uri {uri}"),
        GeneralName::Directory(name) => format!("directory {:?}", attributes(name)),
        GeneralName::Other { oid, .. } => format!("other {oid}"),
        GeneralName::RegisteredId(oid) => format!("registered {oid}"),
        GeneralName::X400 => "x400".to_owned(),
        GeneralName::EdiParty => "edi".to_owned(),
    }
}

fn their_general_name(name: &Theirs<'_>) -> Option<String> {
    Some(match name {
        Theirs::DNSName(name) => format!("dns {name}"),
        Theirs::IPAddress(bytes) => format!("ip {}", hex(bytes)),
        Theirs::RFC822Name(address) => format!("email {address}"),
        Theirs::URI(uri) => format!("uri {uri}"),
        Theirs::DirectoryName(name) => format!("directory {:?}", their_attributes(name)),
        Theirs::OtherName(oid, _) => format!("other {}", oid.to_id_string()),
        Theirs::RegisteredID(oid) => format!("registered {}", oid.to_id_string()),
        Theirs::X400Address(_) => "x400".to_owned(),
        Theirs::EDIPartyName(_) => "edi".to_owned(),
        Theirs::Invalid(..) => return None,
    })
}
