//! Facts about private keys, compared with OpenSSL's when it generated them:
//! `tests/data/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der_writer;

use std::fs;
use std::path::Path;

use der_writer::{Parts, oid, pem, sequence, tlv};

use cert_inventory::{
    Certificate, Content, KeyFormat, KeyMatch, PemErrorReason, PrivateKey, PublicHalf, Unchecked,
    hex, read_pem,
};

const EVERY: [(&str, KeyFormat, &str, Option<u32>, Stored); 18] = {
    use KeyFormat::*;
    use Stored::*;
    [
        ("rsa.pkcs1", Pkcs1, "RSA", Some(1024), Yes),
        ("rsa.pkcs8", Pkcs8, "RSA", Some(1024), Yes),
        ("rsa.encrypted-pkcs8", EncryptedPkcs8, "", None, Hidden),
        ("rsa.encrypted-legacy", EncryptedLegacy, "RSA", None, Hidden),
        ("rsa-pss.pkcs8", Pkcs8, "RSA-PSS", Some(1024), Yes),
        ("p256.sec1", Sec1, "EC P-256", Some(256), Yes),
        ("p256.sec1-compressed", Sec1, "EC P-256", Some(256), OtherForm),
        ("p256.sec1-explicit", Sec1, "EC explicit parameters", Some(256), OtherForm),
        ("p256.sec1-no-public", Sec1, "EC P-256", Some(256), No),
        ("p256.pkcs8", Pkcs8, "EC P-256", Some(256), Yes),
        ("p256.pkcs8-no-public", Pkcs8, "EC P-256", Some(256), No),
        ("p256.encrypted-legacy", EncryptedLegacy, "EC", None, Hidden),
        ("p384.sec1-with-parameters", Sec1, "EC P-384", Some(384), Yes),
        ("ed25519.pkcs8", Pkcs8, "Ed25519", None, No),
        ("ed25519.pkcs8-with-public", Pkcs8, "Ed25519", None, Yes),
        ("ed25519.pkcs8-with-public-in-bit-string", Pkcs8, "Ed25519", None, Yes),
        ("dsa.traditional", Dsa, "DSA", Some(1024), Yes),
        ("dsa.pkcs8", Pkcs8, "DSA", Some(1024), No),
    ]
};

