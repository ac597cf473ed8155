//! A browser and its driver, one of each for a scenario, ended with it whatever happens.

mod chromium;
mod driver;
mod firefox;
mod webkit;

use std::path::Path;

use thirtyfour::{Capabilities, WebDriver};
use tokio::process::Child;

pub use chromium::INSECURE_HOST;

/// Which browser the scenarios run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver.
    WebKit,
}

/// A browser with one tab.
pub struct Browser {
    kind: Kind,
    driver: WebDriver,
    // Ends the browser too when it is dropped.
    process: Child,
    // Whatever else has to live as long as the browser.
    _display: Option<Child>,
}

/// A driver that listens, and what it has to be asked for.
struct Started {
    process: Child,
    port: u16,
    capabilities: Capabilities,
    display: Option<Child>,
}

impl Kind {
    /// What `BROWSER` says, or Chromium.
    pub fn chosen() -> Self {
        match std::env::var("BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("BROWSER is {other}, not chromium, firefox or webkit"),
        }
    }

    /// Whether a process with this command line runs a page's scripts.
    pub(crate) fn runs_pages(self, command: &str) -> bool {
        match self {
            Self::Chromium => command.contains("--type=renderer"),
            // Its last word says what a child is for.
            Self::Firefox => command.contains("-contentproc") && command.ends_with("tab\0"),
            Self::WebKit => command.contains("WebKitWebProcess"),
        }
    }
}

impl Browser {
    /// A browser that prefers this language.
    pub async fn start(kind: Kind, language: &str) -> Self {
        let Started { process, port, capabilities, display } = match kind {
            Kind::Chromium => chromium::start(language).await,
            Kind::Firefox => firefox::start(language).await,
            Kind::WebKit => webkit::start(language).await,
        };
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .unwrap_or_else(|error| panic!("{kind:?} does not start: {error}"));
        Self { kind, driver, process, _display: display }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn driver(&self) -> WebDriver {
        self.driver.clone()
    }

    /// The driver's process, of which the browser's are children.
    pub fn process(&self) -> u32 {
        self.process.id().unwrap_or_default()
    }

    pub async fn quit(mut self) {
        self.driver.quit().await.unwrap();
        self.process.kill().await.unwrap();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|this| this.uid() == 0)
}
