//! Explains why sign-in failed.

use crate::message;
use crate::responses::error_body::ErrorBody;
use crate::responses::read::ReadFailure;
use crate::text::message::{Message, display_in_english};

/// Why sign-in failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// 401: wrong username or password.
    NotAccepted(Option<ErrorBody>),
    /// 401 with the code `password_expired`.
    PasswordExpired,
    /// 401, and the description says the user is locked. The reference defines no code for it.
    Locked(ErrorBody),
    /// 401, and the description says passwords aren't accepted, as with
    /// `control_plane_basic_authentication` (8.2 and later) off. The reference defines no code for
    /// it.
    BasicDisabled(ErrorBody),
    /// 200, but the body has no token.
    NoToken,
    /// Any other response, or none.
    Other(ReadFailure),
}

impl SignInFailure {
    /// Classifies a response other than 200 to the token request.
    pub fn of(status: u16, body: &[u8]) -> Self {
        match (status, ErrorBody::read(body)) {
            (401, Some(error)) if error.error_code == "password_expired" => Self::PasswordExpired,
            (401, Some(error)) if error.mentions(&["locked", "lockout"]) => Self::Locked(error),
            (401, Some(error))
                if error.mentions(&["basic auth"])
                    && error.mentions(&[
                        "disabled",
                        "not allowed",
                        "not enabled",
                        "not supported",
                    ]) =>
            {
                Self::BasicDisabled(error)
            }
            (401, error) => Self::NotAccepted(error),
            (status, error) => {
                Self::Other(ReadFailure::Status { status, error, retry_after: None })
            }
        }
    }

    /// What happened, and what to do if possible.
    #[must_use]
    pub fn message(&self) -> Message {
        let (sentence, error) = match self {
            Self::NotAccepted(error) => (
                message!("The cluster didn’t accept this username and password (401)."),
                error.as_ref(),
            ),
            Self::PasswordExpired => (
                message!(
                    "This password has expired (401). Set a new one in the Cluster Manager UI or \
                     with the REST API, then sign in here."
                ),
                None,
            ),
            Self::Locked(error) => (
                message!(
                    "This user is locked out (401). The cluster locks a user after several wrong \
                     passwords. Wait, or have an administrator set a new password."
                ),
                Some(error),
            ),
            Self::BasicDisabled(error) => (
                message!(
                    "This cluster doesn’t accept passwords (401), because its \
                     control_plane_basic_authentication setting is off. Use a client certificate \
                     (see client_certificate in config.json), or have the setting turned on."
                ),
                Some(error),
            ),
            Self::NoToken => (
                message!(
                    "The sign-in response doesn’t contain a token. This address may not be a \
                     cluster’s REST API."
                ),
                None,
            ),
            Self::Other(ReadFailure::Status { status: 403, error, .. }) => {
                (message!("The cluster doesn’t allow this user to sign in (403)."), error.as_ref())
            }
            Self::Other(failure) => (message!("Sign-in failed. {0}", failure.message()), None),
        };
        ErrorBody::append_to(sentence, error)
    }
}

display_in_english!(SignInFailure);
