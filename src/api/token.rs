//! The token of a session, which can be sent and never read.

use std::fmt;

use panel_logic::token;
use web_sys::window;

/// The body that asks for a token of the API's own default lifetime.
pub const LIFETIME_BODY: &str = r#"{"ttl":300}"#;

/// A token: it lives in memory only and is gone with the page.
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
