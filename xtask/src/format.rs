//! `cargo xtask format`, and the checks for what it does: rustfmt leaves `view!` blocks as they are,
//! so leptosfmt formats those.

use std::process::Command;

use crate::paths::root;
use crate::run::{Result, cargo, step};
use crate::tools;

/// Formats everything. rustfmt comes last: it has to break some lines around longer views.
pub fn format() -> Result {
    step("Format the views", leptosfmt()?.arg("src"))?;
    step("Format the Rust code", cargo().args(["fmt", "--all"]))
}

/// Checks what rustfmt formats, which needs no tool to be installed.
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
