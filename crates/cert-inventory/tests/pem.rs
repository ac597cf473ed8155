//! PEM as found in practice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;

use cert_inventory::{Alteration, Blocks, Content, PemErrorReason, read_pem};
use der::{common_name, oid, pem, sequence, tlv};

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

/// What OpenSSL 3 trims from line ends: `tests/oracle/pem.rs`.
#[test]
fn what_openssl_skips_at_a_line_end_is_skipped_and_told() {
    let lines: Vec<&str> = CERTIFICATE.lines().collect();
    for end in ["\u{a0}", "\u{200b}", "\x0c", "\x0b", "\0", "\u{ad}", "ü", " \u{a0}\t"] {
        for at in 0..lines.len() - 1 {
            let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            lines[at] += end;
            let blocks = read_pem(&lines.join("\n"));
            assert!(is_the_certificate(&blocks), "{end:?} in line {}", at + 1);
            assert_eq!(blocks.stray_characters, Some(at + 1));
        }
        let blocks = read_pem(&CERTIFICATE.replace('\n', &format!("{end}\n")));
        assert!(is_the_certificate(&blocks), "{end:?}");
        assert_eq!(blocks.stray_characters, Some(1));
        let blocks = read_pem(&CERTIFICATE.replace("\nM", &format!("\n{end}M")));
        assert_eq!(blocks.errors.len(), 1, "{end:?} before a line");
    }
    assert_eq!(read_pem(CERTIFICATE).stray_characters, None);
    let second = format!("{OTHER}{}", CERTIFICATE.replace("-\nM", "-\u{a0}\nM"));
    assert_eq!(read_pem(&second).stray_characters, Some(OTHER.lines().count() + 1));
}

