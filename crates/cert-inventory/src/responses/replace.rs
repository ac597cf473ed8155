//! Explains a cluster's response to a request that replaces certificates.
//!
//! As with deleting, administrators act on these sentences: each says what state the cluster may be
//! in, and claims no more than the response says. Statuses follow the REST reference of Redis
//! Enterprise Software 7.4 to 8.2.

use crate::inventory::item::Item;
use crate::message;
use crate::replacement::plan::{Endpoint, Then};
use crate::responses::access::Access;
use crate::responses::delete::Tone;
use crate::responses::error_body::{ErrorBody, NoResponse, is_empty_or_json, status_meaning};
use crate::text::message::Message;

/// The outcome of a request, as far as the response shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplaceOutcome {
    /// 200: replaced on every node.
    Replaced,
    /// 400, or 404 from `update_cert`: a certificate or key isn't valid. Nothing changed.
    Invalid {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
    },
    /// 404 or 405 from `PUT certificates`: the cluster doesn't have it.
    NotSupported {
        /// The HTTP status code.
        status: u16,
    },
    /// 403, and the body says the role lacks the permission.
    NotPermitted,
    /// 403, and the body says that the name is unknown.
    UnknownName(Option<ErrorBody>),
    /// 403, and the body doesn't say which.
    Refused,
    /// The same, but the role has the permission.
    RefusedDespiteRole,
    /// 406: a certificate is expired.
    Expired(Option<ErrorBody>),
    /// 409: not all nodes have it.
    NotAllNodes(Option<ErrorBody>),
    /// 500: an error partway.
    Failed(Option<ErrorBody>),
    /// 401: the token wasn't accepted, so nothing changed.
    SessionEnded,
    /// 413: the request never reached the cluster.
    TooLarge,
    /// A redirect, which isn't followed: keys go once, to one server.
    Redirected,
    /// Any other status.
    Unexpected {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
    },
    /// The request was sent, but no response arrived.
    NoResponse(NoResponse),
}

/// What the list that was read afterward has under a name, by fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// What was sent.
    InPlace,
    /// The certificate that was sent, with others in its chain.
    OtherChain,
    /// What was there before.
    StillOld,
    /// Neither.
    Another,
    /// Nothing.
    NotListed,
    /// The list couldn't be read.
    Unread,
}

impl Installed {
    /// Compares what is listed with what was sent, and with what was listed before.
    #[must_use]
    pub fn of(listed: Option<&Item>, sent: &Item, before: Option<&Item>) -> Self {
        let Some(listed) = listed.filter(|item| !item.certificates.is_empty()) else {
            return Self::NotListed;
        };
        let prints = |item: &Item| -> Vec<[u8; 32]> {
            item.certificates.iter().map(|certificate| certificate.sha256).collect()
        };
        let leaf = |item: &Item| item.leaf().map(|certificate| certificate.sha256);
        // A set of CAs has no leaf.
        if prints(listed) == prints(sent) {
            Self::InPlace
        } else if before.is_some_and(|before| prints(before) == prints(listed)) {
            Self::StillOld
        } else if sent.trust().is_none() && leaf(listed) == leaf(sent) {
            Self::OtherChain
        } else {
            Self::Another
        }
    }
}

impl ReplaceOutcome {
    /// Classifies a response by status and body, which may be missing or not JSON.
    pub fn of(endpoint: Endpoint, status: u16, body: &[u8]) -> Self {
        let error = ErrorBody::read(body);
        let is_ours = is_empty_or_json(body);
        match (status, endpoint) {
            (200, _) if error.is_none() && is_ours => Self::Replaced,
            (400, _) if is_ours => Self::Invalid { status, error },
            (404, Endpoint::UpdateCert) if is_ours => Self::Invalid { status, error },
            (404 | 405, Endpoint::Certificates) if is_ours => Self::NotSupported { status },
            (401, _) => Self::SessionEnded,
            (403, _) => Self::of_forbidden(error),
            (406, _) if is_ours => Self::Expired(error),
            (409, _) => Self::NotAllNodes(error),
            (413, _) => Self::TooLarge,
            (500, _) => Self::Failed(error),
            _ => Self::Unexpected { status, error },
        }
    }

