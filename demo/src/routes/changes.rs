//! Requests that change certificates.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Extension, State},
    http::StatusCode,
};
use serde::Deserialize;
use time::OffsetDateTime;

use super::SignedIn;
use crate::{
    cluster::{ChangeFault, Refusal, update::Replacement},
    problem::Problem,
    shared::Shared,
    users::{Permission, User},
};

/// A fault that was triggered for this request.
type Fault = Option<Extension<ChangeFault>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacements {
    certificates: Vec<Replacement>,
}

/// `PUT /v1/cluster/certificates`.
pub(super) async fn update(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
    fault: Fault,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    may_update(user)?;
    // The parser's own text could repeat a private key.
    let read = serde_json::from_slice(&body).ok();
    let Some(Replacements { certificates }) =
        read.filter(|all: &Replacements| !all.certificates.is_empty())
    else {
        return Err(Problem::invalid(
            "The body is {\"certificates\": [{\"name\", \"certificate\", \"key\"}, …]}, without other fields.",
        ));
    };
    let now = OffsetDateTime::now_utc();
    shared.cluster.lock().update(user.role, certificates, fault.map(|fault| fault.0), now)?;
    Ok(StatusCode::OK)
}

/// `PUT /v1/cluster/update_cert`, which reports an invalid certificate as 404.
pub(super) async fn update_one(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
    fault: Fault,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    may_update(user)?;
    let Ok(replacement) = serde_json::from_slice(&body) else {
        return Err(Problem::invalid(
            "The body is {\"name\", \"certificate\", \"key\"}, without other fields.",
        ));
    };
    let now = OffsetDateTime::now_utc();
    let fault = fault.map(|fault| fault.0);
    match shared.cluster.lock().update_one(user.role, replacement, fault, now) {
        Ok(()) => Ok(StatusCode::OK),
        Err(refusal @ Refusal::InvalidCertificates(_)) => {
            Err(Problem { status: StatusCode::NOT_FOUND, ..refusal.into() })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rotation {
    name: Option<String>,
}

/// `POST /v1/cluster/certificates/rotate`.
pub(super) async fn rotate(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
    fault: Fault,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    may_update(user)?;
    let Rotation { name } = if body.is_empty() {
        Rotation::default()
    } else {
        serde_json::from_slice(&body).map_err(|_| {
            Problem::invalid("The body is {\"name\"}, without other fields, or empty.")
        })?
    };
    shared.cluster.lock().rotate(user.role, name.as_deref(), fault.map(|fault| fault.0))?;
    Ok(StatusCode::OK)
}

/// Before the body is read: without permission, nobody learns what is wrong with it.
fn may_update(user: &User) -> Result<(), Problem> {
    let permission = Permission::UpdateCluster;
    if user.role.permits(permission) {
        Ok(())
    } else {
        Err(Refusal::NotPermitted(permission).into())
    }
}
