//! Exports the certificates' facts as files.
//!
//! Files leave the panel and its control, so their claims and their handling of hostile text are
//! decided here, under test, and not in a view. They contain facts only: no type in this crate can
//! hold private key material.

mod csv;
mod icalendar;
mod json;

pub use csv::{COLUMNS as CSV_COLUMNS, csv};
pub use icalendar::icalendar;
pub use json::{CLUSTERS_FORMAT, Extent, FORMAT, FORMAT_VERSION, json, json_of_error};
