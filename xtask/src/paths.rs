//! The repository's folders, and programs in PATH.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::run::Result;

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder for build output.
pub fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The folder for installed tools: `CERTDECK_TOOLS`, for clones that share them, or in `target`.
pub fn tools_dir() -> PathBuf {
    std::env::var_os("CERTDECK_TOOLS").map_or_else(|| target_dir().join("tools"), PathBuf::from)
}

/// Cargo's folder for packages' sources; its path differs between machines.
pub fn cargo_sources() -> Option<PathBuf> {
    Some(cargo_home()?.join("registry/src"))
}

/// Cargo's folder for what it downloads and unpacks.
pub fn cargo_home() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Finds a program in PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    find_program_in(&std::env::var_os("PATH")?, name)
}

/// Finds a program in a search path.
pub fn find_program_in(path: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A search path with these folders first.
pub fn prepend(folders: impl IntoIterator<Item = PathBuf>, path: &OsStr) -> Result<OsString> {
    std::env::join_paths(folders.into_iter().chain(std::env::split_paths(path)))
        .map_err(|error| format!("cannot put a folder in PATH: {error}"))
}
