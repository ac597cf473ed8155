//! One request and its answer, under the rules that hold for all of them.

use cert_inventory::Timestamp;
use cert_inventory::answer::NoAnswer;
use cert_inventory::body::Body;
use cert_inventory::failure::ReadFailure;
use gloo_net::Error;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, DomException, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestRedirect, ResponseType, window,
};

use crate::config::{Config, ConfigError};

/// Seconds that a read may take.
pub const READ_SECONDS: u32 = 10;
/// Seconds that a DELETE may take: the cluster works on every node before it answers.
pub const DELETE_SECONDS: u32 = 60;
/// The largest body that is read: hundreds of times what eleven certificates take.
pub const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// An answer that holds no private key, with its whole body.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A request that has been prepared and not been sent.
pub struct Call {
    builder: RequestBuilder,
    seconds: u32,
}

/// The head of an answer whose body has not been read.
pub struct Head {
    response: Response,
    seconds: u32,
}

impl Call {
    /// Prepares a request that may take this many seconds, its answer's body included. Nothing
    /// of it is cached (the answer holds keys), no redirect is followed, and no cookie and no
    /// credential of the browser's own goes along, which is also what keeps the browser's
    /// password prompt away.
    pub fn new(method: Method, address: &str, seconds: u32) -> Self {
        let builder = RequestBuilder::new(address)
            .method(method)
            .header("Accept", "application/json")
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Manual)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(seconds * 1000)));
        Self { builder, seconds }
    }

    /// Lets the browser present a client certificate.
    pub fn with_client_certificate(mut self) -> Self {
        self.builder = self.builder.credentials(RequestCredentials::Include);
        self
    }

    pub fn authorization(mut self, value: &str) -> Self {
        self.builder = self.builder.header("Authorization", value);
        self
    }

    /// Sends it without a body.
    pub async fn send(self) -> Result<Head, NoAnswer> {
        let Self { builder, seconds } = self;
        Head::of(builder.send().await, seconds)
    }

    /// Sends it with a JSON body.
    pub async fn send_json(self, json: &str) -> Result<Head, NoAnswer> {
        let Self { builder, seconds } = self;
        let request = builder.header("Content-Type", "application/json").body(json);
        let response = match request {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        };
        Head::of(response, seconds)
    }
}

impl Head {
    fn of(response: Result<Response, Error>, seconds: u32) -> Result<Self, NoAnswer> {
        let response = response.map_err(|error| match error {
            Error::JsError(error) => no_answer(&error.name, seconds),
            _ => NoAnswer::Unreachable,
        })?;
        Ok(Self { response, seconds })
    }

    /// Whether it is a redirect; its status and its address stay hidden from a page.
    pub fn is_redirect(&self) -> bool {
        self.response.type_() == ResponseType::Opaqueredirect
    }

    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// When it was sent, by the server's clock; a page of another origin may not see it.
    pub fn date(&self) -> Option<Timestamp> {
        let milliseconds = Date::parse(&self.response.headers().get("date")?);
        // What is no date is not a number.
        milliseconds.is_finite().then_some(Timestamp((milliseconds / 1000.0) as i64))
    }

    /// Reads a body that holds private keys.
    pub async fn read_secret(self) -> Result<Body, ReadFailure> {
        let mut body = Body::new();
        self.each_chunk(&mut |chunk| body.extend(chunk)).await?;
        Ok(body)
    }

    /// Reads a body that holds none.
    pub async fn read(self) -> Result<Answer, ReadFailure> {
        let mut body = Vec::new();
        self.each_chunk(&mut |chunk| body.extend_from_slice(chunk)).await?;
        Ok(Answer { status: self.status(), body })
    }

    /// Reads the body from its stream. The browser keeps copies of what is read as text or as
    /// one buffer; of chunks that are zeroed once they are copied it keeps none.
    async fn each_chunk(&self, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadFailure> {
        let Some(stream) = self.response.body() else { return Ok(()) };
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        let mut length = 0;
        loop {
            let part = JsFuture::from(reader.read()).await.map_err(|error| self.broken(&error))?;
            let value = Reflect::get(&part, &JsValue::from_str("value")).unwrap_or_default();
            let Ok(chunk) = value.dyn_into::<Uint8Array>() else { return Ok(()) };
            let copy = chunk.to_vec();
            chunk.fill(0, 0, chunk.length());
            take(&copy);
            length += copy.len();
            if length > LARGEST_BODY {
                // Nobody waits for the rest; that it could not be cancelled changes nothing.
                drop(reader.cancel());
                return Err(ReadFailure::TooLarge { limit: LARGEST_BODY });
            }
        }
    }

    fn broken(&self, error: &JsValue) -> ReadFailure {
        let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
        match no_answer(&name, self.seconds) {
            NoAnswer::Unreachable => ReadFailure::BrokenOff,
            why => ReadFailure::NoAnswer(why),
        }
    }
}

/// The deployment's configuration; no file means the defaults.
pub async fn config() -> Result<Config, ConfigError> {
    let response = Request::get("config.json")
        .cache(RequestCache::NoCache)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(READ_SECONDS * 1000)))
        .send()
        .await
        .map_err(|_| ConfigError::NotRead(0))?;
    match response.status() {
        404 => Ok(Config::default()),
        200 => {
            let text = response.binary().await.map_err(|_| ConfigError::NotRead(200))?;
            Config::parse(&text)
        }
        status => Err(ConfigError::NotRead(status)),
    }
}

/// What a failed request tells by the name of its exception.
fn no_answer(exception: &str, seconds: u32) -> NoAnswer {
    let online = window().is_none_or(|window| window.navigator().on_line());
    match (exception, online) {
        ("TimeoutError", _) => NoAnswer::TimedOut { seconds },
        (_, false) => NoAnswer::Offline,
        _ => NoAnswer::Unreachable,
    }
}
