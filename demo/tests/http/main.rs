//! The demo over real connections, as a client uses it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod about;
mod availability;
mod changes;
mod cors;
mod faults;
mod hostile;
#[path = "../update/material.rs"]
#[expect(dead_code, reason = "the tests of the rules use the rest")]
mod material;
mod out_of_band;
mod pages;
mod requests;
mod sign_in;
mod tls;

use demo::{Options, Running, users::USERS};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

const CERTIFICATES: &str = "/v1/cluster/certificates";
const LDAP_CLIENT: &str = "/v1/cluster/certificates/ldap_client";
const ROTATE: &str = "/v1/cluster/certificates/rotate";
const UPDATE_CERT: &str = "/v1/cluster/update_cert";

/// One demo per test, and a client that never follows redirects.
struct Demo {
    running: Running,
    client: Client,
}

impl Demo {
    async fn start() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let running = demo::start(options).await.unwrap();
        let mut client = Client::builder().redirect(reqwest::redirect::Policy::none());
        if let Some(pem) = &running.tls_certificate {
            let root = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
            client = client.tls_certs_only([root]);
        }
        Self { running, client: client.build().unwrap() }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = path.strip_prefix('/').unwrap();
        self.client.request(method, self.running.url() + path)
    }

    /// Sends as a demo user, given by the part of the name before the `@`.
    async fn send_as(&self, user: &str, method: Method, path: &str) -> reqwest::Result<Response> {
        let name = format!("{user}@example.com");
        let password = USERS.iter().find(|user| user.name == name).unwrap().password;
        let request = self.request(method, path);
        request.basic_auth(name, Some(password)).send().await
    }

    async fn get(&self, path: &str) -> reqwest::Result<Response> {
        self.send_as("admin", Method::GET, path).await
    }

    async fn delete(&self, path: &str) -> reqwest::Result<Response> {
        self.send_as("admin", Method::DELETE, path).await
    }

    /// Whether the store still has the entry.
    fn lists(&self, entry: &str) -> bool {
        let cluster = self.running.cluster();
        let entries = cluster.certificates(demo::users::Role::Admin).unwrap();
        entries.contains_key(entry)
    }
}

/// The status, and the `error_code` if the body is JSON.
async fn status_and_code(response: Response) -> (u16, Option<String>) {
    let status = response.status().as_u16();
    let body: Option<Value> = response.json().await.ok();
    let code = body.and_then(|body| Some(body.get("error_code")?.as_str()?.to_owned()));
    (status, code)
}
