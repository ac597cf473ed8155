//! Explains a cluster's response to DELETE.
//!
//! Administrators act on these sentences, so each claims no more than the response says. They are
//! here and not in the panel so that the table of responses can be tested without a browser.
//! Statuses and bodies follow the REST reference of Redis Enterprise Software 7.4 to 8.0.

use crate::message;
use crate::responses::access::Access;
use crate::responses::error_body::{ErrorBody, NoResponse, is_empty_or_json, status_meaning};
use crate::text::message::Message;

/// The outcome of a DELETE, as far as the response shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// 200: removed from the cluster's configuration and from every node's disk.
    Deleted,
    /// 403, and the body says the certificate is required.
    Required,
    /// 403, and the body says the role lacks the permission.
    NotPermitted,
    /// 403, and the body doesn't say which.
    Refused,
    /// The same, but the role has the permission.
    RefusedDespiteRole,
    /// 404 from the cluster: unknown to the cluster, or already deleted.
    NotThere,
    /// 500: an error partway; some nodes may still have the files.
    PartlyDeleted(Option<ErrorBody>),
    /// 401: the token wasn't accepted, so nothing was deleted.
    SessionEnded,
    /// A redirect, which isn't followed: a request goes once, to one server.
    Redirected,
    /// Any other status. Only a new list shows whether the certificate still exists.
    Unexpected {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
    },
    /// The request was sent, but no response arrived.
    NoResponse(NoResponse),
}

/// What the list read after the DELETE shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedAfter {
    /// The name is listed.
    Listed,
    /// The name isn't listed.
    NotListed,
    /// The list couldn't be read.
    Unread,
}

/// How to present a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The request succeeded.
    Success,
    /// It failed, or may have failed.
    Failure,
}

impl DeleteOutcome {
    /// Classifies a response by status and body, which may be missing or not JSON.
    pub fn of(status: u16, body: &[u8]) -> Self {
        let error = ErrorBody::read(body);
        match status {
            200 if error.is_none() && is_empty_or_json(body) => Self::Deleted,
            401 => Self::SessionEnded,
            403 => Self::of_forbidden(error.as_ref()),
            404 if is_empty_or_json(body) => Self::NotThere,
            500 => Self::PartlyDeleted(error),
            status => Self::Unexpected { status, error },
        }
    }

    /// 403 has two meanings that only the body distinguishes.
    fn of_forbidden(error: Option<&ErrorBody>) -> Self {
        let any = |phrases: &[&str]| error.is_some_and(|error| error.mentions(phrases));
        let permission = error.is_some_and(ErrorBody::is_about_permission);
        let required = any(&[
            "required cert",
            "certificate is required",
            "certificate required",
            "mandatory",
            "is required by",
        ]);
        match (required, permission) {
            (true, false) => Self::Required,
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

    /// Whether the name may be gone because of the request.
    #[must_use]
    pub fn may_have_deleted(&self) -> bool {
        match self {
            Self::Deleted
            | Self::PartlyDeleted(_)
            | Self::Unexpected { .. }
            | Self::NoResponse(_) => true,
            Self::Required
            | Self::NotPermitted
            | Self::Refused
            | Self::RefusedDespiteRole
            | Self::NotThere
            | Self::SessionEnded
            | Self::Redirected => false,
        }
    }

    /// Whether the name may be deleted in part, so that files of it remain on some nodes.
    #[must_use]
    pub fn may_be_partial(&self, listed: ListedAfter) -> bool {
        match self {
            Self::PartlyDeleted(_) => true,
            Self::Unexpected { .. } | Self::NoResponse(_) => listed == ListedAfter::NotListed,
            _ => false,
        }
    }

    /// 404 is a failure, because nothing was deleted.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Deleted => Tone::Success,
            _ => Tone::Failure,
        }
    }

    /// The tone once the list is refreshed: a name still listed isn't deleted.
    pub fn tone_after(&self, listed: ListedAfter) -> Tone {
        if listed == ListedAfter::Listed { Tone::Failure } else { self.tone() }
    }

