//! Serves the built panel as a secure site would: correct types, headers that restrict the page to
//! what it needs, and caching that never serves an old page.

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

/// The page's policy: no inline scripts or styles, nothing from other hosts, no strings as markup.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// Features that the panel doesn't need.
pub const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), clipboard-read=(), \
    display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), \
    usb=(), xr-spatial-tracking=()";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("origin-agent-cluster"), "?1"),
];

/// The headers of every page, whatever its status.
///
/// # Errors If an entry of `connect_src`, the other origins that the page may call, isn't an
/// origin.
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

/// The files of `dist`, compressed if the build made a copy and the browser accepts it; 404 if
/// missing.
pub fn files(dist: &Path) -> Router {
    Router::new().fallback_service(ServeDir::new(dist).precompressed_br())
}

/// Adds headers and caching to every response for these pages.
pub fn with_headers(pages: Router, headers: &Arc<HeaderMap>) -> Router {
    pages.layer(middleware::from_fn_with_state(Arc::clone(headers), add_headers))
}

async fn add_headers(State(page): State<Arc<HeaderMap>>, request: Request, next: Next) -> Response {
    let immutable = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    // A 304 updates the browser's cached headers, including caching.
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

/// A file with a content hash in its name never changes.
fn is_hashed(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split(['-', '_', '.'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
