//! Reading a stream so that no copy of it stays in the browser.
//!
//! A browser keeps copies of what is read as text or as one buffer. Of chunks that are zeroed once
//! they are copied it keeps none.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamByobReader, ReadableStreamDefaultReader};

/// Bytes that one read may bring: few enough to stay in the processor's cache until they are copied
/// and zeroed.
const CHUNK: u32 = 256 * 1024;

/// A stream of bytes that may hold private keys.
pub enum SecretStream {
    /// Into one buffer, over and over.
    Buffered(ReadableStreamByobReader, Uint8Array),
    /// Into a buffer of the browser's for each read, where there is nothing else: Safari before
    /// 26.4, by MDN's tables. These go when garbage is collected, which takes longer than the
    /// reading.
    Plain(ReadableStreamDefaultReader),
}

impl SecretStream {
    pub fn open(stream: &ReadableStream) -> Self {
        match ReadableStreamByobReader::new(stream) {
            Ok(reader) => Self::Buffered(reader, Uint8Array::new_with_length(CHUNK)),
            Err(_) => Self::Plain(stream.get_reader().unchecked_into()),
        }
    }

    /// What came next; `None` at the end.
    pub async fn read(&mut self) -> Result<Option<Vec<u8>>, JsValue> {
        let result = match self {
            Self::Buffered(reader, buffer) => reader.read_with_array_buffer_view(buffer),
            Self::Plain(reader) => reader.read(),
        };
        let result = JsFuture::from(result).await?;
        let [value, done] = ["value", "done"].map(|key| Reflect::get(&result, &key.into()));
        let chunk = match value?.dyn_into::<Uint8Array>() {
            Ok(chunk) if !done?.is_truthy() => chunk,
            _ => return Ok(None),
        };
        let copy = chunk.to_vec();
        chunk.fill(0, 0, chunk.length());
        if let Self::Buffered(_, buffer) = self {
            *buffer = Uint8Array::new(&chunk.buffer());
        }
        Ok(Some(copy))
    }
}
