//! One request and its response, with the rules that apply to all.

use cert_inventory::{Body, NoResponse, ReadFailure, RequestBody, Timestamp};
use gloo_net::Error;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Array, Date, Uint8Array};
use panel_logic::no_response;
use panel_logic::retry_after::retry_after;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, DomException, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType,
};

use super::secret_stream::{SecretStream, overwrite_freed_buffers, overwrite_freed_copies};
use super::site;
use crate::browser;

/// The maximum body size: hundreds of times what eleven certificates need.
pub const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// A complete response without private keys.
pub struct WholeResponse {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A request's limits and options.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The timeout for request and response, in seconds.
    pub seconds: u32,
    /// Whether it goes to another origin than the page's.
    pub is_cross_origin: bool,
    /// Whether the browser may present a client certificate.
    pub client_certificate: bool,
}

/// A prepared request that hasn't been sent. Dropping its future makes the browser cancel it.
pub struct Call {
    builder: RequestBuilder,
    terms: Terms,
    ends: AbortSignal,
    end: EndOnDrop,
}

/// A response's head; the body hasn't been read.
pub struct Head {
    response: Response,
    terms: Terms,
    _end: EndOnDrop,
}

/// Cancels an abandoned request; has no effect on a finished one.
struct EndOnDrop(Option<AbortController>);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl Call {
    /// Prepares a request.
    ///
    /// - `no-store`: nothing is cached, because responses contain keys and caches are on disk.
    /// - `manual`: redirects aren't followed, so the token goes only to the cluster.
    /// - `omit`: the browser adds no cookies or credentials. The panel sends its own token, other
    ///   pages can't forge authenticated requests, and the browser doesn't show its own password
    ///   prompt. A client certificate counts as a credential, so a site that needs one gives all of
    ///   that up (`include`).
    pub fn new(method: Method, address: &str, terms: Terms) -> Self {
        let credentials = match terms.client_certificate {
            true => RequestCredentials::Include,
            false => RequestCredentials::Omit,
        };
        let limit = AbortSignal::timeout_with_u32(terms.seconds * 1000);
        let controller = AbortController::new().ok();
        let ends = match &controller {
            Some(controller) => AbortSignal::any(&Array::of2(&limit, &controller.signal())),
            None => limit,
        };
        let builder = RequestBuilder::new(address)
            .method(method)
            .header("Accept", "application/json")
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Manual)
            .credentials(credentials)
            .abort_signal(Some(&ends));
        Self { builder, terms, ends, end: EndOnDrop(controller) }
    }

    pub fn authorization(mut self, value: &str) -> Self {
        self.builder = self.builder.header("Authorization", value);
        self
    }

    /// Sends it without a body.
    pub async fn send(self) -> Result<Head, NoResponse> {
        let Self { builder, terms, end, .. } = self;
        Head::of(builder.send().await, terms, end)
    }

    /// Takes over the same request from boot.js, if it's already on its way, or sends it.
    pub async fn take_list_or_send(self) -> Result<Head, NoResponse> {
        let Some(list) = site::take_list(Some(&self.ends)) else { return self.send().await };
        match JsFuture::from(list).await {
            Ok(none) if none.is_undefined() => self.send().await,
            Ok(response) => {
                let response = Response::from(response.unchecked_into::<web_sys::Response>());
                Ok(Head { response, terms: self.terms, _end: self.end })
            }
            Err(error) => Err(no_response(&name_of(&error), self.terms)),
        }
    }

    /// Sends it with a JSON body.
    pub async fn send_json(self, json: &str) -> Result<Head, NoResponse> {
        self.send_body(json).await
    }

    /// Sends it with a JSON body that has private keys, and wipes what the page has of it.
    pub async fn send_secret(self, body: RequestBody) -> Result<Head, NoResponse> {
        let bytes = Uint8Array::from(body.bytes());
        drop(body);
        // The browser takes its own copy when the request is made, before anything is awaited.
        let sending = self.send_body(bytes.clone());
        let length = bytes.length();
        bytes.fill(0, 0, length);
        let head = sending.await;
        overwrite_freed_copies(length);
        head
    }

    /// The request is made at once, with a copy of the body; the future sends it.
    fn send_body(self, body: impl Into<JsValue>) -> impl Future<Output = Result<Head, NoResponse>> {
        let Self { builder, terms, end, .. } = self;
        let request = builder.header("Content-Type", "application/json").body(body);
        async move {
            let response = match request {
                Ok(request) => request.send().await,
                Err(error) => Err(error),
            };
            Head::of(response, terms, end)
        }
    }
}

