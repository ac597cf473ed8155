//! `cargo xtask reproduce`: whether anyone who packages the same commit gets the same files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::package;
use crate::paths::{cargo_home, cargo_sources, root, target_dir, tools_dir};
use crate::run::{Result, cargo, output, step};

/// Packages the commit here, and in a new clone with another folder for Cargo's sources; compares
/// `dist/` and the packages. Only the tools are shared; takes as long as a first build.
pub fn reproduce() -> Result {
    let git = || {
        let mut git = Command::new("git");
        git.current_dir(root());
        git
    };
    if output(git().args(["status", "--porcelain"])).as_deref() != Some("") {
        return Err("commit all changes first: the clone is built from a commit".to_owned());
    }
    package::package()?;
    let other = target_dir().join("reproduce");
    if other.exists() {
        fs::remove_dir_all(&other).map_err(|error| format!("{}: {error}", other.display()))?;
    }
    let clone = other.join("in/another/folder");
    step("Clone the commit", git().args(["clone", "--quiet", "."]).arg(&clone))?;
    let cargo_home = other.join("cargo");
    copy_downloads(&cargo_home)?;
    step(
        "Package the clone",
        cargo()
            .current_dir(&clone)
            // Files that are the same pass the same tests.
            .args(["xtask", "package", "--untested"])
            .env("CARGO_HOME", &cargo_home)
            .env("CARGO_TARGET_DIR", clone.join("target"))
            .env("CERTDECK_TOOLS", tools_dir()),
    )?;
    let (ours, theirs) =
        (built(&root(), &package::folder())?, built(&clone, &clone.join("target/package"))?);
    let names = ours.keys().chain(theirs.keys());
    let mut differ: Vec<_> = names.filter(|name| ours.get(*name) != theirs.get(*name)).collect();
    differ.sort();
    differ.dedup();
    if differ.is_empty() {
        println!("\nBoth builds have the same {} files.", ours.len());
        return Ok(());
    }
    Err(format!("the two builds differ in {differ:?}"))
}

/// What Cargo has downloaded, and where from. It unpacks the sources anew.
fn copy_downloads(to: &Path) -> Result {
    let from = cargo_home().ok_or("there's no home folder")?;
    for name in ["config.toml", "registry/cache", "registry/index"] {
        let (from, to) = (from.join(name), to.join(name));
        let folder = to.parent().unwrap_or(Path::new(""));
        if from.exists() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            step(&format!("Copy {name}"), Command::new("cp").arg("-R").arg(from).arg(&to))?;
        }
    }
    Ok(())
}

fn built(root: &Path, packages: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut built = files(&root.join("dist"))?;
    built.extend(files(packages)?);
    Ok(built)
}

/// Checks that no file of the panel has a path of this machine, which would differ on another one.
pub fn check_paths() -> Result {
    files(&root().join("dist"))?.iter().try_for_each(|(name, bytes)| check_no_paths(name, bytes))
}

/// Checks that a built file has no path of this machine.
pub fn check_no_paths(name: &str, bytes: &[u8]) -> Result {
    let ours = [cargo_sources(), Some(root()), Some(target_dir()), std::env::home_dir()];
    let ours = ours.into_iter().flatten().map(|path| format!("{}/", path.display()));
    // Not the root, which may be the home in a container.
    let ours: Vec<_> = ours.filter(|path| path.len() > 1).collect();
    let has = |path: &&String| bytes.windows(path.len()).any(|part| part == path.as_bytes());
    match ours.iter().find(has) {
        None => Ok(()),
        Some(path) => {
            Err(format!("{name} contains {path}: no other machine can build the same file"))
        }
    }
}

/// A folder's files by their relative paths.
pub fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let failed = |error| format!("cannot read {}: {error}", folder.display());
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            found
                .extend(files(&path)?.into_iter().map(|(below, b)| (format!("{name}/{below}"), b)));
        } else {
            found.insert(name, fs::read(&path).map_err(failed)?);
        }
    }
    Ok(found)
}
