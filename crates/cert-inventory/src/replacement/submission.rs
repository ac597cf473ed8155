//! What is sent for one name, and the request's body.
//!
//! Certificates are sent as they were issued, in PEM that is written anew, so nothing that stood
//! around them is sent. The private key is written once, into a buffer that is wiped.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::base64::{CERTIFICATE, Pem, pem_length, write_pem};
use crate::inventory::item::Item;
use crate::keys::held_key::HeldKey;
use crate::x509::certificate::Certificate;
use crate::x509::signature_results::SignatureResults;

/// Certificates in the order to send, with the private key of the first.
pub struct Submission {
    item: Item,
    sources: Vec<Source>,
    key: Option<Arc<HeldKey>>,
}

/// Where a certificate is from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The file at this index.
    File(usize),
    /// The cluster's list, under this name.
    Listed(String),
}

impl Source {
    /// The file's index, if it's one.
    #[must_use]
    pub fn file(&self) -> Option<usize> {
        match self {
            Self::File(index) => Some(*index),
            Self::Listed(_) => None,
        }
    }
}

impl Submission {
    pub(super) fn new(
        name: &str,
        certificates: Vec<(Certificate, Source)>,
        key: Option<Arc<HeldKey>>,
        signatures: &SignatureResults,
    ) -> Self {
        let (certificates, sources) = certificates.into_iter().unzip();
        let facts = key.as_ref().map(|key| key.facts().clone());
        let item = Item::submitted(name.to_owned(), certificates, facts);
        Self { item: item.with_signatures(signatures).into_owned(), sources, key }
    }

    /// The same for another name, such as one wildcard certificate for several.
    #[must_use]
    pub fn for_name(&self, name: &str) -> Self {
        let item = Item { name: name.to_owned(), ..self.item.clone() };
        Self { item, sources: self.sources.clone(), key: self.key.clone() }
    }

    /// What the cluster would list.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Where each of the certificates is from.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The certificates as they are sent: to be shown and saved.
    #[must_use]
    pub fn certificate_text(&self) -> String {
        self.item.certificates.iter().map(Certificate::to_pem).collect()
    }

    /// The length of its object.
    fn length(&self) -> usize {
        let certificates = self.item.certificates.iter();
        let certificates = certificates.map(|it| pem_length(CERTIFICATE, it.der.len(), Pem::Json));
        let key = self.key.as_ref().map_or(0, |key| KEY.len() + key.length(Pem::Json));
        let fixed = NAME.len() + CERTIFICATES.len() + END.len();
        fixed + quoted(&self.item.name).len() + certificates.sum::<usize>() + key
    }

    fn write(&self, buffer: &mut Zeroizing<Vec<u8>>) {
        buffer.extend_from_slice(NAME.as_bytes());
        buffer.extend_from_slice(quoted(&self.item.name).as_bytes());
        buffer.extend_from_slice(CERTIFICATES.as_bytes());
        for certificate in &self.item.certificates {
            write_pem(CERTIFICATE, &certificate.der, Pem::Json, buffer);
        }
        if let Some(key) = &self.key {
            buffer.extend_from_slice(KEY.as_bytes());
            key.write(Pem::Json, buffer);
        }
        buffer.extend_from_slice(END.as_bytes());
    }
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission").field("item", &self.item).field("key", &self.key).finish()
    }
}

const NAME: &str = "{\"name\":";
const CERTIFICATES: &str = ",\"certificate\":\"";
const KEY: &str = "\",\"key\":\"";
const END: &str = "\"}";

fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}

/// A request's body, with private keys; wiped on drop.
pub struct RequestBody(Zeroizing<Vec<u8>>);

/// The most bytes of a body that the servers in front of a cluster pass on.
const LONGEST_BODY: usize = 256 * 1024;

impl RequestBody {
    /// The body of `PUT v1/cluster/certificates`.
    #[must_use]
    pub fn of_certificates(submissions: &[&Submission]) -> Self {
        Self::write(submissions, "{\"certificates\":[", "]}")
    }

    /// The body of `PUT v1/cluster/update_cert`.
    #[must_use]
    pub fn of_update_cert(submission: &Submission) -> Self {
        Self::write(&[submission], "", "")
    }

    fn write(submissions: &[&Submission], begin: &str, end: &str) -> Self {
        let objects: usize = submissions.iter().map(|submission| submission.length()).sum();
        let commas = submissions.len().saturating_sub(1);
        // Of the exact length: a growing vector leaves copies of its bytes behind.
        let length = begin.len() + objects + commas + end.len();
        let mut buffer = Zeroizing::new(Vec::with_capacity(length));
        buffer.extend_from_slice(begin.as_bytes());
        for (at, submission) in submissions.iter().enumerate() {
            if at > 0 {
                buffer.push(b',');
            }
            submission.write(&mut buffer);
        }
        buffer.extend_from_slice(end.as_bytes());
        debug_assert_eq!(buffer.len(), length);
        Self(buffer)
    }

    /// The bytes to send. Whoever copies them must wipe the copy.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether servers in front of the cluster may refuse it for its length.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0.len() > LONGEST_BODY
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestBody({} bytes, hidden)", self.0.len())
    }
}
