//! Builds and alters response bodies, independently of the cluster.

use std::{
    convert::Infallible,
    io,
    time::{Duration, SystemTime},
};

use axum::{
    body::{self, Body},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};

use crate::{
    faults::{Body as ErrorBody, ErrorStatus, RetryAfterForm},
    problem::Problem,
};

/// A proxy's page instead of the cluster's response.
pub const PAGE: &str = "<!doctype html><html lang=\"en\"><title>Proxy</title>\
                    <h1>The proxy has something to say</h1></html>";

/// An error with this body.
pub fn failure(status: ErrorStatus, body: ErrorBody) -> Response {
    let ErrorStatus { status, retry_after, retry_after_as } = status;
    let reason = status.canonical_reason().unwrap_or("Error");
    let code = reason.to_lowercase().replace([' ', '-'], "_");
    let text = format!("{reason}: the demo was told to send this.");
    let mut problem = Problem::new(status, code.clone(), text.clone()).into_response();
    if let Some(seconds) = retry_after {
        let value = match retry_after_as {
            RetryAfterForm::Seconds => seconds.to_string(),
            RetryAfterForm::Date => {
                httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds))
            }
        };
        if let Ok(value) = HeaderValue::from_str(&value) {
            problem.headers_mut().insert(header::RETRY_AFTER, value);
        }
    }
    match body {
        ErrorBody::Json => problem,
        ErrorBody::Message => {
            with_body(problem, json!({ "error_code": code, "message": text }).to_string())
        }
        ErrorBody::Html => {
            let mut page = with_body(problem, PAGE);
            page.headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            page
        }
        ErrorBody::None => without_body(problem),
    }
}

/// The response with half of the body it declares.
pub async fn cut_off(response: Response) -> Response {
    let (mut parts, bytes) = whole(response).await;
    // Truncate an empty response, too: declare two bytes, send none.
    let promised = bytes.len().max(2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(promised));
    let half = bytes.slice(..bytes.len() / 2);
    let pieces = stream::iter([Ok(half)]).chain(stream::once(async {
        // The server flushes if the next chunk isn't ready immediately.
        tokio::task::yield_now().await;
        Err(io::Error::other("cut off by a fault"))
    }));
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// The response in ten small chunks per second.
pub async fn slow_drip(response: Response, bytes_per_second: usize) -> Response {
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

/// The bytes with an invalid UTF-8 byte in the middle.
pub fn invalid_utf8(bytes: Bytes) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    bytes.insert(middle, 0xFF);
    bytes
}

/// The entries with the first one twice.
pub fn duplicate(entries: Map<String, Value>) -> String {
    let first = entries.iter().next();
    let twice = first.map(|(name, value)| format!("{}:{value},", json!(name)));
    let all = Value::Object(entries).to_string();
    all.replacen('{', &format!("{{{}", twice.unwrap_or_default()), 1)
}

/// The entries, and another that makes the body larger than 16 MiB.
pub fn huge(entries: Map<String, Value>) -> String {
    let mut body = Value::Object(entries).to_string();
    body.pop();
    body + r#","huge_cert":""# + &"A".repeat(17 * 1024 * 1024) + "\"}"
}

/// Rewrites a list of entries; passes other responses through.
pub async fn rewrite_entries(
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

/// Replaces the response's body.
pub async fn rewrite(response: Response, change: impl FnOnce(Bytes) -> Vec<u8>) -> Response {
    let (parts, bytes) = whole(response).await;
    with_body(Response::from_parts(parts, Body::empty()), change(bytes))
}

async fn whole(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = response.into_parts();
    // The API's own responses are complete in memory, so reading them can't fail.
    let bytes = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, bytes)
}

/// Replaces the body but keeps the headers.
fn with_body(mut response: Response, body: impl Into<Body>) -> Response {
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.map(|_| body.into())
}

/// Removes the body and the headers that describe it.
pub fn without_body(mut response: Response) -> Response {
    response.headers_mut().remove(header::CONTENT_TYPE);
    with_body(response, Body::empty())
}
