//! What is readable here, but refused by programs built on OpenSSL.

use crate::message;
use crate::text::message::Message;
use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;
use crate::x509::extension::Extension;

impl Certificate {
    /// Deviations from RFC 5280, as phrases to embed in a sentence.
    #[must_use]
    pub fn faults(&self) -> Vec<Message> {
        let mut faults: Vec<Message> = self
            .repeated()
            .map(|extension| message!("the extension {0} occurs more than once", extension.name()))
            .collect();
        if self.has_more {
            faults.push(message!("there’s extra data after the signature"));
        }
        let [is_start_strict, is_end_strict] = self.dates_are_strict;
        if !is_start_strict || self.not_before.is_err() {
            faults.push(message!(
                "the start date isn’t in the form YYMMDDhhmmssZ or YYYYMMDDhhmmssZ"
            ));
        }
        if !is_end_strict || self.not_after.is_err() {
            faults.push(message!(
                "the expiration date isn’t in the form YYMMDDhhmmssZ or YYYYMMDDhhmmssZ"
            ));
        }
        faults
    }

    /// One of each kind of duplicated extension.
    fn repeated(&self) -> impl Iterator<Item = &Extension> {
        let all: Vec<&Extension> = self.extensions.iter().flatten().collect();
        let all = sorted(all, |a, b| a.oid.cmp(&b.oid));
        let is_same = |a: &&Extension, b: &&Extension| a.oid == b.oid;
        let groups: Vec<_> = all.chunk_by(is_same).filter(|group| group.len() > 1).collect();
        groups
            .into_iter()
            .filter_map(|group| group.first().copied())
            .collect::<Vec<_>>()
            .into_iter()
    }
}
