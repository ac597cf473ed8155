//! `cargo xtask test`: everything that is checked, in the order in which it fails fastest.

use std::process::Command;
use std::time::Instant;

use crate::run::{Result, cargo, root, step};
use crate::{build, chromium, tools};

/// Formats, lints, native tests, then the built panel in a browser.
pub fn test() -> Result {
    let start = Instant::now();
    step("checking the format", cargo().args(["fmt", "--all", "--check"]))?;
    step(
        "clippy, native",
        &mut clippy(&["--workspace", "--exclude", "certdeck", "--all-targets"]),
    )?;
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
    in_browser("browser tests", &["--test", "browser"])?;
    println!("\nAll tests passed in {} s.", start.elapsed().as_secs());
    Ok(())
}

/// Takes the pictures of the README and the docs, with the panel as it is now.
pub fn screenshots() -> Result {
    in_browser("taking the pictures", &["--test", "screenshots"])
}

/// Runs a part of `tests/` with the built panel and a browser.
fn in_browser(what: &str, part: &[&str]) -> Result {
    let chromium = chromium::ready()?;
    build::build()?;
    step(
        what,
        cargo()
            .args(["test", "--package", "browser-tests"])
            .args(part)
            .env("CERTDECK_DIST", root().join("dist"))
            .env("SCREENSHOTS", root().join("docs/screenshots"))
            .env("CHROMIUM", chromium.browser)
            .env("CHROMEDRIVER", chromium.driver),
    )
}

fn clippy(what: &[&str]) -> Command {
    let mut command = cargo();
    command.arg("clippy").arg("--quiet").args(what).args(["--", "--deny", "warnings"]);
    command
}
