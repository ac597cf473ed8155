//! Programs from crates.io: those in PATH at the right version, the rest installed in
//! `target/tools`.
//!
//! They run for a second or two on small files, so compiling them is what takes time. Unoptimized,
//! all of them take less than half as long to install, and a build of the panel one second more.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::paths::tools_dir;
use crate::run::{Result, cargo, output, step};

/// The same for every program, so that they can share compiled dependencies; some packages ask for
/// whole-program optimization.
const LIGHT_PROFILE: [(&str, &str); 6] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_PANIC", "unwind"),
    ("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
];

/// A program and the package that has it.
pub struct Program {
    /// The package's name on crates.io.
    pub package: &'static str,
    /// The file's name.
    pub name: &'static str,
    /// The one version to use.
    pub version: String,
    /// More arguments for `cargo install`.
    pub options: &'static [&'static str],
}

/// Installs what is missing. Returns the folders that have to come first in PATH.
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
        // A gigabyte that is not needed again; harmless where it cannot be removed.
        drop(fs::remove_dir_all(build));
    }
    Ok(outside_path.iter().map(|program| program.home().join("bin")).collect())
}

impl Program {
    fn is_in_path(&self) -> bool {
        output(Command::new(self.name).arg("--version"))
            .is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }

    /// Not every program can print its version, so the folder's name has it.
    fn is_installed(&self) -> bool {
        let file = self.home().join("bin").join(self.name);
        file.with_extension(std::env::consts::EXE_EXTENSION).is_file()
    }

    fn home(&self) -> PathBuf {
        tools_dir().join(format!("{}-{}", self.package, self.version))
    }
}
