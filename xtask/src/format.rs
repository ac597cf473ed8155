//! `cargo xtask format`, and checks of the format: rustfmt skips `view!` blocks, so leptosfmt
//! formats those.

use std::process::Command;

use crate::paths::root;
use crate::run::{Result, cargo, step};
use crate::tools;

/// Formats everything. rustfmt runs last: it must break some lines around longer views.
pub fn format() -> Result {
    step("Format the views", leptosfmt()?.arg("src"))?;
    step("Format the Rust code", cargo().args(["fmt", "--all"]))
}

/// Checks what rustfmt formats, which requires no extra tool.
pub fn check_rust() -> Result {
    step("Check the format", cargo().args(["fmt", "--all", "--check"]))
}

/// Checks what leptosfmt formats.
pub fn check_views() -> Result {
    step("Check the format of the views", leptosfmt()?.args(["--check", "src"]))
        .map_err(|error| format!("{error}; run cargo xtask format"))
}

fn leptosfmt() -> Result<Command> {
    let mut command = Command::new(tools::leptosfmt()?);
    command.current_dir(root()).arg("--quiet");
    Ok(command)
}
