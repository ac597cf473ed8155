//! Embeds the built panel: the files in `CERTDECK_PANEL`, or in the workspace's `dist/`. Without them,
//! the command compiles all the same, and `certdeck serve` says how to build them.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=CERTDECK_PANEL");
    let folder = env::var_os("CERTDECK_PANEL")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    if folder.join("index.html").is_file() {
        collect(&folder.canonicalize()?, "", &mut files)?;
    }
    files.sort();
    let rows: String = files
        .iter()
        .map(|(name, path)| format!("({name:?}, include_bytes!({path:?}).as_slice()),\n"))
        .collect();
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("panel.rs"), format!("&[\n{rows}]"))
}

fn collect(folder: &Path, before: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}