    /// The message to show immediately.
    #[must_use]
    pub fn message(&self, name: &str) -> Message {
        match self {
            Self::Deleted => message!(
                "Deleted {0} from the cluster’s configuration and every node’s disk.",
                name
            ),
            Self::Required => message!(
                "Not deleted: the cluster requires {0} (403). Required certificates can be \
                 replaced, but not deleted.",
                name
            ),
            Self::NotPermitted => message!(
                "Not deleted: your role can’t delete {0} (403). It needs the update_cluster \
                 permission.",
                name
            ),
            Self::Refused => message!(
                "Not deleted (403): either the cluster requires {0}, or your role lacks the \
                 update_cluster permission.",
                name
            ),
            Self::RefusedDespiteRole => message!(
                "Not deleted (403). Your role can delete certificates, so either the cluster \
                 requires {0}, or a server in front of the cluster blocks the request.",
                name
            ),
            Self::NotThere => message!(
                "{0} wasn’t found (404). It doesn’t exist on the cluster, or it was already \
                 deleted.",
                name
            ),
            // What the reference says of 500. A cluster that speaks may have met another error.
            Self::PartlyDeleted(None) => message!(
                "{0} may be partly deleted. An error occurred while the cluster was deleting it \
                 from disk (500).",
                name
            ),
            Self::PartlyDeleted(error) => {
                let sentence = message!("{0} may be partly deleted (500).", name);
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::SessionEnded => {
                message!(
                    "Your session has expired (401). Nothing was deleted, so {0} is unchanged. \
                     Sign in again.",
                    name
                )
            }
            Self::Redirected => message!(
                "{0} wasn’t deleted. The response was a redirect (3xx), which Certdeck doesn’t \
                 follow. A node that isn’t the master redirects requests unless the cluster \
                 setting handle_redirects is on.",
                name
            ),
            Self::Unexpected { status: 404, .. } => message!(
                "Unexpected response while deleting {0} (HTTP 404), which isn’t from the cluster. \
                 A proxy in front of it may not forward this name or path: check its \
                 configuration. Whether {0} was deleted is unknown until the list is refreshed.",
                name
            ),
            Self::Unexpected { status, error } => {
                let sentence = message!(
                    "Unexpected response while deleting {0} (HTTP {1}): {2}. Whether it was \
                     deleted is unknown until the list is refreshed.",
                    name,
                    *status,
                    status_meaning(*status)
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::NoResponse(why) => message!(
                "No response from the cluster while deleting {0}. Whether it was deleted is unknown. {1}",
                name,
                why.message()
            ),
        }
    }

    /// What to add after the list is refreshed, if anything.
    #[must_use]
    pub fn message_after(&self, name: &str, listed: ListedAfter) -> Option<Message> {
        use ListedAfter::{Listed, NotListed, Unread};
        Some(match (self, listed) {
            (Self::SessionEnded, _) | (Self::Deleted, NotListed) => return None,
            (Self::Deleted, Listed) => message!(
                "After a refresh, {0} is still listed. It was added again in the meantime, or the \
                 nodes disagree.",
                name
            ),
            (
                Self::Required
                | Self::NotPermitted
                | Self::Refused
                | Self::RefusedDespiteRole
                | Self::Redirected,
                Listed,
            ) => {
                return None;
            }
            (
                Self::Required
                | Self::NotPermitted
                | Self::Refused
                | Self::RefusedDespiteRole
                | Self::Redirected,
                NotListed,
            ) => {
                message!("After a refresh, the cluster no longer lists {0}.", name)
            }
            (Self::NotThere, NotListed) => message!("The list has been refreshed."),
            (Self::NotThere, Listed) => message!(
                "The list has been refreshed and does include {0}. The response didn’t come from \
                 the cluster, or the nodes disagree.",
                name
            ),
            (Self::PartlyDeleted(_), Listed) => message!("{0} is still listed. Try again.", name),
            (Self::PartlyDeleted(_), NotListed) => message!(
                "The cluster no longer lists {0}, but its files may remain on some nodes. Check \
                 /etc/opt/redislabs on every node.",
                name
            ),
            (Self::Unexpected { status, .. }, Listed) if !may_pass(*status) => {
                message!("The list has been refreshed: {0} is still listed.", name)
            }
            (Self::Unexpected { .. } | Self::NoResponse(_), Listed) => {
                message!("The list has been refreshed: {0} is still listed. Try again.", name)
            }
            (Self::Unexpected { .. } | Self::NoResponse(_), NotListed) => {
                message!(
                    "The cluster no longer lists {0}, but never confirmed the deletion. Check \
                     /etc/opt/redislabs on every node.",
                    name
                )
            }
            (_, Unread) => message!(
                "The list couldn’t be refreshed afterward. Refresh to see whether {0} still exists.",
                name
            ),
        })
    }
}

/// Whether the same request may succeed later: the server was busy, or something failed. Otherwise
/// it's the request or the address that isn't accepted.
fn may_pass(status: u16) -> bool {
    matches!(status, 408 | 409 | 429 | 500..=599)
}
