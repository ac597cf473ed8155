//! Reading the response to `GET v4/cluster/health`, which describes the certificates without any key.
//!
//! The reference doesn't say which words it uses for their types, so a report is only compared with
//! another: a difference is the reason to read the list again. It never decides what the panel shows.

use serde::Deserialize;

use crate::asn1::time::Timestamp;
use crate::inventory::Inventory;
use crate::inventory::version::Version;

/// What a report says of the certificates, in a form that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthReport(Vec<Row>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Row {
    r#type: String,
    #[serde(default)]
    expired: Option<bool>,
    #[serde(default)]
    valid_until: Option<String>,
}

/// What a report says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedCertificate<'a> {
    /// The cluster's word for it.
    pub r#type: &'a str,
    /// When it expires, where that can be read.
    pub not_after: Option<Timestamp>,
    /// Whether the cluster counts it as expired.
    pub is_expired: bool,
}

impl Row {
    fn not_after(&self) -> Option<Timestamp> {
        Timestamp::parse_rfc3339(self.valid_until.as_deref()?)
    }
}

impl HealthReport {
    /// The first version that has it.
    pub const SINCE: Version = Version::new(8, 0, 16);

    /// The report in a body; `None` if it lists no certificates in the documented form.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Report {
            certificates: Vec<Row>,
        }
        let Report { certificates: mut rows } = serde_json::from_slice(body).ok()?;
        // A cluster may list them in any order.
        rows.sort_unstable();
        (!rows.is_empty()).then_some(Self(rows))
    }

    /// The certificates in it.
    pub fn certificates(&self) -> impl Iterator<Item = ReportedCertificate<'_>> {
        self.0.iter().map(|row| ReportedCertificate {
            r#type: &row.r#type,
            not_after: row.not_after(),
            is_expired: row.expired == Some(true),
        })
    }

    /// Whether it has an end for each listed certificate and no other, whatever their types: if so,
    /// both describe the same certificates. If not, the report may be of another form.
    #[must_use]
    pub fn agrees_with(&self, inventory: &Inventory) -> bool {
        let mut reported: Vec<_> = self.0.iter().map(Row::not_after).collect();
        let leaves = inventory.iter().filter_map(|item| item.leaf());
        let mut listed: Vec<_> = leaves.map(|leaf| leaf.not_after.ok()).collect();
        reported.sort_unstable();
        listed.sort_unstable();
        reported == listed
    }
}
