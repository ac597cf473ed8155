//! Sign-in and tokens.
//!
//! A token looks like the cluster's JWTs, with a payload that clients can read, but it's valid only
//! while it's in this table, so that a test can end every session at once. Time is always an
//! argument.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;

use crate::users::{Account, USERS, User};

/// A token's default lifetime.
pub const DEFAULT_TTL: Duration = Duration::from_secs(300);

/// The lifetimes that a request may specify, in seconds.
pub const TTL_RANGE: std::ops::RangeInclusive<u64> = 1..=86_400;

/// Tokens that were issued and haven't expired.
#[derive(Default)]
pub struct Sessions {
    open: HashMap<String, Session>,
}

struct Session {
    user: &'static User,
    ends: SystemTime,
}

/// Why a username and password were rejected.
#[derive(Debug, PartialEq, Eq)]
pub enum Denied {
    /// Unknown user or wrong password.
    WrongCredentials,
    /// The right password, but expired.
    PasswordExpired,
    /// The right password for a locked user.
    UserLocked,
}

/// The user with this name and password.
///
/// # Errors See [`Denied`].
pub fn check(name: &str, password: &str) -> Result<&'static User, Denied> {
    let user = USERS
        .iter()
        .find(|user| user.name == name && user.password == password)
        .ok_or(Denied::WrongCredentials)?;
    match user.account {
        Account::Active => Ok(user),
        Account::PasswordExpired => Err(Denied::PasswordExpired),
        Account::Locked => Err(Denied::UserLocked),
    }
}

impl Sessions {
    /// A new token for the user, valid for `ttl` from `now`.
    pub fn open(&mut self, user: &'static User, ttl: Duration, now: SystemTime) -> String {
        self.open.retain(|_, session| session.ends > now);
        let ends = now + ttl;
        let token = token(user.name, now, ends);
        self.open.insert(token.clone(), Session { user, ends });
        token
    }

    /// The token's user, unless it expired or was never issued.
    #[must_use]
    pub fn user(&self, token: &str, now: SystemTime) -> Option<&'static User> {
        let session = self.open.get(token)?;
        (session.ends > now).then_some(session.user)
    }

    /// Expires every token.
    pub fn end_all(&mut self) {
        self.open.clear();
    }
}

fn token(subject: &str, issued: SystemTime, ends: SystemTime) -> String {
    let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let payload = json!({ "sub": subject, "iat": seconds(issued), "exp": seconds(ends) });
    let unguessable: [u8; 32] = rand::random();
    [header.to_string().as_bytes(), payload.to_string().as_bytes(), &unguessable]
        .map(|part| BASE64_URL_SAFE_NO_PAD.encode(part))
        .join(".")
}
