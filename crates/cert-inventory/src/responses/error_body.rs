//! What every response has in common: a status, possibly a description, or no response at all.
//!
//! Bodies are read for these few fields and dropped. Nothing else is kept, because a body may
//! contain private keys or a proxy's page.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::text::language::Label;
use crate::text::message::Message;
use crate::text::visible::visible;
use crate::{label, message};

/// A cluster's own error: `error_code` and `description` (`message` in older versions), on one
/// line, truncated, and [visible].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    /// A code such as `password_expired`; empty if the body has none.
    pub error_code: String,
    /// A description; empty if the body has none.
    pub description: String,
}

/// Why there is no response, as far as a browser reveals it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoResponse {
    /// The browser reports no network.
    Offline,
    /// The request timed out.
    TimedOut {
        /// The limit, in seconds.
        seconds: u32,
    },
    /// Refused, reset, or a TLS failure: browsers don't distinguish them.
    Unreachable,
    /// The same, for another origin than the page's. The page may also lack permission to send the
    /// request or read the response (CORS).
    OtherOrigin,
}

impl NoResponse {
    /// The cause, as a sentence.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Offline => message!("This browser is offline."),
            Self::TimedOut { seconds } => {
                message!("The request timed out after {0} seconds.", seconds)
            }
            Self::Unreachable => {
                message!(
                    "The connection was refused or dropped, or TLS failed. Check that the cluster \
                     is running and that this computer can reach it."
                )
            }
            Self::OtherOrigin => message!(
                "The API address in config.json has a different origin than this page. Open that \
                 address in this browser. If it doesn’t respond there, the connection or TLS \
                 failed. If it does, its server must allow this page’s origin (CORS: \
                 Access-Control-Allow-Origin, and Authorization in Access-Control-Allow-Headers), \
                 and this page’s content security policy must allow that server (connect-src)."
            ),
        }
    }
}

impl ErrorBody {
    const LONGEST: usize = 300;

    /// Reads an error body; `None` if it has no cluster error (a proxy's HTML page, an empty body,
    /// other JSON).
    pub fn read(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Fields {
            #[serde(default)]
            error_code: Option<String>,
            #[serde(default)]
            description: Option<String>,
            #[serde(default)]
            message: Option<String>,
        }
        let body: Fields = serde_json::from_slice(body).ok()?;
        let read = Self {
            error_code: tidy(&body.error_code.unwrap_or_default()),
            description: tidy(&body.description.or(body.message).unwrap_or_default()),
        };
        (read != Self { error_code: String::new(), description: String::new() }).then_some(read)
    }

    /// Appends the cluster's own description, if any, to a sentence.
    pub(crate) fn append_to(sentence: Message, body: Option<&Self>) -> Message {
        match body {
            Some(body) => message!(
                "{0} The cluster reported: “{1}.”",
                sentence,
                body.text().trim_end_matches('.')
            ),
            None => sentence,
        }
    }

    /// Whether it contains one of these phrases, ignoring case, `_`, and `-`.
    pub(crate) fn mentions(&self, phrases: &[&str]) -> bool {
        let said = format!("{} {}", self.error_code, self.description);
        let said = said.to_lowercase().replace(['_', '-'], " ");
        phrases.iter().any(|phrase| said.contains(phrase))
    }

    /// Whether it says that the role lacks a permission.
    pub(crate) fn is_about_permission(&self) -> bool {
        self.mentions(&[
            "permission",
            "privilege",
            "update cluster",
            "your role",
            "not authorized",
            "unauthorized",
        ])
    }

    /// The description, or the code if there is none.
    pub fn text(&self) -> &str {
        if self.description.is_empty() { &self.error_code } else { &self.description }
    }
}

/// Whether a body can be the cluster's: anything but JSON, such as HTML, comes from a proxy or
/// another server.
pub(crate) fn is_empty_or_json(body: &[u8]) -> bool {
    body.trim_ascii().is_empty() || serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// What an HTTP status means between the page and a cluster.
pub(crate) fn status_meaning(status: u16) -> Label {
    match status {
        200 => label!("the response may not be from the cluster"),
        300..=399 => label!("a redirect to another address"),
        400 => label!("the cluster couldn’t read the request"),
        401 => label!("not signed in"),
        404 => label!("this address doesn’t exist on the server"),
        405 => label!("the server doesn’t allow this request at this address"),
        406 => label!("the cluster didn’t accept the data that was sent"),
        409 => label!("not all nodes could be updated"),
        413 => label!("the request is too large"),
        429 => label!("too many requests"),
        500 => label!("an error occurred in the cluster"),
        502 => label!("a gateway in front of the cluster didn’t get a valid response from it"),
        503 => label!("the service is unavailable"),
        504 => label!("a gateway in front of the cluster timed out waiting for it"),
        501 | 505..=599 => label!("a server error"),
        _ => label!("not a documented status for this request"),
    }
}

/// What to check after an HTTP status of something between the page and a cluster.
pub(crate) fn status_remedy(status: u16) -> Option<Message> {
    Some(match status {
        502 | 504 => message!(
            "Check that the cluster is running and that the gateway in front of it can reach it."
        ),
        503 => message!(
            "The node may be down or not a member of the cluster. Check it with rladmin status, or use another node’s address."
        ),
        _ => return None,
    })
}

fn tidy(text: &str) -> String {
    // An error that quotes PEM could quote a key.
    if text.contains("-----") {
        return String::new();
    }
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut tidy: String = one_line.chars().take(ErrorBody::LONGEST + 1).collect();
    if tidy.chars().count() > ErrorBody::LONGEST {
        tidy.pop();
        tidy.push('…');
    }
    visible(&tidy).into_owned()
}
