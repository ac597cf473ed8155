//! Compares every decoded field with independent decoders: the crate `x509-parser` always, and the
//! `openssl` command if installed.
//!
//! The certificates: Mozilla's roots, those in the packages `x509-parser` and `x509-cert`, those in
//! `tests/data`, and a generated matrix. `CERT_CORPUS` can name a folder with more, in DER or
//! PEM, at any depth.
//!
//! A field that a decoder refuses to read is counted, not compared. A field that both read
//! differently fails the test, unless it's in [`KNOWN`] with the reason.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod chains;
mod corpus;
#[path = "../common/der.rs"]
mod der;
mod extensions;
mod keys;
mod matrix;
mod openssl;
mod parser;
mod pem;

use std::collections::BTreeMap;

use cert_inventory::Certificate;

/// A certificate.
pub struct Sample {
    /// Its origin.
    pub name: String,
    /// Its encoding.
    pub der: Vec<u8>,
}

/// Intended differences: part of the sample's name, the field, and the reason. Some occur only in
/// pyca/cryptography's vectors, given as `CERT_CORPUS`.
const KNOWN: [(&str, &str, &str); 15] = [
    ("000000.Z", "not before", "x509-parser takes a decimal point without digits"),
    ("000000.Z", "not after", "x509-parser takes a decimal point without digits"),
    ("serial [00, 01]", "serial", "x509-parser takes a padded INTEGER, OpenSSL does not"),
    ("empty set", "subject", "x509-parser stops at an empty relative name"),
    ("empty set", "issuer", "x509-parser stops at an empty relative name"),
    ("empty set", "attribute texts", "x509-parser stops at an empty relative name"),
    ("unknown_tag.der", "CRL addresses", "x509-parser takes a distribution point with more in it"),
    ("malformed-", "SAN", "x509-parser does not look into an other name"),
    ("malformed-", "IAN", "x509-parser does not look into an other name"),
    ("cp_invalid", "policies", "x509-parser does not look into a policy's qualifiers"),
    ("usage of none", "key usage", "openssl dumps what has no bit set"),
    ("authority of nothing", "AKI", "openssl dumps an empty sequence"),
    ("empty-eku", "extended key usage", "openssl dumps an empty sequence"),
    ("badssl-sct", "timestamps", "openssl skips timestamps with a hash that it does not know"),
    ("e-trust.ru", "policies", "openssl has names for policies of Russian signing tools"),
];

/// An oracle's results for the fields of one certificate.
#[derive(Default)]
pub struct Comparison {
    equal: BTreeMap<&'static str, usize>,
    refused: BTreeMap<&'static str, usize>,
    differences: Vec<String>,
    explained: BTreeMap<&'static str, usize>,
}

impl Comparison {
    /// Compares one field; `None` means a decoder couldn't read it.
    pub fn field<T: PartialEq + std::fmt::Debug>(
        &mut self,
        sample: &Sample,
        field: &'static str,
        ours: Option<T>,
        theirs: Option<T>,
    ) {
        let known =
            KNOWN.iter().find(|(name, known, _)| sample.name.contains(name) && *known == field);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours == theirs => {
                *self.equal.entry(field).or_default() += 1;
            }
            (None, None) | (Some(_), None) => *self.refused.entry(field).or_default() += 1,
            (ours, theirs) => match known {
                Some((_, _, why)) => *self.explained.entry(why).or_default() += 1,
                None => self.differences.push(format!(
                    "{}: {field}\n    ours   {ours:?}\n    theirs {theirs:?}",
                    sample.name
                )),
            },
        }
    }

    fn finish(self, oracle: &str, samples: usize) {
        let compared: usize = self.equal.values().sum();
        println!("{oracle}: {samples} certificates, {compared} fields equal");
        for (field, count) in &self.equal {
            let refused = self.refused.get(field).copied().unwrap_or_default();
            println!("  {field}: {count} equal, {refused} not read by {oracle}");
        }
        for (why, count) in &self.explained {
            println!("  {count} differ: {why}");
        }
        assert!(
            self.differences.is_empty(),
            "{} differences\n{}",
            self.differences.len(),
            self.differences.join("\n")
        );
    }
}

