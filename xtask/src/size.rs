//! What a browser downloads, held to a budget: it grows with every view, a little at a time, and
//! nobody notices.

use std::fs;
use std::path::Path;

use crate::run::{Result, root};

/// Bytes with brotli 11, of each kind of file in `dist/`: the ending of its name, because the rest
/// has a digest in it, and how many bytes all files with that ending may have. Whoever needs more
/// says so here.
const BUDGETS: [(&str, u64); 7] = [
    (".wasm", 306_500),
    // wasm-bindgen's glue, and boot.js.
    (".js", 9_900),
    (".css", 10_800),
    (".html", 2_300),
    (".svg", 450),
    // config.json. Languages are fetched when they are spoken.
    (".json", 10),
    ("languages/", 12_500),
];

/// Holds what `build` made against the budgets.
pub fn check() -> Result {
    let dist = root().join("dist");
    let first_load = files(&dist)?;
    let languages = files(&dist.join("languages"))?;
    let languages = languages.into_iter().map(|(_, bytes)| ("languages/".to_owned(), bytes));
    let all: Vec<_> = first_load.into_iter().chain(languages).collect();
    println!("\nbytes with brotli, and their budget:");
    let mut over = Vec::new();
    for (kind, budget) in BUDGETS {
        let of_kind = all.iter().filter(|(name, _)| name.ends_with(kind));
        let bytes: u64 = of_kind.map(|(_, bytes)| bytes).sum();
        println!("{bytes:>9} of {budget:>7}  {kind}");
        match bytes {
            0 => over.push(format!("dist/ has no {kind}")),
            _ if bytes > budget => {
                over.push(format!("{kind} is larger than its budget by {} bytes", bytes - budget));
            }
            _ => {}
        }
    }
    for (name, _) in &all {
        if !BUDGETS.iter().any(|(kind, _)| name.ends_with(kind)) {
            over.push(format!("{name} has no budget"));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
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