/// Whether a private key stores its public half.
#[derive(Clone, Copy, PartialEq)]
enum Stored {
    Yes,
    /// Encoded differently than in the certificate.
    OtherForm,
    No,
    Hidden,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

#[track_caller]
fn only_key(pem: &str) -> PrivateKey {
    let mut blocks = read_pem(pem);
    assert_eq!(blocks.errors, []);
    assert_eq!(blocks.keys.len(), 1);
    blocks.keys.remove(0)
}

fn key(name: &str) -> PrivateKey {
    // OpenSSL 3.0 doesn't write these two forms of RFC 5958.
    let public = || {
        let certificate = certificate("ed25519");
        let spki = certificate.spki().unwrap();
        spki[spki.len() - 32..].to_vec()
    };
    let tail = match name {
        "ed25519.pkcs8-with-public" => [&[0x81, 33, 0], public().as_slice()].concat(),
        "ed25519.pkcs8-with-public-in-bit-string" => {
            [&[0xa1, 35, 3, 33, 0], public().as_slice()].concat()
        }
        _ => return only_key(&text(&format!("{name}.pem"))),
    };
    let mut der = der("ed25519.pkcs8.pem");
    der.extend(&tail);
    der[1] += tail.len() as u8;
    der[4] = 1;
    only_key(&pem("PRIVATE KEY", &der))
}

fn certificate(name: &str) -> Certificate {
    read_pem(&text(&format!("{name}.cert.pem"))).certificates.remove(0)
}

/// The DER of a file's only block, decoded independently.
fn der(file: &str) -> Vec<u8> {
    x509_parser::pem::Pem::iter_from_buffer(text(file).as_bytes()).next().unwrap().unwrap().contents
}

#[test]
fn every_form_is_named() {
    for (name, format, kind, bits, stored) in EVERY {
        let key = key(name);
        assert_eq!(key.format, format, "{name}");
        let shown = key.kind.as_ref().map(ToString::to_string).unwrap_or_default();
        assert_eq!(shown, kind, "{name}");
        assert_eq!(key.bits, bits, "{name}");
        let consistent = (stored == Stored::Yes && kind.starts_with("RSA")).then_some(true);
        assert_eq!(key.rsa_consistent, consistent, "{name}");
    }
}

#[test]
fn the_public_half_is_the_certificates() {
    let sums = text("spki.sha256");
    let sum = |owner: &str| {
        let line = sums.lines().find(|line| line.split_whitespace().nth(1) == Some(owner));
        line.unwrap().split(' ').next().unwrap().to_owned()
    };
    for (name, .., stored) in EVERY {
        let owner = name.split('.').next().unwrap();
        assert_eq!(hex(&certificate(owner).spki_sha256().unwrap()), sum(owner));
        match (key(name).public, stored) {
            (PublicHalf::Known { spki_sha256, .. }, Stored::Yes) => {
                assert_eq!(hex(&spki_sha256), sum(owner), "{name}");
            }
            (PublicHalf::Known { .. }, Stored::OtherForm)
            | (PublicHalf::NotStored, Stored::No)
            | (PublicHalf::Encrypted, Stored::Hidden) => {}
            (public, _) => panic!("{name}: {public:?}"),
        }
    }
}

#[test]
fn each_key_matches_its_own_certificate_only() {
    let owners = ["rsa", "rsa-pss", "p256", "p384", "ed25519", "dsa"];
    let mut compared = 0;
    for (name, .., stored) in EVERY {
        for owner in owners {
            let own = name.split('.').next() == Some(owner);
            let expected = match (stored, own) {
                (Stored::Yes | Stored::OtherForm, true) => KeyMatch::Matches,
                (Stored::Yes | Stored::OtherForm, false) => KeyMatch::DoesNotMatch,
                // Another kind or curve is enough to tell. Encrypted PKCS #8 shows no kind, and the
                // older encryption no curve.
                (Stored::No | Stored::Hidden, false)
                    if name != "rsa.encrypted-pkcs8"
                        && (name, owner) != ("p256.encrypted-legacy", "p384") =>
                {
                    KeyMatch::DoesNotMatch
                }
                (Stored::No, _) => KeyMatch::CannotBeChecked(Unchecked::PublicKeyNotStored),
                (Stored::Hidden, _) => KeyMatch::CannotBeChecked(Unchecked::Encrypted),
            };
            let public_key = certificate(owner).public_key.unwrap();
            assert_eq!(key(name).compare(&public_key), expected, "{name} and {owner}");
            compared += 1;
        }
    }
    println!("{compared} pairs");
}

#[test]
fn another_key_on_the_same_curve_does_not_match() {
    let own = certificate("p256").public_key.unwrap();
    let mut other = certificate("p256").der;
    let point = other.windows(own_point().len()).position(|window| window == own_point()).unwrap();
    other[point + 40] ^= 1;
    let other = Certificate::decode(&other).unwrap().public_key.unwrap();
    for form in ["p256.sec1", "p256.pkcs8", "p256.sec1-explicit"] {
        assert_eq!(key(form).compare(&own), KeyMatch::Matches);
        assert_eq!(key(form).compare(&other), KeyMatch::DoesNotMatch);
    }
}

/// The public point at the end of the key's own file.
fn own_point() -> Vec<u8> {
    let der = der("p256.sec1.pem");
    der[der.len() - 65..].to_vec()
}

/// A certificate for a public key in any encoding.
fn certifies(algorithm: &[Vec<u8>], key: &[u8]) -> Certificate {
    let key = tlv(3, &[&[0], key].concat());
    let spki = sequence(&[sequence(algorithm), key]);
    Certificate::decode(&Parts { spki, ..Parts::self_issued("x") }.certificate()).unwrap()
}

#[track_caller]
fn compares(key: &PrivateKey, certificate: &Certificate, expected: KeyMatch) {
    assert_eq!(key.compare(certificate.public_key.as_ref().unwrap()), expected);
}

/// OpenSSL reports a mismatch for the two, although the numbers are the same.
#[test]
fn rsa_and_rsa_pss_are_two_kinds() {
    let [rsa, pss] = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"].map(oid);
    let pkcs1 = der("rsa.pkcs1.pem");
    let [_, modulus, exponent, ..] = &numbers(&pkcs1)[..] else { panic!() };
    let public = sequence(&[tlv(2, modulus), tlv(2, exponent)]);
    let pkcs8 = |algorithm: &Vec<u8>| {
        let key = [tlv(2, &[0]), sequence(std::slice::from_ref(algorithm)), tlv(4, &pkcs1)];
        only_key(&pem("PRIVATE KEY", &sequence(&key)))
    };
    for (ours, theirs, expected) in [
        (&rsa, &rsa, KeyMatch::Matches),
        (&pss, &pss, KeyMatch::Matches),
        (&rsa, &pss, KeyMatch::DoesNotMatch),
        (&pss, &rsa, KeyMatch::DoesNotMatch),
    ] {
        compares(&pkcs8(ours), &certifies(std::slice::from_ref(theirs), &public), expected);
    }
}

#[test]
fn a_modulus_is_a_number() {
    let rsa = oid("1.2.840.113549.1.1.1");
    let pkcs1 = der("rsa.pkcs1.pem");
    let numbers = numbers(&pkcs1);
    let without_zero = numbers[1].strip_prefix(&[0]).unwrap().to_vec();
    let with_zeros = [&[0, 0, 0], &without_zero[..]].concat();
    let mut another = without_zero.clone();
    another[0] ^= 0x40;
    let key = |modulus: &[u8]| {
        let form = |(at, number)| tlv(2, if at == 1 { modulus } else { number });
        let numbers: Vec<_> = numbers.iter().map(Vec::as_slice).enumerate().map(form).collect();
        only_key(&pem("RSA PRIVATE KEY", &sequence(&numbers)))
    };
    let certificate = |modulus: &[u8], exponent: &[u8]| {
        certifies(std::slice::from_ref(&rsa), &sequence(&[tlv(2, modulus), tlv(2, exponent)]))
    };
    let forms = [&numbers[1], &without_zero, &with_zeros];
    for ours in forms {
        assert_eq!((key(ours).bits, key(ours).rsa_consistent), (Some(1024), Some(true)));
        // As in a certificate with the correctly encoded modulus.
        assert_eq!(key(ours).public, key(&numbers[1]).public);
        for theirs in forms {
            assert_eq!(certificate(theirs, &numbers[2]).public_key.unwrap().bits, Some(1024));
            compares(&key(ours), &certificate(theirs, &numbers[2]), KeyMatch::Matches);
            compares(&key(ours), &certificate(theirs, &[0, 1, 0, 1]), KeyMatch::Matches);
        }
        compares(&key(ours), &certificate(&another, &numbers[2]), KeyMatch::DoesNotMatch);
        compares(&key(ours), &certificate(&numbers[1], &[3]), KeyMatch::DoesNotMatch);
    }
}

const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";

/// The point of `p256.*` in each form of SEC 1, and its negative, compressed.
fn points() -> ([Vec<u8>; 3], Vec<u8>) {
    let point = own_point();
    let (x, y) = point[1..].split_at(32);
    let odd = y[31] & 1;
    let compressed = [&[2 | odd], x].concat();
    let hybrid = [&[6 | odd], x, y].concat();
    ([point.clone(), compressed, hybrid], [&[2 | (odd ^ 1)], x].concat())
}

#[test]
fn a_point_is_a_point_in_every_form() {
    let ec = oid("1.2.840.10045.2.1");
    let explicit = {
        let key = der("p256.sec1-explicit.pem");
        let parts = x509_parser::der_parser::der::parse_der(&key).unwrap().1;
        parts.as_sequence().unwrap()[2].as_slice().unwrap().to_vec()
    };
    let (points, negative) = points();
    let key = |curve: &[u8], point: &[u8]| {
        let wrapped = [tlv(0xa0, curve), tlv(0xa1, &tlv(3, &[&[0], point].concat()))];
        let parts = [tlv(2, &[1]), tlv(4, &[1; 32]), wrapped.concat()];
        only_key(&pem("EC PRIVATE KEY", &sequence(&parts)))
    };
    let named = oid(P256);
    let certificate = |curve: &[u8], point: &[u8]| certifies(&[ec.clone(), curve.to_vec()], point);
    for our_curve in [&named, &explicit] {
        for their_curve in [&named, &explicit] {
            for ours in &points {
                for theirs in &points {
                    let certificate = certificate(their_curve, theirs);
                    compares(&key(our_curve, ours), &certificate, KeyMatch::Matches);
                    compares(&key(our_curve, &negative), &certificate, KeyMatch::DoesNotMatch);
                }
            }
        }
    }
    // The same bytes on another curve of this size are a different key.
    let secp256k1 = certificate(&oid("1.3.132.0.10"), &points[0]);
    compares(&key(&named, &points[0]), &secp256k1, KeyMatch::DoesNotMatch);
}

/// PKCS #8 with its curve outside, inside, or both, or with NULL instead.
fn two_curves(outer: Option<&str>, inner: Option<&str>) -> PrivateKey {
    let outer = outer.map_or(tlv(5, &[]), oid);
    let inner = inner.map_or(Vec::new(), |curve| tlv(0xa0, &oid(curve)));
    let point = tlv(0xa1, &tlv(3, &[&[0], &own_point()[..]].concat()));
    let key = sequence(&[tlv(2, &[1]), tlv(4, &[1; 32]), inner, point]);
    let algorithm = sequence(&[oid("1.2.840.10045.2.1"), outer]);
    only_key(&pem("PRIVATE KEY", &sequence(&[tlv(2, &[0]), algorithm, tlv(4, &key)])))
}

#[test]
fn of_two_curves_the_inner_one_counts() {
    let certificate = certificate("p256");
    let key = two_curves(Some(P384), Some(P256));
    assert_eq!((key.kind.as_ref().unwrap().curve(), key.bits), (Some("P-256"), Some(256)));
    assert_eq!(key.outer_curve.as_ref().unwrap().name(), "P-384");
    compares(&key, &certificate, KeyMatch::Matches);
    compares(&two_curves(Some(P256), Some(P384)), &certificate, KeyMatch::DoesNotMatch);
    for inner in [None, Some(P256)] {
        let key = two_curves(Some(P256), inner);
        assert_eq!(key.outer_curve, None);
        compares(&key, &certificate, KeyMatch::Matches);
    }
}

#[test]
fn a_curve_named_only_inside_the_key_is_not_enough() {
    let unreadable = KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable);
    compares(&two_curves(None, Some(P256)), &certificate("p256"), unreadable);
}

