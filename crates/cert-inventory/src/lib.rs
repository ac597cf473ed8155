//! Certificates, private keys, and findings of a Redis Enterprise Software cluster: pure functions
//! from bytes and a timestamp to facts.
//!
//! A separate crate, so that it's tested natively and can't use a browser, a clock, or a network.
//! Nothing here panics on any input. Private key material is only in [`Body`], [`Material`],
//! [`Submission`], and [`RequestBody`], which wipe it, and the first three don't return it.

#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing)]

mod asn1;
mod base64;
mod compare;
pub mod export;
mod findings;
mod inventory;
mod keys;
mod pem;
mod replacement;
mod responses;
mod text;
mod view;
mod x509;

pub use asn1::der::{DerError, Part, Unreadable};
pub use asn1::oid::Oid;
pub use asn1::time::{Civil, Timestamp};
pub use compare::{
    CompareError, Comparison, Difference, DifferenceKind, Saved, SavedCertificate, SavedItem,
    SavedKey, SavedLists, Snapshot, compare,
};
pub use findings::advice::{Advice, advice};
pub use findings::checks::{Checks, checks};
pub use findings::commands;
pub use findings::reach::Reach;
pub use findings::rule::{Context, Get, IssuedBy, Remedy};
pub use findings::rules::{Finding, Rule, Severity, findings};
pub use findings::tasks::{Task, tasks};
pub use findings::verdict::{Assessment, Judgment, Reason, Verdict, assess};
pub use inventory::Inventory;
pub use inventory::body::Body;
pub use inventory::changes::{Change, ChangeKind, changes};
pub use inventory::group::Group;
pub use inventory::item::Item;
pub use inventory::json::{JsonKind, LoadError};
pub use inventory::known::{
    AsClient, FollowUp, KNOWN, Known, Port, Presented, Replacement, Trust, Users, known,
};
pub use inventory::license::License;
pub use inventory::occurrences::Occurrence;
pub use inventory::problem::{Problem, ProblemKind};
pub use inventory::reading::Reading;
pub use inventory::version::Version;
pub use keys::held_key::HeldKey;
pub use keys::private_key::{KEY_HIDDEN, KeyFormat, KeyMatch, PrivateKey, PublicHalf, Unchecked};
pub use pem::alteration::Alteration;
pub use pem::content::Content;
pub use pem::error::{PemError, PemErrorReason};
pub use pem::{Blocks, read_pem};
pub use replacement::left_out::{LeftOut, Reason as LeftOutReason};
pub use replacement::material::{Material, Sorted};
pub use replacement::plan::{Endpoint, Plan, PlannedRequest, Then};
pub use replacement::preflight::case::ClusterSettings;
pub use replacement::preflight::checks::{Check, Objected, preflight};
pub use replacement::requesting::{NewKey, requesting};
pub use replacement::side_by_side::{Side, SideBySide};
pub use replacement::submission::{RequestBody, Source, Submission};
pub use responses::access::Access;
pub use responses::alerts::AlertDays;
pub use responses::delete::{DeleteOutcome, ListedAfter, Tone};
pub use responses::error_body::{ErrorBody, NoResponse};
pub use responses::health::{HealthReport, ReportedCertificate};
pub use responses::nodes::{InactiveNode, NodeAlerts};
pub use responses::read::ReadFailure;
pub use responses::replace::{Installed, ReplaceOutcome};
pub use responses::rotate::RotateOutcome;
pub use responses::sign_in::SignInFailure;
pub use text::hex::{hex, hex_colons};
pub use text::language::{Label, Language};
pub use text::message::Message;
pub use text::visible::{is_invisible, visible};
pub use view::counts::Counts;
pub use view::facts::{issuers, signatures};
pub use view::order::{Column, Order};
pub use view::search::{Field, Hit, Index, KEY_REUSED, NO_CERTIFICATE, Query, SELF_SIGNED, no_key};
pub use view::selection::{Day, KeyClass, Selection, VerdictSet, slot_label};
pub use view::timeline::{
    Expiration, Expirations, ExpirationsBuilder, Expiring, Mark, Month, Timeline, timeline,
};
pub use x509::algorithm::{Curve, Hash, KeyIdentity, KeyKind, PublicKey, SignatureAlgorithm};
pub use x509::certificate::Certificate;
pub use x509::chain::{Chain, Link, chain};
pub use x509::expiry::{Expiry, Thresholds, clock_skew};
pub use x509::extension::{
    AccessDescription, AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, Extension,
    ExtensionValue, KeyUsage, NameConstraints, Policy,
};
pub use x509::general_name::GeneralName;
pub use x509::name::{Attribute, Name};
pub use x509::serial::Serial;
pub use x509::signature_check::{Scheme, SignatureCheck};
pub use x509::signature_results::SignatureResults;

/// Support for the macros; not public API.
#[doc(hidden)]
pub mod macros {
    pub use crate::text::message::{Fact, check_placeholders};
}
