//! The token of a session, which can be sent and never read.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use web_sys::window;

use super::fetch::Answer;

/// The body that asks for a token of the API's own default lifetime, 300 seconds.
pub const LIFETIME_BODY: &str = r#"{"ttl":300}"#;
const DEFAULT_LIFETIME: u32 = 300;

/// A token: it lives in memory only and is gone with the page.
pub struct Token {
    text: String,
    lifetime: u32,
}

impl Token {
    /// Reads the answer to a request for a token.
    pub fn read(answer: &Answer) -> Option<Self> {
        #[derive(Deserialize)]
        struct Granted {
            access_token: String,
        }
        let Granted { access_token: text } = serde_json::from_slice(&answer.body).ok()?;
        // A header value: anything else could not be sent.
        let sendable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let lifetime = lifetime(&text).unwrap_or(DEFAULT_LIFETIME);
        sendable.then_some(Self { text, lifetime })
    }

    /// The value of the header `Authorization`.
    pub fn authorization(&self) -> String {
        format!("JWT {}", self.text)
    }

    /// Seconds from its issue to its end.
    pub fn lifetime(&self) -> u32 {
        self.lifetime
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// What the token's claims say (RFC 7519, section 4.1): the cluster may grant less than was
/// asked for. Both times are by the cluster's clock, so this one's does not matter.
fn lifetime(token: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Claims {
        exp: u64,
        iat: u64,
    }
    let Claims { exp, iat } = claims(token)?;
    u32::try_from(exp.checked_sub(iat)?).ok().filter(|seconds| *seconds > 0)
}

fn claims<T: DeserializeOwned>(token: &str) -> Option<T> {
    let payload = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    let json = window()?.atob(&payload).ok()?;
    serde_json::from_str(&json).ok()
}