#[test]
fn agrees_with_x509_parser() {
    let mut comparison = Comparison::default();
    let samples = corpus::all();
    for sample in &samples {
        let certificate = Certificate::decode(&sample.der).ok();
        parser::compare(&mut comparison, sample, certificate.as_ref());
    }
    assert!(samples.len() > 900, "only {} samples", samples.len());
    comparison.finish("x509-parser", samples.len());
}

#[test]
fn agrees_with_openssl() {
    if !openssl::is_there() {
        println!("no openssl command: not compared");
        return;
    }
    let mut comparison = Comparison::default();
    let samples = corpus::all();
    for sample in &samples {
        let certificate = Certificate::decode(&sample.der).ok();
        openssl::compare(&mut comparison, sample, certificate.as_ref());
    }
    comparison.finish("openssl", samples.len());
}

/// Keys in every form, each with each: OpenSSL's public keys show which match.
#[test]
fn openssl_pairs_the_same_keys() {
    if !openssl::is_there() {
        println!("no openssl command: not compared");
        return;
    }
    let folder = std::env::temp_dir().join(format!("certdeck-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let outcome = keys::compare(&folder);
    drop(std::fs::remove_dir_all(folder));
    let keys::Outcome { matching, others, not_stored, unreadable, shared, differences } = outcome;
    println!(
        "{matching} pairs match, {others} do not; {not_stored} can't be told without computing, \
         {unreadable} with a key that OpenSSL can't read either; {shared} share a key"
    );
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
    assert!(matching > 800 && others > 10_000 && shared > 1000, "{matching} {others} {shared}");
}

/// We read all noisy PEM that OpenSSL reads.
#[test]
fn openssl_reads_no_more_pem_than_the_core() {
    if !openssl::is_there() {
        println!("no openssl command: not compared");
        return;
    }
    let folder = std::env::temp_dir().join(format!("certdeck-pem-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut random = chains::Random(18);
    let samples: Vec<_> = (0..pem::COUNT).map(|_| pem::sample(&mut random)).collect();
    let outcome = pem::compare(&samples, &folder);
    drop(std::fs::remove_dir_all(folder));
    let pem::Outcome { both, neither, only_ours, told, ended_by_nul, differences } = outcome;
    println!(
        "{both} texts are read by both, {told} of them with characters that only OpenSSL skips; \
         {only_ours} by us alone, {ended_by_nul} by openssl from a file alone, {neither} by nobody"
    );
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
    assert!(both > 120 && told > 40 && neither > 100, "{both} {told} {neither}");
}

/// OpenSSL verifies every path that we find; where we find none, neither does OpenSSL. OpenSSL
/// itself tries only one certificate per issuer, so it misses paths if several have the issuer's
/// name.
#[test]
fn openssl_verifies_the_same_chains() {
    if !openssl::is_there() {
        println!("no openssl command: not compared");
        return;
    }
    let folder = std::env::temp_dir().join(format!("certdeck-chains-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut random, keys) = (chains::Random(18), chains::Keys::new());
    let (mut valid, mut invalid, mut missed, mut differences) = (0, 0, 0, Vec::new());
    for number in 0..chains::COUNT {
        let sample = chains::sample(&mut random, &keys);
        let verdict = sample.verdict(&folder);
        if verdict.ours {
            valid += 1;
            missed += usize::from(!verdict.openssl);
        } else {
            invalid += 1;
        }
        let is_same = verdict.ours == verdict.openssl_of_ours && verdict.ours >= verdict.openssl;
        let is_leaf_clear = !sample.has("stray leaf") && !sample.has("damaged");
        if !is_same || is_leaf_clear && !verdict.is_leaf {
            differences.push(format!("{number} {:?}: {verdict:?}", sample.traits));
        }
    }
    drop(std::fs::remove_dir_all(folder));
    println!("{valid} verify, {missed} of them only by our way; {invalid} do not");
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
    assert!(valid > 200 && invalid > 150 && missed < valid / 3, "{valid} {invalid} {missed}");
}
