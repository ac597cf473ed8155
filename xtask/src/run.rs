//! Running other programs: every step is announced, and a failed one is told in one line.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What went wrong, in one line for the person at the terminal.
pub type Result<T = ()> = std::result::Result<T, String>;

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of what xtask installs and cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// cargo, started in the root.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs one step to its end, with its output on the terminal.
pub fn step(what: &str, command: &mut Command) -> Result {
    println!("\n→ {what}");
    let start = Instant::now();
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if !status.success() {
        return Err(format!("{what}: failed ({status})"));
    }
    println!("  done in {} s", start.elapsed().as_secs());
    Ok(())
}

/// What a program prints on standard output, or `None` when it cannot be started or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Says that a program is missing, or why else it does not start.
pub fn not_started(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{program} is not installed or not in PATH"),
        _ => format!("{program} does not start: {error}"),
    }
}

/// Where a program is in PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    find_in(program, &std::env::var_os("PATH")?)
}

/// Where a program is in a PATH.
pub fn find_in(program: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A PATH with one folder more, before all others.
pub fn before(folder: PathBuf, path: &OsStr) -> Result<OsString> {
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(path)))
        .map_err(|error| format!("a folder in PATH cannot be used: {error}"))
}

/// Installs Debian packages where that is possible without asking: as root, with apt-get.
pub fn apt_install(packages: &[&str]) -> Result {
    let names = packages.join(" ");
    let root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !root || find("apt-get").is_none() {
        return Err(format!("install {names} (on Debian: sudo apt-get install {names})"));
    }
    step("updating Debian's package lists", Command::new("apt-get").args(["update", "-q"]))?;
    step(
        &format!("installing {names}"),
        Command::new("apt-get")
            .args(["install", "-y", "-q"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
