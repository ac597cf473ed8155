//! Certificates, private keys and findings of a Redis Enterprise Software
//! cluster: pure functions from bytes and an instant to facts.
//!
//! A crate of its own, so that what people act on is tested natively and can't
//! reach a browser, a clock or a network. Nothing here panics on any input, and
//! no type that leaves it can hold private key material.

#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing)]

pub mod algorithm;
pub mod answer;
pub mod body;
pub mod certificate;
pub mod chain;
pub mod change;
pub mod commands;
mod der;
pub mod expiry;
pub mod export;
pub mod extension;
pub mod failure;
pub mod findings;
pub mod general_name;
pub mod group;
mod hex;
pub mod inventory;
pub mod known;
pub mod load;
pub mod message;
pub mod name;
pub mod oid;
pub mod outcome;
pub mod pem;
mod places;
pub mod private_key;
pub mod problem;
pub mod search;
pub mod selection;
mod serial;
pub mod signature_check;
mod sorted;
mod text;
pub mod time;
pub mod timeline;
mod visible;

pub use algorithm::{Curve, Hash, KeyKind, PublicKey, SignatureAlgorithm};
pub use body::Body;
pub use certificate::Certificate;
pub use chain::{Chain, Link, chain};
pub use change::{Change, ChangeKind, changes};
pub use der::{DerError, Part, Unreadable};
pub use expiry::{Expiry, Thresholds};
pub use extension::{
    AccessDescription, AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, Extension,
    ExtensionValue, KeyUsage, NameConstraints, Policy,
};
pub use findings::{Context, Finding, Rule, Severity, findings};
pub use general_name::GeneralName;
pub use group::Group;
pub use hex::{hex, hex_colons};
pub use inventory::{Inventory, Item, Reading};
pub use known::{KNOWN, Known, known};
pub use load::{JsonKind, LoadError};
pub use message::{Language, Message, Text};
pub use name::{Attribute, Name};
pub use oid::Oid;
pub use pem::{Blocks, PemError, PemErrorReason, read_pem};
pub use places::Place;
pub use private_key::{KeyFormat, KeyMatch, PrivateKey, PublicHalf, Unchecked};
pub use problem::{Problem, ProblemKind};
pub use search::{Field, Hit, Index, Needle};
pub use selection::{Column, KeyClass, Order, Selection, StatusClass};
pub use serial::Serial;
pub use signature_check::{Scheme, SignatureCheck};
pub use time::{Civil, Timestamp};
pub use timeline::{Timeline, timeline};
pub use visible::{is_invisible, visible};
