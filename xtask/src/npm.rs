//! Node, and npm packages in `target/tools`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::paths::{find_program, tools_dir};
use crate::run::{Result, step};

/// Installs Node if it's missing. It runs the scripts in `xtask/js`.
pub fn install_node() -> Result {
    if find_program("node").is_some() {
        return Ok(());
    }
    println!("\nNode is missing.");
    apt::install(&["nodejs"])
}

/// Installs a package and returns its `node_modules`. None here has dependencies, except for
/// esbuild's per-platform executables.
pub fn install_package(name: &str, version: &str) -> Result<PathBuf> {
    let home = tools_dir().join(format!("{name}-{version}"));
    let modules = home.join("node_modules");
    if !modules.join(name).join("package.json").is_file() {
        install_npm()?;
        step(
            &format!("Install {name} {version}"),
            npm("install", &home).arg("--no-save").arg(format!("{name}@{version}")),
        )?;
    }
    Ok(modules)
}

/// Installs the folder's `package-lock.json`.
pub fn install_locked(folder: &Path) -> Result {
    install_npm()?;
    step("Install npm packages", &mut npm("ci", folder))
}

fn install_npm() -> Result {
    if find_program("npm").is_some() {
        return Ok(());
    }
    println!("\nnpm is missing.");
    apt::install(&["nodejs", "npm"])
}

fn npm(command: &str, home: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.args([command, "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(home);
    npm
}
