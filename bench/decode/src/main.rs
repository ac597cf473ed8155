//! The panel's decoder without the panel, for a page that measures it: the same crate, allocator,
//! profile, and optimizer as in the download.
//!
//! The panel keeps facts as values and formats them for display. The peers return text, so
//! everything is formatted here, too, for every certificate.

mod facts;

use cert_inventory::{Body, Inventory};
use facts::Facts;
use wasm_bindgen::prelude::wasm_bindgen;

// As in the panel.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {}

/// A decoded response.
#[wasm_bindgen]
pub struct Decoded {
    inventory: Option<Inventory>,
    facts: Vec<Facts>,
}

/// Decodes a response body as the panel does; empty if it isn't a list.
#[wasm_bindgen]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let mut body = Body::new();
    body.extend(bytes);
    Decoded { inventory: Inventory::read(body).ok(), facts: Vec::new() }
}

#[wasm_bindgen]
impl Decoded {
    /// Formats every fact of every certificate.
    pub fn write_out(&mut self) {
        let items = self.inventory.iter().flat_map(Inventory::iter);
        self.facts = items.flat_map(Facts::of).collect();
    }

    /// The formatted facts as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(&self.facts).unwrap_or_default()
    }
}
