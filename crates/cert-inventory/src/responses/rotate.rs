//! Explains a cluster's response to `POST v1/cluster/certificates/rotate`, which generates new
//! certificates in place of those that the cluster made.

use crate::message;
use crate::responses::access::Access;
use crate::responses::delete::Tone;
use crate::responses::error_body::{ErrorBody, NoResponse, is_empty_or_json, status_meaning};
use crate::text::message::Message;

/// The outcome of a rotation, as far as the response shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotateOutcome {
    /// 200: rotated, on the nodes that are up.
    Rotated,
    /// 400 or 409: not all nodes have it.
    NotAllNodes {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
    },
    /// 403, and the body says the role lacks the permission.
    NotPermitted,
    /// 403, and it doesn't say whether the certificate can't be rotated or the role lacks the
    /// permission.
    Refused,
    /// The same, but the role has the permission.
    NotRotatable,
    /// 404 or 405 from the cluster: it doesn't have the request.
    NotSupported,
    /// 401: the token wasn't accepted, so nothing changed.
    SessionEnded,
    /// A redirect, which isn't followed.
    Redirected,
    /// Any other status, 406 and 500 among them.
    Unexpected {
        /// The HTTP status code.
        status: u16,
        /// The cluster's own description, if it sent one.
        error: Option<ErrorBody>,
    },
    /// The request was sent, but no response arrived.
    NoResponse(NoResponse),
}

impl RotateOutcome {
    /// Classifies a response by status and body, which may be missing or not JSON.
    pub fn of(status: u16, body: &[u8]) -> Self {
        let error = ErrorBody::read(body);
        let is_ours = is_empty_or_json(body);
        match status {
            200 if error.is_none() && is_ours => Self::Rotated,
            400 if is_ours => Self::NotAllNodes { status, error },
            409 => Self::NotAllNodes { status, error },
            401 => Self::SessionEnded,
            403 if error.as_ref().is_some_and(ErrorBody::is_about_permission) => Self::NotPermitted,
            403 => Self::Refused,
            404 | 405 if is_ours => Self::NotSupported,
            status => Self::Unexpected { status, error },
        }
    }

    /// The outcome in view of what the user's role may do.
    #[must_use]
    pub fn with_access(self, access: &Access) -> Self {
        match self {
            Self::Refused if !access.may_update => Self::NotPermitted,
            Self::Refused => Self::NotRotatable,
            other => other,
        }
    }

    /// Whether the cluster may have changed because of the request.
    #[must_use]
    pub fn may_have_changed(&self) -> bool {
        matches!(
            self,
            Self::Rotated
                | Self::NotAllNodes { .. }
                | Self::Unexpected { .. }
                | Self::NoResponse(_)
        )
    }

    /// How to present it.
    #[must_use]
    pub fn tone(&self) -> Tone {
        if *self == Self::Rotated { Tone::Success } else { Tone::Failure }
    }

    /// The message to show, for one name, or for all that the cluster made.
    #[must_use]
    pub fn message(&self, name: Option<&str>) -> Message {
        let what = match name {
            Some(name) => message!("{0}", name),
            None => message!("all certificates that the cluster generated"),
        };
        match self {
            Self::Rotated => message!(
                "Rotated: {0}. Before version 8.2.0-46, nodes that are down are skipped and don’t \
                 get the new certificates later. Check the nodes’ alerts.",
                what
            ),
            Self::NotAllNodes { status, error } => {
                let sentence = message!(
                    "Rotated only in part: {0}. Not all nodes were updated ({1}). Check with \
                     rladmin status that all nodes are up, then rotate again.",
                    what,
                    *status
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::NotPermitted => message!(
                "Not rotated: {0}. Your role can’t rotate certificates (403). It needs the \
                 update_cluster permission. Nothing changed.",
                what
            ),
            Self::Refused => message!(
                "Not rotated: {0} (403). Either the cluster can’t rotate it, or your role lacks the \
                 update_cluster permission. Nothing changed.",
                what
            ),
            Self::NotRotatable => message!(
                "Not rotated: {0} (403). Your role can rotate certificates, so either the cluster \
                 can’t rotate this one, or a server in front of the cluster blocks the request. \
                 Nothing changed.",
                what
            ),
            Self::NotSupported => message!(
                "Not rotated: {0}. This version of the cluster doesn’t have the request. Nothing \
                 changed.",
                what
            ),
            Self::SessionEnded => message!(
                "Not rotated: {0}. Your session has expired (401). Nothing changed. Sign in again.",
                what
            ),
            Self::Redirected => message!(
                "Not rotated: {0}. The response was a redirect (3xx), which Certdeck doesn’t \
                 follow. A node that isn’t the master redirects requests unless the cluster \
                 setting handle_redirects is on.",
                what
            ),
            Self::Unexpected { status, error } => {
                let sentence = message!(
                    "Unexpected response while rotating {0} (HTTP {1}): {2}. The certificates may \
                     be rotated on some nodes: refresh the list, and check the nodes’ alerts.",
                    what,
                    *status,
                    status_meaning(*status)
                );
                ErrorBody::append_to(sentence, error.as_ref())
            }
            Self::NoResponse(why) => message!(
                "No response from the cluster while rotating {0}. It may still be working on it. \
                 Wait for the list before you rotate again. {1}",
                what,
                why.message()
            ),
        }
    }
}
