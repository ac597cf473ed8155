//! Explains why the list couldn't be read.

use crate::inventory::json::LoadError;
use crate::message;
use crate::responses::error_body::{ErrorBody, NoResponse, status_meaning, status_remedy};
use crate::text::message::{Message, display_in_english};

/// Why a read failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// The request was sent, but no response arrived.
    NoResponse(NoResponse),
    /// A redirect, which isn't followed: requests go only to the cluster.
    Redirected,
    /// The response broke off.
    BrokenOff,
    /// The response began and had not come to its end after this many seconds.
    Unfinished {
        /// The limit that was reached, in seconds.
        seconds: u32,
    },
    /// The response is larger than this many bytes, so it was not read to its end.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The cluster, or a proxy in front of it, returned an error.
    Status {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
        /// Seconds to wait, from the Retry-After header.
        retry_after: Option<u32>,
    },
    /// Status 200, but the body isn't what the API specifies.
    Body(LoadError),
    /// Status 200, but all certificates that every cluster has are gone at once.
    Implausible,
}

impl ReadFailure {
    /// Classifies a response other than 200 by its status, body, and Retry-After in seconds.
    pub fn of(status: u16, body: &[u8], retry_after: Option<u32>) -> Self {
        Self::Status { status, error: ErrorBody::read(body), retry_after }
    }

    /// Seconds to wait before the next request; respected for 429 and 503 only.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Status { status: 429 | 503, retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the session failed, so that signing in again helps.
    pub fn is_session_end(&self) -> bool {
        matches!(self, Self::Status { status: 401, .. })
    }

    /// What happened, and what to do if possible.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoResponse(why) => message!("No response from the cluster. {0}", why.message()),
            Self::Redirected => message!(
                "The response was a redirect (3xx), which Certdeck doesn’t follow. A node that \
                 isn’t the master redirects requests unless the cluster setting handle_redirects \
                 is on."
            ),
            Self::BrokenOff => {
                message!(
                    "The connection was lost before the response was complete. Check the network \
                     and any proxy in front of the cluster."
                )
            }
            Self::Unfinished { seconds } => message!(
                "The response started but didn’t finish within {0} seconds. The connection to \
                 the cluster may be slow.",
                *seconds
            ),
            Self::TooLarge { limit } => message!(
                "The response is larger than {0} MiB, far more than certificates need.",
                limit / (1024 * 1024)
            ),
            Self::Status { status: 403, error: None, .. } => message!(
                "Access to the certificates was denied (403). Either your role lacks the \
                 view_cluster_info permission, or something in front of the cluster blocks the \
                 request."
            ),
            Self::Status { status: 403, error, .. } => {
                let sentence = message!(
                    "Your role can’t view certificates (403). It needs the view_cluster_info \
                     permission."
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::Status { status, error, .. } => {
                let sentence = message!("HTTP {0}: {1}.", *status, status_meaning(*status));
                let sentence = ErrorBody::append_to(sentence, error.as_ref());
                match (self.retry_after(), status_remedy(*status)) {
                    (Some(1), _) => message!("{0} Wait 1 second before trying again.", sentence),
                    (Some(seconds), _) => {
                        message!("{0} Wait {1} seconds before trying again.", sentence, seconds)
                    }
                    (None, Some(remedy)) => message!("{0} {1}", sentence, remedy),
                    (None, None) => sentence,
                }
            }
            Self::Body(error) => error.message(),
            Self::Implausible => message!(
                "The response contains none of the certificates that every cluster has (api, cm, \
                 proxy, syncer), although the last one did. It may not be from the cluster. To \
                 show it anyway, reload this page."
            ),
        }
    }
}

display_in_english!(ReadFailure);
