//! ASN.1 in DER: elements, object identifiers, strings, and times. Nothing X.509-specific.

pub(crate) mod der;
pub(crate) mod oid;
mod parse_time;
pub(crate) mod strings;
pub(crate) mod time;
