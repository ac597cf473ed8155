//! `/demo/`: controls for the simulation, which no real cluster has. They need no sign-in.

use std::{io, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, State, rejection::JsonRejection},
    http::StatusCode,
    routing::{get, post, put},
};
use serde::Deserialize;

use crate::{
    cluster::{NODES, Refusal, about::License, out_of_band::OutOfBandError, settings::Settings},
    faults::Rule,
    problem::Problem,
    shared::Shared,
};

/// Everything under `/demo/`.
pub fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/demo/faults", get(list).post(add).delete(clear))
        .route("/demo/reset", post(reset))
        .route("/demo/versions", put(set_versions))
        .route("/demo/nodes/{number}", put(set_node))
        .route("/demo/settings", put(set_settings))
        .route("/demo/license", put(set_license).delete(remove_license))
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

/// Restores the seed and clears faults; sessions remain.
async fn reset(State(shared): State<Arc<Shared>>) -> Result<StatusCode, Problem> {
    shared.faults.clear();
    shared.cluster.lock().reset().map_err(|error| failed(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_versions(
    State(shared): State<Arc<Shared>>,
    versions: Result<Json<[String; NODES]>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(versions) = versions.map_err(|rejection| Problem::invalid(rejection.body_text()))?;
    shared.cluster.lock().set_versions(versions.each_ref().map(String::as_str));
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the node is down.
#[derive(Deserialize)]
struct NodeState {
    down: bool,
}

async fn set_node(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    state: Result<Json<NodeState>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(NodeState { down }) =
        state.map_err(|rejection| Problem::invalid(rejection.body_text()))?;
    if shared.cluster.lock().set_down(number, down) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::NotFound.into())
    }
}

async fn set_settings(
    State(shared): State<Arc<Shared>>,
    settings: Result<Json<Settings>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(settings) = settings.map_err(|rejection| Problem::invalid(rejection.body_text()))?;
    shared.cluster.lock().set_settings(settings);
    Ok(StatusCode::NO_CONTENT)
}

/// In how many days the license expires.
#[derive(Deserialize)]
struct Days {
    days: i16,
}

async fn set_license(
    State(shared): State<Arc<Shared>>,
    days: Result<Json<Days>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(Days { days }) = days.map_err(|rejection| Problem::invalid(rejection.body_text()))?;
    let license = License::expiring_in(days.into());
    shared.cluster.lock().set_license(Some(license));
    Ok(StatusCode::NO_CONTENT)
}

async fn remove_license(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.cluster.lock().set_license(None);
    StatusCode::NO_CONTENT
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
