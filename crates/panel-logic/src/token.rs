//! Session tokens: reading them from a response, and when to renew them.

use cert_inventory::Timestamp;
use serde::Deserialize;

/// The API's own default lifetime, in seconds.
pub const DEFAULT_LIFETIME: u32 = 300;

/// Seconds before a failed renewal is retried.
const RETRY: i64 = 15;

/// The token in a response body; `None` if there is none that is valid in a header.
#[must_use]
pub fn access_token(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Granted {
        access_token: String,
    }
    let Granted { access_token: token } = serde_json::from_slice(body).ok()?;
    let is_sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    is_sendable.then_some(token)
}

/// A token's lifetime in seconds, from its claims (RFC 7519, section 4.1), or the default without
/// them. The cluster may grant less than requested. Both times are by the cluster's clock, so the
/// browser's doesn't matter. `atob` is the browser's.
#[must_use]
pub fn lifetime(token: &str, atob: impl FnOnce(&str) -> Option<String>) -> u32 {
    claimed_lifetime(token, atob).unwrap_or(DEFAULT_LIFETIME)
}

fn claimed_lifetime(token: &str, atob: impl FnOnce(&str) -> Option<String>) -> Option<u32> {
    #[derive(Deserialize)]
    struct Claims {
        exp: u64,
        iat: u64,
    }
    let payload = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    let Claims { exp, iat } = serde_json::from_str(&atob(&payload)?).ok()?;
    u32::try_from(exp.checked_sub(iat)?).ok().filter(|seconds| *seconds > 0)
}

/// Whether to renew a token with this lifetime: after 60% of it, and again some time after a failed
/// attempt. `renewed` is when it was granted, `tried` when a renewal was last sent.
#[must_use]
pub fn is_renewal_due(lifetime: u32, renewed: Timestamp, tried: Timestamp, now: Timestamp) -> bool {
    let lifetime = i64::from(lifetime);
    let is_old = now.0.saturating_sub(renewed.0).saturating_mul(10) >= lifetime * 6;
    let wait = RETRY.min(lifetime / 4);
    is_old && now.0.saturating_sub(tried.0) >= wait
}
