//! The route in the address's fragment, which never reaches a server: the certificate whose drawer
//! is open, at which finding, and which rows are selected, as in
//! `#/certificates/api/key-mismatch?search=ldap`.
//!
//! Formatted like `encodeURIComponent` and `URLSearchParams`. The usual crates' tables would take
//! up more of the download than the whole route.

use cert_inventory::Selection;

/// The table with every row.
pub const TABLE: &str = "#/";

const CERTIFICATES: &str = "#/certificates/";

/// Characters kept verbatim in addition to letters and digits, by `encodeURIComponent`, and by
/// `URLSearchParams`, which turns a space into a plus.
const COMPONENT: &[u8] = b"-_.!~*'()";
const FORM: &[u8] = b"-_.* ";

/// What a fragment selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The certificate whose drawer is open.
    pub certificate: Option<String>,
    /// What the drawer is opened at: a finding's rule, or [`PROBLEMS`].
    pub section: Option<String>,
    /// The selected rows; `None` where the address leaves the selection as it is, as a link to a
    /// certificate does.
    pub selection: Option<Selection>,
}

impl Route {
    /// Parses a fragment, with its `#`. Anything unrecognized means the default.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let (path, query) = match fragment.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (fragment, None),
        };
        let place = path.strip_prefix(CERTIFICATES);
        let keeps_selection = query.is_none() && place.is_some();
        let place = place.unwrap_or_default();
        // A slash in a name is escaped.
        let (name, section) = place.split_once('/').unwrap_or((place, ""));
        let word = |text| unescape(text, false).filter(|text| !text.is_empty());
        Self {
            certificate: word(name),
            section: word(section),
            selection: (!keeps_selection).then(|| parse_query(query.unwrap_or_default())),
        }
    }
}

/// The section of what could not be read.
pub const PROBLEMS: &str = "problems";

/// The section about the private key.
pub const PRIVATE_KEY: &str = "private-key";

/// The address of a section of a certificate's drawer.
#[must_use]
pub fn section(name: &str, section: &str) -> String {
    let mut address = certificate(name);
    address.push('/');
    escape(section, COMPONENT, &mut address);
    address
}

/// The address of a certificate's drawer.
#[must_use]
pub fn certificate(name: &str) -> String {
    let mut address = CERTIFICATES.to_owned();
    escape(name, COMPONENT, &mut address);
    address
}

/// The address of an open drawer and its section, if one is open, and a selection.
#[must_use]
pub fn address(opened: Option<&str>, at: Option<&str>, selection: &Selection) -> String {
    let mut address = match (opened, at) {
        (None, _) => TABLE.to_owned(),
        (Some(name), None) => certificate(name),
        (Some(name), Some(at)) => section(name, at),
    };
    let mut separator = '?';
    for (name, value) in selection.parameters() {
        address.push(separator);
        address.push_str(name);
        address.push('=');
        escape(&value, FORM, &mut address);
        separator = '&';
    }
    address
}

/// Whether what is shown now is a step in the history from what an address asked for, so that
/// "back" undoes it: a drawer, a filter, an order, or a search as a whole. The letters of a search
/// are none, nor is going from one drawer to the next.
#[must_use]
pub fn is_step(from: &str, opened: Option<&str>, selection: &Selection) -> bool {
    let from = Route::parse(from);
    // An address that asked for no selection left it as it is.
    let before = from.selection.unwrap_or_else(|| selection.clone());
    from.certificate.is_some() != opened.is_some()
        || before.search.is_empty() != selection.search.is_empty()
        || before.without_search() != selection.without_search()
}

/// The first of several values counts, as with `URLSearchParams.get`: it is set last.
fn parse_query(query: &str) -> Selection {
    let mut selection = Selection::default();
    let pairs: Vec<&str> = query.split('&').collect();
    for pair in pairs.into_iter().rev() {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if let Some(value) = unescape(value, true) {
            selection.set(name, &value);
        }
    }
    selection
}

fn escape(text: &str, keeps: &[u8], address: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || keeps.contains(&byte) {
            address.push(char::from(if byte == b' ' { b'+' } else { byte }));
            continue;
        }
        address.push('%');
        for digit in [byte >> 4, byte & 15] {
            address.push(char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit }));
        }
    }
}

/// `None` if the result isn't UTF-8. In a form, pluses are spaces and broken escapes are kept;
/// `decodeURIComponent` rejects them.
fn unescape(text: &str, is_form: bool) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, tail @ ..] = rest {
        let (mut byte, mut next) = (*first, tail);
        match (byte, tail) {
            (b'+', _) if is_form => byte = b' ',
            (b'%', [a, b, tail @ ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                (byte, next) = (digit(*a) << 4 | digit(*b), tail);
            }
            (b'%', _) if !is_form => return None,
            _ => {}
        }
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8(bytes).ok()
}

fn digit(digit: u8) -> u8 {
    (digit & 15) + if digit > b'9' { 9 } else { 0 }
}
