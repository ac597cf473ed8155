//! Generated certificates: key kinds × dates × serial numbers × versions, names of every string
//! type, extensions of every kind. Their signatures are fake and never verified.

use crate::Sample;
use crate::der::{Parts, attribute, oid, sequence, set, tlv};
use crate::extensions;

const PUBLIC_KEYS: &str = include_str!("../data/public_keys.txt");

pub fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: String, parts: &Parts| {
        samples.push(Sample { name: format!("matrix {name}"), der: parts.certificate() });
    };
    let base = base();
    let keys = public_keys();
    for (index, (label, spki)) in keys.iter().enumerate() {
        // Each kind of key with some of the dates and algorithms, so that eventually all of them
        // are combined.
        let parts = Parts { spki: spki.clone(), ..base.clone() };
        add(format!("key {label}"), &parts);
        for (offset, (algorithm, encoded)) in algorithms().iter().enumerate() {
            if (index + offset) % 8 == 0 {
                let parts = Parts { algorithm: encoded.clone(), ..parts.clone() };
                add(format!("key {label} algorithm {algorithm}"), &parts);
            }
        }
    }
    for (algorithm, encoded) in algorithms() {
        add(format!("algorithm {algorithm}"), &Parts { algorithm: encoded, ..base.clone() });
    }
    for (tag, date) in DATES {
        let date_der = tlv(tag, date.as_bytes());
        let early = sequence(&[date_der.clone(), tlv(0x18, b"99991231235959Z")]);
        let late = sequence(&[tlv(0x17, b"500101000000Z"), date_der]);
        add(format!("from {date:?}"), &Parts { validity: early, ..base.clone() });
        add(format!("until {date:?}"), &Parts { validity: late, ..base.clone() });
    }
    for serial in SERIALS {
        add(format!("serial {serial:02x?}"), &Parts { serial: tlv(2, serial), ..base.clone() });
    }
    for version in 0..4u8 {
        let version_der = tlv(0xa0, &tlv(2, &[version]));
        add(format!("version {version}"), &Parts { version: version_der, ..base.clone() });
    }
    add("version absent".into(), &Parts { version: Vec::new(), ..base.clone() });
    for (label, name) in names() {
        let parts = Parts { subject: name.clone(), issuer: name, ..base.clone() };
        add(format!("name {label}"), &parts);
    }
    for (label, extensions) in extensions::all() {
        add(format!("extension {label}"), &Parts { extensions, ..base.clone() });
    }
    samples
}

fn base() -> Parts {
    Parts { spki: public_keys().remove(1).1, ..Parts::self_issued("example.com") }
}

/// OpenSSL's public keys, and kinds that it doesn't know.
fn public_keys() -> Vec<(String, Vec<u8>)> {
    let lines = PUBLIC_KEYS.lines().map(|line| line.split_once(' ').unwrap());
    let mut keys: Vec<(String, Vec<u8>)> =
        lines.map(|(label, digits)| (label.to_owned(), unhex(digits))).collect();
    for (label, identifier) in [
        ("ML-DSA-44", "2.16.840.1.101.3.4.3.17"),
        ("ML-DSA-65", "2.16.840.1.101.3.4.3.18"),
        ("ML-DSA-87", "2.16.840.1.101.3.4.3.19"),
        ("unknown", "1.2.3.4.5"),
    ] {
        let algorithm = sequence(&[oid(identifier)]);
        keys.push((label.to_owned(), sequence(&[algorithm, tlv(3, &[0, 1, 2, 3])])));
    }
    keys
}

