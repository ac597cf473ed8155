//! Downloads a text as a file.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Downloads `text` as `file`, with a media type such as `text/plain`. Returns whether the browser
/// accepted it.
pub fn download(file: &str, media_type: &str, text: &str) -> bool {
    let result = hand_over(file, media_type, text);
    if let Err(error) = &result {
        leptos::logging::error!("the file could not be made: {error:?}");
    }
    result.is_ok()
}

fn hand_over(file: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(file);
    anchor.click();
    Url::revoke_object_url(&address)
}
