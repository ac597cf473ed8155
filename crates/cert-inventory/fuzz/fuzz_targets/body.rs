//! A response body → an inventory, or an error that doesn't quote it.

#![no_main]

use cert_inventory::{Body, Inventory};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut body = Body::new();
    body.extend(bytes);
    match Inventory::read(body) {
        Ok(inventory) => {
            let _ = format!("{inventory:?}");
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
});
