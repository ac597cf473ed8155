//! Problems with an entry itself, before its certificate is checked.

use crate::asn1::der::Unreadable;
use crate::message;
use crate::pem::alteration::Alteration;
use crate::pem::content::Content;
use crate::pem::error::PemError;
use crate::text::language::Label;
use crate::text::message::{Message, display_in_english};

/// A problem that prevents an entry from being read as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry's name, such as `api_key`.
    pub entry: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with an entry. Never contains its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A duplicate name; the first occurrence is shown.
    OccursAgain,
    /// The name is too long for a file on the cluster's nodes, or looks like PEM or base64.
    NameNotShown,
    /// Empty, or whitespace only.
    Empty,
    /// Text without a PEM block.
    NotPem,
    /// A PEM block that can't be read.
    Pem(PemError),
    /// PEM text that was altered.
    Altered(Alteration),
    /// A line with trailing characters that OpenSSL skips and others refuse.
    StrayCharacters {
        /// The first such line, starting at 1.
        line: usize,
    },
    /// Something other than the expected certificate or private key.
    Instead {
        /// What was expected.
        wanted: Content,
        /// What was found.
        found: Content,
    },
    /// Something else beside the certificates.
    Beside {
        /// What was found.
        found: Content,
    },
    /// PEM blocks, but not the expected certificate.
    NoCertificate,
    /// PEM blocks, but not the expected private key.
    NoKey,
    /// Only the first PEM blocks were read, because the entry is too long.
    Cut {
        /// The number of blocks read.
        read: usize,
    },
    /// Problems of the same kinds as others, which are only counted.
    More {
        /// The number of problems.
        count: usize,
    },
    /// A part of a certificate that can't be read.
    UnreadablePart {
        /// The certificate's number in the entry, starting at 1.
        certificate: usize,
        /// The part's name, such as `the issuer`.
        part: Label,
        /// Where and why.
        unreadable: Unreadable,
    },
    /// A private key that can't be read.
    UnreadableKey(Unreadable),
    /// A private key in OpenSSH's own format.
    OpenSshKey,
    /// A private key with a different curve than its PKCS #8 wrapper.
    CurvesDiffer {
        /// The wrapper's curve.
        outer: String,
        /// The key's own curve.
        inner: String,
    },
    /// An RSA private key whose modulus isn't the product of its primes.
    InconsistentKey,
    /// Several private keys; the first is shown.
    SeveralKeys {
        /// The number of keys.
        count: usize,
    },
    /// A private key in the certificate's entry.
    KeyWithCertificate,
    /// A certificate in the private key's entry.
    CertificateWithKey,
    /// The certificate or key shown for this name comes from another entry.
    Superseded,
    /// The other half of a pair exists, but this entry doesn't.
    Absent,
}

impl Problem {
    /// It, after how serious it is and its entry: an item has two of them.
    #[must_use]
    pub fn told(&self) -> Message {
        self.severity().told(message!("{0}: {1}", self.entry.as_str(), self.message()))
    }

    /// A sentence about the entry, without its name.
    #[must_use]
    pub fn message(&self) -> Message {
        use ProblemKind as Kind;
        match &self.kind {
            Kind::OccursAgain => {
                message!("The response contains this name more than once. Only the first is shown.")
            }
            Kind::NameNotShown => message!(
                "The name isn’t shown because it’s too long for a file name or looks like a key."
            ),
            Kind::Empty => message!("The entry is empty."),
            Kind::NotPem => message!("The entry isn’t PEM: there’s no BEGIN line."),
            Kind::Pem(error) => message!("The PEM text can’t be read at {0}.", error.message()),
            Kind::Altered(alteration) => alteration.message(),
            Kind::StrayCharacters { line } => message!(
                "Line {0} ends with characters that aren’t base64, such as a no-break space. \
                 OpenSSL skips them, but other software may reject the text. Remove them.",
                *line
            ),
            Kind::Instead { wanted, found } => instead(*wanted, *found),
            Kind::Beside { found } => message!(
                "Beside its certificates, the entry contains {0}, which isn’t used. Remove it: \
                 software that expects only certificates may reject the entry.",
                found.label()
            ),
            Kind::NoCertificate => message!("The entry contains PEM blocks, but no certificate."),
            Kind::NoKey => message!("The entry contains PEM blocks, but no private key."),
            Kind::Cut { read: 0 } => {
                message!("The entry is unusually long, so none of it was read or checked.")
            }
            Kind::Cut { read: 1 } => message!(
                "Only the first PEM block was read, because the entry is unusually long. What \
                 follows wasn’t checked."
            ),
            Kind::Cut { read } => message!(
                "Only the first {0} PEM blocks were read, because the entry is unusually long. \
                 What follows wasn’t checked.",
                *read
            ),
            Kind::More { count: 1 } => message!("1 more problem of this kind isn’t listed."),
            Kind::More { count } => {
                message!("{0} more problems of this kind aren’t listed.", *count)
            }
            Kind::UnreadablePart { certificate, part, unreadable } => message!(
                "In certificate {0}, {1} can’t be read: {2}.",
                *certificate,
                *part,
                unreadable.message()
            ),
            Kind::UnreadableKey(unreadable) => {
                message!("The private key can’t be read: {0}.", unreadable.message())
            }
            Kind::OpenSshKey => message!(
                "The private key is in OpenSSH format, which OpenSSL can’t read. Convert it with \
                 ssh-keygen -p -m PEM."
            ),
            Kind::CurvesDiffer { outer, inner } => message!(
                "The private key names two curves: {0} outside and {1} inside. OpenSSL uses the \
                 inner one, but other software may use the outer one and reject the key.",
                outer.as_str(),
                inner.as_str()
            ),
            Kind::InconsistentKey => {
                message!("The private key is damaged: its modulus isn’t the product of its primes.")
            }
            Kind::SeveralKeys { count } => {
                message!("The entry contains {0} private keys. Only the first is used.", *count)
            }
            Kind::KeyWithCertificate => {
                message!(
                    "The entry contains a private key, which belongs in the entry for the key."
                )
            }
            Kind::CertificateWithKey => {
                message!(
                    "The entry contains a certificate, which belongs in the entry for the \
                     certificate."
                )
            }
            Kind::Superseded => message!(
                "The entry contains a certificate or key that isn’t shown, because another entry \
                 for this name already has one."
            ),
            Kind::Absent => {
                message!(
                    "The response doesn’t contain this entry, only the other half of the pair."
                )
            }
        }
    }
}

fn instead(wanted: Content, found: Content) -> Message {
    let what = found.label();
    let told = if found == wanted {
        return message!(
            "The entry contains {0} with the wrong label. Correct its BEGIN and END lines.",
            what
        );
    } else if wanted == Content::Certificate {
        message!("The entry contains {0}, not a certificate.", what)
    } else {
        message!("The entry contains {0}, not a private key.", what)
    };
    let remedy = match (found, wanted) {
        (Content::Request, Content::Certificate) => {
            message!("Have a CA sign it, and use the certificate instead.")
        }
        (Content::Pkcs7, Content::Certificate) => {
            message!("Extract the certificates as PEM with openssl pkcs7 -print_certs.")
        }
        (Content::Pkcs12, _) => {
            message!("Extract the certificate and key as PEM with openssl pkcs12 -nodes.")
        }
        _ => return told,
    };
    message!("{0} {1}", told, remedy)
}

display_in_english!(Problem);
