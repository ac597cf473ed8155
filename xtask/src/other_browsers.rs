//! Firefox and WebKit for the stories that run in every browser: found, or installed from Debian.
//!
//! Unlike Chromium, they can be missing: their tests are skipped then, and the test command says so
//! at its end.

use std::path::PathBuf;
use std::process::Command;

use crate::apt;
use crate::paths::find_program;
use crate::run::Result;
use crate::tools;

/// WebKitGTK's own browser, which no package puts in PATH.
const MINIBROWSERS: &str = "/usr/lib";

/// Where each browser is, or what to install.
pub struct OtherBrowsers {
    firefox: Result<PathBuf>,
    webkit: Result<WebKit>,
}

struct WebKit {
    browser: PathBuf,
    driver: PathBuf,
}

/// Finds them (`FIREFOX`, `MINIBROWSER` and `WEBKIT_DRIVER` override it) or installs them.
pub fn find_or_install() -> OtherBrowsers {
    OtherBrowsers {
        firefox: or_install(find_firefox, &["firefox-esr"]),
        webkit: or_install(find_webkit, &["webkit2gtk-driver", "xvfb"]),
    }
}

impl OtherBrowsers {
    /// Whether there is a Firefox, which needs a driver.
    pub fn has_firefox(&self) -> bool {
        self.firefox.is_ok()
    }

    /// Each browser that is there, with a test command set up for it.
    pub fn configure(&self, tests: impl Fn() -> Command) -> Result<Vec<(&'static str, Command)>> {
        let mut commands = Vec::new();
        if let Ok(browser) = &self.firefox {
            let mut command = tests();
            command.env("BROWSER", "firefox").env("FIREFOX", browser);
            command.env("GECKODRIVER", tools::geckodriver()?);
            commands.push(("Firefox", command));
        }
        if let Ok(WebKit { browser, driver }) = &self.webkit {
            let mut command = tests();
            command.env("BROWSER", "webkit").env("MINIBROWSER", browser);
            command.env("WEBKIT_DRIVER", driver);
            commands.push(("WebKit", command));
        }
        Ok(commands)
    }

    /// What cannot be tested, and what to do about it.
    pub fn missing(&self) -> Vec<String> {
        let firefox = self.firefox.as_ref().err().map(|how| format!("tests in Firefox: {how}"));
        let webkit = self.webkit.as_ref().err().map(|how| format!("tests in WebKit: {how}"));
        firefox.into_iter().chain(webkit).collect()
    }
}

fn or_install<T>(find: impl Fn() -> Option<T>, packages: &[&str]) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(packages)?;
    find().ok_or_else(|| format!("{} was installed but not found", packages.join(" ")))
}

fn find_firefox() -> Option<PathBuf> {
    let named = ["firefox-esr", "firefox"].iter().find_map(|name| find_program(name));
    from_env("FIREFOX").or(named)
}

fn find_webkit() -> Option<WebKit> {
    // It has no mode without a display.
    find_program("Xvfb")?;
    Some(WebKit {
        browser: from_env("MINIBROWSER").or_else(find_minibrowser)?,
        driver: from_env("WEBKIT_DRIVER").or_else(|| find_program("WebKitWebDriver"))?,
    })
}

fn find_minibrowser() -> Option<PathBuf> {
    let architectures = std::fs::read_dir(MINIBROWSERS).ok()?.flatten();
    architectures
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0"]
                .map(|version| folder.path().join(version).join("MiniBrowser"))
        })
        .find(|file| file.is_file())
}

fn from_env(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}
