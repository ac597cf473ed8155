//! The cluster's REST API: parses requests, calls [`Cluster`], responds.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{FromRequestParts, Path, Request, State},
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, delete, get, post, put},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    cluster::{
        ChangeFault, Entries, FQDN, INTERNAL_CERTIFICATE_DAYS,
        about::{
            LICENSE_KEY, LICENSE_OWNER, LICENSE_TEXT, License, NODE_ADDRESS, NODE_PATH, NODE_RACK,
        },
        health::Reported,
    },
    inject::inject,
    problem::Problem,
    session::{self, DEFAULT_TTL, TTL_RANGE},
    shared::Shared,
    users::{Permission, Role, USERS, User},
};

mod changes;
mod settings;

/// Everything under `/v1/` and `/v4/`.
pub fn api(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/users/authorize", post(authorize))
        .route("/v1/users/refresh_jwt", post(refresh))
        .route("/v1/users/role", get(role))
        .route("/v1/users/permissions/{role}", get(permissions))
        .route("/v1/cluster", get(cluster))
        .route("/v1/nodes", get(nodes))
        .route("/v1/license", get(license))
        .route("/v4/cluster/health", get(health))
        .route("/v1/nodes/alerts", get(settings::node_alerts))
        .route("/v1/ocsp", get(settings::ocsp))
        .route("/v1/job_scheduler", get(settings::job_scheduler))
        .route("/v1/cluster/certificates", get(certificates).put(changes::update))
        .route("/v1/cluster/certificates/rotate", post(changes::rotate))
        .route("/v1/cluster/update_cert", put(changes::update_one))
        .route("/v1/cluster/certificates/{name}", delete(delete_one))
        .route("/v1/{*unknown}", any(unknown))
        .route("/v4/{*unknown}", any(unknown))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), check_scheme))
        .layer(middleware::from_fn(check_headers))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), inject))
        .layer(middleware::map_response(no_store))
        .with_state(shared)
}

async fn authorize(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let ttl = ttl(&body)?;
    let user = basic(&headers).ok_or_else(Problem::not_signed_in)??;
    Ok(access_token(&shared, user, ttl))
}

async fn refresh(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let ttl = ttl(&body)?;
    let user = token_user(&shared, &headers).ok_or_else(Problem::not_signed_in)?;
    Ok(access_token(&shared, user, ttl))
}

async fn role(SignedIn(user): SignedIn) -> Json<Value> {
    Json(json!({ "role": user.role.name() }))
}

async fn permissions(
    SignedIn(_): SignedIn,
    Path(role): Path<String>,
) -> Result<Json<Vec<&'static str>>, Problem> {
    let role = Role::ALL.into_iter().find(|known| known.name() == role).ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "role_not_exist", "The cluster has no such role.")
    })?;
    let permitted = Permission::ALL.into_iter().filter(|permission| role.permits(*permission));
    Ok(Json(permitted.map(Permission::name).collect()))
}

