//! Why the list could not be read or nobody could sign in, in words.

use crate::answer::{ClusterWords, NoAnswer, meaning};
use crate::load::LoadError;
use crate::message;
use crate::message::Message;

/// Why a read did not give an inventory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// The request was sent and nothing came back.
    NoAnswer(NoAnswer),
    /// A redirect, which is not followed: nobody but the cluster is asked.
    Redirected,
    /// The answer began and broke off before its end.
    BrokenOff,
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
        words: Option<ClusterWords>,
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
        Self::Status { status, words: ClusterWords::read(body), retry_after }
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
}

impl ReadFailure {
    /// What happened, and what to do where something can be done.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::NoAnswer(why) => message!("No answer from the cluster. {0}", why.told()),
            Self::Redirected => message!(
                "The answer was a redirect (3xx), which is not followed. A node that is not the \
                 master redirects unless the cluster’s setting handle_redirects is on."
            ),
            Self::BrokenOff => message!("The connection broke before the answer’s end."),
            Self::TooLarge { limit } => message!(
                "The answer is larger than {0} MiB, far more than certificates take.",
                limit / (1024 * 1024)
            ),
            Self::Status { status: 403, words: None, .. } => message!(
                "Reading the certificates was refused (403): your role lacks the permission \
                 view_cluster_info, or something before the cluster refuses."
            ),
            Self::Status { status: 403, words, .. } => {
                let sentence = message!(
                    "Your role may not read the certificates (403): it needs the permission \
                     view_cluster_info."
                );
                ClusterWords::added_to(sentence, words.as_ref())
            }
            Self::Status { status, words, .. } => {
                let sentence = message!("The answer was {0}: {1}.", *status, meaning(*status));
                let sentence = ClusterWords::added_to(sentence, words.as_ref());
                match self.retry_after() {
                    Some(seconds) => {
                        message!("{0} It asks to wait for {1} seconds.", sentence, seconds)
                    }
                    None => sentence,
                }
            }
            Self::Body(error) => error.told(),
        }
    }
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// 401: the name or the password is wrong.
    NotAccepted(Option<ClusterWords>),
    /// 401 with the code `password_expired`.
    PasswordExpired,
    /// 401, and the words say that the user is locked. The reference gives no code for it.
    Locked(ClusterWords),
    /// 401, and the words say that the cluster takes no passwords, as where its setting
    /// `control_plane_basic_authentication` (8.2 and later) is off. The reference gives no code.
    BasicDisabled(ClusterWords),
    /// 200, and the body holds no token.
    NoToken,
    /// Any other answer, or none.
    Other(ReadFailure),
}

impl SignInFailure {
    /// Reads an answer other than 200 to the request for a token.
    pub fn of(status: u16, body: &[u8]) -> Self {
        match (status, ClusterWords::read(body)) {
            (401, Some(words)) if words.error_code == "password_expired" => Self::PasswordExpired,
            (401, Some(words)) if words.say(&["locked", "lockout"]) => Self::Locked(words),
            (401, Some(words))
                if words.say(&["basic auth"])
                    && words.say(&["disabled", "not allowed", "not enabled", "not supported"]) =>
            {
                Self::BasicDisabled(words)
            }
            (401, words) => Self::NotAccepted(words),
            (status, words) => {
                Self::Other(ReadFailure::Status { status, words, retry_after: None })
            }
        }
    }
}

impl SignInFailure {
    /// What happened, and what to do where something can be done.
    #[must_use]
    pub fn told(&self) -> Message {
        let (sentence, words) = match self {
            Self::NotAccepted(words) => (
                message!("The cluster did not accept this user name and password (401)."),
                words.as_ref(),
            ),
            Self::PasswordExpired => (
                message!(
                    "This password has expired (401). Set a new one in the cluster’s own web UI \
                     or with its REST API, then sign in here."
                ),
                None,
            ),
            Self::Locked(words) => (
                message!(
                    "This user is locked (401). The cluster locks a user after several wrong \
                     passwords: wait, or have an administrator set a new password."
                ),
                Some(words),
            ),
            Self::BasicDisabled(words) => (
                message!(
                    "This cluster takes no passwords (401): its setting \
                     control_plane_basic_authentication is off. Use a client certificate (see \
                     client_certificate in config.json), or have the setting switched on."
                ),
                Some(words),
            ),
            Self::NoToken => (
                message!(
                    "The answer to the sign-in holds no token: this address is perhaps not a \
                     cluster’s REST API."
                ),
                None,
            ),
            Self::Other(ReadFailure::Status { status: 403, words, .. }) => {
                (message!("The cluster refuses to sign this user in (403)."), words.as_ref())
            }
            Self::Other(failure) => (message!("Not signed in. {0}", failure.told()), None),
        };
        ClusterWords::added_to(sentence, words)
    }
}
