//! `cargo xtask test`: everything that is checked, in the order in which it fails fastest.

use std::process::Command;
use std::time::Instant;

use crate::chromium::{self, Chromium};
use crate::run::{Result, cargo, root, step};
use crate::{build, servers, size, supply_chain, tools};

/// Formats, lints, native tests, then the built panel in a browser.
pub fn test() -> Result {
    let start = Instant::now();
    step("checking the format", cargo().args(["fmt", "--all", "--check"]))?;
    step(
        "clippy, native",
        &mut clippy(&["--workspace", "--exclude", "certdeck", "--all-targets"]),
    )?;
    let unchecked = supply_chain::check()?;
    tools::ready()?;
    step(
        "clippy, wasm",
        &mut clippy(&["--package", "certdeck", "--target", "wasm32-unknown-unknown"]),
    )?;
    step(
        "native tests",
        cargo().args([
            "test",
            "--workspace",
            "--exclude",
            "certdeck",
            "--exclude",
            "browser-tests",
        ]),
    )?;
    let chromium = chromium::ready()?;
    build::build()?;
    size::check()?;
    let mut browser_tests = in_browser(&chromium, "browser");
    step("browser tests", browser_tests.env("AXE_CORE", tools::axe_core()?))?;
    let servers = servers::ready();
    let mut behind_servers = in_browser(&chromium, "deploy");
    servers.tell(&mut behind_servers);
    step("tests behind nginx and Caddy", &mut behind_servers)?;
    println!("\nAll tests that ran passed, in {} s.", start.elapsed().as_secs());
    if let Some(what) = unchecked {
        println!("skipped: {what}");
    }
    for (tests, package) in servers.missing() {
        println!("skipped: {tests}, whose tests need {package} (apt-get install {package})");
    }
    Ok(())
}

/// Takes the pictures of the README and the docs, with the panel as it is now.
pub fn screenshots() -> Result {
    let chromium = chromium::ready()?;
    build::panel()?;
    step("taking the pictures", &mut in_browser(&chromium, "screenshots"))
}

/// A part of `tests/`, with the built panel and a browser.
pub fn in_browser(chromium: &Chromium, part: &str) -> Command {
    let mut command = cargo();
    command
        .args(["test", "--package", "browser-tests", "--test", part])
        .env("CERTDECK_DIST", root().join("dist"))
        .env("SCREENSHOTS", root().join("docs/screenshots"))
        .env("CHROMIUM", &chromium.browser)
        .env("CHROMEDRIVER", &chromium.driver);
    command
}

fn clippy(what: &[&str]) -> Command {
    let mut command = cargo();
    command.arg("clippy").arg("--quiet").args(what).args(["--", "--deny", "warnings"]);
    command
}