async fn cluster(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Value>, Problem> {
    let guard = shared.cluster.lock();
    let settings = guard.settings(user.role, Permission::ViewClusterInfo)?;
    // Thresholds are strings, as on a real cluster.
    let mut cluster = json!({
        "name": FQDN,
        "created_time": shared.created_time,
        "alert_settings": {
            "cluster_certs_about_to_expire": { "enabled": true, "threshold": "45" },
            "cluster_ca_cert_about_to_expire": { "enabled": true, "threshold": "90" },
            "cluster_license_about_to_expire": { "enabled": true, "threshold": "7" },
            "node_internal_certs_about_to_expire":
                { "enabled": true, "threshold": INTERNAL_CERTIFICATE_DAYS.to_string() },
        },
        "control_cipher_suites": settings.control_cipher_suites,
        "data_cipher_list": settings.data_cipher_list,
    });
    if let Some(password) = guard.smtp_password() {
        cluster["smtp_password"] = json!(password);
    }
    Ok(Json(cluster))
}

async fn health(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Value>, Problem> {
    let reported = shared.cluster.lock().health(user.role)?;
    let now = OffsetDateTime::now_utc();
    let mut certificates = Vec::new();
    for Reported { name, valid_until } in reported {
        certificates.push(json!({
            "type": name,
            "expired": valid_until < now,
            "valid_until": rfc3339(valid_until)?,
        }));
    }
    Ok(Json(json!({ "certificates": certificates, "alerts": [] })))
}

fn rfc3339(time: OffsetDateTime) -> Result<String, Problem> {
    let text = time.truncate_to_second().format(&Rfc3339);
    text.map_err(|error| Problem::invalid(error.to_string()))
}

async fn certificates(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Entries>, Problem> {
    let cluster = shared.cluster.lock();
    Ok(Json(cluster.certificates(user.role)?.clone()))
}

async fn nodes(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Vec<Value>>, Problem> {
    let cluster = shared.cluster.lock();
    let versions = cluster.versions(user.role)?.iter().zip(cluster.down(user.role)?);
    let nodes = versions.zip(1..).map(|((version, is_down), uid)| {
        json!({
            "uid": uid,
            "status": if is_down { "down" } else { "active" },
            "software_version": version,
            "addr": NODE_ADDRESS,
            "rack_id": NODE_RACK,
            "bigredis_storage_path": NODE_PATH,
            "os_version": "Ubuntu 22.04.5 LTS",
            "supported_database_versions": [{ "db_type": "redis", "version": "7.4.2" }],
        })
    });
    Ok(Json(nodes.collect()))
}

async fn license(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
) -> Result<Json<Value>, Problem> {
    let License { activation, expiration } = shared.cluster.lock().license(user.role)?;
    Ok(Json(json!({
        "activation_date": rfc3339(activation)?,
        "expiration_date": rfc3339(expiration)?,
        "expired": expiration < OffsetDateTime::now_utc(),
        "license": format!("----- LICENSE START -----\n{LICENSE_TEXT}\n----- LICENSE END -----\n"),
        "key": LICENSE_KEY,
        "owner": LICENSE_OWNER,
        "cluster_name": FQDN,
        "shards_limit": 4,
    })))
}

async fn delete_one(
    State(shared): State<Arc<Shared>>,
    SignedIn(user): SignedIn,
    Path(name): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let fault = request.extensions().get::<ChangeFault>().copied();
    shared.cluster.lock().delete(user.role, &name, fault)?;
    Ok(StatusCode::OK)
}

async fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "The API has no such resource.")
}

async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "The resource does not have this method.",
    )
}

/// A request's signed-in user: by token or by username and password, as the cluster accepts either
/// on any request.
struct SignedIn(&'static User);

impl FromRequestParts<Arc<Shared>> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        if shared.no_sign_in {
            return Ok(Self(&USERS[0]));
        }
        if let Some(user) = token_user(shared, &parts.headers) {
            return Ok(Self(user));
        }
        let user = basic(&parts.headers).ok_or_else(Problem::not_signed_in)??;
        Ok(Self(user))
    }
}

fn access_token(shared: &Shared, user: &'static User, ttl: Duration) -> Json<Value> {
    let ttl = shared.longest_token.map_or(ttl, |longest| ttl.min(longest));
    let token = shared.sessions.lock().open(user, ttl, SystemTime::now());
    Json(json!({ "access_token": token }))
}

fn token_user(shared: &Shared, headers: &HeaderMap) -> Option<&'static User> {
    let token = credentials(headers, "JWT")?;
    shared.sessions.lock().user(token, SystemTime::now())
}

fn basic(headers: &HeaderMap) -> Option<Result<&'static User, session::Denied>> {
    let decoded = BASE64_STANDARD.decode(credentials(headers, "Basic")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (name, password) = text.split_once(':')?;
    Some(session::check(name, password))
}

fn credentials<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (given, rest) = value.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then_some(rest.trim_ascii())
}

fn ttl(body: &[u8]) -> Result<Duration, Problem> {
    if body.is_empty() {
        return Ok(DEFAULT_TTL);
    }
    let body: serde_json::Map<String, Value> = serde_json::from_slice(body)
        .map_err(|_| Problem::invalid("The body is not a JSON object."))?;
    let Some(ttl) = body.get("ttl") else {
        return Ok(DEFAULT_TTL);
    };
    ttl.as_u64()
        .filter(|seconds| TTL_RANGE.contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| Problem::invalid("ttl is a number of seconds from 1 to 86400."))
}

/// Rejects clients that want something other than JSON.
async fn check_headers(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !admits(headers, header::ACCEPT, &["application/json", "application/*", "*/*"]) {
        return Problem::invalid("Accept must be application/json.").into_response();
    }
    if !admits(headers, header::CONTENT_TYPE, &["application/json"]) {
        return Problem::invalid("Content-Type must be application/json.").into_response();
    }
    next.run(request).await
}

/// Runs first: the credentials don't count, whatever the request.
async fn check_scheme(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if shared.no_basic && credentials(request.headers(), "Basic").is_some() {
        return Problem::basic_disabled().into_response();
    }
    next.run(request).await
}

fn admits(headers: &HeaderMap, name: HeaderName, words: &[&str]) -> bool {
    headers.get(name).is_none_or(|value| {
        value.to_str().is_ok_and(|text| words.iter().any(|word| text.contains(word)))
    })
}

async fn no_store(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}
