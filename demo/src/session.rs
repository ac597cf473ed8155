//! Sign-in and tokens.
//!
//! A token looks like the JWT that the cluster hands out, with a payload that a
//! client may read, but what makes it valid is that it stands in this table: so
//! that a test can end every session at once. Time is always an argument.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;

use crate::users::{Account, USERS, User};

/// How long a token lives unless the request says otherwise.
pub const DEFAULT_TTL: Duration = Duration::from_secs(300);

/// The seconds that a request may ask for.
pub const TTL_RANGE: std::ops::RangeInclusive<u64> = 1..=86_400;

/// The tokens that were handed out and have not ended.
#[derive(Default)]
pub struct Sessions {
    open: HashMap<String, Session>,
}

struct Session {
    user: &'static User,
    ends: SystemTime,
}

/// Why a name and password were not accepted.
#[derive(Debug, PartialEq, Eq)]
pub enum Denied {
    /// No such user, or another password.
    WrongCredentials,
    /// The right password, too old.
    PasswordExpired,
    /// The right password of a user who is locked.
    UserLocked,
}

/// The user of this name and password.
///
/// # Errors
/// See [`Denied`].
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

    /// The user whom the token stands for, unless it ended or was never handed out.
    #[must_use]
    pub fn user(&self, token: &str, now: SystemTime) -> Option<&'static User> {
        let session = self.open.get(token)?;
        (session.ends > now).then_some(session.user)
    }

    /// Every token ends now.
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
