//! An unreadable part reports its error and doesn't affect the others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;

use cert_inventory::{Certificate, DerError, ExtensionValue, Hash, KeyKind};
use der::{Parts, extension, oid, sequence, tlv};

fn decode(parts: &Parts) -> Certificate {
    Certificate::decode(&parts.certificate()).unwrap()
}

fn whole() -> Parts {
    Parts::self_issued("example.com")
}

#[track_caller]
fn only_unreadable(parts: &Parts, part: &str, reason: DerError) {
    let unreadable = decode(parts).unreadable_parts();
    let names: Vec<&str> = unreadable.iter().map(|(name, _)| name.0).collect();
    assert_eq!(names, [part]);
    assert_eq!(unreadable[0].1.reason, reason);
}

#[test]
fn a_whole_certificate_has_no_unreadable_part() {
    assert_eq!(decode(&whole()).unreadable_parts(), []);
}

#[test]
fn each_part_fails_alone() {
    let wrong = || tlv(4, b"wrong");
    let unexpected = |expected| DerError::Unexpected { expected, found: 4 };
    only_unreadable(
        &Parts { serial: wrong(), ..whole() },
        "the serial number",
        unexpected("a serial number"),
    );
    only_unreadable(
        &Parts { serial: tlv(2, &[0, 1]), ..whole() },
        "the serial number",
        DerError::Integer,
    );
    only_unreadable(&Parts { issuer: wrong(), ..whole() }, "the issuer", unexpected("a name"));
    only_unreadable(&Parts { subject: wrong(), ..whole() }, "the subject", unexpected("a name"));
    only_unreadable(
        &Parts { spki: wrong(), ..whole() },
        "the public key",
        unexpected("a public key"),
    );
    let version = tlv(0xa0, &tlv(2, &[0xff]));
    only_unreadable(&Parts { version, ..whole() }, "the version", DerError::Range);
    let validity = sequence(&[tlv(0x17, b"260101000000Z"), tlv(0x17, b"260230000000Z")]);
    only_unreadable(&Parts { validity, ..whole() }, "the expiration date", DerError::Time);
    let validity = sequence(&[tlv(0x17, b"260101000000Z")]);
    only_unreadable(
        &Parts { validity, ..whole() },
        "the expiration date",
        DerError::Missing("a date"),
    );
    let extensions = vec![wrong()];
    only_unreadable(&Parts { extensions, ..whole() }, "the extensions", unexpected("an extension"));
    let extensions = vec![extension("2.5.29.17", false, b"wrong")];
    let not_names = DerError::Unexpected { expected: "the names", found: b'w' };
    only_unreadable(&Parts { extensions, ..whole() }, "an extension", DerError::CutOff);
    let extensions = vec![extension("2.5.29.17", false, b"w\x01x")];
    only_unreadable(&Parts { extensions, ..whole() }, "an extension", not_names);
}

#[test]
fn an_unreadable_extension_does_not_affect_others() {
    let names = sequence(&[tlv(0x82, b"example.com")]);
    let extensions =
        vec![extension("2.5.29.19", true, b"\x30\x05"), extension("2.5.29.17", false, &names)];
    let certificate = decode(&Parts { extensions, ..whole() });
    assert!(certificate.basic_constraints().is_err());
    assert!(!certificate.is_ca());
    assert_eq!(certificate.sans().unwrap()[0].to_string(), "DNS:example.com");
    let first = certificate.extensions().unwrap().next().unwrap();
    assert!(first.critical);
    assert!(matches!(first.value(), ExtensionValue::Unreadable(_)));
}

#[test]
fn errors_have_an_offset() {
    let der = Parts { serial: tlv(2, &[0, 1]), ..whole() }.certificate();
    let (_, unreadable) = Certificate::decode(&der).unwrap().unreadable_parts()[0];
    assert_eq!(&der[unreadable.offset..][..4], [2, 2, 0, 1]);
}

