//! The cluster's settings that matter for a new certificate: cipher suites in `GET v1/cluster`, and
//! whether `GET v1/ocsp` has OCSP on.
//!
//! The first body contains secrets: these values are located without copying, and nothing else is
//! kept.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::replacement::preflight::case::ClusterSettings;

#[derive(Deserialize)]
struct Cluster<'a> {
    #[serde(borrow)]
    control_cipher_suites: Option<&'a RawValue>,
    #[serde(borrow)]
    data_cipher_list: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Ocsp {
    ocsp_functionality: bool,
}

/// Far longer than a list of all suites that OpenSSL has.
const LONGEST: usize = 16 * 1024;

impl ClusterSettings {
    /// Reads the response to `GET v1/cluster`, and that to `GET v1/ocsp` if there is one. The caller
    /// wipes them.
    #[must_use]
    pub fn read(cluster: &[u8], ocsp: Option<&[u8]>) -> Self {
        let cluster: Option<Cluster<'_>> = serde_json::from_slice(cluster).ok();
        let ocsp: Option<Ocsp> = ocsp.and_then(|body| serde_json::from_slice(body).ok());
        let list = |value: Option<&RawValue>| {
            let value = value.map(RawValue::get).filter(|text| text.len() <= LONGEST)?;
            serde_json::from_str::<Cow<'_, str>>(value).ok().map(Cow::into_owned)
        };
        Self {
            control_cipher_suites: list(cluster.as_ref().and_then(|it| it.control_cipher_suites)),
            data_cipher_list: list(cluster.as_ref().and_then(|it| it.data_cipher_list)),
            ocsp: ocsp.map(|ocsp| ocsp.ocsp_functionality),
        }
    }
}
