//! A file that somebody chose, which may have a private key: read as bytes, never as text. Freed
//! memory of the program is overwritten, and so is each chunk of the browser's.

use web_sys::File;

use super::secret_stream::{SecretStream, overwrite_freed_buffers};

/// A chosen file. Nothing of it has been read.
pub struct ChosenFile(File);

impl From<File> for ChosenFile {
    fn from(file: File) -> Self {
        Self(file)
    }
}

impl ChosenFile {
    /// Its name, with the folders below the one that was chosen.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its bytes, or the first `most` and one more of a longer file; `None` if the browser can't
    /// read it.
    pub async fn read(&self, most: usize) -> Option<Vec<u8>> {
        let stream = self.0.slice_with_i32_and_f64(0, most as f64 + 1.0).ok()?.stream();
        let mut reader = SecretStream::open(&stream);
        // As long as the file: one that grows would be copied.
        let mut bytes = Vec::with_capacity((self.0.size() as usize).min(most + 1));
        loop {
            match reader.read().await {
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(_) => return None,
            }
        }
        overwrite_freed_buffers();
        Some(bytes)
    }
}
