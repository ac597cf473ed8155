//! What is wrong with an entry of the answer before anything is said about its certificate.

use crate::asn1::der::Unreadable;
use crate::message;
use crate::pem::content::Content;
use crate::pem::error::PemError;
use crate::pem::mangling::Mangling;
use crate::text::language::Label;
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
    /// Text that was PEM before something happened to it.
    Mangled(Mangling),
    /// A line that ends in characters that OpenSSL skips and others refuse.
    StrayCharacters {
        /// The first line that does, counted from 1.
        line: usize,
    },
    /// Something else than the certificate or private key that belongs there.
    Instead {
        /// What belongs there.
        wanted: Content,
        /// What is there.
        found: Content,
    },
    /// PEM blocks, but no certificate where one belongs.
    NoCertificate,
    /// PEM blocks, but no private key where one belongs.
    NoKey,
    /// A part of a certificate that can't be read.
    UnreadablePart {
        /// Which certificate of the entry, the first is 1.
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
            Kind::Pem(error) => message!("The PEM text can’t be read at {0}.", error.message()),
            Kind::Mangled(mangling) => mangling.message(),
            Kind::StrayCharacters { line } => message!(
                "Line {0} ends in characters that are not base64, such as a no-break space. \
                 OpenSSL skips them, others may refuse the text. Remove them.",
                *line
            ),
            Kind::Instead { wanted, found } => instead(*wanted, *found),
            Kind::NoCertificate => message!("It holds PEM blocks, but no certificate."),
            Kind::NoKey => message!("It holds PEM blocks, but no private key."),
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
                "The private key is in OpenSSH’s own format, which OpenSSL does not read. \
                 ssh-keygen -p -m PEM converts it."
            ),
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

fn instead(wanted: Content, found: Content) -> Message {
    let what = found.label();
    let told = if found == wanted {
        return message!(
            "It holds {0} under another label. Correct its BEGIN and END lines.",
            what
        );
    } else if wanted == Content::Certificate {
        message!("It holds {0}, not a certificate.", what)
    } else {
        message!("It holds {0}, not a private key.", what)
    };
    let remedy = match (found, wanted) {
        (Content::Request, Content::Certificate) => {
            message!("Have a CA sign it and put the certificate here.")
        }
        (Content::Pkcs7, Content::Certificate) => {
            message!("The certificates are inside: openssl pkcs7 -print_certs writes them as PEM.")
        }
        (Content::Pkcs12, _) => {
            message!("Certificate and key are inside: openssl pkcs12 -nodes writes them as PEM.")
        }
        _ => return told,
    };
    message!("{0} {1}", told, remedy)
}

display_in_english!(Problem);
