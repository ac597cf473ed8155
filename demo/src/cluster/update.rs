//! Replacing certificates, several at once or one: all are checked before any is changed.

use serde::Deserialize;
use time::OffsetDateTime;

use super::{
    ChangeFault, Cluster, Entries, Refusal, entries_of,
    known::{CCS_INTERNODE, Known, Use, known},
    permitted,
    validation::{Flaw, Rules, check},
    version::{INTERNODE_WITH_OTHERS, UPDATE_OF_SEVERAL},
};
use crate::users::{Permission, Role};

/// A new certificate for a logical name, and its key if the name has one, both in PEM.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// The logical name.
    pub name: String,
    /// The certificate, and its chain.
    pub certificate: String,
    /// The private key.
    pub key: Option<String>,
}

impl Cluster {
    /// Replaces several, as `PUT /v1/cluster/certificates` does.
    ///
    /// # Errors See [`Refusal`]; [`Refusal::NoSuchRequest`] before 7.22.2. Only
    /// [`Refusal::NodesNotUpdated`] leaves anything changed.
    pub fn update(
        &mut self,
        role: Role,
        replacements: Vec<Replacement>,
        fault: Option<ChangeFault>,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        if self.about.oldest() < UPDATE_OF_SEVERAL {
            return Err(Refusal::NoSuchRequest);
        }
        self.update_any(role, replacements, fault, now)
    }

    /// Replaces one, as `PUT /v1/cluster/update_cert` does in every version.
    ///
    /// # Errors See [`Refusal`]. Only [`Refusal::NodesNotUpdated`] leaves anything changed.
    pub fn update_one(
        &mut self,
        role: Role,
        replacement: Replacement,
        fault: Option<ChangeFault>,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        self.update_any(role, vec![replacement], fault, now)
    }

    fn update_any(
        &mut self,
        role: Role,
        replacements: Vec<Replacement>,
        fault: Option<ChangeFault>,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        permitted(role, Permission::UpdateCluster)?;
        let checked = self.checked(replacements, now)?;
        if fault == Some(ChangeFault::Store) {
            return Err(Refusal::Store);
        }
        let entries = self.entries_to_write(checked);
        let failed = self.write(&entries, fault);
        if failed.is_empty() { Ok(()) } else { Err(Refusal::NodesNotUpdated(failed)) }
    }

    fn checked(
        &self,
        replacements: Vec<Replacement>,
        now: OffsetDateTime,
    ) -> Result<Vec<(&'static Known, Replacement)>, Refusal> {
        let version = self.about.oldest();
        let (mut unknown, mut invalid, mut expired) = (Vec::new(), Vec::new(), Vec::new());
        let mut checked: Vec<(&Known, Replacement)> = Vec::new();
        let rules = Rules { version, settings: &self.about.settings, now };
        for replacement in replacements {
            let name = replacement.name.clone();
            let found = known(&name, version).filter(|known| known.can_be_replaced(version));
            let Some(known) = found else {
                unknown.push(name);
                continue;
            };
            if checked.iter().any(|(other, _)| other.name == name) {
                invalid.push(format!("{name}: listed twice"));
            }
            match check(&rules, known, &replacement.certificate, replacement.key.as_deref()) {
                Ok(()) => {}
                Err(Flaw::Invalid(why)) => invalid.push(format!("{name}: {why}")),
                Err(Flaw::Expired) => expired.push(name),
            }
            checked.push((known, replacement));
        }
        if !unknown.is_empty() {
            Err(Refusal::UnknownCertificates(unknown))
        } else if !invalid.is_empty() {
            Err(Refusal::InvalidCertificates(invalid))
        } else if !expired.is_empty() {
            Err(Refusal::ExpiredCertificates(expired))
        } else {
            Ok(checked)
        }
    }

    /// What is written, with the defects that older versions have.
    fn entries_to_write(&self, replacements: Vec<(&'static Known, Replacement)>) -> Entries {
        let has_defects = self.about.oldest() < INTERNODE_WITH_OTHERS;
        let together = replacements.len() > 1;
        let mut entries = Entries::new();
        for (known, Replacement { name, certificate, key }) in replacements {
            let [cert_entry, key_entry] = entries_of(&name);
            let loses_intermediates = has_defects && known.use_ == Use::Internode;
            let certificate =
                if loses_intermediates { ends_of_chain(certificate) } else { certificate };
            entries.insert(cert_entry, certificate);
            let keeps_old_key = has_defects && together && known.name == CCS_INTERNODE;
            if let Some(key) = key.filter(|_| !keeps_old_key) {
                entries.insert(key_entry, key);
            }
        }
        entries
    }
}

/// A chain of three or more without its intermediates.
fn ends_of_chain(chain: String) -> String {
    match pem::parse_many(&chain).unwrap_or_default().as_slice() {
        [leaf, _, .., root] => pem::encode_many(&[leaf.clone(), root.clone()]),
        _ => chain,
    }
}
