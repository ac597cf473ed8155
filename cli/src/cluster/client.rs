//! Requests to a cluster: as the panel sends them, with a token instead of the password.

use std::sync::Arc;
use std::time::Duration;

use cert_inventory::{
    AlertDays, Body, HealthReport, License, NoResponse, ReadFailure, SignInFailure, Version,
};
use panel_logic::token::access_token;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{RequestBuilder, Response, redirect};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::connection;
use super::credentials::Credentials;
use super::failure::Failure;
use super::target::Target;
use super::trust::Verifier;
use crate::input::MOST_BYTES;

/// A connection to one cluster, signed in, or without credentials.
pub struct Client<'a> {
    target: &'a Target,
    http: reqwest::Client,
    verifier: Arc<Verifier>,
    seconds: u32,
    authorization: Option<HeaderValue>,
}

/// What is known of a cluster besides its list; each may be unknown.
#[derive(Debug, Default)]
pub struct Facts {
    /// Its FQDN.
    pub name: Option<String>,
    /// From how many days on it warns.
    pub alert_days: AlertDays,
    /// The versions of its nodes, oldest first.
    pub versions: Vec<Version>,
    /// Its license.
    pub license: Option<License>,
}

impl<'a> Client<'a> {
    /// Signs in, if there are credentials. `seconds` is the limit of each request.
    pub async fn connect(
        target: &'a Target,
        credentials: Option<&Credentials>,
        seconds: u32,
    ) -> Result<Self, Failure> {
        let (config, verifier) =
            target.trust.config(target.identity.as_ref()).map_err(Failure::Internal)?;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            // Password and token go only to the cluster.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(seconds.into()))
            .build()
            .map_err(|error| Failure::Internal(error.to_string()))?;
        let mut client = Self { target, http, verifier, seconds, authorization: None };
        if let Some(credentials) = credentials {
            client.authorization = Some(client.sign_in(credentials).await?);
        }
        Ok(client)
    }

    /// The value of the header `Authorization` for later requests.
    async fn sign_in(&self, credentials: &Credentials) -> Result<HeaderValue, Failure> {
        let request = self
            .http
            .post(self.url("v1/users/authorize")?)
            .basic_auth(&credentials.user, Some(credentials.password.as_str()))
            .header(CONTENT_TYPE, "application/json")
            .body(r#"{"ttl":300}"#);
        let response = self.send(request).await?;
        let status = response.status().as_u16();
        let body = self.whole(response).await?;
        match status {
            200 => {}
            300..=399 => return Err(Failure::Read(ReadFailure::Redirected)),
            _ => return Err(Failure::SignIn(SignInFailure::of(status, &body))),
        }
        let token = access_token(&body).map(Zeroizing::new);
        let header = token.and_then(|token| {
            let value = Zeroizing::new(format!("JWT {}", *token));
            HeaderValue::try_from(value.as_str()).ok()
        });
        let mut header = header.ok_or(Failure::SignIn(SignInFailure::NoToken))?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// The list, private keys included.
    pub async fn certificates(&self) -> Result<Body, Failure> {
        let mut body = Body::new();
        let response = self.get("v1/cluster/certificates").await?;
        self.each_chunk(response, |chunk| body.extend(chunk)).await?;
        Ok(body)
    }

    /// What the cluster says of its certificates without their keys.
    pub async fn health(&self) -> Result<HealthReport, Failure> {
        let body = match self.body("v4/cluster/health").await {
            Err(Failure::Read(ReadFailure::Status { status: 404 | 405 | 501, .. })) => {
                return Err(Failure::NoHealthReport);
            }
            body => body?,
        };
        HealthReport::read(&body).ok_or(Failure::NoHealthReport)
    }

    /// What else is known. Nothing fails without it.
    pub async fn facts(&self) -> Facts {
        let (cluster, nodes, license) =
            tokio::join!(self.body("v1/cluster"), self.body("v1/nodes"), self.body("v1/license"));
        let (name, alert_days) = match cluster {
            Ok(body) => (name(&body), AlertDays::read(&body)),
            Err(_) => Default::default(),
        };
        Facts {
            name,
            alert_days,
            versions: nodes.map(|body| Version::of_nodes(&body)).unwrap_or_default(),
            license: license.ok().and_then(|body| License::read(&body)),
        }
    }

    async fn body(&self, path: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
        self.whole(self.get(path).await?).await
    }

    /// The head of a response with status 200.
    async fn get(&self, path: &str) -> Result<Response, Failure> {
        let mut request = self.http.get(self.url(path)?);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let response = self.send(request).await?;
        match response.status().as_u16() {
            200 => Ok(response),
            300..=399 => Err(Failure::Read(ReadFailure::Redirected)),
            401 if self.authorization.is_none() => Err(Failure::SignInRequired),
            status => {
                let body = self.whole(response).await?;
                Err(Failure::Read(ReadFailure::of(status, &body, None)))
            }
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, Failure> {
        let seconds = self.seconds;
        request.header(ACCEPT, "application/json").send().await.map_err(|error| {
            match error.is_timeout() {
                true => Failure::Read(ReadFailure::NoResponse(NoResponse::TimedOut { seconds })),
                false => {
                    Failure::NoConnection(connection::explain(&error, self.target, &self.verifier))
                }
            }
        })
    }

    /// A body without private keys. It may have other secrets.
    async fn whole(&self, response: Response) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut body = Zeroizing::new(Vec::new());
        self.each_chunk(response, |chunk| body.extend_from_slice(&chunk)).await?;
        Ok(body)
    }

    async fn each_chunk(
        &self,
        mut response: Response,
        mut take: impl FnMut(Vec<u8>),
    ) -> Result<(), Failure> {
        let mut length = 0;
        while let Some(chunk) = response.chunk().await.map_err(|error| self.broken(&error))? {
            length += chunk.len();
            take(chunk.into());
            if length > MOST_BYTES {
                return Err(Failure::Read(ReadFailure::TooLarge { limit: MOST_BYTES }));
            }
        }
        Ok(())
    }

    fn broken(&self, error: &reqwest::Error) -> Failure {
        Failure::Read(match error.is_timeout() {
            true => ReadFailure::Unfinished { seconds: self.seconds },
            false => ReadFailure::BrokenOff,
        })
    }

    fn url(&self, path: &str) -> Result<reqwest::Url, Failure> {
        self.target.address.url.join(path).map_err(|error| Failure::Internal(error.to_string()))
    }
}

/// The cluster's name, in a body that may have a password.
fn name(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Cluster {
        name: String,
    }
    serde_json::from_slice(body).ok().map(|Cluster { name }| name)
}
