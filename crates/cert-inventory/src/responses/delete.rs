//! What a cluster's answer to DELETE means, in words.
//!
//! An administrator acts on these sentences, so each claims what the answer says and no more.
//! They are here and not in the panel because a table of answers is tested best without a
//! browser. Statuses and bodies are those of the REST reference of Redis Enterprise Software
//! 7.4 to 8.0.

use crate::message;
use crate::responses::error_body::{ErrorBody, NoAnswer, status_meaning};
use crate::text::message::Message;

/// What became of a DELETE, as far as the answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// 200: removed from the cluster's configuration and from every node's disk.
    Deleted,
    /// 403, and the body says that the certificate is a required one.
    Required,
    /// 403, and the body says that the role lacks the permission.
    NotPermitted,
    /// 403, and the body does not tell which of the two it is.
    Refused,
    /// 404: unknown to the cluster, or deleted before.
    NotThere,
    /// 500: an error on the way; some nodes may hold the files still.
    PartlyDeleted(Option<ErrorBody>),
    /// 401: the token was not accepted, so the request was not carried out.
    SessionEnded,
    /// A redirect, which is not followed: a request is sent once, and to nobody else.
    Redirected,
    /// Any other status. Whether the certificate is there, only a new list can tell.
    Unexpected {
        /// The HTTP status code.
        status: u16,
        /// What the cluster added, if it is the cluster that spoke.
        error: Option<ErrorBody>,
    },
    /// The request was sent and nothing came back.
    NoAnswer(NoAnswer),
}

/// What the list that was read after the DELETE shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedAfter {
    /// The name is in the list.
    Listed,
    /// The name is not in the list.
    NotListed,
    /// The list could not be read.
    Unread,
}

/// How a result is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What was asked for is done.
    Success,
    /// It is not done, or not known to be done.
    Failure,
}

impl DeleteOutcome {
    /// Reads an answer: its status and its body, which may be missing or not JSON.
    pub fn of(status: u16, body: &[u8]) -> Self {
        let error = ErrorBody::read(body);
        match status {
            // A page is a proxy's answer: the cluster has said nothing.
            200 if !body.trim_ascii_start().starts_with(b"<") => Self::Deleted,
            401 => Self::SessionEnded,
            403 => Self::of_forbidden(error.as_ref()),
            404 => Self::NotThere,
            500 => Self::PartlyDeleted(error),
            status => Self::Unexpected { status, error },
        }
    }

    /// 403 has two meanings that only the body tells apart.
    fn of_forbidden(error: Option<&ErrorBody>) -> Self {
        let any = |phrases: &[&str]| error.is_some_and(|error| error.mentions(phrases));
        let permission = any(&[
            "permission",
            "privilege",
            "update cluster",
            "your role",
            "not authorized",
            "unauthorized",
        ]);
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

    /// Success, or failure: 404 is one, since nothing was deleted.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Deleted => Tone::Success,
            _ => Tone::Failure,
        }
    }

    /// How it is to be told once the list has been read again: what is still listed is not done.
    pub fn tone_after(&self, listed: ListedAfter) -> Tone {
        if listed == ListedAfter::Listed { Tone::Failure } else { self.tone() }
    }

    /// What to say as soon as the answer is there.
    #[must_use]
    pub fn message(&self, name: &str) -> Message {
        match self {
            Self::Deleted => message!(
                "Deleted {0} from the cluster’s configuration and every node’s disk.",
                name
            ),
            Self::Required => message!(
                "Not deleted: the cluster requires {0} (403). Required certificates can be \
                 replaced, not removed.",
                name
            ),
            Self::NotPermitted => message!(
                "Not deleted: your role may not delete {0}; it needs the permission \
                 update_cluster (403).",
                name
            ),
            Self::Refused => message!(
                "Not deleted: the cluster refused (403): either {0} is required or your role \
                 lacks update_cluster.",
                name
            ),
            Self::NotThere => message!(
                "{0} was not there (404): it is unknown to the cluster or was already deleted.",
                name
            ),
            // What the reference says of 500. A cluster that speaks may have met another error.
            Self::PartlyDeleted(None) => message!(
                "{0} may be partly deleted: the cluster met an error while deleting it from disk \
                 (500).",
                name
            ),
            Self::PartlyDeleted(error) => {
                let sentence = message!(
                    "{0} may be partly deleted: the cluster reported an error (500).",
                    name
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::SessionEnded => {
                message!(
                    "Your session has ended (401): nothing was deleted, so {0} is unchanged. Sign in.",
                    name
                )
            }
            Self::Redirected => message!(
                "Not deleted: {0}. The answer was a redirect (3xx), which is not followed. A node \
                 that is not the master redirects unless the cluster’s setting \
                 handle_redirects is on.",
                name
            ),
            Self::Unexpected { status, error } => {
                let sentence = message!(
                    "{0}: the answer was {1}, {2}. Whether it was deleted is unknown until the \
                     list is refreshed.",
                    name,
                    *status,
                    status_meaning(*status)
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::NoAnswer(why) => message!(
                "No answer from the cluster: whether {0} was deleted is unknown. {1}",
                name,
                why.message()
            ),
        }
    }

    /// What to add once the list has been read again, if there is something to add.
    #[must_use]
    pub fn message_after(&self, name: &str, listed: ListedAfter) -> Option<Message> {
        use ListedAfter::{Listed, NotListed, Unread};
        Some(match (self, listed) {
            (Self::SessionEnded, _) | (Self::Deleted, NotListed) => return None,
            (Self::Deleted, Listed) => message!(
                "The list read afterwards still shows {0}: it was set again meanwhile, or the \
                 nodes disagree.",
                name
            ),
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, Listed) => {
                return None;
            }
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, NotListed) => {
                message!("The list read afterwards does not show {0} any more.", name)
            }
            (Self::NotThere, NotListed) => message!("The list has been refreshed."),
            (Self::NotThere, Listed) => message!(
                "The list has been refreshed, and it does show {0}: something else answered in \
                 the cluster’s place, or the nodes disagree.",
                name
            ),
            (Self::PartlyDeleted(_), Listed) => message!("{0} is still listed: try again.", name),
            (Self::PartlyDeleted(_), NotListed) => message!(
                "{0} is no longer listed, but its files may be left on some nodes: check \
                 /etc/opt/redislabs on each.",
                name
            ),
            (Self::Unexpected { .. } | Self::NoAnswer(_), Listed) => {
                message!("The list has been refreshed: {0} is still there.", name)
            }
            (Self::Unexpected { .. } | Self::NoAnswer(_), NotListed) => {
                message!("The list has been refreshed: {0} is no longer there.", name)
            }
            (_, Unread) => message!("The list was not read afterwards."),
        })
    }
}
