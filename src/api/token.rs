//! A session's token, which can be sent, but not read.

use std::fmt;

use panel_logic::token;
use web_sys::window;

/// The body that requests a token with the API's default lifetime.
pub const LIFETIME_BODY: &str = r#"{"ttl":300}"#;

/// A token, kept only in memory.
pub struct Token {
    text: String,
    lifetime: u32,
}

impl Token {
    /// Reads the body that grants a token.
    pub fn read(body: &[u8]) -> Option<Self> {
        let text = token::access_token(body)?;
        let lifetime = token::lifetime(&text, |payload| window()?.atob(payload).ok());
        Some(Self { text, lifetime })
    }

    /// The `Authorization` header's value.
    pub fn authorization(&self) -> String {
        format!("JWT {}", self.text)
    }

    /// Its lifetime in seconds.
    pub fn lifetime(&self) -> u32 {
        self.lifetime
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}
