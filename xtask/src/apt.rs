//! Installs Debian packages if no password is needed, or unpacks them.

use std::path::Path;
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

/// Unpacks the packages into a folder without installing them: no service starts, the system isn't
/// changed, and it works without root.
pub fn unpack(packages: &[&str], home: &Path) -> Result {
    let names = packages.join(", ");
    if find_program("apt-get").is_none() || find_program("dpkg-deb").is_none() {
        return Err(format!("{names}: fetched only on Debian"));
    }
    let downloads = home.join("packages");
    std::fs::create_dir_all(&downloads)
        .map_err(|error| format!("cannot create {}: {error}", downloads.display()))?;
    let download = || {
        let mut command = Command::new("apt-get");
        command.args(["download", "-q"]).args(packages).current_dir(&downloads);
        step(&format!("Fetch {names}"), &mut command)
    };
    if download().is_err() {
        // The package lists may be missing or outdated.
        update()?;
        download()?;
    }
    let files = std::fs::read_dir(&downloads)
        .map_err(|error| format!("cannot read {}: {error}", downloads.display()))?;
    for file in files.flatten() {
        step(
            &format!("Unpack {}", file.file_name().to_string_lossy()),
            Command::new("dpkg-deb").arg("--extract").arg(file.path()).arg(home),
        )?;
    }
    Ok(())
}

/// Updates the package lists, which requires root.
pub fn update() -> Result {
    step("Update Debian's package lists", Command::new("apt-get").args(["update", "-q"]))
}
