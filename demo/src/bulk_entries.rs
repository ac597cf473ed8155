//! Generates any number of ordinary pairs, for lists longer than a screen.

use std::sync::{Mutex, PoisonError};

use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use time::OffsetDateTime;

use crate::{certificates::leaf, cluster::Entries, error::Error};

/// This many pairs, starting with `bulk-00001`, that expire on different days. Each pair is
/// generated once, so later requests return the same ones.
///
/// # Errors If a key or certificate can't be generated.
pub fn entries(count: usize) -> Result<Entries, Error> {
    let mut bulk = BULK.lock().unwrap_or_else(PoisonError::into_inner);
    let now = OffsetDateTime::now_utc();
    for (number, days) in (1..=count).zip((1..=365).cycle()).skip(bulk.len()) {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = leaf(now, &format!("bulk-{number:05}.example.com"), -1, days);
        bulk.push((certificate.self_signed(&key)?.pem(), key.serialize_pem()));
    }
    let mut entries = Entries::new();
    for (number, (certificate, key)) in (1..=count).zip(&*bulk) {
        entries.insert(format!("bulk-{number:05}_cert"), certificate.clone());
        entries.insert(format!("bulk-{number:05}_key"), key.clone());
    }
    Ok(entries)
}

/// The pairs generated so far: certificate and key.
static BULK: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
