//! Download sizes: exact, from the built files.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Bytes with brotli for each kind of file in `dist/`: needed for the table, requested
/// automatically afterward, and loaded on demand.
#[derive(Default)]
pub struct Download {
    kinds: BTreeMap<String, [u64; 3]>,
    /// Bytes of the program's first file.
    pub first_program: u64,
}

impl Download {
    /// A folder's files; `fetched` are those of a first visit, with whether the table needs them.
    pub fn of(dist: &Path, fetched: &BTreeMap<String, bool>) -> Self {
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
            // A navigation requests the folder, and only a browser with a window requests the icon.
            let is_asked_for_by_address = ["html", "svg"].contains(&&*ending);
            let when = match fetched.get(&name) {
                Some(false) => 1,
                None if !is_asked_for_by_address => 2,
                _ => 0,
            };
            if name.ends_with("_bg.wasm") {
                download.first_program = sent;
            }
            download.kinds.entry(ending).or_default()[when] += sent;
        }
        download
    }

    /// Bytes until the table is painted, and for the whole first visit.
    pub fn first_visit(&self) -> [u64; 2] {
        let [early, later, _] = self.totals();
        [early, early + later]
    }

    fn totals(&self) -> [u64; 3] {
        [0, 1, 2].map(|when| self.kinds.values().map(|bytes| bytes[when]).sum())
    }

    /// The figures as Markdown.
    pub fn section(&self) -> String {
        let mut section = "## Download\n\nBytes of the files in `dist/` as sent, with brotli 11 \
            where it pays off: those that a first visit needs for the table, those that it \
            requests automatically afterward, and those loaded on demand. Translations are \
            excluded: they are fetched when their language is used.\n\n\
            | Kind | Until the table | Afterward | On demand |\n\
            |---|--:|--:|--:|\n"
            .to_owned();
        for (kind, [early, later, used]) in &self.kinds {
            writeln!(section, "| .{kind} | {early} | {later} | {used} |").unwrap();
        }
        let [early, later, used] = self.totals();
        writeln!(section, "| all | {early} | {later} | {used} |").unwrap();
        section
    }
}