/// The numbers in a PKCS #1 key, as encoded.
fn numbers(der: &[u8]) -> Vec<Vec<u8>> {
    let parts = x509_parser::der_parser::der::parse_der(der).unwrap().1;
    let numbers = parts.as_sequence().unwrap().iter();
    numbers.map(|number| number.as_slice().unwrap().to_vec()).collect()
}

#[test]
fn errors_about_keys_contain_none_of_their_bytes() {
    // The byte 0xEE is where a number's tag should be, as a secret byte may be.
    for der in [
        &[0x30, 3, 0xee, 1, 0][..],
        &[0x30, 6, 2, 1, 0, 2, 1, 0xee],
        &[0x30, 6, 2, 1, 0, 0xee, 1, 0],
    ] {
        let PublicHalf::Unreadable(unreadable) = only_key(&pem("PRIVATE KEY", der)).public else {
            panic!("{der:x?} is readable");
        };
        assert!(!format!("{unreadable:?}").contains("found"));
    }
}

#[test]
fn a_broken_rsa_key_is_distinguished_from_a_wrong_one() {
    let mut der = der("rsa.pkcs1.pem");
    let parts = x509_parser::der_parser::der::parse_der(&der).unwrap().1;
    let prime = parts.as_sequence().unwrap()[4].as_slice().unwrap().to_vec();
    let place = der.windows(prime.len()).position(|window| window == prime).unwrap();
    der[place + prime.len() - 1] ^= 2;
    let broken = only_key(&pem("RSA PRIVATE KEY", &der));
    assert_eq!(broken.rsa_consistent, Some(false));
    let own = certificate("rsa").public_key.unwrap();
    assert_eq!(broken.compare(&own), KeyMatch::CannotBeChecked(Unchecked::Inconsistent));
    let other = certificate("rsa-pss").public_key.unwrap();
    assert_eq!(broken.compare(&other), KeyMatch::DoesNotMatch);
}

