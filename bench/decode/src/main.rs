//! The panel's decoder without the panel, for a page that measures it: the same crate, allocator,
//! profile and optimiser as what a browser downloads.
//!
//! The panel keeps facts as they are and writes them out where they are shown. The peers hand out
//! text, so that here all of it is written out too, for every certificate.

mod facts;

use cert_inventory::{Body, Inventory};
use facts::Facts;
use wasm_bindgen::prelude::wasm_bindgen;

// As the panel's.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {}

/// An answer that was read.
#[wasm_bindgen]
pub struct Decoded {
    inventory: Option<Inventory>,
    facts: Vec<Facts>,
}

/// Reads the body of an answer as the panel does; of one that is no list, nothing.
#[wasm_bindgen]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let mut body = Body::new();
    body.extend(bytes);
    Decoded { inventory: Inventory::read(body).ok(), facts: Vec::new() }
}

#[wasm_bindgen]
impl Decoded {
    /// Writes out every fact of every certificate.
    pub fn write_out(&mut self) {
        let items = self.inventory.iter().flat_map(Inventory::iter);
        self.facts = items.flat_map(Facts::of).collect();
    }

    /// What was written out, as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(&self.facts).unwrap_or_default()
    }
}
