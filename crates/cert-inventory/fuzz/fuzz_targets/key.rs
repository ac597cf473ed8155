//! DER → a private key's facts; the first byte selects the label.

#![no_main]

use libfuzzer_sys::fuzz_target;

const LABELS: [&str; 4] = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"];

fuzz_target!(|input: &[u8]| {
    let Some((choice, der @ [_, ..])) = input.split_first() else { return };
    let label = LABELS[usize::from(*choice) % LABELS.len()];
    let text = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64(der));
    let blocks = cert_inventory::read_pem(&text);
    assert_eq!(blocks.errors, []);
    assert_eq!(blocks.keys.len() + blocks.others.len(), 1);
    let _ = format!("{:?}", blocks.keys);
});

fn base64(der: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in der.chunks(3) {
        let bytes = group.iter().chain([&0, &0]).take(3);
        let bits = bytes.fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        for index in 0..4 {
            let digit = ALPHABET[bits >> (18 - 6 * index) & 63];
            text.push(if index > group.len() { '=' } else { char::from(digit) });
        }
    }
    text
}
