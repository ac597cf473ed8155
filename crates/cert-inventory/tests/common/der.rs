//! A minimal DER writer, for certificates of any shape.

#![allow(dead_code, reason = "no test uses all of it")]

pub fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    match value.len() {
        length @ 0..=0x7f => der.push(length as u8),
        length @ 0x80..=0xff => der.extend([0x81, length as u8]),
        length @ 0x100..=0xffff => der.extend([0x82, (length >> 8) as u8, length as u8]),
        length => der.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    der.extend(value);
    der
}

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub fn set(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x31, &parts.concat())
}

pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut bytes = Vec::new();
    let joined = arcs[0] * 40 + arcs[1];
    for arc in std::iter::once(&joined).chain(&arcs[2..]) {
        let mut digits = vec![(arc & 0x7f) as u8];
        let mut rest = arc >> 7;
        while rest > 0 {
            digits.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        bytes.extend(digits.iter().rev());
    }
    tlv(6, &bytes)
}

/// A name with one common name, or empty.
pub fn common_name(text: &str) -> Vec<u8> {
    if text.is_empty() {
        return sequence(&[]);
    }
    sequence(&[set(&[attribute("2.5.4.3", 0x0c, text.as_bytes())])])
}

/// A certificate's parts in DER.
#[derive(Clone)]
pub struct Parts {
    pub version: Vec<u8>,
    pub serial: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub issuer: Vec<u8>,
    pub validity: Vec<u8>,
    pub subject: Vec<u8>,
    pub spki: Vec<u8>,
    pub extensions: Vec<Vec<u8>>,
}

impl Parts {
    /// A self-issued certificate with any key and no extensions.
    pub fn self_issued(name: &str) -> Self {
        Self {
            version: tlv(0xa0, &tlv(2, &[2])),
            serial: tlv(2, &[1]),
            algorithm: sequence(&[oid("1.2.840.113549.1.1.11"), tlv(5, &[])]),
            issuer: common_name(name),
            validity: sequence(&[tlv(0x17, b"260101000000Z"), tlv(0x17, b"270101000000Z")]),
            subject: common_name(name),
            spki: sequence(&[sequence(&[oid("1.3.101.112")]), tlv(3, &[0; 33])]),
            extensions: Vec::new(),
        }
    }

    pub fn certificate(&self) -> Vec<u8> {
        let mut tbs = vec![
            self.version.clone(),
            self.serial.clone(),
            self.algorithm.clone(),
            self.issuer.clone(),
            self.validity.clone(),
            self.subject.clone(),
            self.spki.clone(),
        ];
        if !self.extensions.is_empty() {
            tbs.push(tlv(0xa3, &sequence(&self.extensions)));
        }
        sequence(&[sequence(&tbs), self.algorithm.clone(), tlv(3, &[0, 1, 2, 3])])
    }
}

pub fn extension(identifier: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![oid(identifier)];
    if critical {
        parts.push(tlv(1, &[0xff]));
    }
    parts.push(tlv(4, value));
    sequence(&parts)
}

pub fn attribute(identifier: &str, tag: u8, value: &[u8]) -> Vec<u8> {
    sequence(&[oid(identifier), tlv(tag, value)])
}

/// A PEM block with its base64 on one line.
pub fn pem(label: &str, der: &[u8]) -> String {
    let mut text = String::new();
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in der.chunks(3) {
        let bits = group
            .iter()
            .chain([&0, &0])
            .take(3)
            .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        for index in 0..4 {
            let digit = ALPHABET[bits >> (18 - 6 * index) & 63];
            text.push(if index > group.len() { '=' } else { char::from(digit) });
        }
    }
    format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
}
