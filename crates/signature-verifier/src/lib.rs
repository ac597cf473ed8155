//! Verifies signatures where there is no browser to do it: for the command line, and for the core's
//! tests.
//!
//! The core only says what to verify, because WebCrypto does it for the panel. A library for it
//! would be a tenth of the panel's download.
#![forbid(unsafe_code)]

use aws_lc_rs::signature::{
    ECDSA_P256_SHA1_ASN1, ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P256_SHA512_ASN1,
    ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA512_ASN1, ECDSA_P521_SHA1_ASN1,
    ECDSA_P521_SHA256_ASN1, ECDSA_P521_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA384, UnparsedPublicKey,
    VerificationAlgorithm,
};
use cert_inventory::{Hash, Item, Scheme, SignatureCheck, SignatureResults};

/// The results for all signatures in these items.
pub fn check_signatures<'a>(items: impl IntoIterator<Item = &'a Item>) -> SignatureResults {
    let mut results = SignatureResults::default();
    for check in items.into_iter().flat_map(Item::signature_checks) {
        if let Some(is_valid) = verify(&check) {
            results.insert(&check, is_valid);
        }
    }
    results
}

/// `None` where the library does not have the scheme.
pub fn verify(check: &SignatureCheck<'_>) -> Option<bool> {
    let (algorithm, signature): (&dyn VerificationAlgorithm, Vec<u8>) = match check.scheme {
        Scheme::RsaPkcs1(Hash::Sha1) => {
            (&RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, check.signature.clone())
        }
        Scheme::RsaPkcs1(Hash::Sha256) => {
            (&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, check.signature.clone())
        }
        Scheme::RsaPkcs1(Hash::Sha384) => (&RSA_PKCS1_2048_8192_SHA384, check.signature.clone()),
        Scheme::RsaPkcs1(Hash::Sha512) => {
            (&RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY, check.signature.clone())
        }
        Scheme::RsaPkcs1(_) => return None,
        Scheme::Ecdsa(curve, hash) => (
            match (curve, hash) {
                ("P-256", Hash::Sha1) => &ECDSA_P256_SHA1_ASN1,
                ("P-256", Hash::Sha256) => &ECDSA_P256_SHA256_ASN1,
                ("P-256", Hash::Sha384) => &ECDSA_P256_SHA384_ASN1,
                ("P-256", Hash::Sha512) => &ECDSA_P256_SHA512_ASN1,
                ("P-384", Hash::Sha256) => &ECDSA_P384_SHA256_ASN1,
                ("P-384", Hash::Sha384) => &ECDSA_P384_SHA384_ASN1,
                ("P-384", Hash::Sha512) => &ECDSA_P384_SHA512_ASN1,
                ("P-521", Hash::Sha1) => &ECDSA_P521_SHA1_ASN1,
                ("P-521", Hash::Sha256) => &ECDSA_P521_SHA256_ASN1,
                ("P-521", Hash::Sha384) => &ECDSA_P521_SHA384_ASN1,
                ("P-521", Hash::Sha512) => &ECDSA_P521_SHA512_ASN1,
                _ => return None,
            },
            ecdsa_der(&check.signature),
        ),
        Scheme::Ed25519 => (&ED25519, check.signature.clone()),
    };
    let key = UnparsedPublicKey::new(algorithm, check.spki);
    Some(key.verify(check.signed, &signature).is_ok())
}

/// Two numbers of equal length as Ecdsa-Sig-Value.
fn ecdsa_der(fixed: &[u8]) -> Vec<u8> {
    let (r, s) = fixed.split_at(fixed.len() / 2);
    let integer = |digits: &[u8]| {
        let mut digits: Vec<u8> = digits.iter().copied().skip_while(|digit| *digit == 0).collect();
        if digits.first().is_none_or(|first| first & 0x80 != 0) {
            digits.insert(0, 0);
        }
        tlv(2, &digits)
    };
    tlv(0x30, &[integer(r), integer(s)].concat())
}

fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
    let mut der = vec![tag];
    der.extend((length > 0x7f).then_some(0x81));
    der.push(length);
    der.extend(value);
    der
}
