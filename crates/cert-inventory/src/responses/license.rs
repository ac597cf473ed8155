//! Reading the response to `GET v1/license`.
//!
//! The license text, its key, and its owner are in it too: three fields are read, and nothing else
//! is kept.

use std::borrow::Cow;

use serde::Deserialize;

use crate::asn1::time::Timestamp;
use crate::inventory::license::License;

#[derive(Deserialize)]
struct Dates<'a> {
    #[serde(borrow)]
    activation_date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    expiration_date: Option<Cow<'a, str>>,
    expired: Option<bool>,
}

impl License {
    /// The license; `None` where it has no expiration date that can be read. The caller wipes the
    /// body.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let dates: Dates<'_> = serde_json::from_slice(body).ok()?;
        Some(Self {
            activation: dates.activation_date.and_then(|date| Timestamp::parse_rfc3339(&date)),
            expiration: Timestamp::parse_rfc3339(&dates.expiration_date?)?,
            is_expired: dates.expired == Some(true),
        })
    }
}
