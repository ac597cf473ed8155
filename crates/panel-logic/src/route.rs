//! The route in the address's fragment, which never reaches a server: the certificate whose drawer
//! is open and which rows are selected, as in `#/certificates/api?search=ldap`.

use cert_inventory::Selection;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The table alone, with every row.
pub const TABLE: &str = "#/";

const CERTIFICATES: &str = "#/certificates/";

/// What `encodeURIComponent` escapes, which is how browsers write an address.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// What a fragment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The certificate whose drawer is open.
    pub certificate: Option<String>,
    /// The selected rows; `None` where the address leaves the selection as it is, as a link to a
    /// certificate does.
    pub selection: Option<Selection>,
}

impl Route {
    /// Reads a fragment, with its `#`. What it does not understand means the default.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let (path, query) = match fragment.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (fragment, None),
        };
        let name = path.strip_prefix(CERTIFICATES);
        let keeps_selection = query.is_none() && name.is_some();
        Self {
            certificate: name.and_then(decode).filter(|name| !name.is_empty()),
            selection: (!keeps_selection).then(|| parse_query(query.unwrap_or_default())),
        }
    }
}

/// The address of a certificate's drawer.
#[must_use]
pub fn certificate(name: &str) -> String {
    format!("{CERTIFICATES}{}", utf8_percent_encode(name, COMPONENT))
}

/// The address of an open drawer, if one is open, and a selection.
#[must_use]
pub fn address(opened: Option<&str>, selection: &Selection) -> String {
    let mut address = opened.map_or_else(|| TABLE.to_owned(), certificate);
    for (at, (name, value)) in selection.parameters().iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }
    address
}

/// The first of several values counts, as with `URLSearchParams.get`.
fn parse_query(query: &str) -> Selection {
    let mut selection = Selection::default();
    for name in Selection::PARAMETERS {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        if let Some((_, value)) = pairs.find(|(found, _)| found == name) {
            selection.set(name, &value);
        }
    }
    selection
}

/// `None` for a broken escape, as `decodeURIComponent` throws.
fn decode(text: &str) -> Option<String> {
    let mut escapes = text.split('%');
    escapes.next();
    let is_hex = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !escapes.all(is_hex) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}
