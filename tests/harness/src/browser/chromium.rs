//! Chromium and chromedriver: `CHROMIUM` and `CHROMEDRIVER`, or those in PATH.

use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{
    CapabilitiesHelper, ChromeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
};
use tokio::process::Command;

use super::{Started, driver, is_root};

/// A host that the browser finds at 127.0.0.1. Unlike that address, it is no secure context over
/// plain http.
pub const INSECURE_HOST: &str = "panel.test";

pub async fn start(language: &str) -> Started {
    let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let mut command = Command::new(program);
    command.arg("--port=0");
    let (process, port) = driver::start(&mut command, "started successfully on port ").await;
    Started { process, port, capabilities: capabilities(language).into(), display: None }
}

fn capabilities(language: &str) -> ChromeCapabilities {
    let mut chrome = DesiredCapabilities::chrome();
    if let Ok(browser) = std::env::var("CHROMIUM") {
        chrome.set_binary(&browser).unwrap();
    }
    let arguments = [
        "--headless",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
    ];
    for argument in arguments {
        chrome.add_arg(argument).unwrap();
    }
    chrome.add_arg(&format!("--accept-lang={language}")).unwrap();
    let hosts = format!("--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1");
    chrome.add_arg(&hosts).unwrap();
    if is_root() {
        // Chromium's sandbox does not start as root.
        chrome.add_arg("--no-sandbox").unwrap();
        chrome.add_arg("--disable-dev-shm-usage").unwrap();
    }
    // A server under test signs its own certificate.
    chrome.accept_insecure_certs(true).unwrap();
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
    chrome
}
