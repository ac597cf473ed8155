//! What a search for leaks looks for: fragments of the cluster's private keys, or texts.
//!
//! All searching happens here, not in the page: anything passed to the page would be found there.

use aho_corasick::AhoCorasick;
use base64::{Engine, prelude::BASE64_STANDARD};
use demo::cluster::Entries;

/// Bytes to search for, with labels.
pub struct Needles {
    labels: Vec<String>,
    automaton: AhoCorasick,
}

impl Needles {
    /// Fragments of every key's private part: of its base64, of its base64 as UTF-16, and of its
    /// bytes.
    pub fn of_keys(entries: &Entries) -> Self {
        let keys = entries.iter().filter(|(name, _)| name.ends_with("_key"));
        let needles = Self::of_pems(keys.map(|(entry, pem)| (entry.as_str(), pem.as_str())));
        assert!(needles.labels.len() >= 3 * 8, "only {} pieces", needles.labels.len());
        needles
    }

    /// The same of private keys in PEM, each with its name.
    pub fn of_pems<'a>(keys: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pieces = Vec::new();
        for (entry, pem) in keys {
            let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
            let der = BASE64_STANDARD.decode(&base64).unwrap();
            let (start, end) = private_part(&der);
            let text = longest_in_a_line(&base64, start * 4 / 3 + 1, end * 4 / 3 - 1);
            let middle = (start + end) / 2;
            pieces.push((format!("{entry} as text"), text.as_bytes().to_vec()));
            pieces.push((format!("{entry} as UTF-16"), utf16(text)));
            pieces.push((format!("{entry} as bytes"), der[middle - 8..middle + 8].to_vec()));
        }
        Self::new(pieces)
    }

    /// Texts, as is and as UTF-16.
    pub fn of_texts(texts: &[String]) -> Self {
        let forms = |text: &String| {
            [(text.clone(), text.clone().into()), (format!("{text} as UTF-16"), utf16(text))]
        };
        Self::new(texts.iter().flat_map(forms).collect())
    }

    fn new(pieces: Vec<(String, Vec<u8>)>) -> Self {
        let (labels, patterns): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
        Self { labels, automaton: AhoCorasick::new(patterns).unwrap() }
    }

    /// The labels found in these bytes.
    #[must_use]
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let found = self.automaton.find_iter(bytes);
        found.map(|found| self.labels[found.pattern()].as_str()).collect()
    }
}

/// Where a key's private part is in its DER: the scalar, the seed, or what follows an RSA key's
/// modulus.
fn private_part(der: &[u8]) -> (usize, usize) {
    let after = |mark: &[u8]| {
        der.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len())
    };
    let scalar = [(32, &[2, 1, 1, 4, 32][..]), (48, &[2, 1, 1, 4, 48]), (32, &[4, 34, 4, 32])];
    for (length, mark) in scalar {
        if let Some(at) = after(mark) {
            return (at, at + length);
        }
    }
    assert!(der.len() > 600, "a key of a kind that is not known here");
    (der.len() / 2, der.len() - 10)
}

/// At most 24 characters from one line of PEM.
fn longest_in_a_line(base64: &str, start: usize, end: usize) -> &str {
    let next_line = (start / 64 + 1) * 64;
    let (start, end) = match next_line {
        line if line >= end => (start, end),
        line if line - start >= end.min(line + 64) - line => (start, line),
        line => (line, end.min(line + 64)),
    };
    assert!(end - start >= 16, "too short to be found by");
    &base64[start..end.min(start + 24)]
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
