//! ASN.1 as DER writes it: elements, identifiers, strings and times, without any X.509.

pub(crate) mod der;
pub(crate) mod oid;
mod parse_time;
pub(crate) mod strings;
pub(crate) mod time;
