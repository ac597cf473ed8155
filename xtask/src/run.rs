//! Runs other programs: each step is announced and timed, and a failure takes one line.

use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::paths::root;

/// An error is one line for the terminal.
pub type Result<T = ()> = std::result::Result<T, String>;

/// Runs a step with its output on the terminal.
pub fn step(title: &str, command: &mut Command) -> Result {
    println!("\n→ {title}");
    let start = Instant::now();
    let status = command.status().map_err(|error| start_error(command, &error))?;
    if !status.success() {
        return Err(format!("{title}: failed ({status})"));
    }
    println!("  done in {} s", start.elapsed().as_secs());
    Ok(())
}

/// A build that runs silently alongside other steps, to use idle cores.
///
/// It only fills Cargo's cache: the step that needs the result runs the same build again and
/// reports any error.
pub struct Prebuild(Option<Child>);

impl Prebuild {
    /// Starts the build.
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().ok())
    }

    /// Waits until it exits, regardless of the result.
    pub fn wait(mut self) {
        if let Some(mut child) = self.0.take() {
            drop(child.wait());
        }
    }
}

impl Drop for Prebuild {
    /// If another step fails, no build outlives the command.
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// Cargo, run in the root.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// A program's standard output, or `None` if it fails or doesn't start.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Why a program did not start.
pub fn start_error(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{program} is not installed or not in PATH"),
        _ => format!("cannot start {program}: {error}"),
    }
}
