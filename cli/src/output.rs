//! Writes a result to standard output, or to a file at one stroke.

use std::io::{self, Write};
use std::path::Path;

use anstream::adapter::strip_str;

/// Writes a text that may have colors. They are left out where they aren't wanted: in files, where
/// the output is no terminal, and where `NO_COLOR` is set.
pub fn write(text: &str, file: Option<&Path>) -> Result<(), String> {
    match file {
        Some(file) => replace(file, &strip_str(text).to_string())
            .map_err(|error| format!("{} can't be written: {error}", file.display())),
        None => match anstream::stdout().lock().write_all(text.as_bytes()) {
            // Whoever read it has seen enough.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(format!("standard output can't be written: {error}"))
            }
            _ => Ok(()),
        },
    }
}

/// Whoever reads the file meanwhile gets the old one or the new one, whole.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    // Readable by others, such as the node exporter, as far as the umask allows.
    #[cfg(unix)]
    builder
        .permissions(<std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o644));
    let mut new = builder.prefix(".certdeck-").tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}
