//! What is wrong with an entry of the answer before anything is said about its certificate.

use std::fmt;

use crate::der::Unreadable;
use crate::pem::PemError;

/// Something about one entry that keeps it from being read as it should be. Its `Display` is a
/// sentence about the entry, without the entry's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry's name, such as `api_key`.
    pub entry: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with an entry. Never holds what the entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The name occurs again in the answer; the first occurrence is shown.
    OccursAgain,
    /// The name is too long for a file on the cluster's nodes, or looks like PEM or base64.
    NameNotShown,
    /// No text, or white space only.
    Empty,
    /// Text without a PEM block.
    NotPem,
    /// A PEM block that can't be read.
    Pem(PemError),
    /// PEM blocks, but no certificate where one belongs.
    NoCertificate,
    /// PEM blocks, but no private key where one belongs.
    NoKey,
    /// A part of a certificate that can't be read.
    UnreadablePart {
        /// Which certificate of the entry, the first is 1.
        certificate: usize,
        /// The part's name, such as `issuer`.
        part: &'static str,
        /// Where and why.
        unreadable: Unreadable,
    },
    /// A private key that can't be read.
    UnreadableKey(Unreadable),
    /// An RSA private key whose modulus is not the product of its primes.
    InconsistentKey,
    /// Several private keys; the first is shown.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// A private key in the entry for the certificate.
    KeyWithCertificate,
    /// A certificate in the entry for the private key.
    CertificateWithKey,
    /// Another entry has the certificate or key that is shown for this name.
    Superseded,
    /// The other half of a pair is there, but this entry is not.
    Absent,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ProblemKind as Kind;
        f.write_str(match &self.kind {
            Kind::OccursAgain => "The name occurs more than once; the first is shown.",
            Kind::NameNotShown => {
                "The name is not shown: it is longer than a file name may be, or looks like a key."
            }
            Kind::Empty => "It is empty.",
            Kind::NotPem => "It is not PEM: there is no BEGIN line.",
            Kind::Pem(error) => return write!(f, "The PEM text can’t be read, {error}."),
            Kind::NoCertificate => "It holds PEM blocks, but no certificate.",
            Kind::NoKey => "It holds PEM blocks, but no private key.",
            Kind::UnreadablePart { certificate, part, unreadable } => {
                return write!(
                    f,
                    "The {part} of certificate {certificate} can’t be read: {unreadable}."
                );
            }
            Kind::UnreadableKey(unreadable) => {
                return write!(f, "The private key can’t be read: {unreadable}.");
            }
            Kind::InconsistentKey => {
                "The private key is broken: its modulus is not the product of its primes."
            }
            Kind::SeveralKeys { count } => {
                return write!(f, "It holds {count} private keys; the first is shown.");
            }
            Kind::KeyWithCertificate => {
                "It holds a private key, which belongs in the entry for the key."
            }
            Kind::CertificateWithKey => {
                "It holds a certificate, which belongs in the entry for the certificate."
            }
            Kind::Superseded => {
                "It holds a certificate or key that is not shown: another entry of this name does too."
            }
            Kind::Absent => "The answer has no such entry, only the other half of the pair.",
        })
    }
}
