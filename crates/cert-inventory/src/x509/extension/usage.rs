//! A key's permitted uses.

use crate::asn1::der::{Part, Reader, tag};
use crate::asn1::oid::{Oid, lookup};

/// The bits of keyUsage, RFC 5280 §4.2.1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage(u16);

/// The purposes of extKeyUsage, RFC 5280 §4.2.1.12.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtendedKeyUsage {
    /// The purposes in the certificate's order.
    pub purposes: Vec<Oid>,
}

/// The nine usages in bit order, as OpenSSL names them.
const USAGES: [&str; 9] = [
    "Digital Signature",
    "Non Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Sign",
    "CRL Sign",
    "Encipher Only",
    "Decipher Only",
];

impl KeyUsage {
    pub(super) fn from_der(mut value: Reader<'_>) -> Part<Self> {
        let (bytes, _) = value.expect(tag::BIT_STRING, "the usages")?.bit_string()?;
        let byte = |index: usize| bytes.get(index).copied().map_or(0, u16::from);
        Ok(Self(byte(0) << 8 | byte(1)))
    }

    fn has(self, bit: usize) -> bool {
        self.0 & (0x8000 >> bit) != 0
    }

    /// digitalSignature.
    #[must_use]
    pub fn digital_signature(self) -> bool {
        self.has(0)
    }

    /// keyEncipherment.
    #[must_use]
    pub fn key_encipherment(self) -> bool {
        self.has(2)
    }

    /// keyCertSign.
    #[must_use]
    pub fn key_cert_sign(self) -> bool {
        self.has(5)
    }

    /// The usages as OpenSSL names them: `Digital Signature`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        USAGES.into_iter().enumerate().filter(move |(bit, _)| self.has(*bit)).map(|(_, name)| name)
    }
}

impl ExtendedKeyUsage {
    pub(super) fn from_der(mut value: Reader<'_>) -> Part<Self> {
        let mut list = value.sequence("the purposes")?;
        let mut purposes = Vec::with_capacity(list.room());
        while !list.is_empty() {
            purposes.push(list.expect(tag::OID, "a purpose")?.oid()?);
        }
        Ok(Self { purposes })
    }

    /// Whether it includes a purpose, in dotted form.
    #[must_use]
    pub fn contains(&self, purpose: &str) -> bool {
        self.purposes.iter().any(|oid| *oid == *purpose)
    }

    /// The purposes as OpenSSL names them: `TLS Web Server Authentication`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.purposes.iter().map(|oid| lookup(&PURPOSES, oid).unwrap_or(oid.as_str()))
    }
}

/// OpenSSL's long names of the purposes.
static PURPOSES: [(&str, &str); 36] = [
    ("1.3.6.1.5.5.7.3.1", "TLS Web Server Authentication"),
    ("1.3.6.1.5.5.7.3.2", "TLS Web Client Authentication"),
    ("1.3.6.1.5.5.7.3.3", "Code Signing"),
    ("1.3.6.1.5.5.7.3.4", "E-mail Protection"),
    ("1.3.6.1.5.5.7.3.5", "IPSec End System"),
    ("1.3.6.1.5.5.7.3.6", "IPSec Tunnel"),
    ("1.3.6.1.5.5.7.3.7", "IPSec User"),
    ("1.3.6.1.5.5.7.3.8", "Time Stamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSP Signing"),
    ("1.3.6.1.5.5.7.3.10", "dvcs"),
    ("1.3.6.1.5.5.7.3.17", "ipsec Internet Key Exchange"),
    ("1.3.6.1.5.5.7.3.21", "SSH Client"),
    ("1.3.6.1.5.5.7.3.22", "SSH Server"),
    ("2.5.29.37.0", "Any Extended Key Usage"),
    ("1.3.6.1.4.1.311.2.1.21", "Microsoft Individual Code Signing"),
    ("1.3.6.1.4.1.311.2.1.22", "Microsoft Commercial Code Signing"),
    ("1.3.6.1.4.1.311.10.3.1", "Microsoft Trust List Signing"),
    ("1.3.6.1.4.1.311.10.3.3", "Microsoft Server Gated Crypto"),
    ("1.3.6.1.4.1.311.10.3.4", "Microsoft Encrypted File System"),
    ("1.3.6.1.4.1.311.20.2.2", "Microsoft Smartcard Login"),
    ("2.16.840.1.113730.4.1", "Netscape Server Gated Crypto"),
    ("1.3.6.1.5.2.3.4", "PKINIT Client Auth"),
    ("1.3.6.1.5.2.3.5", "Signing KDC Response"),
    ("1.3.6.1.5.5.7.3.18", "Ctrl/provision WAP Access"),
    ("1.3.6.1.5.5.7.3.19", "Ctrl/Provision WAP Termination"),
    ("1.3.6.1.5.5.7.3.23", "Send Router"),
    ("1.3.6.1.5.5.7.3.24", "Send Proxied Router"),
    ("1.3.6.1.5.5.7.3.25", "Send Owner"),
    ("1.3.6.1.5.5.7.3.26", "Send Proxied Owner"),
    ("1.3.6.1.5.5.7.3.27", "CMC Certificate Authority"),
    ("1.3.6.1.5.5.7.3.28", "CMC Registration Authority"),
    ("1.3.6.1.5.5.7.3.29", "CMC Archive Server"),
    ("1.3.6.1.5.5.7.3.30", "BGPsec Router"),
    ("1.3.6.1.5.5.7.3.31", "Brand Indicator for Message Identification"),
    ("1.3.6.1.5.5.7.3.32", "Certificate Management Key Generation Authority"),
    ("1.3.6.1.4.1.311.20.2.3", "Microsoft User Principal Name"),
];
