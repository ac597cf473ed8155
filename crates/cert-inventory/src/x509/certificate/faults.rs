//! What is readable here, but refused by programs built on OpenSSL.

use std::iter;

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
            .iter()
            .map(|extension| message!("the extension {0} occurs more than once", extension.name()))
            .collect();
        if self.has_more {
            faults.push(message!("there’s extra data after the signature"));
        }
        let [is_start_strict, is_end_strict] = self.dates_are_strict;
        if !is_start_strict || self.not_before.is_err() {
            faults.push(message!(
                "the start date isn’t a valid time in the form YYMMDDhhmmssZ or YYYYMMDDhhmmssZ"
            ));
        }
        if !is_end_strict || self.not_after.is_err() {
            faults.push(message!(
                "the expiration date isn’t a valid time in the form YYMMDDhhmmssZ or YYYYMMDDhhmmssZ"
            ));
        }
        faults
    }

    /// One of each kind of duplicated extension that OpenSSL reads: it ignores copies of others.
    fn repeated(&self) -> Vec<Extension<'_>> {
        let all = self.extensions().into_iter().flatten().filter(is_read).collect();
        let mut all = sorted(all, |a: &Extension<'_>, b| a.oid.cmp(&b.oid)).into_iter().peekable();
        let mut repeated = Vec::new();
        while let Some(first) = all.next() {
            let mut copies = iter::from_fn(|| all.next_if(|next| next.oid == first.oid));
            if copies.by_ref().count() > 0 {
                repeated.push(first);
            }
        }
        repeated
    }
}

/// Whether OpenSSL reads an extension to verify a certificate (`crypto/x509/v3_purp.c`): basic
/// constraints, key usages, key identifiers, alternative names, name constraints, CRL distribution
/// points, and those of proxies, Netscape and RFC 3779.
fn is_read(extension: &Extension<'_>) -> bool {
    const READ: [&str; 12] = [
        "2.5.29.14",
        "2.5.29.15",
        "2.5.29.17",
        "2.5.29.19",
        "2.5.29.30",
        "2.5.29.31",
        "2.5.29.35",
        "2.5.29.37",
        "1.3.6.1.5.5.7.1.7",
        "1.3.6.1.5.5.7.1.8",
        "1.3.6.1.5.5.7.1.14",
        "2.16.840.1.113730.1.1",
    ];
    READ.contains(&extension.oid.as_str())
}
