//! What the API says when it does not do what was asked: a status and the
//! cluster's error body, `{"error_code": …, "description": …}`.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{cluster::Refusal, session::Denied};

/// An error answer.
#[derive(Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The word that a program may rely on.
    pub code: String,
    /// The sentence for a person.
    pub description: String,
}

impl Problem {
    /// An answer with this status, `error_code` and `description`.
    pub fn new(
        status: StatusCode,
        code: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self { status, code: code.into(), description: description.into() }
    }

    /// 401: no credentials, or a token that has ended.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "Sign in: no credentials were sent, or they are no longer valid.",
        )
    }

    /// 401: the cluster takes tokens and no names and passwords.
    ///
    /// The reference gives no code for this: a client has to go by the status
    /// and the words.
    #[must_use]
    pub fn basic_disabled() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "basic_authentication_disabled",
            "Basic authentication is disabled on this cluster.",
        )
    }

    /// 400: a header or a body that the request may not have.
    pub fn invalid(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let (code, description) = match denied {
            Denied::WrongCredentials => ("invalid_credentials", "Wrong username or password."),
            Denied::PasswordExpired => ("password_expired", "The password has expired."),
            // The reference gives no code for this: a client has to go by the
            // status and the words.
            Denied::UserLocked => {
                ("user_locked", "The user is locked after too many failed sign-ins.")
            }
        };
        Self::new(StatusCode::UNAUTHORIZED, code, description)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotPermitted(permission) => Self::new(
                StatusCode::FORBIDDEN,
                "insufficient_permissions",
                format!("Your role lacks the {} permission.", permission.name()),
            ),
            Refusal::Required => Self::new(
                StatusCode::FORBIDDEN,
                "required_certificate",
                "This certificate is required by the cluster and cannot be deleted.",
            ),
            Refusal::NotFound => Self::new(
                StatusCode::NOT_FOUND,
                "certificate_not_found",
                "The cluster has no certificate with this name.",
            ),
            Refusal::NoLicense => {
                Self::new(StatusCode::NOT_FOUND, "no_license", "The cluster has no license.")
            }
            Refusal::Store => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal_error",
                "The configuration store rejected the change.",
            ),
            Refusal::Disk(nodes) => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "delete_from_disk_failed",
                format!(
                    "The certificate could not be deleted from disk on node {}.",
                    nodes.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
                ),
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error_code": self.code, "description": self.description });
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            // As the real thing: a browser asks for a password by itself when it
            // sees this, unless the page takes care that it does not.
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                header::HeaderValue::from_static(r#"Basic realm="Redis Enterprise""#),
            );
        }
        response
    }
}
