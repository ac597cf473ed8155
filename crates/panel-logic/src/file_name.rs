//! Names for downloads.

/// Maximum characters kept from the name.
const LONGEST: usize = 100;

/// A file name that no system interprets as a path, hidden file, or option.
#[must_use]
pub fn file_name(name: &str, extension: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = name.chars().take(LONGEST).map(safe).collect();
    format!("{}{extension}", name.trim_start_matches(['.', '-']))
}

/// The name of an export: whether it is filtered, the cluster's name, where it is known, and the
/// day.
#[must_use]
pub fn export_name(cluster: &str, day: &str, is_filtered: bool, extension: &str) -> String {
    let scope = if is_filtered { "certificates-filtered" } else { "certificates" };
    file_name(&format!("{scope}-{cluster}-{day}"), extension)
}
