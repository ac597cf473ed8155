//! `cargo xtask package`: the files of a release, in `target/package`, each installed and run.
//!
//! Everything in them is from one commit: times are the commit's, owners are root, entries are
//! sorted. `cargo xtask reproduce` packages the commit twice and compares the files.
//!
//! The command is linked statically, so one program runs on any Linux and alone in an image. The
//! Debian package is made with dpkg-deb: cargo-deb would be one more tool, and man pages and
//! completions must be generated first in any case.

mod archive;
mod check;
mod command;
mod debian;
mod image;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths::{find_program, root, target_dir};
use crate::run::{Result, output, step};
use crate::{apt, build, npm};

use command::CommandFiles;
use stage::Stage;

/// What is packaged.
pub struct Release {
    version: String,
    /// The commit's, in seconds since 1970.
    time: u64,
    commit: String,
    /// Where the packages go; everything in it is removed first.
    folder: PathBuf,
}

/// Makes all packages and tests them.
pub fn package() -> Result {
    let release = make()?;
    check::all(&release)?;
    println!("\nThe packages are in {}.", release.folder.display());
    Ok(())
}

/// Makes all packages.
pub fn make() -> Result<Release> {
    let release = Release::of_commit()?;
    install_tools()?;
    build::build()?;
    let command = CommandFiles::build(&release)?;
    panel(&release)?;
    program(&release, &command)?;
    debian::make(&release, &command)?;
    image::make(&release, &command)?;
    sbom(&release, "certdeck", "wasm32-unknown-unknown", &release.panel_name())?;
    sbom(&release, "certdeck-cli", command::target()?, &release.command_name())?;
    checksums(&release)?;
    let stage = release.file("stage");
    fs::remove_dir_all(&stage).map_err(|error| format!("{}: {error}", stage.display()))?;
    Ok(release)
}

/// The folder with the packages.
pub fn folder() -> PathBuf {
    target_dir().join("package")
}

impl Release {
    fn of_commit() -> Result<Self> {
        let git = |arguments: &[&str]| {
            output(Command::new("git").args(arguments).current_dir(root()))
                .ok_or_else(|| "packages are made from a commit, which git doesn't find".to_owned())
        };
        if !git(&["status", "--porcelain"])?.is_empty() {
            return Err("commit all changes first: packages are made from a commit".to_owned());
        }
        let release = Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            time: git(&["log", "-1", "--format=%ct"])?
                .parse()
                .map_err(|error| format!("the commit has no time: {error}"))?,
            commit: git(&["rev-parse", "HEAD"])?,
            folder: folder(),
        };
        drop(fs::remove_dir_all(&release.folder));
        fs::create_dir_all(&release.folder)
            .map_err(|error| format!("cannot create {}: {error}", release.folder.display()))?;
        Ok(release)
    }

    fn panel_name(&self) -> String {
        format!("certdeck-panel-{}", self.version)
    }

    fn command_name(&self) -> String {
        format!("certdeck-{}-linux-{}", self.version, std::env::consts::ARCH)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn install_tools() -> Result {
    if !cfg!(target_os = "linux") {
        return Err("packages are made on Linux".to_owned());
    }
    npm::install_node()?;
    let tools =
        [("musl-gcc", "musl-tools"), ("zip", "zip"), ("unzip", "unzip"), ("xz", "xz-utils")];
    let missing = tools.into_iter().filter(|(program, _)| find_program(program).is_none());
    let missing: Vec<_> = missing.map(|(_, package)| package).collect();
    if missing.is_empty() { Ok(()) } else { apt::install(&missing) }
}

/// The panel for any static server, with its compressed copies.
fn panel(release: &Release) -> Result {
    let name = release.panel_name();
    let stage = Stage::new(release, &name)?;
    stage.add_folder(&root().join("dist"), "")?;
    add_licenses(&stage, "")?;
    stage.finish()?;
    archive::tar_gz(release, &stage, &name)?;
    archive::zip(release, &stage, &name)
}

/// The command, its man pages, and its completions.
fn program(release: &Release, command: &CommandFiles) -> Result {
    let name = release.command_name();
    let stage = Stage::new(release, &name)?;
    stage.add_program(&command.program, "certdeck")?;
    stage.add_folder(&command.man, "man")?;
    stage.add_folder(&command.completions, "completions")?;
    add_licenses(&stage, "")?;
    stage.finish()?;
    archive::tar_gz(release, &stage, &name)
}

fn add_licenses(stage: &Stage, folder: &str) -> Result {
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        stage.add(&root().join(name), &format!("{folder}{name}"))?;
    }
    Ok(())
}

/// What a program is made of, as CycloneDX.
fn sbom(release: &Release, package: &str, target: &str, name: &str) -> Result {
    step(
        &format!("List what {package} is made of"),
        Command::new("node")
            .current_dir(root())
            .args(["xtask/js/sbom.mjs", package, target, &release.time.to_string()])
            .arg(&release.commit)
            .arg(release.file(&format!("{name}.cdx.json"))),
    )
}

fn checksums(release: &Release) -> Result {
    let names = file_names(&release.folder)?;
    let sums = output(Command::new("sha256sum").args(&names).current_dir(&release.folder));
    let sums = sums.ok_or("sha256sum failed")? + "\n";
    let file = release.file(check::CHECKSUMS);
    fs::write(&file, sums).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

fn file_names(folder: &Path) -> Result<Vec<String>> {
    let failed = |error| format!("cannot read {}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
