//! `cargo xtask reproduce`: whether anyone who builds the same commit gets the same files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::build;
use crate::paths::{cargo_sources, root, target_dir, tools_dir};
use crate::run::{Result, cargo, output, step};

/// Builds the commit here and in a new clone in another folder, and compares `dist/`. Only the tools
/// are shared; takes as long as a first build.
pub fn reproduce() -> Result {
    let git = || {
        let mut git = Command::new("git");
        git.current_dir(root());
        git
    };
    if output(git().args(["status", "--porcelain"])).as_deref() != Some("") {
        return Err("commit all changes first: the clone is built from a commit".to_owned());
    }
    build::build()?;
    let clone = target_dir().join("reproduce/in/another/folder");
    if clone.exists() {
        fs::remove_dir_all(&clone).map_err(|error| format!("{}: {error}", clone.display()))?;
    }
    step("Clone the commit", git().args(["clone", "--quiet", "."]).arg(&clone))?;
    step(
        "Build the clone",
        cargo()
            .current_dir(&clone)
            .args(["xtask", "build"])
            .env("CARGO_TARGET_DIR", clone.join("target"))
            .env("CERTDECK_TOOLS", tools_dir()),
    )?;
    let (ours, theirs) = (files(&root().join("dist"))?, files(&clone.join("dist"))?);
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

/// Checks that no built file has a path of this machine, which would differ on another one.
pub fn check_paths() -> Result {
    let ours = [cargo_sources(), Some(root()), Some(target_dir()), std::env::home_dir()];
    let ours = ours.into_iter().flatten().map(|path| format!("{}/", path.display()));
    // Not the root, which may be the home in a container.
    let ours: Vec<_> = ours.filter(|path| path.len() > 1).collect();
    for (name, bytes) in files(&root().join("dist"))? {
        let has = |path: &&String| bytes.windows(path.len()).any(|part| part == path.as_bytes());
        if let Some(path) = ours.iter().find(has) {
            return Err(format!(
                "{name} contains {path}: no other machine can build the same file"
            ));
        }
    }
    Ok(())
}

/// A folder's files by their relative paths.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
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
