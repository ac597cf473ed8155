//! Entries with hostile names and subjects: markup for a page, a formula for a spreadsheet, a path
//! for a file name, and characters that reorder, hide, or break adjacent text.

use rcgen::{DistinguishedName, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, SanType};
use time::OffsetDateTime;

use crate::{certificates::leaf, cluster::Entries, error::Error};

/// Logical name → the certificate's CN and O, and its alternative name if it's ASCII.
const TEXTS: [(&str, &str); 18] = [
    ("hostile-image", "<img src=x onerror=alert(1)>"),
    ("hostile-script", "<script>alert(1)</script>"),
    ("hostile-formula", r#"=HYPERLINK("http://evil.example","x")"#),
    ("hostile-plus", "+1+1"),
    ("hostile-at", "@SUM(1)"),
    ("hostile-minus", "-2+3"),
    ("hostile-override", "api\u{202e}gpj.exe"),
    ("hostile-zero-width", "api\u{200b}.example.com"),
    ("hostile-isolates", "\u{2066}left\u{2069}\u{2067}right\u{2069}\u{2068}first\u{2069}"),
    ("hostile-bom", "\u{feff}api.example.com"),
    ("hostile-soft-hyphen", "api\u{ad}.example.com"),
    ("hostile-line-separator", "first\u{2028}second\u{2029}third"),
    ("hostile-next-line", "first\u{85}second"),
    ("hostile-tag", "api\u{e0001}\u{e0061}\u{e007f}.example.com"),
    // The name itself.
    ("<img src=x onerror=alert(1)>", "markup.example.com"),
    ("../../etc/passwd", "path.example.com"),
    ("api\u{202e}gpj.exe", "override.example.com"),
    (".hidden", "dot.example.com"),
];

/// The length of the longest entry name, in characters.
const LONGEST_NAME: usize = 300;

/// The length of the longest subject's CN and O, in characters.
const LONGEST_SUBJECT: usize = 4_000;

/// All of them, with the same key.
///
/// # Errors If a key or certificate can't be generated.
pub fn entries() -> Result<Entries, Error> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let long_subject = "long ".repeat(LONGEST_SUBJECT / 5);
    let long_name = "n".repeat(LONGEST_NAME - "_cert".len());
    let more = [
        ("hostile-long", long_subject.as_str()),
        (long_name.as_str(), "name.example.com"),
        // Windows forbids this file name, whatever follows the dot.
        ("con", "con.example.com"),
    ];
    let mut entries = Entries::new();
    for (name, text) in TEXTS.into_iter().chain(more) {
        entries.insert(format!("{name}_cert"), certificate(text, &key)?);
        entries.insert(format!("{name}_key"), key.serialize_pem());
    }
    Ok(entries)
}

/// `long_cert`, with so many expired certificates.
///
/// # Errors If a key or certificate can't be generated.
pub fn long(count: usize) -> Result<Entries, Error> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let params = leaf(OffsetDateTime::now_utc(), "long.example.com", -20, -10);
    let text = params.self_signed(&key)?.pem().repeat(count);
    Ok(Entries::from([("long_cert".to_owned(), text)]))
}

fn certificate(text: &str, key: &KeyPair) -> Result<String, Error> {
    let mut params = leaf(OffsetDateTime::now_utc(), text, -10, 200);
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, text);
    subject.push(DnType::CommonName, text);
    params.distinguished_name = subject;
    if let Ok(name) = text.try_into() {
        params.subject_alt_names = vec![SanType::DnsName(name)];
    }
    Ok(params.self_signed(key)?.pem())
}
