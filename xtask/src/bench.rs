//! `cargo xtask bench`: what the panel costs, beside JavaScript that does the same.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{Result, root, step, target};
use crate::{build, chromium, test, tools};

/// Builds the panel, the peers and what decodes in both, and runs `bench/bench.rs`.
pub fn bench() -> Result {
    let chromium = chromium::ready()?;
    build::build()?;
    let peers = peers()?;
    let mut command = test::in_browser(&chromium, "bench");
    command.args(["--", "--nocapture"]).env("BENCH_PEERS", peers);
    step("comparing (twenty minutes or so)", &mut command)
}

/// The pages that the panel is held against, in a folder of their own.
fn peers() -> Result<PathBuf> {
    let home = tools::peers()?;
    let out = home.join("site");
    let here = root().join("bench");
    step(
        "bundling the peers",
        Command::new("node")
            .arg(here.join("build.mjs"))
            .arg(root().join("dist"))
            .args([&home, &out]),
    )?;
    step(
        "compressing the files of the peers",
        Command::new("node")
            .current_dir(root())
            .args(["xtask/compress.mjs"])
            .arg(out.join("peers")),
    )?;
    step(
        "building what decodes as the panel does",
        Command::new("trunk")
            .args(["build", "--release", "--offline", "--config"])
            .arg(here.join("decode/Trunk.toml"))
            .arg("--dist")
            .arg(home.join("decode"))
            .current_dir(root())
            .env("PATH", tools::ready()?)
            .env_remove("NO_COLOR"),
    )?;
    let decode = out.join("decode");
    for file in fs::read_dir(home.join("decode")).map_err(|error| error.to_string())? {
        let file = file.map_err(|error| error.to_string())?;
        fs::copy(file.path(), decode.join(file.file_name())).map_err(|error| error.to_string())?;
    }
    Ok(out)
}
