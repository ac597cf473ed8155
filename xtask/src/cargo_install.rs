//! Programs from crates.io: from PATH if the version matches, otherwise installed in
//! `target/tools`.
//!
//! They run for only a second or two, so compiling them is what takes time. Unoptimized, they
//! install in less than half the time, and a build of the panel takes one second longer.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::tools_dir;
use crate::run::{Result, cargo, output, step};

/// The same for every program, so that they share compiled dependencies; some packages request
/// whole-program optimization.
const LIGHT_PROFILE: [(&str, &str); 6] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_PANIC", "unwind"),
    ("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
];

/// A program and its package.
pub struct Program {
    /// The package's name on crates.io.
    pub package: &'static str,
    /// The executable's name.
    pub name: &'static str,
    /// The required version.
    pub version: String,
    /// Extra arguments for `cargo install`.
    pub options: &'static [&'static str],
}

/// Installs what is missing. Returns the folders to put first in PATH.
pub fn install(programs: &[Program]) -> Result<Vec<PathBuf>> {
    let outside_path: Vec<_> = programs.iter().filter(|program| !program.is_in_path()).collect();
    let missing: Vec<_> = outside_path.iter().filter(|program| !program.is_installed()).collect();
    let build = tools_dir().join("build");
    for program in &missing {
        step(
            &format!("Install {} {} (once; takes minutes)", program.package, program.version),
            cargo()
                .args(["install", "--locked", "--force", "--root"])
                .arg(program.home())
                .arg(format!("{}@{}", program.package, program.version))
                .args(program.options)
                .env("CARGO_TARGET_DIR", &build)
                .envs(LIGHT_PROFILE),
        )?;
    }
    if !missing.is_empty() {
        // A gigabyte that is no longer needed; harmless if it can't be removed.
        drop(fs::remove_dir_all(build));
    }
    Ok(outside_path.iter().map(|program| program.home().join("bin")).collect())
}

/// The folder to put first in PATH, which is none if PATH has the program, without installing it.
#[cfg(test)]
pub fn find(program: &Program) -> Option<PathBuf> {
    match program.is_in_path() {
        true => Some(PathBuf::new()),
        false => program.is_installed().then(|| program.home().join("bin")),
    }
}

impl Program {
    fn is_in_path(&self) -> bool {
        output(Command::new(self.name).arg("--version"))
            .is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }

    /// Not every program can print its version, so the folder's name includes it.
    fn is_installed(&self) -> bool {
        let file = self.home().join("bin").join(self.name);
        file.with_extension(std::env::consts::EXE_EXTENSION).is_file()
    }

    fn home(&self) -> PathBuf {
        tools_dir().join(format!("{}-{}", self.package, self.version))
    }
}