pub fn unhex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn algorithms() -> Vec<(String, Vec<u8>)> {
    let mut algorithms = Vec::new();
    for (arc, arcs) in [
        ("1.2.840.113549.1.1", vec![1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]),
        ("1.2.840.10045.4", (1..4).collect()),
        ("1.2.840.10045.4.3", (1..6).collect()),
        ("1.3.101", vec![112, 113]),
        ("1.2.840.10040.4", vec![3]),
        ("2.16.840.1.101.3.4.3", (1..33).collect()),
        ("1.3.14.3.2", vec![3, 13, 15, 27, 29]),
        ("1.3.36.3.3.1", vec![2]),
        ("1.2.156.10197.1", vec![501, 504]),
        ("1.2.643.2.2", vec![3]),
        ("1.2.643.7.1.1.3", vec![2, 3]),
    ] {
        for last in arcs {
            let identifier = format!("{arc}.{last}");
            algorithms.push((identifier.clone(), sequence(&[oid(&identifier)])));
        }
    }
    for hash in ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3", "1.3.14.3.2.26"] {
        let hash_algorithm = sequence(&[oid(hash), tlv(5, &[])]);
        let mask = sequence(&[oid("1.2.840.113549.1.1.8"), hash_algorithm.clone()]);
        let parameters = sequence(&[tlv(0xa0, &hash_algorithm), tlv(0xa1, &mask)]);
        let encoded = sequence(&[oid("1.2.840.113549.1.1.10"), parameters]);
        algorithms.push((format!("PSS {hash}"), encoded));
    }
    algorithms
}

const UTC: u8 = 0x17;
const GENERALIZED: u8 = 0x18;
const DATES: [(u8, &str); 46] = [
    (UTC, "500101000000Z"),
    (UTC, "491231235959Z"),
    (UTC, "991231235959Z"),
    (UTC, "000101000000Z"),
    (UTC, "000229000000Z"),
    (UTC, "240229120000Z"),
    (UTC, "250229120000Z"),
    (UTC, "700101000000Z"),
    (UTC, "691231235959Z"),
    (UTC, "380119031408Z"),
    (UTC, "2601010000Z"),
    (UTC, "260101000000+0100"),
    (UTC, "260101003000-0130"),
    (UTC, "2601010000+0100"),
    (UTC, "260101000000"),
    (UTC, "261301000000Z"),
    (UTC, "260001000000Z"),
    (UTC, "260100000000Z"),
    (UTC, "260132000000Z"),
    (UTC, "260101240000Z"),
    (UTC, "260101006000Z"),
    (UTC, "260101000060Z"),
    (UTC, "26010100000Z"),
    (UTC, "260101000000z"),
    (UTC, ""),
    (UTC, "260101000000Z "),
    (GENERALIZED, "20500101000000Z"),
    (GENERALIZED, "20490101000000Z"),
    (GENERALIZED, "99991231235959Z"),
    (GENERALIZED, "00000101000000Z"),
    (GENERALIZED, "00010101000000Z"),
    (GENERALIZED, "15821015000000Z"),
    (GENERALIZED, "18991231235959Z"),
    (GENERALIZED, "19000228235959Z"),
    (GENERALIZED, "19000229000000Z"),
    (GENERALIZED, "20000229000000Z"),
    (GENERALIZED, "21000229000000Z"),
    (GENERALIZED, "24000229000000Z"),
    (GENERALIZED, "20260101000000.5Z"),
    (GENERALIZED, "20260101000000.Z"),
    (GENERALIZED, "202601010000Z"),
    (GENERALIZED, "2026010100Z"),
    (GENERALIZED, "20260101000000+0100"),
    (GENERALIZED, "99991231235959-0100"),
    (GENERALIZED, "20260101000000"),
    (GENERALIZED, "20260101000000+2400"),
];