#[test]
fn differing_algorithms_are_reported() {
    let parts = whole();
    let mut der = parts.certificate();
    let last = der.windows(11).rposition(|window| *window == parts.algorithm[2..13]).unwrap();
    der[last + 10] = 5;
    let certificate = Certificate::decode(&der).unwrap();
    assert_eq!(certificate.signature.as_ref().unwrap().name(), "sha256WithRSAEncryption");
    assert_eq!(certificate.unreadable_parts()[0].1.reason, DerError::AlgorithmsDiffer);
}

#[test]
fn trailing_text_is_left_out() {
    let der = whole().certificate();
    let longer = [der.as_slice(), b"more"].concat();
    assert_eq!(Certificate::decode(&longer), Certificate::decode(&der));
}

#[test]
fn nothing_without_the_outer_frame() {
    for bad in
        [&[][..], b"x", &[0x30], &[0x30, 0x80, 0, 0], &[0x30, 5, 0x30], &[0x30, 0], &[0x1f, 1, 0]]
    {
        assert!(Certificate::decode(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn an_indefinite_length_is_reported() {
    let error = Certificate::decode(&[0x30, 0x80, 0x30, 0, 0x30, 0, 3, 1, 0, 0, 0]).unwrap_err();
    assert_eq!((error.offset, error.reason), (0, DerError::IndefiniteLength));
}

#[test]
fn an_empty_content_is_all_unreadable() {
    let parts = [sequence(&[]), sequence(&[]), tlv(0x03, &[])];
    let certificate = Certificate::decode(&sequence(&parts)).unwrap();
    // It has an explicit version, the default one.
    assert_eq!(certificate.version, Ok(1));
    assert_eq!(certificate.extensions().unwrap().count(), 0);
    assert_eq!(certificate.unreadable_parts().len(), 9);
}

#[test]
fn truncated_certificates_are_reported() {
    let der = whole().certificate();
    for length in 0..der.len() {
        assert!(Certificate::decode(&der[..length]).is_err(), "{length}");
    }
}

#[test]
fn the_hash_of_pss_is_in_its_parameters() {
    let with = |parameters: Vec<Vec<u8>>| {
        let algorithm = sequence(&[vec![oid("1.2.840.113549.1.1.10")], parameters].concat());
        decode(&Parts { algorithm, ..whole() }).signature
    };
    let hash = |identifier| tlv(0xa0, &sequence(&[oid(identifier)]));
    let sha512 = with(vec![sequence(&[hash("2.16.840.1.101.3.4.2.3")])]).unwrap();
    assert_eq!((sha512.name(), sha512.hash()), ("rsassaPss", Some(Hash::Sha512)));
    assert_eq!(with(vec![sequence(&[])]).unwrap().hash(), Some(Hash::Sha1));
    assert_eq!(with(vec![]).unwrap().hash(), None);
    assert_eq!(with(vec![sequence(&[hash("1.2.3")])]).unwrap_err().reason, DerError::Unknown);
}

#[test]
fn keys_are_named() {
    for line in include_str!("data/public_keys.txt").lines() {
        let (facts, digits) = line.split_once(' ').unwrap();
        let facts: Vec<&str> = facts.split(',').collect();
        let pairs = digits.as_bytes().chunks(2);
        let spki = pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap());
        let key = decode(&Parts { spki: spki.collect(), ..whole() }).public_key.unwrap();
        assert_eq!(key.kind.name(), facts[0]);
        assert_eq!(key.bits.map_or("-".to_owned(), |bits| bits.to_string()), facts[1]);
        let curve = key.kind.curve().unwrap_or("-");
        assert_eq!(curve.replace(" parameters", ""), facts[2]);
        let shown = match (facts[0], facts[1]) {
            ("EC", _) => format!("EC {curve}"),
            (kind, "-") => kind.to_owned(),
            (kind, bits) => format!("{kind} {bits}"),
        };
        assert_eq!(key.to_string(), shown);
    }
    let unknown = sequence(&[sequence(&[oid("1.2.3.4")]), tlv(3, &[0, 1])]);
    let key = decode(&Parts { spki: unknown, ..whole() }).public_key.unwrap();
    assert!(matches!(key.kind, KeyKind::Other(_)));
    assert_eq!(key.to_string(), "1.2.3.4");
}

/// RFC 4491 §2.3.2 and RFC 9215 §4.2; OpenSSL knows only the names.
#[test]
fn gost_keys_have_the_size_of_their_parameter_set() {
    let key = |parameters: &[Vec<u8>]| {
        let spki = sequence(&[sequence(parameters), tlv(3, &[0, 4, 1, 2])]);
        decode(&Parts { spki, ..whole() }).public_key.unwrap()
    };
    for (algorithm, set, kind, curve, bits) in [
        (
            "1.2.643.2.2.19",
            "1.2.643.2.2.35.1",
            "GOST R 34.10-2001",
            "id-GostR3410-2001-CryptoPro-A-ParamSet",
            256,
        ),
        (
            "1.2.643.7.1.1.1.2",
            "1.2.643.7.1.2.1.2.1",
            "GOST R 34.10-2012 with 512 bit modulus",
            "id-tc26-gost-3410-2012-512-paramSetA",
            512,
        ),
    ] {
        let key = key(&[oid(algorithm), sequence(&[oid(set), oid("1.2.643.2.2.30.1")])]);
        assert_eq!((key.kind.name(), key.kind.curve(), key.bits), (kind, Some(curve), Some(bits)));
        assert_eq!(key.to_string(), format!("{kind} {curve}"));
    }
    assert_eq!(key(&[oid("1.2.643.2.2.19")]).to_string(), "GOST R 34.10-2001");
}

#[test]
fn broken_hashes() {
    use Hash::*;
    for hash in [Md2, Md4, Md5, Sha0, Sha1] {
        assert!(hash.is_broken(), "{}", hash.name());
    }
    for hash in [Sha224, Sha256, Sha384, Sha512, Sha512_256, Sha3_256, Sm3, Ripemd160] {
        assert!(!hash.is_broken(), "{}", hash.name());
    }
}

#[test]
fn extensions_in_lines_to_read() {
    let usage = extension("2.5.29.15", true, &tlv(3, &[5, 0xa0]));
    let purposes = sequence(&[oid("1.3.6.1.5.5.7.3.1"), oid("1.2.3.4")]);
    let timestamps = tlv(4, &[0, 7, 0, 1, 9, 0, 2, 9, 9]);
    let extensions = vec![
        usage,
        extension("2.5.29.37", false, &purposes),
        extension("2.5.29.19", true, &sequence(&[tlv(1, &[0xff]), tlv(2, &[3])])),
        extension("2.5.29.14", false, &tlv(4, &[0xab, 0xcd])),
        extension("1.3.6.1.4.1.11129.2.4.2", false, &timestamps),
        extension("1.3.6.1.5.5.7.1.24", false, &sequence(&[tlv(2, &[5])])),
        extension("1.2.3.4", false, &[5, 0]),
    ];
    let certificate = decode(&Parts { extensions, ..whole() });
    let shown: Vec<(String, String)> = certificate
        .extensions()
        .unwrap()
        .map(|extension| (extension.name().to_owned(), extension.summary().join("; ")))
        .collect();
    let expected = [
        ("X509v3 Key Usage", "Digital Signature, Key Encipherment"),
        ("X509v3 Extended Key Usage", "TLS Web Server Authentication, 1.2.3.4"),
        ("X509v3 Basic Constraints", "CA:TRUE, pathlen:3"),
        ("X509v3 Subject Key Identifier", "ab:cd"),
        ("CT Precertificate SCTs", "signed certificate timestamps: 2"),
        ("TLS Feature", "status_request"),
        ("1.2.3.4", "2 bytes"),
    ];
    let expected = expected.map(|(name, lines)| (name.to_owned(), lines.to_owned()));
    assert_eq!(shown, expected);
}

#[test]
fn what_a_signature_check_needs() {
    let parts = whole();
    let certificate = decode(&parts);
    assert_eq!(certificate.spki().unwrap(), parts.spki);
    assert_eq!(certificate.signature_value().unwrap(), [1, 2, 3]);
    assert_eq!(certificate.der[3..3 + certificate.tbs().len()], *certificate.tbs());
    assert!(certificate.is_self_issued());
}
