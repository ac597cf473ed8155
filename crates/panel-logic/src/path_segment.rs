//! A name as one segment of a URL's path.

use std::fmt::Write;

/// Encodes all but letters, digits, `-`, `_`, and `.` (RFC 3986). `encodeURIComponent` leaves five
/// more characters as they are, which the servers of `deploy/` don't forward.
#[must_use]
pub fn path_segment(name: &str) -> String {
    let mut segment = String::new();
    for byte in name.bytes() {
        match byte {
            b'-' | b'_' | b'.' => segment.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => segment.push(char::from(byte)),
            // Can't fail: it's a string.
            _ => drop(write!(segment, "%{byte:02X}")),
        }
    }
    segment
}