    /// 403 has two meanings that only the body distinguishes.
    fn of_forbidden(error: Option<ErrorBody>) -> Self {
        let unknown = error.as_ref().is_some_and(|error| {
            error.mentions(&["unknown cert", "unknown name", "certificate name", "no such cert"])
        });
        let permission = error.as_ref().is_some_and(ErrorBody::is_about_permission);
        match (unknown, permission) {
            (true, false) => Self::UnknownName(error),
            (false, true) => Self::NotPermitted,
            _ => Self::Refused,
        }
    }

    /// The outcome in view of what the user's role may do, where the response doesn't say which of
    /// its two meanings a 403 has.
    #[must_use]
    pub fn with_access(self, access: &Access) -> Self {
        match self {
            Self::Refused if !access.may_update => Self::NotPermitted,
            Self::Refused => Self::RefusedDespiteRole,
            other => other,
        }
    }

    /// What to send next, if anything.
    #[must_use]
    pub fn then(&self) -> Then {
        match self {
            Self::Replaced => Then::Continue,
            Self::NotSupported { .. } => Then::OtherWay,
            _ => Then::Stop,
        }
    }

    /// Whether the cluster may have changed because of the request.
    #[must_use]
    pub fn may_have_changed(&self) -> bool {
        matches!(
            self,
            Self::Replaced
                | Self::NotAllNodes(_)
                | Self::Failed(_)
                | Self::Unexpected { .. }
                | Self::NoResponse(_)
        )
    }

    /// How to present it.
    #[must_use]
    pub fn tone(&self) -> Tone {
        if *self == Self::Replaced { Tone::Success } else { Tone::Failure }
    }

    /// How to present it once the list is read: only what is in place is replaced.
    #[must_use]
    pub fn tone_after(&self, installed: Installed) -> Tone {
        match installed {
            Installed::InPlace | Installed::OtherChain | Installed::Unread => self.tone(),
            Installed::StillOld | Installed::Another | Installed::NotListed => Tone::Failure,
        }
    }