#[test]
fn what_openssl_adds_to_a_trusted_certificate_is_left_out() {
    // The data that `openssl x509 -trustout -addtrust serverAuth` appends.
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

#[test]
fn a_header_needs_no_space() {
    for field in [
        "Proc-Type:4,ENCRYPTED",
        "Proc-Type:\t4,ENCRYPTED",
        "Proc-Type:  4, ENCRYPTED",
        "Proc-Type: 4,ENCRYPTED \r",
        "Proc-Type:4,ENCRYPTED\u{a0}",
    ] {
        let text = ENCRYPTED.replace("Proc-Type: 4,ENCRYPTED", field);
        for text in [text.replace("DEK-Info: ", "DEK-Info:"), text.replace("\n\n", "\n\u{a0}\n")] {
            let blocks = read_pem(&text);
            assert_eq!((&blocks.errors[..], blocks.keys.len()), (&[][..], 1), "{field:?}");
            assert_eq!(blocks.keys, read_pem(ENCRYPTED).keys);
        }
    }
}

/// Contents that may replace a certificate or private key.
fn contents() -> Vec<(Content, Vec<u8>)> {
    let algorithm = sequence(&[oid("1.2.840.113549.1.1.11"), tlv(5, &[])]);
    let name = common_name("x");
    let bits = tlv(3, &[0, 1]);
    let public = sequence(&[sequence(&[oid("1.3.101.112")]), tlv(3, &[0; 33])]);
    let time = tlv(0x17, b"260101000000Z");
    let signed =
        |fields: &[Vec<u8>]| sequence(&[sequence(fields), algorithm.clone(), bits.clone()]);
    let number = |number| tlv(2, &[number]);
    let octets = tlv(4, &[1; 32]);
    let nothing = tlv(0xa0, &[]);
    let pkcs7 = |kind: &str| sequence(&[oid(kind), tlv(0xa0, &sequence(&[number(1)]))]);
    use Content::*;
    vec![
        (Request, signed(&[number(0), name.clone(), public.clone(), nothing])),
        (Request, signed(&[number(0), name.clone(), public.clone()])),
        (Request, signed(&[number(0), sequence(&[]), public.clone()])),
        (RevocationList, signed(&[number(1), algorithm.clone(), name.clone(), time.clone()])),
        (RevocationList, signed(&[algorithm.clone(), name.clone(), time.clone(), time.clone()])),
        (RevocationList, signed(&[algorithm.clone(), name.clone(), time])),
        (PublicKey, public),
        (PublicKey, sequence(&[tlv(2, &[0x5a; 64]), number(3)])),
        (Pkcs7, pkcs7("1.2.840.113549.1.7.2")),
        (Pkcs12, sequence(&[number(3), pkcs7("1.2.840.113549.1.7.1")])),
        (PrivateKey, sequence(&[number(0), sequence(&[oid("1.3.101.112")]), octets.clone()])),
        (PrivateKey, sequence(&[number(1), octets.clone()])),
        (PrivateKey, sequence(&[number(0), tlv(2, &[0x5a; 64]), number(3), number(5)])),
        (PrivateKey, sequence(&[sequence(&[oid("1.2.840.113549.1.5.13")]), octets])),
    ]
}

#[test]
fn what_is_in_a_block_is_told_from_its_content() {
    for (content, der) in contents() {
        for label in ["CERTIFICATE", "TRUSTED CERTIFICATE", "SOMETHING"] {
            let blocks = read_pem(&pem(label, &der));
            let other = Blocks { others: vec![content], read: 1, ..Blocks::default() };
            assert_eq!(blocks, other, "{content:?} as {label}");
        }
        let blocks = read_pem(&pem("RSA PRIVATE KEY", &der));
        let is_key = content == Content::PrivateKey;
        assert_eq!((blocks.keys.len(), blocks.others.len()), (is_key.into(), (!is_key).into()));
    }
    let certificate = read_pem(CERTIFICATE).certificates.remove(0).der;
    assert_eq!(read_pem(&pem("PRIVATE KEY", &certificate)).others, [Content::Certificate]);
    let version_1 = der::Parts { version: Vec::new(), ..der::Parts::self_issued("x") };
    assert_eq!(read_pem(&pem("CERTIFICATE", &version_1.certificate())).certificates.len(), 1);
    assert_eq!(read_pem(&pem("X", &version_1.certificate())).others, [Content::Certificate]);
}

#[test]
fn alterations_of_a_text_are_reported() {
    use Alteration::*;
    let lines = |text: &str, line: &str| text.replace('\n', line);
    let quoted =
        |text: &str, mark: &str| mark.to_owned() + &lines(text.trim(), &format!("\n{mark}"));
    let encoded = |text: &str| text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let dashes = |dash: &str| CERTIFICATE.replace("-----", dash);
    let base64 = pem("X", CERTIFICATE.as_bytes());
    let base64: String = base64.lines().filter(|line| !line.contains("---")).collect();
    for text in [CERTIFICATE, KEY, ENCRYPTED] {
        for (alteration, mangled) in [
            (EscapedLineBreaks, lines(text, "\\n")),
            (EscapedLineBreaks, lines(text, "\\r\\n")),
            (EscapedLineBreaks, lines(text, "\\\\n")),
            (EscapedLineBreaks, lines(text, "\\n\\\n")),
            (UrlEncoded, lines(&encoded(text).replace(' ', "%20"), "%0A")),
            (UrlEncoded, lines(&encoded(text).replace(' ', "+"), "%0D%0A")),
            (QuotedMail, quoted(text, "> ")),
            (QuotedMail, quoted(text, ">")),
            (QuotedMail, quoted(text, "> > ")),
            (Html, lines(text, "<br>")),
            (Html, lines(text, "<br/>\n")),
            (Html, lines(text, "&#10;")),
        ] {
            let blocks = read_pem(&mangled);
            assert_eq!(blocks.alteration, Some(alteration), "{mangled}");
            assert!(blocks.certificates.is_empty() && blocks.keys.is_empty(), "{mangled}");
        }
    }
    for (alteration, mangled) in [
        (QuotedPrintable, CERTIFICATE.replace('=', "=3D")),
        (QuotedPrintable, lines(KEY, "=0A=\n")),
        (QuotedPrintable, lines(KEY, "=0D=0A")),
        (Dashes, dashes("\u{2014}\u{2013}")),
        (Dashes, dashes("\u{2013}\u{2013}\u{2013}\u{2013}\u{2013}")),
        (Dashes, dashes("\u{2011}\u{2011}\u{2011}\u{2011}\u{2011}")),
        (Base64, base64.clone()),
        (Base64, format!("\n {base64}\n")),
    ] {
        assert_eq!(read_pem(&mangled).alteration, Some(alteration), "{mangled}");
    }
}

#[test]
fn readable_text_is_unchanged() {
    for text in [CERTIFICATE, KEY, ENCRYPTED, "", "x", "C:\\new\\%20=3D"] {
        assert_eq!(
            read_pem(&format!("file C:\\new%20&#43; =3D\n{text}")).alteration,
            None,
            "{text}"
        );
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
    use Content::{PublicKey, RevocationList, Unknown};
    assert_eq!(read_pem(&text).others, [RevocationList, Unknown, PublicKey]);
}

#[test]
fn text_without_pem_contains_nothing() {
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

/// Doubling the text doubles the time: no pass restarts from the beginning. Quadratic work on this
/// size would take minutes.
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
