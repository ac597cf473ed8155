//! Requests for what decides whether a new certificate fits, and when the cluster makes its own.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::SignedIn;
use crate::{
    cluster::INTERNAL_CERTIFICATE_DAYS, problem::Problem, shared::Shared, users::Permission,
};

/// `GET /v1/ocsp`.
pub(super) async fn ocsp(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Value>, Problem> {
    let cluster = shared.cluster.lock();
    let settings = cluster.settings(user.role, Permission::ViewOcspConfig)?;
    Ok(Json(json!({
        "ocsp_functionality": settings.ocsp_functionality,
        "query_frequency": 3600,
        "recovery_frequency": 60,
        "recovery_max_tries": 5,
        "responder_url": "",
        "response_timeout": 1,
    })))
}

/// `GET /v1/job_scheduler`.
pub(super) async fn job_scheduler(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Value>, Problem> {
    shared.cluster.lock().settings(user.role, Permission::ViewClusterInfo)?;
    Ok(Json(json!({
        "cert_rotation_job_settings": {
            "enabled": true,
            "cron_expression": "0 */12 * * *",
            "expiry_days_before_rotation": 60,
        },
    })))
}

/// `GET /v1/nodes/alerts`.
pub(super) async fn node_alerts(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Map<String, Value>>, Problem> {
    let now = OffsetDateTime::now_utc();
    let nodes = shared.cluster.lock().internal_certificates_expire_soon(user.role, now)?;
    let alerts = nodes.into_iter().zip(1..).map(|(state, uid)| {
        let alert = json!({
            "enabled": true,
            "state": state,
            "severity": "WARNING",
            "change_value": {
                "state": state,
                "global_threshold": INTERNAL_CERTIFICATE_DAYS.to_string(),
            },
        });
        (uid.to_string(), json!({ "node_internal_certs_about_to_expire": alert }))
    });
    Ok(Json(alerts.collect()))
}
