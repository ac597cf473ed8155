//! `cargo xtask test`: every check, fastest to fail first.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::chromium::{self, Chromium};
use crate::paths::root;
use crate::run::{Prebuild, Result, cargo, step};
use crate::{
    build, format, npm, other_browsers, prometheus, reproduce, servers, size, supply_chain, tools,
};

/// Every test except those that need a browser.
const NATIVE: [&str; 4] = ["test", "--workspace", "--exclude", "certdeck"];

/// Formatting, lints, and native tests, then the built panel in a browser.
pub fn test() -> Result {
    let start = Instant::now();
    format::check_rust()?;
    let chromium = chromium::find_or_install()?;
    let others = other_browsers::find_or_install();
    npm::install_node()?;
    let prometheus = prometheus::find_or_fetch();
    check_code()?;
    step("Native tests", prometheus.configure(cargo().args(NATIVE)))?;
    let prebuild = Prebuild::start(
        cargo()
            .args(NATIVE)
            .args(
                ["browser", "every_browser", "deploy", "serve"]
                    .map(|test| format!("--test={test}")),
            )
            .arg("--no-run"),
    );
    tools::install_test_programs(others.has_firefox())?;
    let axe_core = tools::axe_core()?;
    format::check_views()?;
    let advisories = supply_chain::check()?;
    build::build()?;
    size::check()?;
    reproduce::check_paths()?;
    prebuild.wait();
    step("Browser tests", in_browser(&chromium, "browser").env("AXE_CORE", axe_core))?;
    for (name, mut stories) in others.configure(|| in_browser(&chromium, "every_browser"))? {
        step(&format!("Stories in {name}"), &mut stories)?;
    }
    // The build has changed what the command embeds.
    step("Tests of certdeck serve", &mut in_browser(&chromium, "serve"))?;
    let servers = servers::find_or_fetch();
    let mut server_tests = in_browser(&chromium, "deploy");
    servers.configure(&mut server_tests);
    step("Tests behind nginx and Caddy", &mut server_tests)?;
    println!("\nAll tests that ran passed, in {} s.", start.elapsed().as_secs());
    for what in others.missing() {
        println!("skipped: {what}");
    }
    for [_, program, package] in prometheus.missing() {
        println!("skipped: tests with {program} (apt-get install {package})");
    }
    for (tests, package) in servers.missing() {
        println!("skipped: {tests} tests need {package} (apt-get install {package})");
    }
    advisories.report()
}

/// The command's tests, with an installed one.
pub fn installed(program: &Path) -> Result {
    let chromium = chromium::find_or_install()?;
    let mut tests = in_browser(&chromium, "serve");
    tests.args(["--test", "certdeck"]).env("CERTDECK_PROGRAM", program);
    prometheus::find_or_fetch().configure(&mut tests);
    step(&format!("Test {}", program.display()), &mut tests)
}

/// Takes the screenshots for the README.
pub fn screenshots() -> Result {
    let chromium = chromium::find_or_install()?;
    build::build_uncompressed()?;
    step("Take the screenshots", &mut in_browser(&chromium, "screenshots"))
}

/// A test target in `tests/`, with the built panel and a browser.
pub fn in_browser(chromium: &Chromium, target: &str) -> Command {
    let mut command = cargo();
    command
        // All packages, so that dependencies keep the same features as in the native tests.
        .args(NATIVE)
        .args(["--test", target])
        .env("CERTDECK_DIST", root().join("dist"))
        .env("SCREENSHOTS", root().join("docs/screenshots"))
        .env("CHROMIUM", &chromium.browser)
        .env("CHROMEDRIVER", &chromium.driver);
    command
}

/// Checks that need only Rust: no tools, no browser.
fn check_code() -> Result {
    step(
        "Clippy, native",
        &mut clippy(&["--workspace", "--exclude", "certdeck", "--all-targets"]),
    )?;
    // `--all-targets` skips targets with `test = false`.
    step(
        "Clippy, browser tests",
        &mut clippy(&["--workspace", "--exclude", "certdeck", "--test", "*"]),
    )?;
    tools::add_wasm_target()?;
    step(
        "Clippy, wasm",
        &mut clippy(&["--package", "certdeck", "--target", "wasm32-unknown-unknown"]),
    )
}

fn clippy(what: &[&str]) -> Command {
    let mut command = cargo();
    command.arg("clippy").arg("--quiet").args(what).args(["--", "--deny", "warnings"]);
    command
}
