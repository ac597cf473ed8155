//! What comes along with the dependencies: licences, sources, and defects that are known.

use std::process::Command;

use crate::run::{Result, output, root, step};
use crate::tools;

/// Holds the workspace against `deny.toml`. Gives what was skipped, and why: the database of known
/// defects is fetched from where not every machine can reach.
pub fn check() -> Result<Option<&'static str>> {
    let deny = tools::cargo_deny()?;
    let deny = || {
        let mut command = Command::new(&deny);
        command.current_dir(root()).args(["--log-level", "error"]);
        command
    };
    step("licences and sources", deny().args(["check", "bans", "licenses", "sources"]))?;
    if output(deny().args(["fetch", "db"])).is_none() {
        return Ok(Some("known defects of dependencies, whose database cannot be fetched here"));
    }
    step("known defects", deny().args(["check", "advisories"]))?;
    Ok(None)
}
