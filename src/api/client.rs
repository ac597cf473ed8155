//! The panel's requests to a cluster.

use std::sync::{Arc, RwLock};

use cert_inventory::{
    DeleteOutcome, HealthReport, Inventory, NoResponse, ReadFailure, Reading, SignInFailure,
    Timestamp,
};
use gloo_net::http::Method;
use panel_logic::config::Config;
use panel_logic::path_segment::path_segment;
use web_sys::{Url, window};

use super::fetch::{Call, Head, Terms, WholeResponse};
use super::token::{LIFETIME_BODY, Token};
use crate::browser::Slice;

/// A list, and the cluster's time if available.
type Read = (Arc<Inventory>, Option<Timestamp>);

const LIST: &str = "v1/cluster/certificates";

/// A connection to one cluster, signed in, or without credentials if the cluster requires no
/// sign-in. Clones share the session.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    reading: Terms,
    deleting: Terms,
    token: Arc<RwLock<Option<Token>>>,
}

impl Client {
    /// A client that sends no credentials.
    pub fn without_sign_in(config: &Config) -> Self {
        let reading = Terms {
            seconds: config.read_seconds,
            is_cross_origin: is_cross_origin(&config.api),
            client_certificate: config.client_certificate,
        };
        Self {
            base: config.api.clone(),
            reading,
            deleting: Terms { seconds: config.delete_seconds, ..reading },
            token: Arc::default(),
        }
    }

    /// Requests a token and returns a client with it. Username and password aren't kept.
    pub async fn sign_in(
        config: &Config,
        username: &str,
        password: &str,
    ) -> Result<Self, SignInFailure> {
        let client = Self::without_sign_in(config);
        client.keep(Some(client.request_token(username, password).await?));
        Ok(client)
    }

    /// Whether the cluster accepts this password. The token that it grants is dropped.
    pub async fn check_password(&self, user: &str, password: &str) -> Result<(), SignInFailure> {
        self.request_token(user, password).await.map(drop)
    }

    async fn request_token(&self, user: &str, password: &str) -> Result<Token, SignInFailure> {
        let basic = basic(user, password).ok_or(SignInFailure::NotAccepted(None))?;
        let call = Call::new(Method::POST, &self.url("v1/users/authorize"), self.reading);
        let response = finish(call.authorization(&basic).send_json(LIFETIME_BODY).await)
            .await
            .map_err(SignInFailure::Other)?;
        if response.status != 200 {
            return Err(SignInFailure::of(response.status, &response.body));
        }
        Token::read(&response.body).ok_or(SignInFailure::NoToken)
    }

    /// Whether there is a session to end or renew.
    pub fn is_signed_in(&self) -> bool {
        self.token.read().is_ok_and(|token| token.is_some())
    }

    /// The token's lifetime in seconds; `None` without a session.
    pub fn token_lifetime(&self) -> Option<u32> {
        self.token.read().ok()?.as_ref().map(Token::lifetime)
    }

    /// Exchanges the token for a new one. Keeps the old one on failure.
    pub async fn renew(&self) -> Renewal {
        let call = self.call(Method::POST, "v1/users/refresh_jwt", self.reading);
        match finish(call.send_json(LIFETIME_BODY).await).await {
            Ok(response) if response.status == 401 => Renewal::Refused,
            Ok(response) if response.status == 200 => match Token::read(&response.body) {
                // Ignore the token if the user has signed out meanwhile.
                Some(token) if self.is_signed_in() => {
                    self.keep(Some(token));
                    Renewal::Renewed
                }
                _ => Renewal::Failed,
            },
            _ => Renewal::Failed,
        }
    }

    /// Discards the token in every clone.
    pub fn sign_out(&self) {
        self.keep(None);
    }

    /// Reads every certificate, and the cluster's time if available. Reuses unchanged items from
    /// `before`, or all of it if nothing changed. The body, including keys, is wiped when this
    /// returns.
    pub async fn certificates(&self, before: Arc<Inventory>) -> Result<Read, ReadFailure> {
        read_list(self.get(LIST).await?, before).await
    }

    /// The same without credentials, for the first time: the request may already be on its way.
    pub async fn first_certificates(&self) -> Result<Read, ReadFailure> {
        let call = self.call(Method::GET, LIST, self.reading);
        read_list(accepted(call.take_list_or_send().await).await?, Arc::default()).await
    }

