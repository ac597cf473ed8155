//! Downloads a text as a file.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Downloads `text` as `file`, with a media type such as `text/plain`. Returns whether the browser
/// accepted it.
pub fn download(file: &str, media_type: &str, text: &str) -> bool {
    let mut whole = TextFile::default();
    whole.push(text);
    whole.download(file, media_type)
}

/// A file that is made in pieces. They are given to the browser, so that the page's own memory
/// never has all of a long one.
#[derive(Default)]
pub struct TextFile {
    given: Array,
    next: String,
}

/// Bytes that are given to the browser at a time.
const LONG: usize = 64 * 1024;

impl TextFile {
    pub fn push(&mut self, piece: &str) {
        self.next.push_str(piece);
        if self.next.len() > LONG {
            self.give();
        }
    }

    pub fn is_empty(&self) -> bool {
        self.given.length() == 0 && self.next.is_empty()
    }

    /// Downloads it, with a media type such as `text/plain`. Returns whether the browser accepted
    /// it.
    pub fn download(mut self, file: &str, media_type: &str) -> bool {
        self.give();
        let result = hand_over(file, media_type, &self.given);
        if let Err(error) = &result {
            leptos::logging::error!("the file could not be made: {error:?}");
        }
        result.is_ok()
    }

    fn give(&mut self) {
        self.given.push(&JsValue::from_str(&self.next));
        self.next.clear();
    }
}

fn hand_over(file: &str, media_type: &str, pieces: &Array) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(pieces, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(file);
    anchor.click();
    Url::revoke_object_url(&address)
}
