//! `cargo xtask serve`: the panel for clusters of one's own.

use crate::build;
use crate::run::{Result, cargo, start_error, step};

/// Builds the panel and the command, and serves until interrupted; `arguments` go to `certdeck
/// serve`.
pub fn serve(arguments: &[String]) -> Result {
    build::build()?;
    step("Build the command", cargo().args(["build", "--quiet", "--package", "certdeck-cli"]))?;
    println!();
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "certdeck-cli", "--", "serve"]).args(arguments);
    match command.status() {
        // A signal means Ctrl-C, the way to quit.
        Ok(status) if status.success() || status.code().is_none() => Ok(()),
        Ok(_) => Err("certdeck serve failed".to_owned()),
        Err(error) => Err(start_error(&command, &error)),
    }
}
