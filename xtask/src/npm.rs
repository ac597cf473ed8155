//! Node, and npm packages in `target/tools`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::paths::{find_program, root, tools_dir};
use crate::run::{Result, step};

/// Installs Node if it's missing. It runs the scripts in `xtask/js`.
pub fn install_node() -> Result {
    if find_program("node").is_some() {
        return Ok(());
    }
    println!("\nNode is missing.");
    apt::install(&["nodejs"])
}

/// Installs the tools of `xtask/npm` with the digests in its lock file, and returns their
/// `node_modules`.
pub fn install_tools() -> Result<PathBuf> {
    let home = tools_dir().join("npm");
    let modules = home.join("node_modules");
    let pinned = root().join("xtask/npm");
    let lock = "package-lock.json";
    let failed = |error| format!("cannot copy {} to {}: {error}", pinned.display(), home.display());
    let wanted = fs::read(pinned.join(lock)).map_err(failed)?;
    // npm starts by emptying the folder, so a copy in it means that everything was installed.
    let mark = modules.join(lock);
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(modules);
    }
    fs::create_dir_all(&home).map_err(failed)?;
    for file in ["package.json", lock] {
        fs::copy(pinned.join(file), home.join(file)).map_err(failed)?;
    }
    install_locked(&home)?;
    fs::write(mark, wanted).map_err(failed)?;
    Ok(modules)
}

/// Installs the folder's `package-lock.json`.
pub fn install_locked(folder: &Path) -> Result {
    install_npm()?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(folder);
    step("Install npm packages", &mut npm)
}

fn install_npm() -> Result {
    if find_program("npm").is_some() {
        return Ok(());
    }
    println!("\nnpm is missing.");
    apt::install(&["nodejs", "npm"])
}
