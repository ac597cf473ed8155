//! The tools that each command needs, and the versions of those from crates.io.
//!
//! wasm-bindgen must match the library, so its version comes from `Cargo.lock`; Rust's is in
//! `rust-toolchain.toml`. Those from npm are in `xtask/npm`, with their digests: esbuild and
//! binaryen's wasm-opt write the code that the panel ships. npm's binaryen is WebAssembly and runs
//! anywhere.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::cargo_install::{self, Program};
use crate::npm;
use crate::paths::{prepend, root};
use crate::run::{Result, output, step};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
/// Drives Firefox in the browser tests; Mozilla's own.
const GECKODRIVER: &str = "0.37.1";
/// Formats `view!` blocks, which rustfmt leaves as they are.
const LEPTOSFMT: &str = "0.1.33";
/// Splits the program in two (src/ui/lazy.rs).
const WASM_SPLIT: &str = "0.2.4";
const TARGET: &str = "wasm32-unknown-unknown";

/// Installs what builds the panel, and returns a PATH with it first.
pub fn install_panel_tools() -> Result<OsString> {
    npm::install_node()?;
    add_wasm_target()?;
    let mut folders = cargo_install::install(&panel_programs()?)?;
    folders.push(npm::install_tools()?.join(".bin"));
    prepend(folders, &std::env::var_os("PATH").unwrap_or_default())
}

/// Installs every program from crates.io that the tests need, at once: what they share is compiled
/// once.
pub fn install_test_programs(with_firefox: bool) -> Result {
    let mut programs = panel_programs()?;
    programs.extend([cargo_deny_program(), leptosfmt_program()]);
    if with_firefox {
        programs.push(geckodriver_program());
    }
    cargo_install::install(&programs).map(drop)
}

/// cargo-deny, installed.
pub fn cargo_deny() -> Result<PathBuf> {
    install_one(cargo_deny_program())
}

/// cargo-deny, if it's installed: a test doesn't take the minutes.
#[cfg(test)]
pub fn installed_cargo_deny() -> Option<PathBuf> {
    let program = cargo_deny_program();
    Some(cargo_install::find(&program)?.join(program.name))
}

/// leptosfmt, installed.
pub fn leptosfmt() -> Result<PathBuf> {
    install_one(leptosfmt_program())
}

/// geckodriver, installed.
pub fn geckodriver() -> Result<PathBuf> {
    install_one(geckodriver_program())
}

/// axe-core's script, installed.
pub fn axe_core() -> Result<PathBuf> {
    Ok(npm::install_tools()?.join("axe-core/axe.min.js"))
}

/// Adds the panel's compilation target.
pub fn add_wasm_target() -> Result {
    add_target(TARGET)
}

/// Adds a compilation target. rustup may not install it automatically.
pub fn add_target(target: &str) -> Result {
    let libraries = output(Command::new("rustc").current_dir(root()).args([
        "--print",
        "target-libdir",
        "--target",
        target,
    ]));
    if libraries.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    step(
        &format!("Add the Rust target {target}"),
        Command::new("rustup").current_dir(root()).args(["target", "add", target]),
    )
}

fn panel_programs() -> Result<Vec<Program>> {
    Ok(vec![
        Program { package: "trunk", name: "trunk", version: TRUNK.to_owned(), options: &[] },
        Program {
            package: "wasm-bindgen-cli",
            name: "wasm-bindgen",
            version: wasm_bindgen_version()?,
            // We don't use its test runner, the only part that needs TLS.
            options: &["--no-default-features", "--bin", "wasm-bindgen"],
        },
        Program {
            package: "wasm_split_cli_support",
            name: "wasm-split-cli",
            version: WASM_SPLIT.to_owned(),
            options: &["--features", "build-binary"],
        },
    ])
}

fn cargo_deny_program() -> Program {
    Program {
        package: "cargo-deny",
        name: "cargo-deny",
        version: CARGO_DENY.to_owned(),
        options: &[],
    }
}

fn leptosfmt_program() -> Program {
    Program { package: "leptosfmt", name: "leptosfmt", version: LEPTOSFMT.to_owned(), options: &[] }
}

fn geckodriver_program() -> Program {
    Program {
        package: "geckodriver",
        name: "geckodriver",
        version: GECKODRIVER.to_owned(),
        options: &[],
    }
}

fn install_one(program: Program) -> Result<PathBuf> {
    let name = program.name;
    let folder = cargo_install::install(&[program])?.pop();
    Ok(folder.unwrap_or_default().join(name))
}

fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("cannot read Cargo.lock: {error}"))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.lock has no version of wasm-bindgen".to_owned())
}
