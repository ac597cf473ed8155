//! `/demo/`: the switches of the simulation, which no real cluster has.
//! They need no sign-in, because a person at the demo needs none to break it.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};

use crate::{Shared, answer::Problem, faults::Rule};

/// Everything under `/demo/`.
pub fn controls(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/demo/faults", get(list).post(add).delete(clear))
        .route("/demo/reset", post(reset))
        .with_state(shared)
}

async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<Rule>> {
    Json(shared.faults.list())
}

async fn add(State(shared): State<Arc<Shared>>, Json(rule): Json<Rule>) -> StatusCode {
    shared.faults.add(rule);
    StatusCode::NO_CONTENT
}

async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.faults.clear();
    StatusCode::NO_CONTENT
}

/// The seed again, and no faults; sessions stay.
async fn reset(State(shared): State<Arc<Shared>>) -> Result<StatusCode, Problem> {
    shared.faults.clear();
    shared.cluster.lock().reset().map_err(|error| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "demo_failed", error.to_string())
    })?;
    Ok(StatusCode::NO_CONTENT)
}
