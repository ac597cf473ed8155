//! Limits the panel's memory, so that a failed allocation, not the machine, stops it: boot.js then
//! erases what there is.

/// The meanest responses take an eighth of it (bench/GROWTH.md); a file to compare with takes more.
const MOST_MEMORY: u32 = 1 << 30;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let family = std::env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    if family == "wasm" {
        println!("cargo::rustc-link-arg-bins=--max-memory={MOST_MEMORY}");
    }
}
