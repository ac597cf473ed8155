//! Chromium and its driver, one of each for a scenario, ended with it whatever happens.

use std::path::Path;
use std::process::Stdio;

use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{
    CapabilitiesHelper, ChromeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A host that the browser finds at 127.0.0.1. Unlike that address, it is no secure context over
/// plain http.
pub const INSECURE_HOST: &str = "panel.test";

/// A browser with one tab.
pub struct Browser {
    driver: WebDriver,
    // Ends the browser too when it is dropped.
    process: Child,
}

impl Browser {
    /// A browser that prefers this language.
    pub async fn start(language: &str) -> Self {
        let (process, port) = chromedriver().await;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities(language))
            .await
            .expect("Chromium does not start");
        Self { driver, process }
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

/// A chromedriver and where it listens.
///
/// It takes a free port of `::1` and wants the same one of 127.0.0.1, where a server or a browser
/// of the scenario beside this one may have it. Then it ends, and the next one gets another.
async fn chromedriver() -> (Child, u16) {
    let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let mut last_lines = Vec::new();
    for _ in 0..5 {
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver does not start");
        match port(&mut process).await {
            Ok(port) => return (process, port),
            Err(last) => last_lines.push(last),
        }
    }
    panic!("chromedriver ended before it listened: {last_lines:?}");
}

/// Waits for the line in which chromedriver says where it listens, or its last one.
async fn port(process: &mut Child) -> Result<u16, String> {
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut last = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            // The rest has to be read, or chromedriver waits for a reader some day.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(port.trim_end_matches('.').parse().unwrap());
        }
        last = line;
    }
    Err(last)
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
    if Path::new("/proc/self").exists() && is_root() {
        // Chromium's sandbox does not start as root.
        chrome.add_arg("--no-sandbox").unwrap();
        chrome.add_arg("--disable-dev-shm-usage").unwrap();
    }
    // A server under test signs its own certificate.
    chrome.accept_insecure_certs(true).unwrap();
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
    chrome
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0)
}
