//! `cargo xtask demo`: the panel in front of the demo cluster.

use crate::run::{Result, cargo, not_started, root, step};

/// Builds both and serves until it is ended; `arguments` go to the demo cluster.
pub fn demo(arguments: &[String]) -> Result {
    crate::build::panel()?;
    step("building the demo cluster", cargo().args(["build", "--quiet", "--package", "demo"]))?;
    println!();
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "demo", "--", "--dist"])
        .arg(root().join("dist"))
        .args(arguments);
    match command.status() {
        // Ended by Ctrl-C: that is how one leaves it.
        Ok(status) if status.success() || status.code().is_none() => Ok(()),
        Ok(status) => Err(format!("the demo cluster ended ({status})")),
        Err(error) => Err(not_started(&command, &error)),
    }
}
