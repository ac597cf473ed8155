//! No part of a private key is in memory that is freed while a certificate is replaced.

#![allow(unsafe_code, reason = "an allocator can't be written without it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use cert_inventory::{Material, RequestBody, SignatureResults};

/// Searches what is freed. Growing copies and frees, as it does without this allocator at worst.
struct Searching;

/// Pieces of keys, as bytes and as text.
static PIECES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
static FOUND: AtomicUsize = AtomicUsize::new(0);
static SEARCHED: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Searching = Searching;

unsafe impl GlobalAlloc for Searching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Of zeros: what was never written is none of ours.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if let Some(pieces) = PIECES.get() {
            let bytes = unsafe { std::slice::from_raw_parts(memory, layout.size()) };
            SEARCHED.fetch_add(bytes.len(), Ordering::Relaxed);
            let is_in =
                |piece: &&Vec<u8>| bytes.windows(piece.len()).any(|it| it == piece.as_slice());
            FOUND.fetch_add(pieces.iter().filter(is_in).count(), Ordering::Relaxed);
        }
        unsafe { System.dealloc(memory, layout) }
    }
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/keys/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Lines in the middle of a PEM key, and their bytes.
fn pieces(pem: &[u8]) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(pem).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.len() == 64).collect();
    // The first line of an EC key is the private number; the others may be public.
    let few = if lines.len() > 10 { &lines[10..12] } else { &lines[..1] };
    let bytes = few.iter().flat_map(|line| {
        let der = decode(line);
        [line.as_bytes()[16..40].to_vec(), der[15..33].to_vec()]
    });
    bytes.collect()
}

fn decode(line: &str) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |c: u8| alphabet.iter().position(|other| *other == c).unwrap() as u32;
    let groups = line.as_bytes().chunks(4);
    groups
        .flat_map(|four| {
            four.iter().fold(0, |bits, c| bits << 6 | digit(*c)).to_be_bytes()[1..].to_vec()
        })
        .collect()
}

/// One test, since all share the allocator.
#[test]
fn nothing_of_a_key_is_left() {
    let keys = ["rsa.pkcs1.pem", "rsa.pkcs8.pem", "p256.sec1.pem", "p256.pkcs8.pem"];
    let files: Vec<Vec<u8>> = keys.iter().map(|name| file(name)).collect();
    let certificates = [file("rsa.cert.pem"), file("p256.cert.pem")];
    let utf16 = |text: &[u8]| text.iter().flat_map(|byte| [*byte, 0]).collect::<Vec<u8>>();
    let damaged =
        |text: &[u8]| [&text[..text.len() / 2], b"\xff\xfe", &text[text.len() / 2..]].concat();
    let mut all: Vec<Vec<u8>> = Vec::new();
    for file in &files {
        all.extend([file.clone(), utf16(file), damaged(file), file[..file.len() * 3 / 4].to_vec()]);
        all.push([file.clone(), file.clone()].concat());
    }
    PIECES.set(files.iter().flat_map(|file| pieces(file)).collect()).unwrap();

    // The search finds what isn't wiped.
    drop(files[0].clone());
    assert_eq!(FOUND.swap(0, Ordering::Relaxed), 2);

    let mut bodies = 0;
    for bytes in all {
        let mut material = Material::default();
        for certificate in &certificates {
            material.add("certificate", certificate.clone());
        }
        material.add("key", bytes);
        for name in ["proxy", "mtls_trusted_ca", "x"] {
            let sorted = material.sort(name, None, SignatureResults::none());
            let all: Vec<_> = sorted.submissions.iter().collect();
            let body = RequestBody::of_certificates(&all);
            let _ = format!("{material:?} {sorted:?} {body:?}");
            bodies += usize::from(body.bytes().windows(11).any(|it| it == b"PRIVATE KEY"));
            drop((sorted, body));
        }
    }
    assert!(bodies > 20, "{bodies} bodies have a key");
    assert!(SEARCHED.load(Ordering::Relaxed) > 1 << 20);
    assert_eq!(FOUND.load(Ordering::Relaxed), 0);
}
