//! PEM as it is in the wild.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use cert_inventory::{Blocks, PemErrorReason, read_pem};

const CERTIFICATE: &str = include_str!("data/keys/p256.cert.pem");
const OTHER: &str = include_str!("data/keys/ed25519.cert.pem");
const KEY: &str = include_str!("data/keys/p256.pkcs8.pem");
const ENCRYPTED: &str = include_str!("data/keys/p256.encrypted-legacy.pem");

/// The fingerprint that OpenSSL prints for `CERTIFICATE`.
fn is_the_certificate(blocks: &Blocks) -> bool {
    let expected = x509_parser::pem::Pem::iter_from_buffer(CERTIFICATE.as_bytes());
    let expected = expected.map(|block| block.unwrap().contents).next().unwrap();
    blocks.errors.is_empty()
        && blocks.certificates.len() == 1
        && blocks.certificates[0].der == expected
}

fn body() -> String {
    CERTIFICATE.lines().filter(|line| !line.starts_with("-----")).collect()
}

#[test]
fn every_layout_of_one_certificate() {
    let one_line = CERTIFICATE.replace('\n', "");
    let layouts = [
        ("plain", CERTIFICATE.to_owned()),
        ("CR LF", CERTIFICATE.replace('\n', "\r\n")),
        ("CR", CERTIFICATE.replace('\n', "\r")),
        ("no last line break", CERTIFICATE.trim_end().to_owned()),
        ("blanks at line ends", CERTIFICATE.replace('\n', " \t\n")),
        ("indented", format!("    {}", CERTIFICATE.replace('\n', "\n    "))),
        ("empty lines", CERTIFICATE.replace('\n', "\n\n")),
        ("a mark before it", format!("\u{feff}{CERTIFICATE}")),
        ("blanks after it", format!("{CERTIFICATE}  \n\n\t\n")),
        ("in one line", one_line.clone()),
        ("blanks for line breaks", CERTIFICATE.replace('\n', " ")),
        (
            "base64 in one line",
            one_line.replace("E-----M", "E-----\nM").replace("-----END", "\n-----END"),
        ),
        ("another label", CERTIFICATE.replace("CERTIFICATE", "X509 CERTIFICATE")),
        (
            "text around",
            format!("Bag Attributes\n  friendlyName: ünïcode --- x\n{CERTIFICATE}the end -----"),
        ),
        ("dashes around", format!("----------\n-{CERTIFICATE}------\n")),
        ("four dashes", format!("---- BEGIN NOTHING ----\n{CERTIFICATE}")),
    ];
    for (layout, text) in layouts {
        assert!(is_the_certificate(&read_pem(&text)), "{layout}");
    }
}

#[test]
fn what_openssl_adds_to_a_trusted_certificate_is_left_out() {
    // What `openssl x509 -trustout -addtrust serverAuth` adds behind it.
    let aux = [0x30, 0x0c, 0x30, 0x0a, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1];
    let mut der = read_pem(CERTIFICATE).certificates.remove(0);
    der.der.extend(aux);
    let text = der.to_pem().replace("CERTIFICATE", "TRUSTED CERTIFICATE");
    assert!(text.len() > CERTIFICATE.len());
    assert!(is_the_certificate(&read_pem(&text)));
}

#[test]
fn written_again_it_is_the_same() {
    assert_eq!(read_pem(CERTIFICATE).certificates[0].to_pem(), CERTIFICATE);
}

#[test]
fn several_blocks_keep_their_order() {
    let text = format!("{OTHER}leaf\n{KEY}\n# chain\n{CERTIFICATE}{OTHER}");
    let blocks = read_pem(&text);
    assert_eq!(blocks.errors, []);
    let names = blocks.certificates.iter();
    let names: Vec<String> =
        names.map(|certificate| certificate.subject.as_ref().unwrap().to_string()).collect();
    assert_eq!(names, ["CN=ed25519", "CN=p256", "CN=ed25519"]);
    assert_eq!(blocks.keys.len(), 1);
}

#[test]
fn an_encrypted_header_is_no_base64() {
    for text in
        [ENCRYPTED.to_owned(), ENCRYPTED.replace('\n', "\r\n"), ENCRYPTED.replace('\n', "\r")]
    {
        let blocks = read_pem(&text);
        assert_eq!(blocks.errors, []);
        assert_eq!(blocks.keys.len(), 1);
    }
}

