//! `cargo xtask build`: the panel in `dist/`, ready for any folder of any static server.

use std::process::Command;

use crate::run::{Result, root, step};
use crate::tools;

/// Builds the panel with its compressed copies, which a server can send as they are.
pub fn build() -> Result {
    panel()?;
    tools::node()?;
    step(
        "compressing the files of dist/",
        Command::new("node").current_dir(root()).args(["xtask/compress.mjs", "dist"]),
    )
}

/// Builds the panel alone, with the tools that it needs installed first. Copies of an older build
/// go with it: Trunk empties the folder.
pub fn panel() -> Result {
    let path = tools::ready()?;
    step(
        "building the panel into dist/ (the first time takes some minutes)",
        // A colour setting that Trunk does not know stops it.
        Command::new("trunk")
            .args(["build", "--release", "--offline"])
            .current_dir(root())
            .env("PATH", path)
            .env_remove("NO_COLOR"),
    )
}