    /// The message to show immediately, for the names in the request.
    #[must_use]
    pub fn message(&self, names: &[String]) -> Message {
        let names = names.join(", ");
        let with =
            |sentence, error: &Option<ErrorBody>| ErrorBody::append_to(sentence, error.as_ref());
        match self {
            Self::Replaced => message!("Replaced on every node: {0}.", names),
            Self::Invalid { status, error } => with(
                message!(
                    "Not replaced: {0}. The cluster refused a certificate or key as invalid \
                     ({1}). It checks all of them before it changes any, so nothing changed.",
                    names,
                    *status
                ),
                error,
            ),
            Self::NotSupported { status } => message!(
                "Not replaced: {0}. This cluster doesn’t have the request that replaces several \
                 certificates ({1}), which came with version 7.22.2. Nothing changed.",
                names,
                *status
            ),
            Self::NotPermitted => message!(
                "Not replaced: {0}. Your role can’t replace certificates (403). It needs the \
                 update_cluster permission. Nothing changed.",
                names
            ),
            Self::UnknownName(error) => with(
                message!(
                    "Not replaced: {0}. The cluster doesn’t know a certificate by that name (403). \
                     Nothing changed.",
                    names
                ),
                error,
            ),
            Self::Refused => message!(
                "Not replaced: {0} (403). Either the cluster doesn’t know a certificate by that \
                 name, or your role lacks the update_cluster permission. Nothing changed.",
                names
            ),
            Self::RefusedDespiteRole => message!(
                "Not replaced: {0} (403). Your role can replace certificates, so either the \
                 cluster doesn’t know a certificate by that name, or a server in front of the \
                 cluster blocks the request. Nothing changed.",
                names
            ),
            Self::Expired(error) => with(
                message!(
                    "Not replaced: {0}. The cluster refused a certificate as expired (406). \
                     Nothing changed. If it hasn’t expired, check the clocks on the nodes.",
                    names
                ),
                error,
            ),
            Self::NotAllNodes(error) => with(
                message!(
                    "Replaced only in part: {0}. Not all nodes were updated (409), so nodes may \
                     present different certificates. Check with rladmin status that all nodes are \
                     up, then try again with the same files.",
                    names
                ),
                error,
            ),
            Self::Failed(error) => with(
                message!(
                    "{0} may be replaced in part: an error occurred in the cluster (500). Its \
                     configuration and the nodes’ disks may disagree. Try again with the same \
                     files.",
                    names
                ),
                error,
            ),
            Self::SessionEnded => message!(
                "Not replaced: {0}. Your session has expired (401). Nothing changed. Sign in \
                 again.",
                names
            ),
            Self::TooLarge => message!(
                "Not replaced: {0}. The request is too large for a server in front of the cluster \
                 (413), so the cluster didn’t get it. Nothing changed. Replace fewer at once, or \
                 raise that server’s limit.",
                names
            ),
            Self::Redirected => message!(
                "Not replaced: {0}. The response was a redirect (3xx), which Certdeck doesn’t \
                 follow. A node that isn’t the master redirects requests unless the cluster \
                 setting handle_redirects is on.",
                names
            ),
            Self::Unexpected { status: status @ (404 | 405), .. } => message!(
                "Unexpected response while replacing {0} (HTTP {1}), which isn’t from the \
                 cluster. A proxy in front of it may not forward this request: check its \
                 configuration. Whether the certificates were replaced is unknown until the list \
                 is refreshed.",
                names,
                *status
            ),
            Self::Unexpected { status: 504, .. } => message!(
                "A gateway in front of the cluster timed out while replacing {0} (504). The \
                 cluster may still be working on it, for up to 15 minutes. Don’t send it again \
                 before the list is refreshed.",
                names
            ),
            Self::Unexpected { status, error } => with(
                message!(
                    "Unexpected response while replacing {0} (HTTP {1}): {2}. Whether the \
                     certificates were replaced is unknown until the list is refreshed.",
                    names,
                    *status,
                    status_meaning(*status)
                ),
                error,
            ),
            Self::NoResponse(why) => message!(
                "No response from the cluster while replacing {0}. It may still be working on it, \
                 for up to 15 minutes. Whether the certificates were replaced is unknown until the \
                 list is refreshed. {1}",
                names,
                why.message()
            ),
        }
    }

    /// What the list shows of one of the names afterward.
    #[must_use]
    pub fn message_after(&self, name: &str, installed: Installed) -> Message {
        use Installed::{Another, InPlace, NotListed, OtherChain, StillOld, Unread};
        match installed {
            InPlace if *self == Self::Replaced => {
                message!("In place: the cluster lists the new certificate for {0}.", name)
            }
            InPlace => message!(
                "The cluster lists the new certificate for {0}, but didn’t confirm that every node \
                 has it. Check each node, or send the same files again.",
                name
            ),
            OtherChain => message!(
                "The cluster lists the new certificate for {0}, but with other certificates in \
                 its chain than were sent. Check what a new connection gets.",
                name
            ),
            StillOld if *self == Self::Replaced => message!(
                "The cluster confirmed the change, but still lists the old certificate for {0}. \
                 Refresh the list in a few minutes. If it stays, the nodes disagree.",
                name
            ),
            StillOld if self.may_have_changed() => message!(
                "Still the old one: the cluster lists the previous certificate for {0}. Some nodes \
                 may already have the new one. Check that all nodes are up, then try again with \
                 the same files.",
                name
            ),
            StillOld => message!("Still the old one: {0} is unchanged.", name),
            Another => message!(
                "The cluster lists another certificate for {0}, neither the old one nor the new \
                 one. It was replaced by someone else, or the cluster made it.",
                name
            ),
            NotListed => message!("The cluster lists no certificate for {0}.", name),
            Unread => message!(
                "The list couldn’t be refreshed afterward. Refresh to see which certificate the \
                 cluster has for {0}.",
                name
            ),
        }
    }
}
