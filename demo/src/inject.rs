//! How each fault acts on a request: the one place that knows.

use std::{convert::Infallible, io, time::Duration};

use axum::{
    body::{self, Body},
    extract::{OriginalUri, Request},
    http::{HeaderValue, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};
use tokio::sync::watch;

use crate::{
    Shared,
    cluster::{Entries, Trouble},
    faults::{self, ErrorStatus, Fault},
    hostile_entries,
    problem::Problem,
    unknown_entries,
};

/// On an answer, this asks the server to close the connection instead.
#[derive(Clone, Copy)]
pub struct CloseConnection;

/// On an answer, this takes away the headers that let a page of another origin read it.
#[derive(Clone, Copy)]
pub struct ForOwnOrigin;

const PAGE: &str = "<!doctype html><html lang=\"en\"><title>Proxy</title>\
                    <h1>The proxy has something to say</h1></html>";

/// Answers in the fault's way.
pub async fn act(
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
            let date = OffsetDateTime::now_utc() + time::Duration::seconds(seconds);
            if let Ok(date) = date.format(&Rfc2822).map(|text| text.replace("+0000", "GMT"))
                && let Ok(date) = HeaderValue::from_str(&date)
            {
                response.headers_mut().insert(header::DATE, date);
            }
            response
        }
        Fault::SlowDrip { bytes_per_second } => {
            slow_drip(next.run(request).await, bytes_per_second).await
        }
        Fault::Hang => {
            // The sender lives as long as the server, so this ends by clearing.
            let _ = cleared.changed().await;
            next.run(request).await
        }
        Fault::HoldAnswer => {
            let response = next.run(request).await;
            let _ = cleared.changed().await;
            response
        }
        Fault::NoCors => {
            let mut response = next.run(request).await;
            response.extensions_mut().insert(ForOwnOrigin);
            response
        }
        Fault::Reset => close_connection(),
        Fault::LostAnswer => {
            next.run(request).await;
            close_connection()
        }
        Fault::RedirectSame => redirect(path(&request)),
        Fault::RedirectOther => redirect(other_origin(shared, &request) + &path(&request)),
        Fault::Huge => huge(),
        Fault::NodeDisk => {
            request.extensions_mut().insert(Trouble::SecondNode);
            next.run(request).await
        }
        Fault::StoreRefuses => {
            request.extensions_mut().insert(Trouble::Store);
            next.run(request).await
        }
        Fault::Required => {
            request.extensions_mut().insert(Trouble::Required);
            next.run(request).await
        }
        Fault::TokenExpired => {
            shared.sessions.lock().end_all();
            next.run(request).await
        }
        Fault::UnknownEntries => join(shared, unknown_entries::unknown(), request, next).await,
        Fault::HostileEntries => join(shared, hostile_entries::entries(), request, next).await,
        Fault::Many { count } => join(shared, unknown_entries::many(count), request, next).await,
    }
}

fn failure(status: ErrorStatus, body: faults::Body) -> Response {
    let ErrorStatus { status, retry_after } = status;
    let reason = status.canonical_reason().unwrap_or("Error");
    let code = reason.to_lowercase().replace([' ', '-'], "_");
    let text = format!("{reason}: the demo was told to answer this.");
    let mut problem = Problem::new(status, code.clone(), text.clone()).into_response();
    if let Some(seconds) = retry_after {
        problem.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    match body {
        faults::Body::Json => problem,
        faults::Body::Message => {
            with_body(problem, json!({ "error_code": code, "message": text }).to_string())
        }
        faults::Body::Html => {
            let mut page = with_body(problem, PAGE);
            page.headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            page
        }
        faults::Body::None => without_body(problem),
    }
}

async fn cut_off(response: Response) -> Response {
    let (mut parts, bytes) = whole(response).await;
    // An empty answer is cut off as well: two bytes are promised, none comes.
    let promised = bytes.len().max(2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(promised));
    let half = bytes.slice(..bytes.len() / 2);
    let pieces = stream::iter([Ok(half)]).chain(stream::once(async {
        // The server sends what it has when the next piece is not there at once.
        tokio::task::yield_now().await;
        Err(io::Error::other("cut off by a fault"))
    }));
    Response::from_parts(parts, Body::from_stream(pieces))
}

async fn slow_drip(response: Response, bytes_per_second: usize) -> Response {
    let (parts, bytes) = whole(response).await;
    let step = (bytes_per_second / 10).max(1);
    let drops = stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        let drop = rest.split_to(step.min(rest.len()));
        Some((Ok::<_, Infallible>(drop), rest))
    });
    Response::from_parts(parts, Body::from_stream(drops))
}

fn invalid_utf8(bytes: Bytes) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    bytes.insert(middle, 0xFF);
    bytes
}

fn duplicate(entries: Map<String, Value>) -> String {
    let first = entries.iter().next();
    let twice = first.map(|(name, value)| format!("{}:{value},", json!(name)));
    let all = Value::Object(entries).to_string();
    all.replacen('{', &format!("{{{}", twice.unwrap_or_default()), 1)
}

fn huge() -> Response {
    let pem = "A".repeat(17 * 1024 * 1024);
    let body = format!(r#"{{"huge_cert":"{pem}"}}"#);
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
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
    entries: Result<Entries, crate::Error>,
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

/// Rewrites a list of entries; an answer without one passes as it is.
async fn rewrite_entries(
    response: Response,
    change: impl FnOnce(Map<String, Value>) -> String,
) -> Response {
    if !response.status().is_success() {
        return response;
    }
    rewrite(response, |bytes| match serde_json::from_slice(&bytes) {
        Ok(entries) => change(entries).into_bytes(),
        Err(_) => bytes.to_vec(),
    })
    .await
}

async fn rewrite(response: Response, change: impl FnOnce(Bytes) -> Vec<u8>) -> Response {
    let (parts, bytes) = whole(response).await;
    with_body(Response::from_parts(parts, Body::empty()), change(bytes))
}

async fn whole(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = response.into_parts();
    // The API's own answers are complete in memory: reading them cannot fail.
    let bytes = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, bytes)
}

/// Another body under the same head.
fn with_body(mut response: Response, body: impl Into<Body>) -> Response {
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.map(|_| body.into())
}

/// No body, and no header that speaks of one.
fn without_body(mut response: Response) -> Response {
    response.headers_mut().remove(header::CONTENT_TYPE);
    with_body(response, Body::empty())
}
