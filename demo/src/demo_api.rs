//! `/demo/`: the switches of the simulation, which no real cluster has.
//! They need no sign-in, because a person at the demo needs none to break it.

use std::{io, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    routing::{get, post, put},
};
use serde::Deserialize;

use crate::{
    cluster::{Refusal, out_of_band::OutOfBandError},
    faults::Rule,
    problem::Problem,
    shared::Shared,
};

/// Everything under `/demo/`.
pub fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/demo/faults", get(list).post(add).delete(clear))
        .route("/demo/reset", post(reset))
        .route("/demo/certificates/{name}", put(put_one).delete(remove))
        .route("/demo/certificates/{name}/replace", post(replace))
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
    shared.cluster.lock().reset().map_err(|error| failed(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A name's certificate, and its key if it has one, both in PEM.
#[derive(Deserialize)]
struct Pair {
    cert: String,
    #[serde(default)]
    key: Option<String>,
}

async fn put_one(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    pair: Result<Json<Pair>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(Pair { cert, key }) =
        pair.map_err(|rejection| Problem::invalid(rejection.body_text()))?;
    shared.cluster.lock().put(&name, cert, key)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn remove(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    shared.cluster.lock().remove(&name)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn replace(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    shared.cluster.lock().replace(&name)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<OutOfBandError> for Problem {
    fn from(error: OutOfBandError) -> Self {
        match error {
            OutOfBandError::NotFound => Refusal::NotFound.into(),
            OutOfBandError::Unusable(why) => Self::invalid(why),
            OutOfBandError::Disk(error) => failed(&error),
        }
    }
}

fn failed(error: &io::Error) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "demo_failed", error.to_string())
}
