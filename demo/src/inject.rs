//! Injects faults into requests: the only implementation of each fault.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    extract::{OriginalUri, Request, State},
    http::{HeaderValue, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{sync::watch, time::timeout};

use crate::{
    bulk_entries,
    cluster::{ChangeFault, Entries, REQUIRED},
    cors::OwnOriginOnly,
    error::Error,
    faults::Fault,
    hostile_entries,
    problem::Problem,
    server::CloseConnection,
    shared::Shared,
    unknown_entries,
};

mod bodies;

use bodies::{
    PAGE, cut_off, duplicate, failure, huge, invalid_utf8, rewrite, rewrite_entries, slow_drip,
    without_body,
};

/// Passes a request to the API on, or applies a matching fault.
pub async fn inject(state: State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if state.faults.is_away() {
        return close_connection();
    }
    inject_in_files(state, request, next).await
}

/// The same for the panel's files, which are never away.
pub async fn inject_in_files(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    // Subscribe before taking the rule, so that a clear in between isn't missed.
    let cleared = shared.faults.cleared();
    match shared.faults.take(request.method(), request.uri().path()) {
        None => next.run(request).await,
        Some(fault) => act(fault, &shared, cleared, request, next).await,
    }
}

/// Responds according to the fault.
async fn act(
    fault: Fault,
    shared: &Shared,
    mut cleared: watch::Receiver<()>,
    mut request: Request,
    next: Next,
) -> Response {
    match fault {
        Fault::Status { status, body } => failure(status, body),
        Fault::Html200 => Html(PAGE).into_response(),
        Fault::CutOff => cut_off(next.run(request).await).await,
        Fault::Empty => without_body(next.run(request).await),
        Fault::InvalidUtf8 => rewrite(next.run(request).await, invalid_utf8).await,
        Fault::NotAnObject => {
            rewrite_entries(next.run(request).await, |entries| {
                json!(entries.into_iter().collect::<Vec<_>>()).to_string()
            })
            .await
        }
        Fault::NonStringValue => {
            rewrite_entries(next.run(request).await, |mut entries| {
                if let Some(value) = entries.values_mut().next() {
                    *value = json!(42);
                }
                Value::Object(entries).to_string()
            })
            .await
        }
        Fault::DuplicateNames => rewrite_entries(next.run(request).await, duplicate).await,
        Fault::WithoutRequired => {
            rewrite_entries(next.run(request).await, |mut entries| {
                entries.retain(|entry, _| {
                    let name = entry.trim_end_matches("_cert").trim_end_matches("_key");
                    !REQUIRED.contains(&name)
                });
                Value::Object(entries).to_string()
            })
            .await
        }
        Fault::WrongContentType => {
            let mut response = next.run(request).await;
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/plain; charset=utf-8"),
            );
            response
        }
        Fault::WrongClock { seconds } => {
            let mut response = next.run(request).await;
            if let Ok(date) = HeaderValue::from_str(&clock_ahead_by(seconds)) {
                response.headers_mut().insert(header::DATE, date);
            }
            response
        }
        Fault::SlowDrip { bytes_per_second } => {
            slow_drip(next.run(request).await, bytes_per_second).await
        }
        Fault::Hang => {
            // The sender lives as long as the server, so this ends when faults are cleared.
            let _ = cleared.changed().await;
            next.run(request).await
        }
        Fault::Delay { seconds } => {
            // Whichever comes first.
            let _ = timeout(Duration::from_secs(seconds), cleared.changed()).await;
            next.run(request).await
        }
        Fault::Away { seconds } => {
            let response = next.run(request).await;
            shared.faults.go_away(Duration::from_secs(seconds));
            response
        }
        Fault::HoldAnswer => {
            let response = next.run(request).await;
            let _ = cleared.changed().await;
            response
        }
        Fault::NoCors => {
            let mut response = next.run(request).await;
            response.extensions_mut().insert(OwnOriginOnly);
            response
        }
        Fault::Reset => close_connection(),
        Fault::LostAnswer => {
            next.run(request).await;
            close_connection()
        }
        Fault::RedirectSame => redirect(path(&request)),
        Fault::RedirectOther => redirect(other_origin(shared, &request) + &path(&request)),
        Fault::Huge => rewrite_entries(next.run(request).await, huge).await,
        Fault::NodeDisk => {
            request.extensions_mut().insert(ChangeFault::SecondNode);
            next.run(request).await
        }
        Fault::StoreRefuses => {
            request.extensions_mut().insert(ChangeFault::Store);
            next.run(request).await
        }
        Fault::Required => {
            request.extensions_mut().insert(ChangeFault::Required);
            next.run(request).await
        }
        Fault::TokenExpired => {
            shared.sessions.lock().end_all();
            next.run(request).await
        }
        Fault::UnknownEntries => join(shared, unknown_entries::entries(), request, next).await,
        Fault::HostileEntries => join(shared, hostile_entries::entries(), request, next).await,
        Fault::UnaddressableEntries => {
            join(shared, unknown_entries::unaddressable(), request, next).await
        }
        Fault::LongEntry { count } => {
            join(shared, hostile_entries::long(count), request, next).await
        }
        Fault::Many { count } => join(shared, bulk_entries::entries(count), request, next).await,
    }
}

/// The current time by a clock that is ahead, or behind if negative.
fn clock_ahead_by(seconds: i64) -> String {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let now = SystemTime::now();
    httpdate::fmt_http_date(if seconds < 0 { now - by } else { now + by })
}

fn close_connection() -> Response {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(CloseConnection);
    response
}

/// Path and query as the client sent them, whatever folder the API is in.
fn path(request: &Request) -> String {
    let uri =
        request.extensions().get::<OriginalUri>().map_or(request.uri(), |original| &original.0);
    uri.path_and_query().map_or("/", |both| both.as_str()).to_owned()
}

fn other_origin(shared: &Shared, request: &Request) -> String {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| Authority::try_from(host.as_bytes()).ok());
    let host = host.as_ref().or(request.uri().authority());
    let other = match host.map(Authority::host) {
        Some("localhost") => "127.0.0.1",
        _ => "localhost",
    };
    let port = host.and_then(Authority::port_u16).unwrap_or_default();
    format!("{}://{other}:{port}", shared.scheme)
}

fn redirect(location: String) -> Response {
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response()
}

async fn join(
    shared: &Shared,
    entries: Result<Entries, Error>,
    request: Request,
    next: Next,
) -> Response {
    let joined = entries.and_then(|entries| Ok(shared.cluster.lock().add(entries)?));
    match joined {
        Ok(()) => next.run(request).await,
        Err(error) => {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "demo_failed", error.to_string())
                .into_response()
        }
    }
}
