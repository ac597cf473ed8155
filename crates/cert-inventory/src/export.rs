//! Exports the certificates' facts as files.
//!
//! Files leave the panel and its control, so their claims and their handling of hostile text are
//! decided here, under test, and not in a view. They contain facts only: no type in this crate can
//! hold private key material.
//!
//! Each format is an iterator of pieces that make the file, none for more than one item: a page can
//! rest between two of them, and never has a whole file in its memory.

mod csv;
mod icalendar;
mod json;

pub use csv::{COLUMNS as CSV_COLUMNS, csv, csv_pieces};
pub use icalendar::{icalendar, icalendar_pieces};
pub use json::{CLUSTERS_FORMAT, Extent, FORMAT, FORMAT_VERSION, json, json_of_error, json_pieces};
