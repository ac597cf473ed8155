//! Nothing panics, hangs, or allocates excessively, on any input.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;

use cert_inventory::{
    Certificate, ClusterSettings, Context, Material, RequestBody, SideBySide, SignatureResults,
    Thresholds, Timestamp, Version, chain, preflight, read_pem, tasks,
};
use der::{Parts, extension, sequence, tlv};
use proptest::prelude::*;

const LABELS: [&str; 9] = [
    "CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "X509 CRL",
    "PKCS7",
];

/// Reads and prints everything.
fn read_all(text: &str) {
    let blocks = read_pem(text);
    for certificate in &blocks.certificates {
        show(certificate);
        for key in &blocks.keys {
            let _ = certificate.public_key.as_ref().map(|public_key| key.compare(public_key));
        }
    }
    let _ = chain(&blocks.certificates, SignatureResults::none());
    send_all(text.as_bytes());
    let _ = format!("{blocks:?}");
    for error in &blocks.errors {
        assert!(error.line <= text.lines().count().max(1) + text.matches('\r').count());
        let _ = error.to_string();
    }
}

/// Does everything that is done before a file is sent.
fn send_all(file: &[u8]) {
    let mut material = Material::default();
    material.add("file", file);
    let _ = material.signature_checks();
    let versions = [Version::new(7, 4, 0), Version::new(8, 2, 0)];
    let context = Context {
        now: Timestamp(1_790_000_000),
        fqdn: Some("cluster.example.com"),
        versions: &versions,
        license: None,
        thresholds: Thresholds::default(),
        signatures: SignatureResults::none(),
    };
    let ciphers = Some("ECDHE-RSA-AES256-GCM-SHA384".to_owned());
    let settings = ClusterSettings {
        control_cipher_suites: ciphers.clone(),
        data_cipher_list: ciphers,
        ocsp: Some(true),
    };
    for name in ["proxy", "ccs_internode_encryption", "mtls_trusted_ca", "x"] {
        let sorted = material.sort(name, None, SignatureResults::none());
        for submission in &sorted.submissions {
            let current = Some(submission.item());
            for objected in preflight(submission, current, &context, &settings) {
                let _ = (objected.meaning.to_string(), objected.check.id().len());
            }
            let _ = SideBySide::of(current, submission.item());
            let _ = tasks(submission.item(), context.fqdn);
        }
        let all: Vec<_> = sorted.submissions.iter().collect();
        let body = RequestBody::of_certificates(&all);
        assert!(serde_json::from_slice::<serde_json::Value>(body.bytes()).is_ok());
        let _ = format!("{sorted:?}");
    }
}

fn show(certificate: &Certificate) {
    let _ = certificate.to_pem();
    for name in [&certificate.subject, &certificate.issuer].into_iter().flatten() {
        let _ = (name.to_string(), name.common_name(), name.matches(name));
    }
    for extension in certificate.extensions().into_iter().flatten() {
        let _ = (extension.name().len(), extension.summary());
    }
    for (_, unreadable) in certificate.unreadable_parts() {
        assert!(unreadable.offset <= certificate.der.len());
        let _ = unreadable.to_string();
    }
    let _ = (certificate.tbs().len(), certificate.signature_value(), certificate.spki());
    let _ = (certificate.serial.as_ref().map(ToString::to_string), certificate.sans());
    let _ = certificate.public_key.as_ref().map(ToString::to_string);
}

fn pem(label: &str, der: &[u8]) -> String {
    // The crate's own writer, with another label.
    let mut certificate = Certificate::decode(&Parts::self_issued("x").certificate()).unwrap();
    certificate.der = der.to_vec();
    certificate.to_pem().replace("CERTIFICATE", label)
}

fn read_der(der: &[u8]) {
    send_all(der);
    if let Ok(certificate) = Certificate::decode(der) {
        show(&certificate);
    }
    for label in LABELS {
        read_all(&pem(label, der));
    }
}

