//! GeneralNames, as in subjectAltName.

use std::fmt;

use crate::asn1::der::{DerError, Element, Part, Reader, tag};
use crate::asn1::oid::{Oid, lookup};
use crate::asn1::strings;
use crate::x509::name::Name;

/// A GeneralName, RFC 5280 §4.2.1.6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralName {
    /// dNSName, verbatim.
    Dns(String),
    /// iPAddress in network order, 4 or 16 bytes.
    Ip(Vec<u8>),
    /// iPAddress in name constraints: an address and a mask of the same length.
    IpRange(Vec<u8>),
    /// rfc822Name.
    Email(String),
    /// uniformResourceIdentifier.
    Uri(String),
    /// directoryName.
    Directory(Name),
    /// otherName.
    Other {
        /// The kind of name.
        oid: Oid,
        /// The value, if it's text.
        text: Option<String>,
    },
    /// registeredID.
    RegisteredId(Oid),
    /// x400Address, which is unused in practice.
    X400,
    /// ediPartyName, which is unused in practice.
    EdiParty,
}

impl GeneralName {
    pub(crate) fn from_der(element: &Element<'_>) -> Part<Self> {
        let ia5 = || strings::ia5(element.value);
        Ok(match element.tag {
            0xa0 => {
                let mut parts = element.reader();
                let oid = parts.expect(tag::OID, "the other name’s type")?.oid()?;
                let mut wrapped =
                    parts.expect(tag::constructed(0), "the other name’s value")?.reader();
                let value = wrapped.next("the other name’s value")?;
                Self::Other { oid, text: strings::directory_string(value.tag, value.value) }
            }
            0x81 => Self::Email(ia5()),
            0x82 => Self::Dns(ia5()),
            0xa3 => Self::X400,
            // directoryName is explicitly tagged, because Name is a CHOICE.
            0xa4 => Self::Directory(Name::from_der(&element.reader().next("a name")?)?),
            0xa5 => Self::EdiParty,
            0x86 => Self::Uri(ia5()),
            0x87 => Self::Ip(element.value.to_vec()),
            0x88 => Self::RegisteredId(element.oid()?),
            found => {
                let expected = "a general name";
                return Err(element.unreadable(DerError::Unexpected { expected, found }));
            }
        })
    }

    /// GeneralNames: the contents of a SEQUENCE OF GeneralName.
    pub(crate) fn list(mut names: Reader<'_>) -> Part<Vec<Self>> {
        let mut list = Vec::with_capacity(names.room());
        while !names.is_empty() {
            list.push(Self::from_der(&names.next("a general name")?)?);
        }
        Ok(list)
    }
}

impl fmt::Display for GeneralName {
    /// As in `openssl x509 -ext subjectAltName`: `DNS:example.com`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => write!(f, "DNS:{name}"),
            Self::Ip(bytes) => {
                f.write_str("IP Address:")?;
                ip(f, bytes)
            }
            Self::IpRange(bytes) => {
                let (address, mask) = bytes.split_at(bytes.len() / 2);
                f.write_str("IP:")?;
                ip(f, address)?;
                f.write_str("/")?;
                ip(f, mask)
            }
            Self::Email(address) => write!(f, "email:{address}"),
            Self::Uri(uri) => write!(f, "URI:{uri}"),
            Self::Directory(name) => {
                f.write_str("DirName:")?;
                name.write_oneline(f)
            }
            Self::Other { oid, text } => {
                let kind = lookup(&OTHER_NAMES, oid).unwrap_or(oid.as_str());
                let text = text.as_deref().unwrap_or("<unsupported>");
                write!(f, "othername: {kind}::{text}")
            }
            Self::RegisteredId(oid) => write!(f, "Registered ID:{oid}"),
            Self::X400 => f.write_str("X400Name:<unsupported>"),
            Self::EdiParty => f.write_str("EdiPartyName:<unsupported>"),
        }
    }
}

fn ip(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    match bytes.len() {
        4 => ip_v4(f, bytes),
        16 => ip_v6(f, bytes),
        length => write!(f, "<invalid length={length}>"),
    }
}

fn ip_v4(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (index, byte) in bytes.iter().enumerate() {
        f.write_str(if index > 0 { "." } else { "" })?;
        write!(f, "{byte}")?;
    }
    Ok(())
}

fn ip_v6(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for (index, group) in bytes.as_chunks::<2>().0.iter().enumerate() {
        f.write_str(if index > 0 { ":" } else { "" })?;
        write!(f, "{:X}", u16::from_be_bytes(*group))?;
    }
    Ok(())
}

/// OpenSSL's names of the kinds of otherName.
static OTHER_NAMES: [(&str, &str); 5] = [
    ("1.3.6.1.4.1.311.20.2.3", "UPN"),
    ("1.3.6.1.5.5.7.8.5", "XmppAddr"),
    ("1.3.6.1.5.5.7.8.7", "SRVName"),
    ("1.3.6.1.5.5.7.8.8", "NAIRealm"),
    ("1.3.6.1.5.5.7.8.9", "SmtpUTF8Mailbox"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Output of `openssl x509 -ext subjectAltName,nameConstraints`.
    #[test]
    fn as_openssl_writes_them() {
        let mut v6 = vec![0; 16];
        (v6[0], v6[1], v6[2], v6[15]) = (0x20, 0x01, 0x0d, 1);
        let mut mask = vec![0xff; 4];
        mask.extend([0; 12]);
        let oid = |der: &[u8]| Oid::from_der(der).unwrap();
        let user = vec![0x2b, 6, 1, 4, 1, 0x82, 0x37, 20, 2, 3];
        for (name, text) in [
            (GeneralName::Dns("*.example.com".into()), "DNS:*.example.com"),
            (GeneralName::Email("a@b".into()), "email:a@b"),
            (GeneralName::Uri("http://a/b".into()), "URI:http://a/b"),
            (GeneralName::Ip(vec![10, 0, 0, 1]), "IP Address:10.0.0.1"),
            (GeneralName::Ip(v6.clone()), "IP Address:2001:D00:0:0:0:0:0:1"),
            (GeneralName::Ip(vec![1, 2, 3, 4, 5]), "IP Address:<invalid length=5>"),
            (GeneralName::IpRange(vec![10, 0, 0, 0, 255, 0, 0, 0]), "IP:10.0.0.0/255.0.0.0"),
            (
                GeneralName::IpRange([v6, mask].concat()),
                "IP:2001:D00:0:0:0:0:0:1/FFFF:FFFF:0:0:0:0:0:0",
            ),
            (GeneralName::Directory(Name::default()), "DirName:"),
            (GeneralName::RegisteredId(oid(&[0x2a, 3, 4])), "Registered ID:1.2.3.4"),
            (
                GeneralName::Other { oid: oid(&user), text: Some("a@b".into()) },
                "othername: UPN::a@b",
            ),
            (
                GeneralName::Other { oid: oid(&[0x2a, 3]), text: None },
                "othername: 1.2.3::<unsupported>",
            ),
        ] {
            assert_eq!(name.to_string(), text);
        }
    }
}
