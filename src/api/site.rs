//! Files next to the page, `config.json` and a language's texts, and what boot.js requests early.

use gloo_net::http::Request;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use panel_logic::config::{AddressParts, Config, ConfigError};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, Url};

#[wasm_bindgen]
extern "C" {
    /// Set by boot.js, which requests `config.json` while the program loads. Resolves to a
    /// [`ConfigResponse`].
    #[wasm_bindgen(thread_local_v2, js_name = siteConfig)]
    static SITE_CONFIG: Promise;

    /// The response to the request for `config.json`.
    type ConfigResponse;

    #[wasm_bindgen(method, getter)]
    fn status(this: &ConfigResponse) -> u16;

    #[wasm_bindgen(method, getter)]
    fn body(this: &ConfigResponse) -> ArrayBuffer;

    /// Takes over the request for the list that boot.js may have sent meanwhile: its response, or
    /// nothing if it sent none. The signal ends it; without one, it ends at once.
    #[wasm_bindgen(js_name = takeList)]
    pub fn take_list(wanted: Option<&AbortSignal>) -> Option<Promise>;
}

/// Ends the request for the list that boot.js may have sent: nobody will read the response.
pub fn leave_list() {
    drop(take_list(None));
}

/// The site's configuration; the defaults if there is no file.
pub async fn config() -> Result<Config, ConfigError> {
    let promise = SITE_CONFIG.with(Promise::clone);
    let response = JsFuture::from(promise).await.map_err(|_| ConfigError::NotRead(0))?;
    let response: ConfigResponse = response.unchecked_into();
    match response.status() {
        404 => Ok(Config::default()),
        200 => {
            let text = Uint8Array::new(&response.body()).to_vec();
            Config::parse(&text, parse_address)
        }
        status => Err(ConfigError::NotRead(status)),
    }
}

/// A language's texts; `None` if unavailable. Revalidated each time (`no-cache`), because the file
/// changes without changing its name.
pub async fn translations(tag: &str) -> Option<Vec<u8>> {
    let limit = Config::default().read_seconds * 1000;
    let request = Request::get(&format!("languages/{tag}.json"))
        .cache(RequestCache::NoCache)
        .credentials(RequestCredentials::SameOrigin)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(limit)));
    let response = request.send().await.ok()?;
    if response.status() == 200 { response.binary().await.ok() } else { None }
}

fn parse_address(text: &str) -> Option<AddressParts> {
    let url = Url::new(text).ok()?;
    Some(AddressParts {
        protocol: url.protocol(),
        hostname: url.hostname(),
        username: url.username(),
        password: url.password(),
        search: url.search(),
        hash: url.hash(),
        href: url.href(),
    })
}
