//! Why a cluster's certificates couldn't be read, in one line.
//!
//! The core's messages where they fit; the others are for people in front of the panel.

use std::fmt;

use cert_inventory::{LoadError, ReadFailure, SignInFailure};

/// Why it failed.
#[derive(Debug)]
pub enum Failure {
    /// There's no connection; the explanation.
    NoConnection(String),
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

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoConnection(why) | Self::Internal(why) => f.write_str(why),
            Self::SignInRequired => f.write_str(
                "The cluster requires sign-in (401). Set CERTDECK_USER and CERTDECK_PASSWORD, or \
                 pass --password-file.",
            ),
            Self::SignIn(SignInFailure::PasswordExpired) => f.write_str(
                "This password has expired (401). Set a new one in the Cluster Manager UI or with \
                 the REST API.",
            ),
            Self::SignIn(SignInFailure::BasicDisabled(_)) => f.write_str(
                "This cluster doesn’t accept passwords (401), because its \
                 control_plane_basic_authentication setting is off. Have the setting turned on.",
            ),
            Self::SignIn(failure) => failure.fmt(f),
            Self::Read(failure) => failure.fmt(f),
            Self::NoHealthReport => f.write_str(
                "The cluster has no health report that lists certificates; version 8.0.16 and \
                 later do. Leave out --health.",
            ),
        }
    }
}
