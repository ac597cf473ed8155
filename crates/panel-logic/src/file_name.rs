//! Names of the files that the panel saves.

/// Characters of the name that are kept.
const LONGEST: usize = 100;

/// A file name that no system takes for a path, a hidden file or an option.
#[must_use]
pub fn file_name(name: &str, extension: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = name.chars().take(LONGEST).map(safe).collect();
    format!("{}{extension}", name.trim_start_matches(['.', '-']))
}

/// The name of an export: the cluster's name, where it is known, and the day.
#[must_use]
pub fn export_name(cluster: &str, day: &str, extension: &str) -> String {
    file_name(&format!("certificates-{cluster}-{day}"), extension)
}
