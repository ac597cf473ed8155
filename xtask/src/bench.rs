//! `cargo xtask bench`: what the panel costs, beside JavaScript that does the same.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{Result, root, step};
use crate::{build, chromium, test, tools};

/// Builds the panel and what it is held against, and runs `bench/bench.rs`.
pub fn bench() -> Result {
    let chromium = chromium::ready()?;
    build::build()?;
    let peers = peers()?;
    let mut command = test::in_browser(&chromium, "bench");
    command.args(["--", "--nocapture"]).env("BENCH_PEERS", peers);
    step("comparing (twenty minutes or so)", &mut command)
}

/// The peers' pages, in a folder beside their packages.
fn peers() -> Result<PathBuf> {
    let home = tools::peers()?;
    let out = home.join("site");
    step(
        "building the panel's decoder by itself",
        Command::new("trunk")
            .args(["build", "--release", "--offline", "--config", "bench/decode/Trunk.toml"])
            .arg("--dist")
            .arg(out.join("decode"))
            .current_dir(root())
            .env("PATH", tools::ready()?)
            .env_remove("NO_COLOR"),
    )?;
    step(
        "bundling the peers",
        Command::new("node")
            .current_dir(root())
            .args(["bench/build.mjs", "dist"])
            .args([&home, &out]),
    )?;
    step(
        "compressing the peers' files",
        Command::new("node")
            .current_dir(root())
            .arg("xtask/js/compress.mjs")
            .arg(out.join("peers")),
    )?;
    Ok(out)
}
