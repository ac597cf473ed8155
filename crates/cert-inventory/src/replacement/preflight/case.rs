//! What a check looks at, and what it says.

use crate::findings::rule::Context;
use crate::inventory::item::Item;
use crate::text::message::Message;

/// What is known about a cluster's settings; whatever isn't known isn't checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClusterSettings {
    /// `control_cipher_suites` of `GET v1/cluster`.
    pub control_cipher_suites: Option<String>,
    /// `data_cipher_list` of `GET v1/cluster`.
    pub data_cipher_list: Option<String>,
    /// Whether the cluster staples OCSP responses: `ocsp_functionality` of `GET v1/ocsp`.
    pub ocsp: Option<bool>,
}

/// A certificate that is about to be sent, and what it replaces.
pub(super) struct Case<'a> {
    pub(super) new: &'a Item,
    pub(super) current: Option<&'a Item>,
    pub(super) context: &'a Context<'a>,
    pub(super) settings: &'a ClusterSettings,
}

/// Why a check fails, and what to do about it.
pub(super) struct Objection {
    pub(super) meaning: Message,
    pub(super) remedy: Option<Message>,
}

impl Objection {
    pub(super) fn new(meaning: Message, remedy: Message) -> Self {
        Self { meaning, remedy: Some(remedy) }
    }
}
