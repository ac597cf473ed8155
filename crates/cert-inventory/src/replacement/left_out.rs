//! What isn't used of an administrator's files, and why: a file that silently plays no part looks
//! like one that was sent.

use crate::asn1::der::Unreadable;
use crate::keys::private_key::{KeyFormat, PrivateKey, PublicHalf};
use crate::message;
use crate::pem::alteration::Alteration;
use crate::pem::content::Content;
use crate::pem::error::PemError;
use crate::text::message::{Message, display_in_english};

/// A file, or a part of it, that isn't used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file's name.
    pub file: String,
    /// Why it isn't used.
    pub reason: Reason,
}

/// Why a file or a part of it isn't used. Never contains input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has nothing but white space.
    Empty,
    /// It's longer than this many bytes.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// There are more files than this.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// A private key that is encrypted, in PEM or DER.
    EncryptedKey {
        /// Whether it's DER.
        is_der: bool,
    },
    /// PKCS #12, a `.pfx` or `.p12` file.
    Pkcs12,
    /// PKCS #7 in a form that isn't read.
    Pkcs7,
    /// A private key in OpenSSH's format.
    OpenSshKey,
    /// A private key that can't be read.
    UnreadableKey(Unreadable),
    /// A Java keystore.
    KeyStore,
    /// A zip archive.
    Archive,
    /// A certificate that can't be read.
    UnreadableCertificate(Unreadable),
    /// A block that can't be read.
    Damaged(PemError),
    /// Text that was altered on its way.
    Altered(Alteration),
    /// Something else that is recognized.
    Other(Content),
    /// Nothing that is recognized.
    NotRecognized,
    /// More follows than is read.
    Cut,
    /// The same certificate or private key as in another place.
    Duplicate,
    /// A certificate outside the chain, by name.
    NotInChain(Option<String>),
    /// A private key that belongs to none of the certificates.
    KeyWithoutCertificate,
    /// A private key where only certificates are needed.
    KeyNotNeeded,
}

impl Reason {
    /// Why a private key can't be sent.
    pub(super) fn of_key(key: &PrivateKey, is_der: bool) -> Self {
        match (&key.public, key.format) {
            (_, KeyFormat::OpenSsh) => Self::OpenSshKey,
            (PublicHalf::Unreadable(unreadable), _) => Self::UnreadableKey(*unreadable),
            _ => Self::EncryptedKey { is_der },
        }
    }

    /// The command that makes something usable of it. `FILE`, `KEY.pem`, and `ALL.pem` are
    /// placeholders; none overwrites a file, and nobody else may read what it writes.
    #[must_use]
    pub fn command(&self) -> Option<&'static str> {
        Some(match self {
            Self::EncryptedKey { is_der: false } => {
                "(umask 077; test ! -e KEY.pem && openssl pkey -in FILE -out KEY.pem)"
            }
            Self::EncryptedKey { is_der: true } => {
                "(umask 077; test ! -e KEY.pem && openssl pkey -inform DER -in FILE -out KEY.pem)"
            }
            Self::Pkcs12 => {
                "(umask 077; test ! -e ALL.pem && openssl pkcs12 -in FILE -nodes -out ALL.pem)"
            }
            Self::Pkcs7 => "openssl cms -cmsout -inform DER -in FILE -outform DER -out CHAIN.p7b",
            Self::OpenSshKey => {
                "(umask 077; test ! -e KEY.pem && cp FILE KEY.pem && ssh-keygen -p -m PEM -f KEY.pem)"
            }
            Self::KeyStore => {
                "keytool -importkeystore -srckeystore FILE -destkeystore ALL.p12 -deststoretype pkcs12"
            }
            _ => return None,
        })
    }

    /// What it is, what that means, and what to do, if anything.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => message!("The file is empty."),
            Self::TooLarge { limit } => message!(
                "The file is larger than {0} KiB, far more than certificates need. It wasn’t read.",
                limit / 1024
            ),
            Self::TooMany { limit } => {
                message!("Only the first {0} files are read. Choose fewer.", *limit)
            }
            Self::EncryptedKey { .. } => message!(
                "The private key is encrypted, and the cluster needs it unencrypted. Decrypt it \
                 with this command, then add the new file."
            ),
            Self::Pkcs12 => message!(
                "This is a PFX file (PKCS #12), which is encrypted. Convert it with this command, \
                 then add the new file. If openssl reports an unsupported algorithm, add -legacy."
            ),
            Self::Pkcs7 => message!(
                "This is PKCS #7 in a form that can’t be read here. Convert it with this command, \
                 then add the new file."
            ),
            Self::OpenSshKey => message!(
                "The private key is in OpenSSH’s format, which the cluster can’t use. Convert it \
                 with this command, then add the new file."
            ),
            Self::UnreadableKey(unreadable) => message!(
                "The private key can’t be read: {0}. It may be damaged. Get it again.",
                unreadable.message()
            ),
            Self::KeyStore => message!(
                "This is a Java keystore. Convert it to a PFX file with this command, then add \
                 that file."
            ),
            Self::Archive => message!("This is a zip archive. Unpack it, then add its files."),
            Self::UnreadableCertificate(unreadable) => message!(
                "The certificate can’t be read: {0}. Get it again from the CA.",
                unreadable.message()
            ),
            Self::Damaged(error) => message!(
                "Part of the file can’t be read: {0}. It may have been damaged when it was copied. \
                 Get it again.",
                error.message()
            ),
            Self::Altered(alteration) => alteration.message(),
            Self::Other(Content::Request) => message!(
                "This is a certificate request (CSR), not a certificate. Send it to the CA, and \
                 add the certificate that the CA returns."
            ),
            Self::Other(content) => message!(
                "This is {0}, which isn’t needed for replacing a certificate.",
                content.label()
            ),
            Self::NotRecognized => message!(
                "There’s no certificate and no private key in this file. Both must be PEM or DER."
            ),
            Self::Cut => message!("The file is too long: only its beginning was read."),
            Self::Duplicate => message!("The same is also in another place."),
            Self::NotInChain(Some(name)) => message!(
                "The chain doesn’t include this certificate ({0}), so it won’t be sent.",
                name.as_str()
            ),
            Self::NotInChain(None) => {
                message!("The chain doesn’t include this certificate, so it won’t be sent.")
            }
            Self::KeyWithoutCertificate => message!(
                "The private key belongs to none of these certificates. Add the certificate that \
                 was issued for it."
            ),
            Self::KeyNotNeeded => {
                message!("The cluster stores no private key under this name, so it won’t be sent.")
            }
        }
    }
}

impl LeftOut {
    /// [`Reason::message`].
    #[must_use]
    pub fn message(&self) -> Message {
        self.reason.message()
    }
}

display_in_english!(Reason LeftOut);
