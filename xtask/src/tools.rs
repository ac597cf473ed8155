//! The tools that build the panel, and the one place of their versions.
//!
//! A tool of the right version in PATH is used as it is; any other is installed under
//! `target/tools`. wasm-bindgen's version has to equal the library's, so it is read from
//! `Cargo.lock`; Rust's own is in `rust-toolchain.toml`.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{Result, apt_install, cargo, find, output, root, step, target};

const TRUNK: &str = "0.21.14";
/// Binaryen, which has wasm-opt; from npm, where it is WebAssembly and runs anywhere.
const BINARYEN: &str = "132.0.0";
/// Makes JavaScript short; from npm, as a program for this machine.
const ESBUILD: &str = "0.28.2";
/// What looks for barriers in the page, in the browser tests; from npm too.
const AXE_CORE: &str = "4.14.1";
const CARGO_DENY: &str = "0.20.2";
/// What parts the program in two (src/ui/rare.rs).
const WASM_SPLIT: &str = "0.2.4";
const TARGET: &str = "wasm32-unknown-unknown";

/// Installs what is missing and gives a PATH in which the pinned tools come first.
pub fn ready() -> Result<OsString> {
    wasm_target()?;
    let trunk = from_crates_io("trunk", "trunk", TRUNK, &[])?;
    let bindgen =
        from_crates_io("wasm-bindgen-cli", "wasm-bindgen", &wasm_bindgen_version()?, &[])?;
    let splitter = from_crates_io(
        "wasm_split_cli_support",
        "wasm-split-cli",
        WASM_SPLIT,
        &["--features", "build-binary"],
    )?;
    let optimiser = wasm_opt()?;
    let shortener = Some(from_npm("esbuild", ESBUILD)?.join(".bin"));
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = [trunk, bindgen, splitter, optimiser, shortener].into_iter().flatten();
    std::env::join_paths(folders.chain(std::env::split_paths(&rest)))
        .map_err(|error| format!("a folder in PATH cannot be used: {error}"))
}

/// The program that knows licences and defects of packages.
pub fn cargo_deny() -> Result<PathBuf> {
    let folder = from_crates_io("cargo-deny", "cargo-deny", CARGO_DENY, &[])?;
    Ok(folder.unwrap_or_default().join("cargo-deny"))
}

fn wasm_target() -> Result {
    let libraries = output(Command::new("rustc").current_dir(root()).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]));
    if libraries.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    step(
        &format!("adding the Rust target {TARGET}"),
        Command::new("rustup").current_dir(root()).args(["target", "add", TARGET]),
    )
}

/// The folder to put before PATH, or `None` where PATH has the right version already.
fn from_crates_io(
    package: &str,
    program: &str,
    version: &str,
    options: &[&str],
) -> Result<Option<PathBuf>> {
    let has = |program: OsString| {
        output(Command::new(program).arg("--version"))
            .is_some_and(|line| line.split_whitespace().any(|word| word == version))
    };
    if has(program.into()) {
        return Ok(None);
    }
    let home = target().join("tools").join(format!("{package}-{version}"));
    let folder = home.join("bin");
    // Not every program tells its version; the folder's name does.
    if !folder.join(program).with_extension(std::env::consts::EXE_EXTENSION).is_file() {
        let build = target().join("tools/build");
        step(
            &format!("installing {package} {version} (once, some minutes)"),
            cargo()
                .args(["install", "--locked", "--force", "--root"])
                .arg(&home)
                .arg(format!("{package}@{version}"))
                .args(options)
                .env("CARGO_TARGET_DIR", &build),
        )?;
        // A gigabyte that nothing reads again; left where it cannot be removed.
        drop(fs::remove_dir_all(build));
    }
    Ok(Some(folder))
}

fn wasm_opt() -> Result<Option<PathBuf>> {
    let wanted = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    let has = |program: OsString| {
        output(Command::new(program).arg("--version"))
            .is_some_and(|line| line.split_whitespace().any(|word| word == wanted))
    };
    if has("wasm-opt".into()) {
        return Ok(None);
    }
    let modules = from_npm("binaryen", BINARYEN)?;
    Ok(Some(modules.join(".bin")))
}

/// The file of axe-core that a page runs.
pub fn axe_core() -> Result<PathBuf> {
    Ok(from_npm("axe-core", AXE_CORE)?.join("axe-core/axe.min.js"))
}

/// The `node_modules` in which a package is. No package here depends on another, but for the
/// programs that esbuild has for each kind of machine.
fn from_npm(package: &str, version: &str) -> Result<PathBuf> {
    let home = target().join("tools").join(format!("{package}-{version}"));
    let modules = home.join("node_modules");
    if modules.join(package).join("package.json").is_file() {
        return Ok(modules);
    }
    npm()?;
    step(
        &format!("installing {package} {version}"),
        Command::new("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"])
            .arg("--prefix")
            .arg(&home)
            .arg(format!("{package}@{version}")),
    )?;
    Ok(modules)
}

fn npm() -> Result {
    if find("npm").is_some() {
        return Ok(());
    }
    println!("\nA package comes from npm, which is missing.");
    apt_install(&["nodejs", "npm"])
}

/// The folder with the packages that the panel is measured against, at the versions of
/// `bench/package-lock.json`.
pub fn peers() -> Result<PathBuf> {
    npm()?;
    let home = target().join("bench");
    let failed = |error| format!("{} cannot be written: {error}", home.display());
    fs::create_dir_all(&home).map_err(failed)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root().join("bench").join(file), home.join(file)).map_err(failed)?;
    }
    step(
        "installing the peers",
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
            .arg(&home),
    )?;
    Ok(home)
}

/// Node compresses what is built: it comes with npm anyway, and a library for brotli would make the
/// first `cargo xtask` wait.
pub fn node() -> Result {
    if find("node").is_some() {
        return Ok(());
    }
    println!("\nThe files of the panel are compressed with Node, which is missing.");
    apt_install(&["nodejs"])
}

fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock cannot be read: {error}"))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.lock does not name a version of wasm-bindgen".to_owned())
}
