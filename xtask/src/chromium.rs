//! Chromium and its driver for the browser tests: found, installed where it may be, or asked for.

use std::path::PathBuf;

use crate::run::{Result, apt_install, find};

/// The browser and its driver.
pub struct Chromium {
    /// Chromium or Chrome itself.
    pub browser: PathBuf,
    /// The chromedriver of the same version.
    pub driver: PathBuf,
}

/// Finds both in PATH (`CHROMIUM` and `CHROMEDRIVER` name others), or installs them.
pub fn ready() -> Result<Chromium> {
    if let Some(found) = look() {
        return Ok(found);
    }
    println!("\nThe browser tests need Chromium and chromedriver, which are not in PATH.");
    apt_install(&["chromium", "chromium-driver"])
        .map_err(|why| format!("{why}, or set CHROMIUM and CHROMEDRIVER to the programs' paths"))?;
    look().ok_or_else(|| "chromium was installed but is not in PATH".to_owned())
}

fn look() -> Option<Chromium> {
    let named = |variable| std::env::var_os(variable).map(PathBuf::from);
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    Some(Chromium {
        browser: named("CHROMIUM").or_else(|| browsers.iter().find_map(|name| find(name)))?,
        driver: named("CHROMEDRIVER").or_else(|| find("chromedriver"))?,
    })
}