impl Head {
    fn of(
        response: Result<Response, Error>,
        terms: Terms,
        end: EndOnDrop,
    ) -> Result<Self, NoResponse> {
        let response = response.map_err(|error| match error {
            Error::JsError(error) => no_response(&error.name, terms),
            _ => NoResponse::Unreachable,
        })?;
        Ok(Self { response, terms, _end: end })
    }

    /// Whether it's a redirect; browsers hide its status and target from the page.
    pub fn is_redirect(&self) -> bool {
        self.response.type_() == ResponseType::Opaqueredirect
    }

    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// The time sent, by the server's clock; may be hidden from another origin.
    pub fn date(&self) -> Option<Timestamp> {
        parse_date(&self.response.headers().get("date")?)
    }

    /// Seconds to wait before the next request, if the server requests it.
    pub fn retry_after(&self) -> Option<u32> {
        retry_after(&self.response.headers().get("retry-after")?, browser::now(), parse_date)
    }

    /// Reads a body with private keys.
    pub async fn read_secret(self) -> Result<Body, ReadFailure> {
        let mut body = Body::new();
        self.each_chunk(&mut |chunk| body.extend(chunk)).await?;
        Ok(body)
    }

    /// Reads a body without private keys. It may have other secrets: a token, or the password that
    /// `GET v1/cluster` contains before version 8.2.
    pub async fn read(self) -> Result<WholeResponse, ReadFailure> {
        let mut body = Vec::new();
        self.each_chunk(&mut |chunk| body.extend(chunk)).await?;
        Ok(WholeResponse { status: self.status(), body })
    }

    async fn each_chunk(&self, take: &mut dyn FnMut(Vec<u8>)) -> Result<(), ReadFailure> {
        let read = self.each_chunk_of_body(take).await;
        overwrite_freed_buffers();
        read
    }

    async fn each_chunk_of_body(&self, take: &mut dyn FnMut(Vec<u8>)) -> Result<(), ReadFailure> {
        let Some(stream) = self.response.body() else { return Ok(()) };
        let mut reader = SecretStream::open(&stream);
        let mut length = 0;
        while let Some(chunk) = reader.read().await.map_err(|error| self.broken(&error))? {
            length += chunk.len();
            take(chunk);
            if length > LARGEST_BODY {
                return Err(ReadFailure::TooLarge { limit: LARGEST_BODY });
            }
        }
        Ok(())
    }

    fn broken(&self, error: &JsValue) -> ReadFailure {
        match no_response(&name_of(error), self.terms) {
            NoResponse::Unreachable | NoResponse::OtherOrigin => ReadFailure::BrokenOff,
            NoResponse::TimedOut { seconds } => ReadFailure::Unfinished { seconds },
            NoResponse::Offline => ReadFailure::NoResponse(NoResponse::Offline),
        }
    }
}

/// An exception's name; empty for an error, of which no name matters.
fn name_of(error: &JsValue) -> String {
    error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default()
}

/// Parses a date header.
fn parse_date(value: &str) -> Option<Timestamp> {
    let milliseconds = Date::parse(value);
    // An invalid date is NaN.
    milliseconds.is_finite().then_some(Timestamp((milliseconds / 1000.0) as i64))
}

/// Why there is no response, by the exception's name.
fn no_response(exception: &str, terms: Terms) -> NoResponse {
    let request =
        no_response::Request { seconds: terms.seconds, is_cross_origin: terms.is_cross_origin };
    no_response::no_response(exception, browser::is_online(), request)
}
