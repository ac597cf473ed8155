//! How bad it is that an entry is not as it should be. Such problems are no rules of their own:
//! rules judge certificates, and here there may be none.

use crate::findings::rules::Severity;
use crate::inventory::item::Item;
use crate::inventory::problem::{Problem, ProblemKind};
use crate::keys::private_key::{KeyMatch, Unchecked};
use crate::label;
use crate::text::language::Label;

use Severity::{Error, Note, Warning};

impl Item {
    /// The worst that is wrong with its entries, in a few words: what is missing or can't be read,
    /// then other problems.
    pub(super) fn entry_fault(&self) -> Option<(Severity, Label)> {
        let missing = match self.key_match {
            _ if self.certificate_unreadable => Some(label!("Certificate can’t be read")),
            KeyMatch::CertificateMissing => Some(label!("Certificate missing")),
            // Whether a name that is not known needs a key is not known either.
            KeyMatch::Missing if self.known().is_some() && !self.certificates.is_empty() => {
                Some(label!("Private key missing"))
            }
            KeyMatch::Unreadable | KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable) => {
                Some(label!("Private key can’t be read"))
            }
            KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable) => {
                Some(label!("Certificate can’t be read"))
            }
            KeyMatch::CannotBeChecked(Unchecked::Inconsistent) => {
                Some(label!("Private key damaged"))
            }
            KeyMatch::Matches
            | KeyMatch::DoesNotMatch
            | KeyMatch::Missing
            | KeyMatch::NotExpected
            | KeyMatch::CannotBeChecked(Unchecked::Encrypted | Unchecked::PublicKeyNotStored) => {
                None
            }
        };
        let worst = || self.problems.iter().map(Problem::fault).min_by_key(|fault| fault.0);
        missing.map(|label| (Error, label)).or_else(worst)
    }
}

impl Problem {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.fault().0
    }

    fn fault(&self) -> (Severity, Label) {
        use ProblemKind as Kind;
        match self.kind {
            Kind::Empty => (Error, label!("Empty entry")),
            Kind::Absent => (Error, label!("Entry missing")),
            Kind::NotPem
            | Kind::Pem(_)
            | Kind::Altered(_)
            | Kind::Instead { .. }
            | Kind::NoCertificate
            | Kind::NoKey => (Error, label!("Entry can’t be read")),
            Kind::UnreadablePart { .. } => (Error, label!("Certificate can’t be read")),
            Kind::UnreadableKey(_) | Kind::OpenSshKey => {
                (Error, label!("Private key can’t be read"))
            }
            Kind::InconsistentKey => (Error, label!("Private key damaged")),
            Kind::Beside { .. } => (Warning, label!("Not only certificates")),
            Kind::StrayCharacters { .. } => (Warning, label!("Stray characters")),
            Kind::CurvesDiffer { .. } => (Warning, label!("Private key names two curves")),
            Kind::SeveralKeys { .. } => (Warning, label!("Several private keys")),
            Kind::KeyWithCertificate => (Warning, label!("Private key in the wrong entry")),
            Kind::CertificateWithKey => (Warning, label!("Certificate in the wrong entry")),
            Kind::Cut { .. } => (Warning, label!("Not read in full")),
            Kind::More { .. } => (Note, label!("More problems")),
            Kind::OccursAgain | Kind::Superseded => (Warning, label!("Duplicate entry")),
            Kind::NameNotShown => (Note, label!("Name not shown")),
        }
    }
}
