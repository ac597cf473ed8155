//! The panel's requests, all of them: what a server between it and a cluster forwards.
//!
//! The REST API can create users and delete databases, so such a server forwards these and nothing
//! else. `certdeck serve` uses this table; nginx and Caddy have patterns of their own in `deploy/`,
//! which are tested with the same requests.

/// Each method and path; a segment in capitals stands for a value.
pub const REQUESTS: [(&str, &str); 15] = [
    ("POST", "v1/users/authorize"),
    ("POST", "v1/users/refresh_jwt"),
    ("GET", "v1/cluster/certificates"),
    ("DELETE", "v1/cluster/certificates/NAME"),
    ("PUT", "v1/cluster/certificates"),
    ("PUT", "v1/cluster/update_cert"),
    ("POST", "v1/cluster/certificates/rotate"),
    ("GET", "v1/cluster"),
    ("GET", "v1/nodes"),
    ("GET", "v1/nodes/alerts"),
    ("GET", "v1/ocsp"),
    ("GET", "v1/license"),
    ("GET", "v4/cluster/health"),
    ("GET", "v1/users/role"),
    ("GET", "v1/users/permissions/ROLE"),
];

/// Whether a request of the panel replaces or rotates certificates: its body has private keys, and
/// the response may take 15 minutes.
#[must_use]
pub fn changes_certificates(method: &str, path: &str) -> bool {
    method == "PUT" || method == "POST" && path == "v1/cluster/certificates/rotate"
}

/// Whether a path, without a slash at its start, can only be the API's.
#[must_use]
pub fn is_of_the_api(path: &str) -> bool {
    path.starts_with("v1/") || path.starts_with("v4/")
}

/// Whether this is a request of the panel. The path is compared as it was sent, so it may be
/// forwarded as it was sent.
#[must_use]
pub fn is_of_the_panel(method: &str, path: &str) -> bool {
    REQUESTS.iter().any(|(one, template)| *one == method && fits(path, template))
}

fn fits(path: &str, template: &str) -> bool {
    match template.rsplit_once('/') {
        Some((folder, "NAME")) => last_segment(path, folder).is_some_and(is_name),
        Some((folder, "ROLE")) => last_segment(path, folder).is_some_and(is_role),
        _ => path == template,
    }
}

fn last_segment<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_prefix('/')
}

fn is_role(segment: &str) -> bool {
    !segment.is_empty() && is_plain(segment)
}

/// A name as [`path_segment`](crate::path_segment::path_segment) encodes it, unless a server could
/// take it for another path: it has no dot at its end or next to another, and no encoded dot,
/// slash, backslash, percent sign, or control character.
fn is_name(segment: &str) -> bool {
    let mut parts = segment.split('.');
    let starts_well = parts.next().is_some_and(is_encoded);
    starts_well && !segment.is_empty() && parts.all(|part| !part.is_empty() && is_encoded(part))
}

fn is_encoded(text: &str) -> bool {
    let mut pieces = text.split('%');
    let encodes_one = |piece: &str| {
        let split = piece.split_at_checked(2);
        split.is_some_and(|(digits, rest)| is_harmless(digits) && is_plain(rest))
    };
    pieces.next().is_some_and(is_plain) && pieces.all(encodes_one)
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn is_harmless(digits: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    let byte = u8::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(is_digit));
    byte.is_some_and(|byte| !byte.is_ascii_control() && !b"%./\\".contains(&byte))
}
