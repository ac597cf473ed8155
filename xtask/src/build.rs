//! `cargo xtask build`: builds the panel in `dist/`, for any folder of any static server.

use std::fs;
use std::process::Command;

use crate::paths::{cargo_sources, find_program_in, prepend, root, target_dir};
use crate::run::{Result, step};
use crate::tools;

/// Builds the panel, with precompressed copies.
pub fn build() -> Result {
    build_uncompressed()?;
    step(
        "Compress dist/",
        Command::new("node").current_dir(root()).args(["xtask/js/compress.mjs", "dist"]),
    )
}

/// Builds only the panel. Also removes old compressed copies, because Trunk empties the folder.
pub fn build_uncompressed() -> Result {
    let path = tools::install_panel_tools()?;
    let installed = |name: &str| {
        find_program_in(&path, name).ok_or_else(|| format!("{name} was not installed"))
    };
    step(
        "Build the panel into dist/ (minutes the first time)",
        Command::new("trunk")
            .args(["build", "--release", "--offline"])
            .current_dir(root())
            .env("PATH", prepend([root().join("xtask/shims")], &path)?)
            // For the programs in xtask/shims, which call the real ones.
            .env("WASM_BINDGEN", installed("wasm-bindgen")?)
            .env("WASM_OPT", installed("wasm-opt")?)
            .env("WASM_OPT_CACHE", target_dir().join("wasm-opt/cache"))
            // Added to the flags in .cargo/config.toml. v0 names include the types that code was
            // compiled for, which xtask/js/size_diff.mjs reports.
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                format!(
                    "--cfg split -Clink-arg=--emit-relocs -Csymbol-mangling-version=v0{}",
                    without_sources().unwrap_or_default()
                ),
            )
            // Cargo would ignore all other flags.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            // Trunk rejects unknown values.
            .env_remove("NO_COLOR"),
    )?;
    copy_split_parts()?;
    step(
        "Name the program by its content",
        Command::new("node").current_dir(root()).args(["xtask/js/name_program.mjs", "dist"]),
    )?;
    step(
        "Bundle the style sheets",
        Command::new("node").current_dir(root()).args(["xtask/js/bundle_css.mjs", "dist"]),
    )
}

/// The flag that takes the path of the packages' sources out of panic locations: a build is the same
/// on any machine, byte for byte. Flags are split at spaces, so a path with one stays in.
fn without_sources() -> Option<String> {
    let sources = cargo_sources()?.into_os_string().into_string().ok()?;
    (!sources.contains(' ')).then(|| format!(" --remap-path-prefix={sources}="))
}

/// Copies the program's other files, which Trunk doesn't know about.
fn copy_split_parts() -> Result {
    let parts = target_dir().join("wasm-bindgen/release/parts");
    let failed = |error| format!("cannot copy {}: {error}", parts.display());
    for part in fs::read_dir(&parts).map_err(failed)? {
        let part = part.map_err(failed)?;
        fs::copy(part.path(), root().join("dist").join(part.file_name())).map_err(failed)?;
    }
    Ok(())
}
