//! Dependencies: licenses, sources, and known vulnerabilities.

use std::process::Command;

use crate::paths::root;
use crate::run::{Result, output, step};
use crate::tools;

/// Checks the workspace against `deny.toml`. Returns what was skipped and why: not every machine
/// can fetch the advisory database.
pub fn check() -> Result<Option<&'static str>> {
    let program = tools::cargo_deny()?;
    let deny = || {
        let mut command = Command::new(&program);
        command.current_dir(root()).args(["--log-level", "error"]);
        command
    };
    step("Check licenses and sources", deny().args(["check", "bans", "licenses", "sources"]))?;
    if output(deny().args(["fetch", "db"])).is_none() {
        return Ok(Some("known vulnerabilities: cannot fetch the advisory database"));
    }
    step("Check known vulnerabilities", deny().args(["check", "advisories"]))?;
    Ok(None)
}
