//! Reads a stream without leaving a copy in the browser.
//!
//! Browsers keep copies of what is read as text or as one buffer, but not of chunks that are zeroed
//! after copying.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ReadableStream, ReadableStreamByobReader, ReadableStreamDefaultReader};

use crate::browser;

/// Maximum bytes per read: small enough to stay in the CPU cache until copied and zeroed.
const CHUNK: u32 = 256 * 1024;

/// Sizes of the buffers in which a browser's processes pass on a body, and how many of each it may
/// have freed.
const FREED: ([u32; 5], usize) = ([2048, 4096, 8192, 16_384, 24_576], 8);

/// A stream of bytes that may hold private keys.
pub enum SecretStream {
    /// Reads into one reused buffer.
    Buffered(ReadableStreamByobReader, Uint8Array),
    /// Reads into a new browser buffer each time, if BYOB is unsupported: Safari before 26.4,
    /// according to MDN. These are freed by garbage collection, which takes longer than reading.
    Plain(ReadableStreamDefaultReader),
}

impl SecretStream {
    pub fn open(stream: &ReadableStream) -> Self {
        match ReadableStreamByobReader::new(stream) {
            Ok(reader) => Self::Buffered(reader, Uint8Array::new_with_length(CHUNK)),
            Err(_) => Self::Plain(stream.get_reader().unchecked_into()),
        }
    }

    /// The next chunk; `None` at the end.
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

/// Has the browser overwrite buffers that it freed, which a page cannot reach: zeros go the same
/// way between its processes as the body did and land in the same memory. WebKit needs it; what
/// it gains is in docs/security.md. Nothing waits for it, and it waits until they are freed.
pub fn overwrite_freed_buffers() {
    spawn_local(async {
        browser::sleep(1000).await;
        read_zeros();
    });
}

/// Has the browser overwrite what it freed of a request's body with so many bytes: bodies of zeros
/// take the same way, as far as one goes that isn't sent.
pub fn overwrite_freed_copies(length: u32) {
    spawn_local(async move {
        browser::sleep(1000).await;
        for _ in 0..FREED.1 {
            let zeros = Uint8Array::new_with_length(length);
            drop(RequestBuilder::new("").method(Method::PUT).body(zeros.clone()));
            drop(Blob::new_with_u8_array_sequence(&Array::of1(&zeros)));
        }
        read_zeros();
    });
}

fn read_zeros() {
    let (sizes, times) = FREED;
    for size in sizes.into_iter().flat_map(|size| std::iter::repeat_n(size, times)) {
        let zeros = Array::of1(&Uint8Array::new_with_length(size));
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&zeros) {
            drop(blob.array_buffer());
        }
    }
}
