//! `cargo xtask bench` and `keys`: what the panel costs, compared with JavaScript equivalents, and how
//! soon it answers while it works on hostile responses.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::{root, target_dir};
use crate::run::{Result, step};
use crate::{build, chromium, npm, test, tools};

/// Builds the panel and its peers, then runs `bench/bench.rs`.
pub fn bench() -> Result {
    let chromium = chromium::find_or_install()?;
    build::build()?;
    let peers = build_peers()?;
    let mut command = test::in_browser(&chromium, "bench");
    command.args(["--", "--nocapture", "--exact", "bench"]).env("BENCH_PEERS", peers);
    step("Compare (about 20 minutes)", &mut command)
}

/// Builds the panel, then runs `bench/keys.rs`.
pub fn keys() -> Result {
    let chromium = chromium::find_or_install()?;
    build::build_uncompressed()?;
    let mut command = test::in_browser(&chromium, "bench");
    command.args(["--", "--nocapture", "--exact", "keys::keys"]);
    step("Press keys (about 30 minutes)", &mut command)
}

/// Builds the pages in `bench/peers` and `bench/decode`, in a folder next to their packages.
fn build_peers() -> Result<PathBuf> {
    let home = install_packages()?;
    let out = home.join("site");
    step(
        "Build the decoder alone",
        Command::new("trunk")
            .args(["build", "--release", "--offline", "--config", "bench/decode/Trunk.toml"])
            .arg("--dist")
            .arg(out.join("decode"))
            .current_dir(root())
            .env("PATH", tools::install_panel_tools()?)
            .env_remove("NO_COLOR"),
    )?;
    step(
        "Bundle the other pages",
        Command::new("node")
            .current_dir(root())
            .args(["bench/build.mjs", "dist"])
            .args([&home, &out]),
    )?;
    step(
        "Compress the other pages",
        Command::new("node")
            .current_dir(root())
            .arg("xtask/js/compress.mjs")
            .arg(out.join("peers")),
    )?;
    Ok(out)
}

/// Installs what `bench/package-lock.json` lists, outside the source tree.
fn install_packages() -> Result<PathBuf> {
    let home = target_dir().join("bench");
    let failed = |error| format!("cannot write to {}: {error}", home.display());
    fs::create_dir_all(&home).map_err(failed)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root().join("bench").join(file), home.join(file)).map_err(failed)?;
    }
    npm::install_locked(&home)?;
    Ok(home)
}
