//! Cross-origin access: which origins' pages may call this API (CORS), and which APIs the page may
//! call (its content security policy).
//!
//! The real cluster allows neither. Both simulate serving the panel from another host, behind a
//! proxy that adds these headers.

use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Response;
use tower_http::cors::CorsLayer;

use crate::error::Error;

/// On a response, removes the headers that let other origins' pages read it.
#[derive(Clone, Copy)]
pub struct OwnOriginOnly;

/// Allows these origins' pages to call the API with a token or with a username and password; no
/// layer if there are none.
///
/// # Errors If one isn't an origin.
pub fn cors(allowed: &[String]) -> Result<Option<CorsLayer>, Error> {
    let allowed = allowed
        .iter()
        .map(|origin| Ok(HeaderValue::from_str(checked(origin)?)?))
        .collect::<Result<Vec<_>, Error>>()?;
    if allowed.is_empty() {
        return Ok(None);
    }
    // Without a max-age, browsers cache a permission for seconds.
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT])
        .expose_headers::<[HeaderName; 2]>([header::DATE, header::RETRY_AFTER]);
    Ok(Some(layer))
}

/// Removes the headers of [`cors`] from a response marked [`OwnOriginOnly`].
pub async fn remove_headers(mut response: Response) -> Response {
    if response.extensions().get::<OwnOriginOnly>().is_some() {
        response.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    }
    response
}

/// Returns the origin if it's valid: as browsers write it, in lower case and with nothing after the
/// port. In the policy's header, a space or semicolon would start another directive.
///
/// # Errors If it's invalid; the text includes it.
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
