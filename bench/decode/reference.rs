//! The facts of the same certificates from an independent decoder, the crate `x509-parser`.

use serde_json::{Value, json};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::{SubjectPublicKeyInfo, X509Name};

/// A certificate's facts, with identifiers in dotted form. Omits what this decoder can't provide.
pub fn of(entry: &str, der: &[u8]) -> Value {
    let (_, found) = X509Certificate::from_der(der).unwrap();
    let serial: String = found.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect();
    let usage = found.key_usage().unwrap().map(|usage| usage.value.flags.reverse_bits());
    let purposes = found.extended_key_usage().unwrap().map(|purposes| {
        let known = [
            (purposes.value.any, "2.5.29.37.0"),
            (purposes.value.server_auth, "1.3.6.1.5.5.7.3.1"),
            (purposes.value.client_auth, "1.3.6.1.5.5.7.3.2"),
            (purposes.value.code_signing, "1.3.6.1.5.5.7.3.3"),
            (purposes.value.email_protection, "1.3.6.1.5.5.7.3.4"),
            (purposes.value.time_stamping, "1.3.6.1.5.5.7.3.8"),
            (purposes.value.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
        ];
        let known = known.into_iter().filter(|(has, _)| *has).map(|(_, oid)| oid.to_owned());
        known.chain(purposes.value.other.iter().map(|oid| oid.to_id_string())).collect::<Vec<_>>()
    });
    let constraints = found.basic_constraints().unwrap().map(|found| found.value);
    let heads = found.extensions().iter();
    let heads =
        heads.map(|found| json!({ "oid": found.oid.to_id_string(), "critical": found.critical }));
    let (kind, bits) = key(found.public_key());
    let mut facts = json!({
        "entry": entry,
        "serial": serial.strip_prefix("00").filter(|rest| !rest.is_empty()).unwrap_or(&serial),
        "notBefore": found.validity.not_before.timestamp() * 1000,
        "notAfter": found.validity.not_after.timestamp() * 1000,
        "keyKind": kind,
        "keyBits": bits,
        "signature": found.signature_algorithm.algorithm.to_id_string(),
        "extensions": heads.collect::<Vec<_>>(),
        "keyUsage": usage,
        "extendedKeyUsage": purposes,
        "ca": constraints.map(|found| found.ca),
        "pathLength": constraints.and_then(|found| found.path_len_constraint),
    });
    let mut tell = |what: &str, value: Option<Value>| {
        if let Some(value) = value {
            facts[what] = value;
        }
    };
    tell("subject", name(&found.subject));
    tell("issuer", name(&found.issuer));
    let names = found.subject_alternative_name().unwrap().map(|found| &found.value.general_names);
    tell("sans", names.into_iter().flatten().map(alternative).collect());
    facts
}

/// The key's common name and size.
fn key(key: &SubjectPublicKeyInfo<'_>) -> (String, Option<usize>) {
    let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.as_oid().ok());
    match (key.parsed().unwrap(), curve.map(|curve| curve.to_id_string()).as_deref()) {
        (PublicKey::RSA(rsa), _) => {
            // Its own key_size counts whole bytes only.
            let modulus: Vec<_> = rsa.modulus.iter().skip_while(|byte| **byte == 0).collect();
            ("RSA".to_owned(), Some(modulus.len() * 8 - modulus[0].leading_zeros() as usize))
        }
        (_, Some("1.2.840.10045.3.1.7")) => ("EC P-256".to_owned(), Some(256)),
        (_, Some("1.3.132.0.34")) => ("EC P-384".to_owned(), Some(384)),
        (_, Some("1.3.132.0.35")) => ("EC P-521".to_owned(), Some(521)),
        _ => match key.algorithm.algorithm.to_id_string().as_str() {
            "1.3.101.112" => ("Ed25519".to_owned(), None),
            other => (other.to_owned(), None),
        },
    }
}

/// A name as relative names of types and texts; `None` if this decoder doesn't support a string
/// type.
fn name(name: &X509Name<'_>) -> Option<Value> {
    let rdns = name.iter_rdn().map(|rdn| {
        let attributes = rdn.iter().map(|attribute| {
            Some(json!([attribute.attr_type().to_id_string(), attribute.as_str().ok()?]))
        });
        attributes.collect::<Option<Value>>()
    });
    rdns.collect()
}

fn alternative(name: &GeneralName<'_>) -> Option<Value> {
    let text = match name {
        GeneralName::DNSName(name) => format!("DNS:{name}"),
        GeneralName::RFC822Name(name) => format!("email:{name}"),
        GeneralName::URI(name) => format!("URI:{name}"),
        GeneralName::IPAddress([a, b, c, d]) => format!("IP Address:{a}.{b}.{c}.{d}"),
        _ => return None,
    };
    Some(text.into())
}