/// Arbitrary bytes in the shape of DER, with correct lengths.
fn any_der() -> impl Strategy<Value = Vec<u8>> {
    let leaf = (any::<u8>(), prop::collection::vec(any::<u8>(), 0..20))
        .prop_map(|(tag, value)| tlv(tag & 0xdf, &value));
    leaf.prop_recursive(6, 64, 8, |inner| {
        (
            prop::sample::select(vec![0x30u8, 0x31, 0xa0, 0xa1, 0xa3]),
            prop::collection::vec(inner, 0..8),
        )
            .prop_map(|(tag, parts)| tlv(tag, &parts.concat()))
    })
}

/// Real certificates and keys, and ones with every extension.
fn seeds() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys");
    let mut seeds: Vec<Vec<u8>> = webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .step_by(10)
        .map(|der| der.to_vec())
        .collect();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        let blocks = x509_parser::pem::Pem::iter_from_buffer(&text);
        seeds.extend(blocks.flatten().map(|block| block.contents));
    }
    let names = sequence(&[tlv(0x82, b"x"), tlv(0x87, &[1, 2, 3, 4]), tlv(0xa4, &sequence(&[]))]);
    let extensions = [
        "2.5.29.17",
        "2.5.29.30",
        "2.5.29.31",
        "2.5.29.32",
        "2.5.29.35",
        "1.3.6.1.4.1.11129.2.4.2",
    ]
    .map(|identifier| extension(identifier, false, &names))
    .to_vec();
    seeds.push(Parts { extensions, ..Parts::self_issued("x") }.certificate());
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}|(-----BEGIN |-----END |CERTIFICATE|PRIVATE KEY|-----|\n|\r|AAAA|=|: |[ -~]){0,40}") {
        read_all(&text);
    }

    #[test]
    fn any_bytes(der in prop::collection::vec(any::<u8>(), 0..300)) {
        read_der(&der);
    }

    #[test]
    fn any_structure(der in any_der()) {
        read_der(&der);
        read_der(&sequence(&[der.clone(), der]));
    }

    #[test]
    fn mutated(seed in prop::sample::select(seeds()), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>()) {
        let mut der = seed;
        for (place, byte) in changes {
            let place = place.index(der.len());
            der[place] = byte;
        }
        read_der(&der);
        der.truncate(cut.index(der.len()));
        read_der(&der);
    }

    #[test]
    fn any_part_of_a_certificate(part in any_der(), which in 0..8u8) {
        let mut parts = Parts::self_issued("x");
        match which {
            0 => parts.version = part,
            1 => parts.serial = part,
            2 => parts.algorithm = part,
            3 => parts.issuer = part,
            4 => parts.validity = part,
            5 => parts.subject = part,
            6 => parts.spki = part,
            _ => parts.extensions = ["2.5.29.17", "2.5.29.30", "2.5.29.31", "2.5.29.32", "2.5.29.35", "2.5.29.37"].map(|identifier| extension(identifier, false, &part)).to_vec(),
        }
        read_der(&parts.certificate());
    }
}

#[test]
fn deep_nesting_is_not_followed() {
    for tag in [0x30, 0x31, 0xa0, 0xa4] {
        // Headers only: each claims everything after it.
        let depth = 200_000;
        let mut nested = Vec::with_capacity(depth * 5);
        for level in 0..depth {
            let length = (5 * (depth - 1 - level)) as u32;
            nested.push(tag);
            nested.push(0x83);
            nested.extend(&length.to_be_bytes()[1..]);
        }
        let _ = Certificate::decode(&nested);
        read_all(&pem("CERTIFICATE", &nested));
        read_all(&pem("PRIVATE KEY", &nested));
    }
}

#[test]
fn false_lengths_are_not_trusted() {
    for length in [
        &[0x82, 0xff, 0xff][..],
        &[0x84, 0xff, 0xff, 0xff, 0xff],
        &[0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0xff],
        &[0x80],
    ] {
        for tag in [0x30, 2, 3, 4, 6, 0xa0] {
            let lie = [&[tag], length, &[0; 8]].concat();
            read_der(&lie);
            read_der(&sequence(std::slice::from_ref(&lie)));
            read_der(&sequence(&[sequence(std::slice::from_ref(&lie)), lie]));
        }
    }
}
