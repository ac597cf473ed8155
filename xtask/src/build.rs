//! `cargo xtask build`: the panel in `dist/`, ready for any folder of any static server.

use std::process::Command;

use crate::run::{Result, before, find_in, root, step, target};
use crate::tools;

/// Builds the panel with its compressed copies, which a server can send as they are.
pub fn build() -> Result {
    panel()?;
    step(
        "compressing the files of dist/",
        Command::new("node").current_dir(root()).args(["xtask/js/compress.mjs", "dist"]),
    )
}

/// Builds the panel alone, with the tools that it needs installed first. Copies of an older build
/// go with it: Trunk empties the folder.
pub fn panel() -> Result {
    let path = tools::ready()?;
    tools::node()?;
    let wasm_bindgen = find_in("wasm-bindgen", &path).ok_or("wasm-bindgen was not installed")?;
    step(
        "building the panel into dist/ (the first time takes some minutes)",
        Command::new("trunk")
            .args(["build", "--release", "--offline"])
            .current_dir(root())
            .env("PATH", before(root().join("xtask/shims"), &path)?)
            // For xtask/shims/wasm-bindgen.
            .env("WASM_BINDGEN", wasm_bindgen)
            // Joined with the flags of .cargo/config.toml. Names of this kind say what code was
            // compiled for, which xtask/js/size_diff.mjs tells.
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                "--cfg parted -Clink-arg=--emit-relocs -Csymbol-mangling-version=v0",
            )
            // Where these are set, cargo leaves out all others.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            // A colour setting that Trunk does not know stops it.
            .env_remove("NO_COLOR"),
    )?;
    step(
        "joining its files",
        Command::new("node")
            .current_dir(root())
            .args(["xtask/js/bundle_css.mjs", "dist"])
            .arg(target().join("wasm-bindgen/release/parts")),
    )
}