const SERIALS: [&[u8]; 12] = [
    &[0],
    &[1],
    &[0x7f],
    &[0x80],
    &[0xff],
    &[0x00, 0x80],
    &[0xff, 0x00],
    &[0x80, 0x00],
    &[0x00, 0xff, 0xff],
    &[0x12; 20],
    &[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    &[0x00, 0x01],
];

/// UTF8, Numeric, Printable, T61, Videotex, IA5, Graphic, Visible, General, Universal, BMP; then
/// types that aren't strings.
const STRING_TAGS: [u8; 15] =
    [0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1e, 0x04, 0x02];

const VALUES: [&str; 18] = [
    "example",
    "a",
    " leading and trailing ",
    "  two  inside  ",
    "#hash",
    "not # first",
    "a,b+c\"d\\e<f>g;h=i",
    "with / and + and \\",
    "Müller GmbH",
    "日本語",
    "смешанный text",
    "😀",
    "tab\tline\nend",
    "nul\0inside",
    "del\x7f",
    "*.example.com",
    " ",
    "123 456",
];

fn in_type(tag: u8, value: &str) -> Vec<u8> {
    match tag {
        0x1c => value.chars().flat_map(|character| u32::from(character).to_be_bytes()).collect(),
        0x1e => value.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        0x0c => value.as_bytes().to_vec(),
        // One byte per character; what doesn't fit stays UTF-8.
        _ => {
            let latin1: Option<Vec<u8>> =
                value.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect();
            latin1.unwrap_or_else(|| value.as_bytes().to_vec())
        }
    }
}

fn names() -> Vec<(String, Vec<u8>)> {
    let mut names = Vec::new();
    for tag in STRING_TAGS {
        for value in VALUES {
            let rdn = set(&[attribute("2.5.4.10", tag, &in_type(tag, value))]);
            names.push((format!("{tag:02x} {value:?}"), sequence(&[rdn])));
        }
        let unknown = set(&[attribute("1.2.3.4", tag, &in_type(tag, "unknown"))]);
        names.push((format!("{tag:02x} of unknown type"), sequence(&[unknown])));
    }
    for (arc, count) in [
        ("2.5.4", 110),
        ("0.9.2342.19200300.100.1", 60),
        ("1.2.840.113549.1.9", 22),
        ("1.3.6.1.4.1.311.60.2.1", 5),
        ("1.2.643.100", 6),
        ("1.2.643.3.131.1", 3),
        ("1.3.6.1.4.1.311.20.2", 5),
    ] {
        let rdns: Vec<_> = (0..count)
            .map(|last| set(&[attribute(&format!("{arc}.{last}"), 0x0c, b"x")]))
            .collect();
        names.push((format!("every type of {arc}"), sequence(&rdns)));
    }
    let cn = attribute("2.5.4.3", 0x0c, b"cn");
    let o = attribute("2.5.4.10", 0x13, b"o");
    let ou = attribute("2.5.4.11", 0x13, b"ou, more");
    let c = attribute("2.5.4.6", 0x13, b"DE");
    names.push(("empty".into(), sequence(&[])));
    names.push((
        "multi-valued".into(),
        sequence(&[set(std::slice::from_ref(&c)), set(&[o, cn.clone()]), set(&[ou])]),
    ));
    names.push(("empty set".into(), sequence(&[set(&[]), set(std::slice::from_ref(&cn))])));
    names.push((
        "empty value".into(),
        sequence(&[set(&[attribute("2.5.4.3", 0x0c, b"")]), set(&[c])]),
    ));
    names.push((
        "two common names".into(),
        sequence(&[set(&[cn]), set(&[attribute("2.5.4.3", 0x0c, b"last")])]),
    ));
    names
        .push(("bad UTF-8".into(), sequence(&[set(&[attribute("2.5.4.3", 0x0c, b"a\xff\xfeb")])])));
    names.push(("odd BMP".into(), sequence(&[set(&[attribute("2.5.4.3", 0x1e, b"\0a\0")])])));
    names.push((
        "odd Universal".into(),
        sequence(&[set(&[attribute("2.5.4.3", 0x1c, b"\0\0\0a\0")])]),
    ));
    names.push((
        "lone surrogate".into(),
        sequence(&[set(&[attribute("2.5.4.3", 0x1e, b"\xd8\0\0a")])]),
    ));
    names
}
