//! The folder that becomes a package.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::run::Result;

use super::Release;

/// A folder whose files have the modes and times that they'll have in the package.
pub struct Stage {
    /// The folder.
    pub folder: PathBuf,
    time: SystemTime,
}

impl Stage {
    /// An empty folder.
    pub fn new(release: &Release, name: &str) -> Result<Self> {
        let folder = release.folder.join("stage").join(name);
        drop(fs::remove_dir_all(&folder));
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(release.time);
        let stage = Self { folder, time };
        stage.create(&stage.folder)?;
        Ok(stage)
    }

    /// Adds a file.
    pub fn add(&self, file: &Path, to: &str) -> Result {
        let bytes =
            fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        self.write(&bytes, to)
    }

    /// Adds a file that can be run.
    pub fn add_program(&self, file: &Path, to: &str) -> Result {
        self.add(file, to)?;
        set_mode(&self.folder.join(to), 0o755)
    }

    /// Adds all files in a folder and in those below it.
    pub fn add_folder(&self, from: &Path, to: &str) -> Result {
        let failed = |error| format!("cannot read {}: {error}", from.display());
        for entry in fs::read_dir(from).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let to = if to.is_empty() { name.into_owned() } else { format!("{to}/{name}") };
            if path.is_dir() { self.add_folder(&path, &to)? } else { self.add(&path, &to)? }
        }
        Ok(())
    }

    /// Adds a file with these bytes.
    pub fn write(&self, bytes: &[u8], to: &str) -> Result {
        let path = self.folder.join(to);
        self.create(path.parent().unwrap_or(&self.folder))?;
        fs::write(&path, bytes)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        set_mode(&path, 0o644)
    }

    /// Sets the times, once all is there.
    pub fn finish(&self) -> Result {
        self.set_times(&self.folder)
    }

    fn set_times(&self, path: &Path) -> Result {
        let failed = |error| format!("cannot set the time of {}: {error}", path.display());
        if path.is_dir() {
            for entry in fs::read_dir(path).map_err(failed)? {
                self.set_times(&entry.map_err(failed)?.path())?;
            }
            set_mode(path, 0o755)?;
        }
        File::open(path).and_then(|file| file.set_modified(self.time)).map_err(failed)
    }

    fn create(&self, folder: &Path) -> Result {
        fs::create_dir_all(folder)
            .map_err(|error| format!("cannot create {}: {error}", folder.display()))
    }
}

/// Whatever the umask.
fn set_mode(path: &Path, mode: u32) -> Result {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(|error| format!("cannot change {}: {error}", path.display()))
}
