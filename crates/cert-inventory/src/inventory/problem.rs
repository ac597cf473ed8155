//! What is wrong with an entry of the answer before anything is said about its certificate.

use crate::asn1::der::Unreadable;
use crate::message;
use crate::pem::error::PemError;
use crate::text::message::{Message, display_in_english};

/// Something about one entry that keeps it from being read as it should be.
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
    /// A private key that names another curve than PKCS #8 does around it.
    CurvesDiffer {
        /// The curve that PKCS #8 names.
        outer: String,
        /// The key's own.
        inner: String,
    },
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

impl Problem {
    /// A sentence about the entry, without the entry's name.
    #[must_use]
    pub fn message(&self) -> Message {
        use ProblemKind as Kind;
        match &self.kind {
            Kind::OccursAgain => message!("The name occurs more than once; the first is shown."),
            Kind::NameNotShown => message!(
                "The name is not shown: it is longer than a file name may be, or looks like a key."
            ),
            Kind::Empty => message!("It is empty."),
            Kind::NotPem => message!("It is not PEM: there is no BEGIN line."),
            Kind::Pem(error) => message!("The PEM text can’t be read, {0}.", error.message()),
            Kind::NoCertificate => message!("It holds PEM blocks, but no certificate."),
            Kind::NoKey => message!("It holds PEM blocks, but no private key."),
            Kind::UnreadablePart { certificate, part, unreadable } => message!(
                "The {0} of certificate {1} can’t be read: {2}.",
                *part,
                *certificate,
                unreadable.message()
            ),
            Kind::UnreadableKey(unreadable) => {
                message!("The private key can’t be read: {0}.", unreadable.message())
            }
            Kind::CurvesDiffer { outer, inner } => message!(
                "The private key names two curves: {0} outside, {1} inside. OpenSSL takes the one \
                 inside; others may take the other and refuse the key.",
                outer.as_str(),
                inner.as_str()
            ),
            Kind::InconsistentKey => {
                message!("The private key is broken: its modulus is not the product of its primes.")
            }
            Kind::SeveralKeys { count } => {
                message!("It holds {0} private keys; the first is shown.", *count)
            }
            Kind::KeyWithCertificate => {
                message!("It holds a private key, which belongs in the entry for the key.")
            }
            Kind::CertificateWithKey => {
                message!("It holds a certificate, which belongs in the entry for the certificate.")
            }
            Kind::Superseded => message!(
                "It holds a certificate or key that is not shown: another entry of this name does \
                 too."
            ),
            Kind::Absent => {
                message!("The answer has no such entry, only the other half of the pair.")
            }
        }
    }
}

display_in_english!(Problem);
