//! Builds the command `certdeck`, its man pages, and its completions.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::{cargo_sources, root, target_dir};
use crate::run::{Result, cargo, output, step};
use crate::tools;

use super::Release;

/// Where what was built is.
pub struct CommandFiles {
    /// The program, linked statically.
    pub program: PathBuf,
    /// A folder with man pages.
    pub man: PathBuf,
    /// A folder with a completion script for each shell.
    pub completions: PathBuf,
}

/// A shell, the name of its completion script, and where it looks for that on Debian.
pub const COMPLETIONS: [[&str; 3]; 3] = [
    ["bash", "certdeck.bash", "usr/share/bash-completion/completions/certdeck"],
    ["zsh", "_certdeck", "usr/share/zsh/vendor-completions/_certdeck"],
    ["fish", "certdeck.fish", "usr/share/fish/vendor_completions.d/certdeck.fish"],
];

/// The target without a C library of the system.
pub fn target() -> Result<&'static str> {
    match std::env::consts::ARCH {
        "x86_64" => Ok("x86_64-unknown-linux-musl"),
        "aarch64" => Ok("aarch64-unknown-linux-musl"),
        other => Err(format!("no packages are made for {other}")),
    }
}

impl CommandFiles {
    /// Builds all of it.
    pub fn build(release: &Release) -> Result<Self> {
        let target = target()?;
        tools::add_target(target)?;
        let variable = format!("CARGO_TARGET_{}", target.replace('-', "_").to_uppercase());
        step(
            "Build the command (minutes the first time)",
            cargo()
                .args(["build", "--locked", "--profile", "command", "--target", target])
                .args(["--package", "certdeck-cli"])
                // No path of this machine: a build is the same on any.
                .env(format!("{variable}_RUSTFLAGS"), remapped())
                // Cargo would ignore all other flags.
                .env_remove("RUSTFLAGS")
                .env_remove("CARGO_ENCODED_RUSTFLAGS"),
        )?;
        let program = target_dir().join(target).join("command/certdeck");
        let folder = |name: &str| {
            let folder = release.folder.join("stage/command").join(name);
            fs::create_dir_all(&folder)
                .map(|()| folder.clone())
                .map_err(|error| format!("cannot create {}: {error}", folder.display()))
        };
        let (man, completions) = (folder("man")?, folder("completions")?);
        step("Write the man pages", Command::new(&program).arg("manual").arg(&man))?;
        for [shell, name, _] in COMPLETIONS {
            let script = output(Command::new(&program).args(["completions", shell]));
            let script = script.ok_or_else(|| format!("no completions for {shell}"))? + "\n";
            fs::write(completions.join(name), script)
                .map_err(|error| format!("cannot write {name}: {error}"))?;
        }
        Ok(Self { program, man, completions })
    }
}

fn remapped() -> String {
    let paths = [cargo_sources(), Some(root()), Some(target_dir())].into_iter().flatten();
    let flags = paths.map(|path| format!("--remap-path-prefix={}=", path.display()));
    flags.collect::<Vec<_>>().join(" ")
}
