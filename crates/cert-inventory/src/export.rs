//! What is known of the certificates, as files that people keep and programs read.
//!
//! A file leaves the panel: nobody sees what becomes of it, so what it claims and how it treats
//! hostile text is decided here, where it is tested, and not where a button is. Facts only: no
//! type of this crate can hold private key material, so no file can.

mod csv;
mod icalendar;
mod json;

pub use csv::{COLUMNS as CSV_COLUMNS, csv};
pub use icalendar::icalendar;
pub use json::{json, json_of_error};
