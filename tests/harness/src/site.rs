//! The built panel, and modified copies of it.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The built panel: `CERTDECK_DIST`, or `dist/` in the repository.
pub fn dist() -> PathBuf {
    std::env::var_os("CERTDECK_DIST").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist")),
        Into::into,
    )
}

/// A copy of the built panel to modify, without the brotli copies, which the demo cluster would
/// send unmodified.
pub fn copy_of_dist() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    copy_folder(&dist(), site.path());
    remove_compressed(site.path());
    site
}

/// The built panel with one file replaced or removed.
pub fn dist_with(file: &str, text: Option<&str>) -> TempDir {
    let site = copy_of_dist();
    let file = site.path().join(file);
    match text {
        Some(text) => std::fs::write(file, text).unwrap(),
        None => std::fs::remove_file(file).unwrap(),
    }
    site
}

/// The built panel with a script that runs before its own: to take something away from the
/// browser, and to note what the console gets, which no driver but chromedriver gives.
pub fn dist_with_script(script: &str) -> TempDir {
    const NOTE_COMPLAINTS: &str = "
        window.complaints = [];
        const note = (text) => window.complaints.push(String(text));
        addEventListener('error', (event) => note(event.message));
        addEventListener('unhandledrejection', (event) => note(event.reason));
        addEventListener('securitypolicyviolation', (event) =>
            note(`${event.effectiveDirective} ${event.blockedURI}`));
        const show = console.error;
        console.error = (...parts) => { note(parts.join(' ')); show(...parts); };";
    let site = copy_of_dist();
    let page = site.path().join("index.html");
    let html = std::fs::read_to_string(&page).unwrap();
    let with_script = html.replacen("<title>", "<script src=before.js></script><title>", 1);
    assert_ne!(html, with_script);
    std::fs::write(page, with_script).unwrap();
    std::fs::write(site.path().join("before.js"), format!("{NOTE_COMPLAINTS}\n{script}")).unwrap();
    site
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        if file.path().is_dir() {
            copy_folder(&file.path(), &to);
        } else {
            std::fs::copy(file.path(), to).unwrap();
        }
    }
}

fn remove_compressed(folder: &Path) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            remove_compressed(&path);
        } else if path.extension().is_some_and(|ending| ending == "br") {
            std::fs::remove_file(path).unwrap();
        }
    }
}