#[test]
fn the_content_decides_if_the_label_is_wrong() {
    let pkcs1 = der("rsa.pkcs1.pem");
    assert_eq!(only_key(&pem("PRIVATE KEY", &pkcs1)).format, KeyFormat::Pkcs1);
    let pkcs8 = der("p256.pkcs8.pem");
    assert_eq!(only_key(&pem("RSA PRIVATE KEY", &pkcs8)).format, KeyFormat::Pkcs8);
    let encrypted = der("rsa.encrypted-pkcs8.pem");
    assert_eq!(only_key(&pem("PRIVATE KEY", &encrypted)).format, KeyFormat::EncryptedPkcs8);
}

#[test]
fn parameters_before_a_key_are_another_block() {
    assert_eq!(read_pem(&text("p384.sec1-with-parameters.pem")).others, [Content::Parameters]);
}

#[test]
fn a_truncated_key_is_unreadable_or_reported_correctly() {
    for file in ["rsa.pkcs1.pem", "p256.sec1.pem", "ed25519.pkcs8.pem", "rsa.pkcs8.pem"] {
        let der = der(file);
        let whole = only_key(&text(file));
        for length in 1..der.len() {
            let key = only_key(&pem("PRIVATE KEY", &der[..length]));
            assert!(matches!(key.public, PublicHalf::Unreadable(_)), "{file} cut at {length}");
            let public_key = certificate("rsa").public_key.unwrap();
            let unreadable = KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable);
            assert_eq!(key.compare(&public_key), unreadable);
        }
        assert!(!matches!(whole.public, PublicHalf::Unreadable(_)));
    }
}

