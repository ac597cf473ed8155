//! One request and its answer, under the rules that hold for all of them.

use cert_inventory::Timestamp;
use cert_inventory::answer::NoAnswer;
use cert_inventory::body::Body;
use cert_inventory::failure::ReadFailure;
use gloo_net::Error;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::{Array, Date, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, DomException, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType, window,
};

use super::secret_stream::Reader;
use crate::config::{Config, ConfigError};

/// The largest body that is read: hundreds of times what eleven certificates take.
pub const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// An answer that holds no private key, with its whole body.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// What holds for a request, its answer included, whatever it asks.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Seconds until it is given up.
    pub seconds: u32,
    /// Whether it goes to another origin than the page's: a browser then hides more of what
    /// went wrong.
    pub other_origin: bool,
    /// Whether the browser may present a client certificate.
    pub client_certificate: bool,
}

/// A request that has been prepared and not been sent. Whoever does not wait for its answer any
/// more lets go of it, and the browser ends it.
pub struct Call {
    builder: RequestBuilder,
    terms: Terms,
    end: EndOnDrop,
}

/// The head of an answer whose body has not been read.
pub struct Head {
    response: Response,
    terms: Terms,
    _end: EndOnDrop,
}

/// Ends a request that nobody waits for; one that is over it leaves as it is.
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
    /// - Nothing of it is cached (`no-store`): the answer holds keys, and a cache is a disk.
    /// - No redirect is followed (`manual`): a token goes to the cluster and to nobody else.
    /// - No cookie and no credential of the browser's own goes along (`omit`): the panel sends
    ///   its token by itself, a forged request of another page has nothing to ride on, and the
    ///   browser does not put its own password prompt over the panel's form. A client
    ///   certificate counts as such a credential, so a site that wants one gives all of that up
    ///   (`include`).
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
        Self { builder, terms, end: EndOnDrop(controller) }
    }

    pub fn authorization(mut self, value: &str) -> Self {
        self.builder = self.builder.header("Authorization", value);
        self
    }

    /// Sends it without a body.
    pub async fn send(self) -> Result<Head, NoAnswer> {
        let Self { builder, terms, end } = self;
        Head::of(builder.send().await, terms, end)
    }

    /// Sends it with a JSON body.
    pub async fn send_json(self, json: &str) -> Result<Head, NoAnswer> {
        let Self { builder, terms, end } = self;
        let request = builder.header("Content-Type", "application/json").body(json);
        let response = match request {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        };
        Head::of(response, terms, end)
    }
}

impl Head {
    fn of(
        response: Result<Response, Error>,
        terms: Terms,
        end: EndOnDrop,
    ) -> Result<Self, NoAnswer> {
        let response = response.map_err(|error| match error {
            Error::JsError(error) => no_answer(&error.name, terms),
            _ => NoAnswer::Unreachable,
        })?;
        Ok(Self { response, terms, _end: end })
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

    /// Seconds that the server asks to wait before the next request (RFC 9110, section 10.2.3),
    /// given as such or as a date.
    pub fn retry_after(&self) -> Option<u32> {
        let value = self.response.headers().get("retry-after")?;
        let seconds = value.trim().parse().unwrap_or_else(|_| {
            let wait = (Date::parse(&value) - Date::now()) / 1000.0;
            // Saturates: a date that is past or none is no time to wait.
            wait as u32
        });
        (seconds > 0).then_some(seconds)
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
        self.each_chunk(&mut |chunk| body.extend(chunk)).await?;
        Ok(Answer { status: self.status(), body })
    }

    /// Reads the body piece by piece.
    async fn each_chunk(&self, take: &mut dyn FnMut(Vec<u8>)) -> Result<(), ReadFailure> {
        let Some(stream) = self.response.body() else { return Ok(()) };
        let mut reader = Reader::of(&stream);
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
        let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
        match no_answer(&name, self.terms) {
            NoAnswer::Unreachable | NoAnswer::OtherOrigin => ReadFailure::BrokenOff,
            why => ReadFailure::NoAnswer(why),
        }
    }
}

/// The words of a language, beside the page; `None` where they are out of reach. They are asked for
/// anew each time (`no-cache`), because their file changes without changing its name.
pub async fn language(tag: &str) -> Option<Vec<u8>> {
    let limit = Config::default().read_seconds * 1000;
    let request = Request::get(&format!("languages/{tag}.json"))
        .cache(RequestCache::NoCache)
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(limit)));
    let response = request.send().await.ok()?;
    if response.status() == 200 { response.binary().await.ok() } else { None }
}

/// The deployment's configuration; no file means the defaults. boot.js asks for it while the program
/// is on its way.
pub async fn config() -> Result<Config, ConfigError> {
    let asked = window().and_then(|window| Reflect::get(&window, &"configuration".into()).ok());
    let asked: Promise = asked.unwrap_or_default().unchecked_into();
    let answer = JsFuture::from(asked).await.map_err(|_| ConfigError::NotRead(0))?;
    let answer: Array = answer.unchecked_into();
    // No number casts to 0.
    match answer.get(0).as_f64().unwrap_or_default() as u16 {
        404 => Ok(Config::default()),
        200 => Config::parse(&Uint8Array::new(&answer.get(1)).to_vec(), page_is_secure()),
        status => Err(ConfigError::NotRead(status)),
    }
}

fn page_is_secure() -> bool {
    window().and_then(|window| window.location().protocol().ok()).as_deref() == Some("https:")
}

/// What a failed request tells by the name of its exception.
fn no_answer(exception: &str, terms: Terms) -> NoAnswer {
    let online = window().is_none_or(|window| window.navigator().on_line());
    match (exception, online) {
        ("TimeoutError", _) => NoAnswer::TimedOut { seconds: terms.seconds },
        (_, false) => NoAnswer::Offline,
        _ if terms.other_origin => NoAnswer::OtherOrigin,
        _ => NoAnswer::Unreachable,
    }
}
