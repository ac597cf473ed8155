//! Chromium and chromedriver for the browser tests.

use std::path::PathBuf;

use crate::apt;
use crate::paths::find_program;
use crate::run::Result;

/// The browser and its driver.
pub struct Chromium {
    /// Chromium or Chrome itself.
    pub browser: PathBuf,
    /// The matching chromedriver.
    pub driver: PathBuf,
}

/// Finds both in PATH (`CHROMIUM` and `CHROMEDRIVER` override it), or installs them.
pub fn find_or_install() -> Result<Chromium> {
    if let Some(found) = find() {
        return Ok(found);
    }
    println!("\nThe browser tests need Chromium and chromedriver, which are not in PATH.");
    apt::install(&["chromium", "chromium-driver"])
        .map_err(|error| format!("{error}, or set CHROMIUM and CHROMEDRIVER"))?;
    find().ok_or_else(|| "chromium was installed but is not in PATH".to_owned())
}

fn find() -> Option<Chromium> {
    let from_env = |variable| std::env::var_os(variable).map(PathBuf::from);
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    Some(Chromium {
        browser: from_env("CHROMIUM")
            .or_else(|| browsers.iter().find_map(|name| find_program(name)))?,
        driver: from_env("CHROMEDRIVER").or_else(|| find_program("chromedriver"))?,
    })
}
