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
                let sentence = message!(
                    "{0} may be partly deleted. The cluster reported an error (500).",
                    name
                );
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
            Self::NoAnswer(why) => message!(
                "No response from the cluster while deleting {0}. Whether it was deleted is unknown. {1}",
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
                "After a refresh, {0} is still listed. It was added again in the meantime, or the \
                 nodes disagree.",
                name
            ),
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, Listed) => {
                return None;
            }
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, NotListed) => {
                message!("After a refresh, {0} is no longer listed.", name)
            }
            (Self::NotThere, NotListed) => message!("The list has been refreshed."),
            (Self::NotThere, Listed) => message!(
                "The list has been refreshed and does include {0}. The response didn’t come from \
                 the cluster, or the nodes disagree.",
                name
            ),
            (Self::PartlyDeleted(_), Listed) => message!("{0} is still listed. Try again.", name),
            (Self::PartlyDeleted(_), NotListed) => message!(
                "{0} is no longer listed, but its files may remain on some nodes. Check \
                 /etc/opt/redislabs on every node.",
                name
            ),
            (Self::Unexpected { .. } | Self::NoAnswer(_), Listed) => {
                message!("The list has been refreshed: {0} is still listed.", name)
            }
            (Self::Unexpected { .. } | Self::NoAnswer(_), NotListed) => {
                message!(
                    "{0} is no longer listed, but the cluster never confirmed the deletion. Check \
                     /etc/opt/redislabs on every node.",
                    name
                )
            }
            (_, Unread) => message!("The list couldn’t be refreshed afterward."),
        })
    }
}
