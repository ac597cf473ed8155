//! `cargo xtask demo`: the panel with the demo cluster.

use crate::build;
use crate::paths::root;
use crate::run::{Prebuild, Result, cargo, start_error, step};

const BUILD: [&str; 4] = ["build", "--quiet", "--package", "demo"];

/// Builds both and serves until interrupted; `arguments` go to the demo.
pub fn demo(arguments: &[String]) -> Result {
    let prebuild = Prebuild::start(cargo().args(BUILD));
    build::build_uncompressed()?;
    prebuild.wait();
    step("Build the demo cluster", cargo().args(BUILD))?;
    println!();
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "demo", "--", "--dist"])
        .arg(root().join("dist"))
        .args(arguments);
    match command.status() {
        // A signal means Ctrl-C, the way to quit.
        Ok(status) if status.success() || status.code().is_none() => Ok(()),
        Ok(status) => Err(format!("the demo cluster ended ({status})")),
        Err(error) => Err(start_error(&command, &error)),
    }
}
