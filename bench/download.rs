//! What a first visit downloads: bytes of the built files, which are exact.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Bytes with brotli of each kind of file in `dist/`.
#[derive(Default)]
pub struct Download {
    /// Of those that a first visit fetches, and of those that wait until they are used.
    kinds: BTreeMap<String, [u64; 2]>,
    pub first_load: u64,
}

impl Download {
    /// The files of a folder, of which a first visit fetches some.
    pub fn of(dist: &Path, fetched: &BTreeSet<String>) -> Self {
        let mut download = Self::default();
        for file in fs::read_dir(dist).unwrap() {
            let path = file.unwrap().path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() || ["br", "gz"].contains(&&*ending) {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let copy = path.with_extension(format!("{ending}.br"));
            let sent = fs::metadata(copy).or_else(|_| fs::metadata(path)).unwrap().len();
            // The navigation asks for the folder; the icon only a browser with a window asks for.
            let is_first = fetched.contains(&name) || ["html", "svg"].contains(&&*ending);
            let kind = download.kinds.entry(ending).or_default();
            if is_first {
                download.first_load += sent;
                kind[0] += sent;
            } else {
                kind[1] += sent;
            }
        }
        download
    }

    /// The figures as Markdown.
    pub fn section(&self) -> String {
        let mut section = "## Download\n\nBytes of the files of `dist/` as they are sent, with \
            brotli 11 where it pays: of those that the page had asked for when a first visitor saw \
            the table, and of those that it asks for when they are used. Words of other languages \
            are left out: they are fetched when one of these is spoken.\n\n\
            | Kind | First visit | When used |\n|---|--:|--:|\n"
            .to_owned();
        for (kind, [first, later]) in &self.kinds {
            writeln!(section, "| .{kind} | {first} | {later} |").unwrap();
        }
        let later: u64 = self.kinds.values().map(|[_, later]| later).sum();
        writeln!(section, "| all | {} | {later} |", self.first_load).unwrap();
        section
    }
}
