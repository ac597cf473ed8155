//! What a cluster's answer to DELETE means, in words.
//!
//! An administrator acts on these sentences, so each claims what the answer says and no more.
//! They are here and not in the panel because a table of answers is tested best without a
//! browser. Statuses and bodies are those of the REST reference of Redis Enterprise Software
//! 7.4 to 8.0.

use crate::answer::{ClusterWords, NoAnswer, meaning};
use crate::visible::visible;

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
    PartlyDeleted(Option<ClusterWords>),
    /// 401: the token was not accepted, so the request was not carried out.
    SessionEnded,
    /// A redirect, which is not followed: a request is sent once, and to nobody else.
    Redirected,
    /// Any other status. Whether the certificate is there, only a new list can tell.
    Unexpected {
        /// The HTTP status code.
        status: u16,
        /// What the cluster added, if it is the cluster that spoke.
        words: Option<ClusterWords>,
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
        let words = ClusterWords::read(body);
        match status {
            // A page is a proxy's answer: the cluster has said nothing.
            200 if !body.trim_ascii_start().starts_with(b"<") => Self::Deleted,
            401 => Self::SessionEnded,
            403 => Self::of_forbidden(words.as_ref()),
            404 => Self::NotThere,
            500 => Self::PartlyDeleted(words),
            status => Self::Unexpected { status, words },
        }
    }

    /// 403 has two meanings that only the body tells apart.
    fn of_forbidden(words: Option<&ClusterWords>) -> Self {
        let any = |phrases: &[&str]| words.is_some_and(|words| words.say(phrases));
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
    pub fn told(&self, name: &str) -> String {
        let name = visible(name);
        match self {
            Self::Deleted => {
                format!("Deleted {name} from the cluster’s configuration and every node’s disk.")
            }
            Self::Required => format!(
                "Not deleted: the cluster requires {name} (403). Required certificates can be \
                 replaced, not removed."
            ),
            Self::NotPermitted => format!(
                "Not deleted: your role may not delete {name}; it needs the permission \
                 update_cluster (403)."
            ),
            Self::Refused => format!(
                "Not deleted: the cluster refused (403): either {name} is required or your role \
                 lacks update_cluster."
            ),
            Self::NotThere => format!(
                "{name} was not there (404): it is unknown to the cluster or was already deleted."
            ),
            Self::PartlyDeleted(words) => format!(
                "{name} may be partly deleted: the cluster met an error while deleting it from \
                 disk (500).{}",
                ClusterWords::quoted(words.as_ref())
            ),
            Self::SessionEnded => {
                format!("Your session has ended (401). Sign in; {name}: nothing was deleted.")
            }
            Self::Redirected => format!(
                "Not deleted: {name} was asked of an address that redirects (3xx), which is not \
                 followed. A node that is not the master does so unless the cluster’s setting \
                 handle_redirects is on."
            ),
            Self::Unexpected { status, words } => format!(
                "{name}: the answer was {status}, {}.{} Whether it was deleted is unknown until \
                 the list is refreshed.",
                meaning(*status),
                ClusterWords::quoted(words.as_ref())
            ),
            Self::NoAnswer(why) => format!(
                "No answer from the cluster: whether {name} was deleted is unknown. {}",
                why.told()
            ),
        }
    }

    /// What to add once the list has been read again; empty when there is nothing to add.
    pub fn told_after(&self, name: &str, listed: ListedAfter) -> String {
        use ListedAfter::{Listed, NotListed, Unread};
        let name = visible(name);
        match (self, listed) {
            (Self::SessionEnded, _) => String::new(),
            (Self::Deleted, NotListed) => String::new(),
            (Self::Deleted, Listed) => format!(
                "The list read afterwards still shows {name}: it was set again meanwhile, or the \
                 nodes disagree."
            ),
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, Listed) => {
                String::new()
            }
            (Self::Required | Self::NotPermitted | Self::Refused | Self::Redirected, NotListed) => {
                format!("The list read afterwards does not show {name} any more.")
            }
            (Self::NotThere, NotListed) => "The list has been refreshed.".to_owned(),
            (Self::NotThere, Listed) => {
                format!(
                    "The list has been refreshed, and it does show {name}: something else \
                 answered in the cluster’s place, or the nodes disagree."
                )
            }
            (Self::PartlyDeleted(_), Listed) => format!("{name} is still listed: try again."),
            (Self::PartlyDeleted(_), NotListed) => format!(
                "{name} is no longer listed, but its files may be left on some nodes: check \
                 /etc/opt/redislabs on each."
            ),
            (Self::Unexpected { .. } | Self::NoAnswer(_), Listed) => {
                format!("The list has been refreshed: {name} is still there.")
            }
            (Self::Unexpected { .. } | Self::NoAnswer(_), NotListed) => {
                format!("The list has been refreshed: {name} is no longer there.")
            }
            (_, Unread) => "The list was not read afterwards.".to_owned(),
        }
    }
}
