//! Why the list could not be read, in words.

use crate::inventory::json::LoadError;
use crate::message;
use crate::responses::error_body::{ErrorBody, NoAnswer, status_meaning};
use crate::text::message::{Message, display_in_english};

/// Why a read did not give an inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// The request was sent and nothing came back.
    NoAnswer(NoAnswer),
    /// A redirect, which is not followed: nobody but the cluster is asked.
    Redirected,
    /// The answer began and broke off before its end.
    BrokenOff,
    /// The answer began and had not come to its end after this many seconds.
    Unfinished {
        /// The limit that was reached, in seconds.
        seconds: u32,
    },
    /// The answer is larger than this many bytes, so it was not read to its end.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The cluster, or a proxy before it, answered with an error.
    Status {
        /// The HTTP status code.
        status: u16,
        /// What the cluster added, if it is the cluster that spoke.
        error: Option<ErrorBody>,
        /// Seconds that it asks to wait (the header Retry-After).
        retry_after: Option<u32>,
    },
    /// The answer was 200, and its body is not what the API promises.
    Body(LoadError),
}

impl ReadFailure {
    /// Reads an answer other than 200: its status, its body, and its header Retry-After in
    /// seconds.
    pub fn of(status: u16, body: &[u8], retry_after: Option<u32>) -> Self {
        Self::Status { status, error: ErrorBody::read(body), retry_after }
    }

    /// Seconds that the server asks to wait before the next request; it may ask with 429 and
    /// 503 only.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Status { status: 429 | 503, retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the session is what failed, so that signing in again helps.
    pub fn is_session_end(&self) -> bool {
        matches!(self, Self::Status { status: 401, .. })
    }

    /// What happened, and what to do where something can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoAnswer(why) => message!("No response from the cluster. {0}", why.message()),
            Self::Redirected => message!(
                "The response was a redirect (3xx), which Certdeck doesn’t follow. A node that \
                 isn’t the master redirects requests unless the cluster setting handle_redirects \
                 is on."
            ),
            Self::BrokenOff => {
                message!("The connection was lost before the response was complete.")
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
                match self.retry_after() {
                    Some(seconds) => {
                        message!("{0} Wait {1} seconds before trying again.", sentence, seconds)
                    }
                    None => sentence,
                }
            }
            Self::Body(error) => error.message(),
        }
    }
}

display_in_english!(ReadFailure);
