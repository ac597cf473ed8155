//! Why a cluster's certificates couldn't be read, in one line.
//!
//! The core's messages where they fit; the others are for people in front of the panel.

use cert_inventory::{LoadError, Message, ReadFailure, SignInFailure, message};

/// Why it failed.
#[derive(Debug)]
pub enum Failure {
    /// There's no connection; the explanation.
    NoConnection(Message),
    /// 401, and no username was given.
    SignInRequired,
    /// The sign-in failed.
    SignIn(SignInFailure),
    /// Any other failure of a request.
    Read(ReadFailure),
    /// The cluster has no health report, or one of another form.
    NoHealthReport,
    /// The program itself, such as too many open files.
    Internal(String),
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::Read(ReadFailure::Body(error))
    }
}

impl Failure {
    /// What happened, and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::NoConnection(why) => why.clone(),
            Self::Internal(why) => message!("{0}", why.as_str()),
            Self::SignInRequired => message!(
                "The cluster requires sign-in (401). Set CERTDECK_USER and CERTDECK_PASSWORD, or \
                 pass --password-file.",
            ),
            Self::SignIn(SignInFailure::PasswordExpired) => message!(
                "This password has expired (401). Set a new one in the Cluster Manager UI or with \
                 the REST API.",
            ),
            Self::SignIn(SignInFailure::BasicDisabled(_)) => message!(
                "This cluster doesn’t accept passwords (401), because its \
                 control_plane_basic_authentication setting is off. Have the setting turned on.",
            ),
            Self::SignIn(failure) => failure.message(),
            Self::Read(failure) => failure.message(),
            Self::NoHealthReport => message!(
                "The cluster has no health report that lists certificates; version 8.0.16 and \
                 later do. Leave out --health.",
            ),
        }
    }
}