#[track_caller]
fn fails(text: &str, line: usize, reason: PemErrorReason) {
    let errors = read_pem(text).errors;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].line, errors[0].reason), (line, reason));
}

#[test]
fn errors_have_a_line() {
    use PemErrorReason::*;
    let begin = "-----BEGIN CERTIFICATE-----";
    let end = "-----END CERTIFICATE-----";
    fails(&format!("x\n{begin}\n{}\n", body()), 2, MissingEnd);
    fails(begin, 1, MissingEnd);
    fails(&format!("{begin}\nAAAA\n{CERTIFICATE}"), 1, MissingEnd);
    fails(&format!("{}\n{end}\n", body()), 2, MissingBegin);
    fails(&format!("{begin}\n{}\n-----END PRIVATE KEY-----", body()), 3, EndDiffers);
    fails(&format!("{begin}\n{}\n-----END CERTIFICATE----", body()), 3, MissingDashes);
    fails(&format!("-----BEGIN CERTIFICATE\n{}\n", body()), 1, MissingDashes);
    fails(&format!("{begin}\nAAAA\nAA*A\n{end}"), 3, NotBase64);
    fails(&format!("{begin}\r\nAAAA\r\nAA*A\r\n{end}"), 3, NotBase64);
    fails(&format!("{begin}\rAAAA\rAA*A\r{end}"), 3, NotBase64);
    fails(&format!("{begin}\\nAAAA\\n{end}"), 1, NotBase64);
    fails(&format!("{begin}\nAAAA\nAAA\n{end}"), 3, Padding);
    fails(&format!("{begin}\nAA==\nAAAA\n{end}"), 3, Padding);
    fails(&format!("{begin}\n{end}"), 1, Empty);
    let errors = read_pem(&format!("\n{begin}\nAAAA\n{end}")).errors;
    assert!(matches!(errors[0].reason, NoCertificate(_)));
    assert_eq!(errors[0].line, 2);
}

#[test]
fn an_error_leaves_the_rest_readable() {
    let text =
        format!("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n{CERTIFICATE}{KEY}");
    let blocks = read_pem(&text);
    assert_eq!((blocks.errors.len(), blocks.certificates.len(), blocks.keys.len()), (1, 1, 1));
}

#[test]
fn other_blocks_are_named_only_when_they_are_known() {
    let block = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
    let text = block("X509 CRL") + &block("MY SECRET") + &block("PUBLIC KEY");
    assert_eq!(read_pem(&text).others, ["X509 CRL", "unknown", "PUBLIC KEY"]);
}

#[test]
fn no_pem_at_all_is_nothing() {
    for text in ["", "\n", "not a certificate", "null", "-----", "-----BEGIN-----"] {
        assert_eq!(read_pem(text), Blocks::default(), "{text:?}");
    }
}

#[test]
fn errors_never_quote_the_text() {
    let secret = "c2VjcmV0IGJ5dGVz";
    for text in [
        format!("-----BEGIN {secret}\n-----"),
        format!("-----BEGIN PRIVATE KEY-----\n{secret}*\n-----END PRIVATE KEY-----"),
        format!("-----BEGIN PRIVATE KEY-----\n{secret}\n-----END {secret}-----"),
        format!("-----BEGIN {secret}-----\n{secret}\n-----END {secret}-----"),
        format!("-----BEGIN CERTIFICATE-----\n{secret}\n-----END CERTIFICATE-----"),
    ] {
        let blocks = read_pem(&text);
        let shown = format!(
            "{blocks:?} {:?}",
            blocks.errors.iter().map(ToString::to_string).collect::<Vec<_>>()
        );
        assert!(!shown.contains(secret) && !shown.contains("secret bytes"), "{shown}");
    }
}

/// Twice the text takes about twice the time: no pass starts again from the
/// front. Quadratic work on this size would take minutes.
#[test]
fn long_texts_are_read_in_one_pass() {
    for piece in [
        "-----BEGIN A-----",
        "-----BEGIN ",
        "-----END A-----",
        "-",
        "-----BEGIN A-----\n-----END A-----\n",
        "----- ",
    ] {
        let blocks = read_pem(&piece.repeat(2_000_000 / piece.len()));
        assert_eq!(blocks.certificates.len() + blocks.keys.len(), 0);
    }
}
