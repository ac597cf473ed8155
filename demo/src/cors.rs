//! Other origins: which pages may call this API (CORS), and what an origin is,
//! for the APIs that the page may call (its content security policy).
//!
//! The real cluster allows neither. Both are for who serves the panel from a
//! host of its own, behind a proxy that adds these headers.

use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Response;
use tower_http::cors::CorsLayer;

use crate::error::Error;

/// On an answer, this takes away the headers that let a page of another origin read it.
#[derive(Clone, Copy)]
pub struct OwnOriginOnly;

/// Lets pages of these origins call the API with a token or with name and
/// password; no header at all where there are none.
///
/// # Errors
/// When one is no origin.
pub fn cors(allowed: &[String]) -> Result<Option<CorsLayer>, Error> {
    let allowed = allowed
        .iter()
        .map(|origin| Ok(HeaderValue::from_str(checked(origin)?)?))
        .collect::<Result<Vec<_>, Error>>()?;
    if allowed.is_empty() {
        return Ok(None);
    }
    // Without a max-age a browser keeps what it was allowed for seconds.
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT])
        .expose_headers::<[HeaderName; 2]>([header::DATE, header::RETRY_AFTER]);
    Ok(Some(layer))
}

/// Takes the headers of [`cors`] away from an answer that is for its own origin only.
pub async fn remove_headers(mut answer: Response) -> Response {
    if answer.extensions().get::<OwnOriginOnly>().is_some() {
        answer.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    }
    answer
}

/// The origin itself, if it is one: as a browser writes it, lower case and with
/// nothing after the port. In the policy's header a blank or a semicolon would
/// begin something else.
///
/// # Errors
/// When it is none; the text names it.
pub fn checked(origin: &str) -> Result<&str, Error> {
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._:[]".contains(&byte);
    ["https://", "http://"]
        .iter()
        .find_map(|scheme| origin.strip_prefix(scheme))
        .filter(|host| !host.is_empty() && host.bytes().all(plain))
        .map(|_| origin)
        .ok_or_else(|| {
            format!("{origin} isn’t an origin; use the form https://panel.example.com, without a trailing slash")
                .into()
        })
}
