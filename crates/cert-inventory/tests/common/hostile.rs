//! The responses that cost the most to read, judge, and write, of any length.

use crate::der::{Parts, common_name, extension, oid, pem, sequence, set, tlv};

/// The longest block that is read: 128 KiB between BEGIN and END.
const LONGEST_DER: usize = 96 * 1024 - 400;

/// A response of about `bytes` bytes of each kind.
pub fn responses(bytes: usize) -> Vec<(&'static str, String)> {
    let expired = |name: &str| Parts {
        validity: sequence(&[tlv(0x17, b"200101000000Z"), tlv(0x17, b"210101000000Z")]),
        ..Parts::self_issued(name)
    };
    let ca = |name: &str| Parts {
        extensions: vec![extension("2.5.29.19", true, &sequence(&[tlv(1, &[0xff])]))],
        ..expired(name)
    };
    // As many certificates of up to 96 KiB as fit, each full of one thing.
    let full = |fill: &dyn Fn(usize) -> Parts| {
        let one = pem("CERTIFICATE", &fill(LONGEST_DER.min(bytes / 4)).certificate());
        entries(bytes, |_| one.clone())
    };
    let listed = |identifier: &'static str, item: Vec<u8>| {
        move |length: usize| {
            let value = sequence(&vec![item.clone(); length / item.len() - 8]);
            Parts {
                extensions: vec![extension(identifier, false, &value)],
                ..Parts::self_issued("x")
            }
        }
    };
    let small = sequence(&[tlv(6, &[0]), tlv(5, &[])]);
    let small_set = set(std::slice::from_ref(&small));
    let subject = |rdns: Vec<u8>| Parts { subject: rdns, ..Parts::self_issued("x") };
    let empty = sequence(&[sequence(&[]), sequence(&[]), tlv(3, &[])]);
    let key = key();
    let mut number = 0;
    vec![
        ("entries without text", entries(bytes, |_| String::new())),
        (
            "entries with a certificate",
            entries(bytes, |at| certificate(&expired(&format!("{at}")))),
        ),
        ("expired certificates in one entry", one_entry(bytes, |_| certificate(&expired("x")))),
        ("empty certificates in one entry", one_entry(bytes, |_| pem("CERTIFICATE", &empty))),
        (
            "CAs with equal subjects in one entry",
            one_entry(bytes, |at| {
                let serial = tlv(2, &(at as u32 + 1).to_be_bytes());
                certificate(&Parts { serial, ..ca("x") })
            }),
        ),
        (
            "a long chain in one entry",
            one_entry(bytes, |at| {
                let issuer = common_name(&format!("{}", at + 1));
                certificate(&Parts { issuer, ..ca(&format!("{at}")) })
            }),
        ),
        (
            "entries full of CAs with equal subjects",
            entries(bytes, |_| {
                (0..999)
                    .map(|_| {
                        number += 1;
                        let serial = tlv(2, &(number as u32).to_be_bytes());
                        certificate(&Parts { serial, ..ca("x") })
                    })
                    .collect()
            }),
        ),
        ("alternative names", full(&listed("2.5.29.17", tlv(0x82, &[])))),
        ("directory names", full(&listed("2.5.29.17", tlv(0xa4, &sequence(&[]))))),
        ("purposes", full(&listed("2.5.29.37", tlv(6, &[0])))),
        (
            "attributes",
            full(&|length| {
                subject(sequence(&[set(&vec![small.clone(); length / small.len() - 8])]))
            }),
        ),
        (
            "relative names",
            full(&|length| {
                subject(sequence(&vec![small_set.clone(); length / small_set.len() - 8]))
            }),
        ),
        (
            "extensions",
            full(&|length| {
                let one = sequence(&[oid("2.5.29.14"), tlv(4, &[])]);
                let extensions = vec![one.clone(); length / one.len() - 8];
                Parts { extensions, ..Parts::self_issued("x") }
            }),
        ),
        (
            "one long text",
            full(&|length| subject(common_name(&"x\u{202e}".repeat(length / 4 - 8)))),
        ),
        (
            "one long identifier",
            full(&|length| {
                let value = sequence(&[tlv(6, &vec![0xff; length - 40])]);
                let extensions = vec![extension("2.5.29.37", false, &value)];
                Parts { extensions, ..Parts::self_issued("x") }
            }),
        ),
        (
            "one long serial number",
            full(&|length| Parts { serial: tlv(2, &vec![7; length]), ..Parts::self_issued("x") }),
        ),
        ("names that share a key", shared(bytes, &key)),
        ("errors in one entry", one_entry(bytes, |_| "-----BEGIN A-----".to_owned())),
        (
            "keys in one entry",
            one_entry(bytes, |_| {
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n".to_owned()
            }),
        ),
        ("dashes", one_entry(bytes, |_| "-".repeat(1000))),
        ("the same name again", {
            let mut body = "{".to_owned();
            while body.len() < bytes && body.len() < 24_000 * 8 {
                body.push_str(r#""a":"-","#);
            }
            body.push_str(r#""a":""}"#);
            body
        }),
    ]
}

/// Entries with these texts, up to a length, and to the most that are read.
fn entries(bytes: usize, mut text: impl FnMut(usize) -> String) -> String {
    let mut body = "{".to_owned();
    for at in 0..24_999 {
        if at > 0 {
            body.push(',');
        }
        body.push_str(&format!(r#""n{at:05}":"{}""#, text(at).replace('\n', "\\n")));
        if body.len() > bytes {
            break;
        }
    }
    body + "}"
}

fn one_entry(bytes: usize, mut piece: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0.. {
        text.push_str(&piece(at).replace('\n', "\\n"));
        if text.len() > bytes {
            break;
        }
    }
    format!(r#"{{"proxy_cert":"{text}"}}"#)
}

fn shared(bytes: usize, key: &str) -> String {
    let key = key.replace('\n', "\\n");
    let mut body = "{".to_owned();
    for at in 0..24_999 {
        if at > 0 {
            body.push(',');
        }
        body.push_str(&format!(r#""n{at:05}_key":"{key}""#));
        if body.len() > bytes {
            break;
        }
    }
    body + "}"
}

fn certificate(parts: &Parts) -> String {
    pem("CERTIFICATE", &parts.certificate())
}

/// An Ed25519 key with its public half.
fn key() -> String {
    let algorithm = sequence(&[oid("1.3.101.112")]);
    let seed = tlv(4, &tlv(4, &[7; 32]));
    let public = tlv(0x81, &[[0].as_slice(), &[9; 32]].concat());
    pem("PRIVATE KEY", &sequence(&[tlv(2, &[1]), algorithm, seed, public]))
}

/// A response, and the same with every name changed.
pub fn renamed(body: String) -> [String; 2] {
    let renamed = body.replace("\"n", "\"m");
    [body, renamed]
}