/// No fact may reveal a secret: neither its bytes nor their hexadecimal or decimal forms appear in
/// debug output, whatever is wrong with the key.
#[test]
fn facts_hold_no_private_byte() {
    let der = der("rsa.pkcs1.pem");
    let parts = x509_parser::der_parser::der::parse_der(&der).unwrap().1;
    let numbers = parts.as_sequence().unwrap();
    for length in [der.len(), der.len() - 1, 600, 400] {
        let key = only_key(&pem("RSA PRIVATE KEY", &der[..length]));
        let shown = format!("{key:?}");
        for secret in &numbers[3..] {
            let bytes = &secret.as_slice().unwrap()[1..9];
            let decimal: Vec<String> = bytes.iter().map(ToString::to_string).collect();
            assert!(!shown.contains(&decimal.join(", ")));
            assert!(!shown.contains(&hex(bytes)));
        }
    }
}

#[test]
fn an_openssh_key_is_a_key_that_cannot_be_read() {
    let text =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----";
    let key = only_key(text);
    assert_eq!(key.format, KeyFormat::OpenSsh);
    assert!(matches!(key.public, PublicHalf::Unreadable(_)));
}

#[test]
fn wrong_base64_in_a_key_has_a_place() {
    let lines = text("rsa.pkcs8.pem");
    let broken: Vec<&str> = lines
        .lines()
        .enumerate()
        .map(|(index, line)| if index == 3 { "not*base64" } else { line })
        .collect();
    let blocks = read_pem(&broken.join("\r\n"));
    assert_eq!(blocks.keys, []);
    assert_eq!((blocks.errors[0].line, blocks.errors[0].reason), (4, PemErrorReason::NotBase64));
}