    /// Requests deletion of a certificate. Never retried.
    pub async fn delete(&self, name: &str) -> DeleteOutcome {
        let path = format!("v1/cluster/certificates/{}", path_segment(name));
        let head = match self.call(Method::DELETE, &path, self.deleting).send().await {
            Ok(head) => head,
            Err(why) => return DeleteOutcome::NoResponse(why),
        };
        if head.is_redirect() {
            return DeleteOutcome::Redirected;
        }
        let status = head.status();
        match head.read().await {
            Ok(response) => DeleteOutcome::of(status, &response.body),
            // A truncated response may not be the cluster's.
            Err(_) if status == 200 => DeleteOutcome::Unexpected { status, error: None },
            Err(_) => DeleteOutcome::of(status, &[]),
        }
    }

    /// What the cluster says of its certificates without their keys; `None` where it doesn't.
    pub async fn health(&self) -> Result<Option<HealthReport>, ReadFailure> {
        match self.get("v4/cluster/health").await {
            Ok(head) => Ok(HealthReport::read(&head.read().await?.body)),
            Err(ReadFailure::Status { status: 403 | 404 | 405 | 501, .. }) => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// The head of a response with status 200.
    pub(super) async fn get(&self, path: &str) -> Result<Head, ReadFailure> {
        accepted(self.call(Method::GET, path, self.reading).send().await).await
    }

    pub(super) fn call(&self, method: Method, path: &str, terms: Terms) -> Call {
        let call = Call::new(method, &self.url(path), terms);
        match self.token.read().as_deref() {
            Ok(Some(token)) => call.authorization(&token.authorization()),
            _ => call,
        }
    }

    /// The terms of a request that changes nothing.
    pub(super) fn reading(&self) -> Terms {
        self.reading
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn keep(&self, token: Option<Token>) {
        if let Ok(mut kept) = self.token.write() {
            *kept = token;
        }
    }
}

/// The result of a renewal request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// There is a new token.
    Renewed,
    /// 401: the old token is no longer accepted.
    Refused,
    /// Any other response, or none.
    Failed,
}

/// Whether a URL, empty for the page's own, has another origin than the page.
fn is_cross_origin(api: &str) -> bool {
    let own = window().and_then(|window| window.location().origin().ok());
    !api.is_empty() && Url::new(api).ok().map(|url| url.origin()) != own
}

/// The head of a response with status 200.
async fn accepted(head: Result<Head, NoResponse>) -> Result<Head, ReadFailure> {
    let head = head.map_err(ReadFailure::NoResponse)?;
    match head.status() {
        _ if head.is_redirect() => Err(ReadFailure::Redirected),
        200 => Ok(head),
        status => {
            let retry_after = head.retry_after();
            Err(ReadFailure::of(status, &head.read().await?.body, retry_after))
        }
    }
}

/// Reads a list, and wipes its body.
async fn read_list(head: Head, before: Arc<Inventory>) -> Result<Read, ReadFailure> {
    let date = head.date();
    let body = head.read_secret().await?;
    let mut slice = Slice::begin();
    if before.is_of(&body) {
        return Ok((before, date));
    }
    slice.rest().await;
    let mut reading = Reading::begin(body, Arc::clone(&before)).map_err(ReadFailure::Body)?;
    slice.rest().await;
    while reading.step().map_err(ReadFailure::Body)? {
        slice.rest().await;
    }
    let inventory = Arc::new(reading.finish());
    slice.rest().await;
    if inventory.is_implausible_after(&before) {
        return Err(ReadFailure::Implausible);
    }
    Ok((inventory, date))
}

/// Reads a response to its end.
async fn finish(head: Result<Head, NoResponse>) -> Result<WholeResponse, ReadFailure> {
    let head = head.map_err(ReadFailure::NoResponse)?;
    if head.is_redirect() { Err(ReadFailure::Redirected) } else { head.read().await }
}

/// The Basic credentials of RFC 7617, in UTF-8.
fn basic(username: &str, password: &str) -> Option<String> {
    let pair = format!("{username}:{password}");
    // btoa encodes each character as one byte.
    let binary: String = pair.bytes().map(char::from).collect();
    window()?.btoa(&binary).ok().map(|encoded| format!("Basic {encoded}"))
}
