//! Opens the page in the user's browser.
//!
//! A command line can be read by every user of the machine, so the browser gets the name of a file
//! that only this user can read, and that leads to the page.

use std::env;
use std::io::Write;

use tempfile::{Builder, NamedTempFile};

/// Opens a page, if there's a browser. The file must stay until the browser has read it. It's in the
/// home folder, because a browser from a Snap package can read neither temporary nor hidden ones.
pub fn open(url: &str) -> Option<NamedTempFile> {
    if !has_display() {
        return None;
    }
    let folder = env::home_dir().unwrap_or_else(env::temp_dir);
    let mut file = Builder::new().prefix("certdeck-").suffix(".html").tempfile_in(folder).ok()?;
    let page = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n<title>Certdeck</title>\n"
    );
    file.write_all(page.as_bytes()).ok()?;
    open::that_detached(file.path()).ok()?;
    Some(file)
}

/// Without one, Linux would open a browser in the terminal.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
