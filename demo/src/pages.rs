//! The built panel as a careful site would serve it: the right types, headers
//! that let the page do only what it must, and caching that never serves an old
//! page.

use std::{path::Path, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use tower_http::services::ServeDir;

use crate::{cors, error::Error};

/// What the page may do. No inline script or style, nothing from other hosts, no
/// string that becomes markup.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The headers of every page, whatever its status.
///
/// # Errors
/// When one of `connect_src`, which the page may call beside its own, is no origin.
pub fn headers(tls: bool, connect_src: &[String]) -> Result<Arc<HeaderMap>, Error> {
    let mut headers: HeaderMap =
        HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))).into_iter().collect();
    let mut connect = "connect-src 'self'".to_owned();
    for origin in connect_src {
        connect = format!("{connect} {}", cors::checked(origin)?);
    }
    let policy = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", &connect);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.try_into()?);
    if tls {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    Ok(Arc::new(headers))
}

/// The files of `dist`, compressed where the build left a copy and the browser takes it; what is
/// not there is a 404.
pub fn files(dist: &Path) -> Router {
    Router::new().fallback_service(ServeDir::new(dist).precompressed_br())
}

/// Adds the headers and the caching to every answer of these pages.
pub fn with_headers(pages: Router, headers: &Arc<HeaderMap>) -> Router {
    pages.layer(middleware::from_fn_with_state(Arc::clone(headers), add_headers))
}

async fn add_headers(State(page): State<Arc<HeaderMap>>, request: Request, next: Next) -> Response {
    let immutable = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    // A 304 renews what the browser has kept, its caching included.
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let caching =
        if immutable && found { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    for (name, value) in page.iter() {
        headers.insert(name, value.clone());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

/// A file whose name holds a hash of its content never changes.
fn is_hashed(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split(['-', '_', '.'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
