//! Decoding allocates at most a small multiple of its input, whatever the input.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;

use std::alloc::System;

use cert_inventory::{Certificate, SignatureResults, chain, read_pem};
use der::{Parts, extension, oid, sequence, set, tlv};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Total bytes allocated, freed or not, per byte of PEM. The worst case found is 30: names with
/// minimal attributes.
const LIMIT: usize = 40;

const MANY: usize = 6000;

/// As many minimal values as fit.
fn worst_cases() -> Vec<(&'static str, String)> {
    let listed = |identifier: &str, item: Vec<u8>| {
        let value = sequence(&vec![item; MANY]);
        let extensions = vec![extension(identifier, false, &value)];
        Parts { extensions, ..Parts::self_issued("x") }
    };
    let smallest_oid = || tlv(6, &[0]);
    let empty_name = || tlv(0x82, &[]);
    let attribute = sequence(&[smallest_oid(), tlv(5, &[])]);
    let of_names =
        |rdns: Vec<Vec<u8>>| Parts { subject: sequence(&rdns), ..Parts::self_issued("x") };
    let certificates = [
        ("names", listed("2.5.29.17", empty_name())),
        ("empty directory names", listed("2.5.29.17", tlv(0xa4, &sequence(&[])))),
        ("purposes", listed("2.5.29.37", smallest_oid())),
        ("policies", listed("2.5.29.32", sequence(&[smallest_oid()]))),
        ("access", listed("1.3.6.1.5.5.7.1.1", sequence(&[smallest_oid(), empty_name()]))),
        ("features", listed("1.3.6.1.5.5.7.1.24", tlv(2, &[0]))),
        ("relative names", of_names(vec![set(std::slice::from_ref(&attribute)); MANY])),
        ("attributes", of_names(vec![set(&vec![attribute; MANY])])),
        ("empty sets", of_names(vec![set(&[]); MANY])),
        (
            "extensions",
            Parts {
                extensions: vec![sequence(&[oid("2.5.29.14"), tlv(4, &[])]); MANY],
                ..Parts::self_issued("x")
            },
        ),
        ("one long identifier", listed("2.5.29.37", tlv(6, &[0xff; 100]))),
    ];
    let mut cases: Vec<(&str, String)> = certificates
        .map(|(name, parts)| (name, Certificate::decode(&parts.certificate()).unwrap().to_pem()))
        .to_vec();
    let empty = sequence(&[sequence(&[]), sequence(&[]), tlv(3, &[])]);
    let frame = Certificate::decode(&empty).unwrap().to_pem();
    cases.push(("certificates", frame.repeat(MANY)));
    cases.push(("errors", "-----BEGIN A-----".repeat(MANY)));
    let key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
    cases.push(("keys", key.repeat(MANY)));
    cases
}

#[test]
fn a_small_multiple_of_the_input() {
    for (name, text) in worst_cases() {
        let region = Region::new(ALLOCATOR);
        let blocks = read_pem(&text);
        let _ = chain(&blocks.certificates, SignatureResults::none());
        let bytes = region.change().bytes_allocated;
        println!("{name}: {} bytes, {} for one", text.len(), bytes / text.len());
        assert!(bytes < LIMIT * text.len(), "{name}: {bytes} bytes for {}", text.len());
    }
}
