//! The API's error responses: a status and the cluster's error body, `{"error_code": …,
//! "description": …}`.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{cluster::Refusal, session::Denied};

/// An error response.
#[derive(Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable code for programs.
    pub code: String,
    /// The description for people.
    pub description: String,
}

impl Problem {
    /// A response with this status, `error_code`, and `description`.
    pub fn new(
        status: StatusCode,
        code: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self { status, code: code.into(), description: description.into() }
    }

    /// 401: no credentials, or an expired token.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "Sign in: no credentials were sent, or they are no longer valid.",
        )
    }

    /// 401: the cluster accepts tokens, but not usernames and passwords.
    ///
    /// The reference defines no code for this: a client must rely on the status and the
    /// description.
    #[must_use]
    pub fn basic_disabled() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "basic_authentication_disabled",
            "Basic authentication is disabled on this cluster.",
        )
    }

    /// 400: an invalid header or body.
    pub fn invalid(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        let (code, description) = match denied {
            Denied::WrongCredentials => ("invalid_credentials", "Wrong username or password."),
            Denied::PasswordExpired => ("password_expired", "The password has expired."),
            // The reference defines no code for this: a client must rely on the status and the
            // description.
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
            Refusal::NoSuchRequest => {
                Self::new(StatusCode::NOT_FOUND, "not_found", "The API has no such resource.")
            }
            Refusal::NoLicense => {
                Self::new(StatusCode::NOT_FOUND, "no_license", "The cluster has no license.")
            }
            Refusal::UnknownCertificates(names) => Self::new(
                StatusCode::FORBIDDEN,
                "unknown_certificate",
                format!("Unknown certificate: {}.", names.join(", ")),
            ),
            Refusal::InvalidCertificates(reasons) => Self::new(
                StatusCode::BAD_REQUEST,
                "invalid_certificate",
                format!("Invalid certificate. {}.", reasons.join("; ")),
            ),
            Refusal::ExpiredCertificates(names) => Self::new(
                StatusCode::NOT_ACCEPTABLE,
                "expired_certificate",
                format!("Expired certificate: {}.", names.join(", ")),
            ),
            Refusal::NodesNotUpdated(nodes) => Self::new(
                StatusCode::CONFLICT,
                "nodes_not_updated",
                format!("Not all nodes have been updated: node {}.", listed(&nodes)),
            ),
            Refusal::NodesNotRotated(nodes) => Self::new(
                StatusCode::BAD_REQUEST,
                "nodes_not_updated",
                format!("Not all nodes have been updated: node {}.", listed(&nodes)),
            ),
            Refusal::NotRotatable => Self::new(
                StatusCode::FORBIDDEN,
                "unsupported_rotation",
                "Unsupported internal certificate rotation.",
            ),
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
                    listed(&nodes)
                ),
            ),
        }
    }
}

fn listed(nodes: &[usize]) -> String {
    nodes.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error_code": self.code, "description": self.description });
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            // As on a real cluster: this makes a browser show its own password prompt, unless the
            // page prevents it.
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                header::HeaderValue::from_static(r#"Basic realm="Redis Enterprise""#),
            );
        }
        response
    }
}
