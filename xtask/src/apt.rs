//! Installs Debian packages if no password is needed.

use std::process::Command;

use crate::paths::find_program;
use crate::run::{Result, output, step};

/// Installs the packages as root with apt-get; otherwise, the error says what to install.
pub fn install(packages: &[&str]) -> Result {
    let names = packages.join(" ");
    let is_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !is_root || find_program("apt-get").is_none() {
        return Err(format!("install {names} (on Debian: sudo apt-get install {names})"));
    }
    update()?;
    step(
        &format!("Install {names}"),
        Command::new("apt-get")
            .args(["install", "-y", "-q"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Updates the package lists, which requires root.
pub fn update() -> Result {
    step("Update Debian's package lists", Command::new("apt-get").args(["update", "-q"]))
}
