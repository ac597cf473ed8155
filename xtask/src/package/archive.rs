//! Archives with sorted entries, the commit's times, and no owner.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{Result, output, start_error, step};

use super::Release;
use super::stage::Stage;

/// Writes `NAME.tar.gz` with the folder `NAME`.
pub fn tar_gz(release: &Release, stage: &Stage, name: &str) -> Result {
    let file = release.file(&format!("{name}.tar"));
    tar(release, stage.folder.parent().unwrap_or(Path::new("")), &[name], &file)?;
    gzip(&file)
}

/// Writes a tar archive of what is in a folder.
pub fn tar(release: &Release, folder: &Path, what: &[&str], file: &Path) -> Result {
    step(
        &format!("Write {}", file.display()),
        Command::new("tar")
            .args(["--create", "--format=ustar", "--sort=name", "--numeric-owner"])
            .args(["--owner=0", "--group=0", &format!("--mtime=@{}", release.time)])
            .arg("--file")
            .arg(file)
            .arg("--directory")
            .arg(folder)
            .args(what),
    )
}

/// Replaces a file with its compressed copy, without name and time in it.
pub fn gzip(file: &Path) -> Result {
    step("Compress it", Command::new("gzip").args(["-n", "-9", "-f"]).arg(file))
}

/// Writes `NAME.zip` with the folder `NAME`.
pub fn zip(release: &Release, stage: &Stage, name: &str) -> Result {
    let folder = stage.folder.parent().unwrap_or(Path::new(""));
    let files = output(Command::new("find").args([name, "-type", "f"]).current_dir(folder));
    let files = files.ok_or("find failed")?;
    let mut files: Vec<_> = files.lines().collect();
    files.sort_unstable();
    let mut command = Command::new("zip");
    command
        .args(["-X", "-9", "-q", "-@"])
        .arg(release.file(&format!("{name}.zip")))
        .current_dir(folder)
        // Its times are local ones.
        .env("TZ", "UTC")
        .stdin(Stdio::piped());
    let mut child = command.spawn().map_err(|error| start_error(&command, &error))?;
    let written = child.stdin.take().map(|mut names| names.write_all(files.join("\n").as_bytes()));
    let is_written = written.is_some_and(|written| written.is_ok());
    match child.wait() {
        Ok(status) if status.success() && is_written => Ok(()),
        _ => Err(format!("zip failed to write {name}.zip")),
    }
}

/// Compresses text for a package, such as a man page.
pub fn gzipped(file: &Path) -> Result<Vec<u8>> {
    let failed = |error| format!("cannot compress {}: {error}", file.display());
    let open = File::open(file).map_err(failed)?;
    let gzip =
        Command::new("gzip").args(["-n", "-9", "-c"]).stdin(open).output().map_err(failed)?;
    match gzip.status.success() {
        true => Ok(gzip.stdout),
        false => Err(format!("cannot compress {}", file.display())),
    }
}
