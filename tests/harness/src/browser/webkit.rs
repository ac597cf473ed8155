//! WebKitGTK's MiniBrowser and WebKitWebDriver: `MINIBROWSER` and `WEBKIT_DRIVER`, or those in
//! PATH. The browser has no headless mode: it gets a display of its own, by Xvfb.

use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use thirtyfour::Capabilities;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use super::{Started, driver};

pub async fn start(language: &str) -> Started {
    let (display, number) = driver::start(
        Command::new("Xvfb").args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"]).arg(
            // As deep as GTK wants it.
            "1400x1000x24",
        ),
        "",
    )
    .await;
    let (process, port) = webkit_driver(number, language).await;
    let program = std::env::var("MINIBROWSER").unwrap_or_else(|_| "MiniBrowser".into());
    let capabilities = json!({
        "browserName": "MiniBrowser",
        "acceptInsecureCerts": true,
        "webkitgtk:browserOptions": {
            "binary": program,
            "args": ["--automation", "--geometry=1280x900"],
        },
    });
    let serde_json::Value::Object(capabilities) = capabilities else { unreachable!() };
    Started {
        process,
        port,
        capabilities: Capabilities::from(capabilities),
        display: Some(display),
    }
}

/// A driver, and where it listens. It has to be given a port, which another may take meanwhile.
async fn webkit_driver(display: u16, language: &str) -> (Child, u16) {
    let program = std::env::var_os("WEBKIT_DRIVER").unwrap_or_else(|| "WebKitWebDriver".into());
    for _ in 0..5 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(&program)
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{display}"))
            .env("GDK_BACKEND", "x11")
            .env("LANGUAGE", language)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("WebKitWebDriver does not start");
        while process.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return (process, port);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    panic!("WebKitWebDriver ended before it listened");
}
