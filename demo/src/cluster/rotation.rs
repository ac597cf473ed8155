//! Rotation: the cluster makes its internal certificates again, on request.

use super::{
    ChangeFault, Cluster, Entries, Refusal, entries_of, known::rotatable, out_of_band::renewed,
    permitted, version::ROTATION_CATCHES_UP,
};
use crate::users::{Permission, Role};

/// How long a certificate that the cluster makes for traffic between nodes is valid.
const DAYS: i64 = 90;

impl Cluster {
    /// Makes all internal certificates again, or the named one, as
    /// `POST /v1/cluster/certificates/rotate` does. A node that is down is skipped.
    ///
    /// # Errors See [`Refusal`]. Only [`Refusal::NodesNotRotated`] leaves anything changed.
    pub fn rotate(
        &mut self,
        role: Role,
        name: Option<&str>,
        fault: Option<ChangeFault>,
    ) -> Result<(), Refusal> {
        permitted(role, Permission::UpdateCluster)?;
        let names: Vec<_> =
            rotatable().filter(|known| name.is_none_or(|name| name == *known)).collect();
        if names.is_empty() {
            return Err(Refusal::NotRotatable);
        }
        if fault == Some(ChangeFault::Store) {
            return Err(Refusal::Store);
        }
        let mut entries = Entries::new();
        for [cert, key] in names.into_iter().map(entries_of) {
            let Some(old) = self.store.get(&cert) else { continue };
            // The seed's certificates can all be renewed.
            let (renewed, renewed_key) = renewed(old, DAYS).map_err(|_| Refusal::Store)?;
            entries.extend([(cert, renewed), (key, renewed_key)]);
        }
        let mut failed = self.write(&entries, fault);
        failed
            .retain(|number| self.nodes.iter().any(|node| node.number == *number && !node.is_down));
        if failed.is_empty() { Ok(()) } else { Err(Refusal::NodesNotRotated(failed)) }
    }

    /// Takes a node (counted from 1) down, or up again; `false` if there is no such node.
    ///
    /// From 8.2.0-46, a node gets what was rotated meanwhile; before, it keeps what it has.
    pub fn set_down(&mut self, number: usize, is_down: bool) -> bool {
        let catches_up = self.about.oldest() >= ROTATION_CATCHES_UP;
        let Some(node) = self.nodes.iter_mut().find(|node| node.number == number) else {
            return false;
        };
        node.is_down = is_down;
        if !is_down && catches_up {
            for entry in rotatable().flat_map(entries_of) {
                if let Some(pem) = self.store.get(&entry) {
                    // Its folder can be written, as it was at the start.
                    let _ = node.write(&entry, pem);
                }
            }
        }
        true
    }
}
