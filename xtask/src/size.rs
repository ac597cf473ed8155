//! Budgets for downloads: they grow a little with every view, which is easy to miss.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::paths::{root, target_dir};
use crate::run::{Result, step};

/// For each kind of file in `dist/`: its name's prefix and suffix, around a digest, and the maximum
/// total bytes with brotli 11. To raise one, edit it here and run `cargo xtask size`.
const BUDGETS: [(&str, &str, u64); 10] = [
    // Loaded when the language is chosen. What is said about replacing is 9 KB of it.
    ("languages/", "", 32_000),
    // What comes before the first row: signing in, reading and judging certificates, chains, and
    // keys, and drawing rows. A verdict can't come later: a row must not first look healthy. The button
    // that replaces is 1 KB of it.
    ("certdeck-", ".wasm", 248_500),
    // Loaded after the list is shown: src/ui/lazy.rs. The comparison with an export is 12 KB of it,
    // the steps to a new certificate 10 KB.
    ("lazy-", ".wasm", 192_500),
    // Loaded with it, and before the next: what both need.
    ("shared-", ".wasm", 49_500),
    // Loaded when somebody replaces or rotates a certificate: src/ui/on_demand.rs. Reading files,
    // checking them, and the requests are most of it.
    ("replace-", ".wasm", 95_500),
    // wasm-bindgen's glue, and boot.js, which says where the page doesn't start and why, dresses the
    // sign-in form, requests the list, and wipes the memory after a crash or when a service worker
    // takes control.
    ("", ".js", 8_250),
    ("", ".css", 7_600),
    // With the sign-in form, in both languages.
    ("", ".html", 2_110),
    ("", ".svg", 450),
    // config.json.
    ("", ".json", 10),
];

/// Checks the output of `build` against the budgets.
pub fn check() -> Result {
    let dist = root().join("dist");
    let mut rest = files(&dist)?;
    let languages = files(&dist.join("languages"))?;
    rest.extend(languages.into_iter().map(|(name, bytes)| (format!("languages/{name}"), bytes)));
    println!("\nBytes with brotli, and budget:");
    let mut over = Vec::new();
    for (begin, end, budget) in BUDGETS {
        let is_of = |name: &str| name.starts_with(begin) && name.ends_with(end);
        let (own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, _)| is_of(name));
        let bytes: u64 = own.into_iter().map(|(_, bytes)| bytes).sum();
        println!("{bytes:>9} of {budget:>7}  {begin}…{end}");
        match bytes {
            0 => over.push(format!("dist/ has no {begin}…{end}")),
            _ if bytes > budget => {
                over.push(format!("{begin}…{end} is {} bytes over its budget", bytes - budget))
            }
            _ => {}
        }
        rest = others;
    }
    over.extend(rest.into_iter().map(|(name, _)| format!("{name} has no budget")));
    if over.is_empty() {
        return Ok(());
    }
    if over.iter().any(|over| over.starts_with("certdeck-")) {
        // Only explains the error that follows.
        drop(size_diff(false));
    }
    Err(over.join("; "))
}

/// Records the size of each part of the program, so that a later check can report what grew.
pub fn record() -> Result {
    size_diff(true)
}

fn size_diff(write: bool) -> Result {
    let title = if write { "Record the size of each part" } else { "What grew" };
    let mut command = Command::new("node");
    command
        .current_dir(root())
        .arg("xtask/js/size_diff.mjs")
        .arg(target_dir().join("wasm-bindgen/release/certdeck_bg.wasm"))
        .arg("xtask/size.json")
        .args(write.then_some("--write"));
    step(title, &mut command)
}

/// A folder's files and their transfer sizes: those of the compressed copy, if any.
fn files(folder: &Path) -> Result<Vec<(String, u64)>> {
    let failed = |error| format!("cannot read {}: {error}", folder.display());
    let mut found = Vec::new();
    for file in fs::read_dir(folder).map_err(failed)? {
        let file = file.map_err(failed)?;
        let name = file.file_name().to_string_lossy().into_owned();
        let is_copy = name.ends_with(".br") || name.ends_with(".gz");
        if is_copy || file.path().is_dir() {
            continue;
        }
        let sent = fs::metadata(folder.join(format!("{name}.br"))).or_else(|_| file.metadata());
        found.push((name, sent.map_err(failed)?.len()));
    }
    Ok(found)
}
