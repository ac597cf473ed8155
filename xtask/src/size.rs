//! What a browser downloads, held to a budget: it grows with every view, a little at a time, and
//! nobody notices.

use std::fs;

use crate::run::{Result, root};

/// Bytes of all files of a first load with brotli 11: not of languages, which are fetched when they
/// are spoken. Whoever needs more says so here.
const BUDGET: u64 = 313_000;

/// Adds up the compressed copies that `build` made.
pub fn check() -> Result {
    let dist = root().join("dist");
    let failed = |error| format!("{} cannot be read: {error}", dist.display());
    let mut bytes = 0;
    for file in fs::read_dir(&dist).map_err(failed)? {
        let file = file.map_err(failed)?;
        if file.path().extension().is_some_and(|ending| ending == "br") {
            bytes += file.metadata().map_err(failed)?.len();
        }
    }
    println!("\nthe panel is {bytes} bytes with brotli; the budget is {BUDGET}");
    match bytes {
        0 => Err("dist/ has no compressed copies".to_owned()),
        1..=BUDGET => Ok(()),
        _ => Err(format!("the panel is larger than its budget, by {} bytes", bytes - BUDGET)),
    }
}
