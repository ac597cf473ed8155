//! What a browser downloads, held to a budget: it grows with every view, a little at a time, and
//! nobody notices.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{Result, root, step, target};

/// Bytes with brotli 11, of each kind of file in `dist/`: how its name begins and ends, because the
/// rest has a digest in it, and how many bytes all such files may have. Whoever needs more says so
/// here, and has `cargo xtask size` write down what is in them.
const BUDGETS: [(&str, &str, u64); 8] = [
    // Fetched when they are spoken.
    ("languages/", "", 12_600),
    ("certdeck-", ".wasm", 255_900),
    // What is fetched when the list has been seen: src/ui/rare.rs.
    ("rare-", ".wasm", 75_200),
    // wasm-bindgen's glue, and boot.js.
    ("", ".js", 8_600),
    ("", ".css", 4_500),
    ("", ".html", 1_500),
    ("", ".svg", 450),
    // config.json.
    ("", ".json", 10),
];

/// Holds what `build` made against the budgets.
pub fn check() -> Result {
    let dist = root().join("dist");
    let mut rest = files(&dist)?;
    let languages = files(&dist.join("languages"))?;
    rest.extend(languages.into_iter().map(|(name, bytes)| (format!("languages/{name}"), bytes)));
    println!("\nbytes with brotli, and their budget:");
    let mut over = Vec::new();
    for (begin, end, budget) in BUDGETS {
        let is_of = |name: &str| name.starts_with(begin) && name.ends_with(end);
        let (own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, _)| is_of(name));
        let bytes: u64 = own.into_iter().map(|(_, bytes)| bytes).sum();
        println!("{bytes:>9} of {budget:>7}  {begin}…{end}");
        match bytes {
            0 => over.push(format!("dist/ has no {begin}…{end}")),
            _ if bytes > budget => over.push(format!(
                "{begin}…{end} is larger than its budget by {} bytes",
                bytes - budget
            )),
            _ => {}
        }
        rest = others;
    }
    over.extend(rest.into_iter().map(|(name, _)| format!("{name} has no budget")));
    if over.is_empty() {
        return Ok(());
    }
    if over.iter().any(|over| over.starts_with("certdeck-")) {
        // It only explains; the failure is told anyway.
        drop(grown(false));
    }
    Err(over.join("; "))
}

/// Writes down how large each part of the program is, to tell the next time what grew.
pub fn accept() -> Result {
    grown(true)
}

fn grown(write: bool) -> Result {
    let what = if write { "writing down what is in the program" } else { "what grew" };
    let mut command = Command::new("node");
    command
        .current_dir(root())
        .arg("xtask/js/size_diff.mjs")
        .arg(target().join("wasm-bindgen/release/certdeck_bg.wasm"))
        .arg("xtask/size.json")
        .args(write.then_some("--write"));
    step(what, &mut command)
}

/// The files of a folder, and the bytes that are sent of each: of its copy, if it has one.
fn files(folder: &Path) -> Result<Vec<(String, u64)>> {
    let failed = |error| format!("{} cannot be read: {error}", folder.display());
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
