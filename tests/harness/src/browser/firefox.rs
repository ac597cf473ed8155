//! Firefox and geckodriver: `FIREFOX` and `GECKODRIVER`, or those in PATH.

use serde_json::json;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::{CapabilitiesHelper, DesiredCapabilities};
use tokio::process::Command;

use super::{Started, driver};

pub async fn start(language: &str) -> Started {
    let program = std::env::var_os("GECKODRIVER").unwrap_or_else(|| "geckodriver".into());
    let mut command = Command::new(program);
    // Two browsers that start at once must not want the same port to be driven by.
    command.args(["--port=0", "--websocket-port=0"]);
    let (process, port) = driver::start(&mut command, "Listening on 127.0.0.1:").await;
    let mut firefox = DesiredCapabilities::firefox();
    if let Ok(browser) = std::env::var("FIREFOX") {
        firefox.set_firefox_binary(&browser).unwrap();
    }
    for argument in ["-headless", "--width=1280", "--height=900"] {
        firefox.add_arg(argument).unwrap();
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("intl.accept_languages", json!(language)).unwrap();
    firefox.set_preferences(preferences).unwrap();
    firefox.accept_insecure_certs(true).unwrap();
    Started { process, port, capabilities: firefox.into(), display: None }
}
