//! Reads a file or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read: hundreds of times what eleven certificates need.
pub const MOST_BYTES: usize = 16 << 20;

/// Reads a file whole; `-` is standard input. What is longer than `limit` is cut one byte after it.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let cut = |source: &mut dyn Read| {
        let mut bytes = Vec::new();
        source.take(limit as u64 + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let read: io::Result<Vec<u8>> = if is_stdin(path) {
        cut(&mut io::stdin())
    } else {
        File::open(path).and_then(|mut file| cut(&mut file))
    };
    read.map_err(|error| format!("{} can't be read: {error}", name(path)))
}

/// The same, with a file that is too large as an error.
pub fn read_whole(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = read(path, MOST_BYTES)?;
    match bytes.len() > MOST_BYTES {
        true => Err(format!("{} is larger than {} MiB", name(path), MOST_BYTES >> 20)),
        false => Ok(bytes),
    }
}

/// A file's name in a message.
pub fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
