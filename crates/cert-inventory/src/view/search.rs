//! Finding an item by a piece of what it says.

use crate::inventory::item::Item;
use crate::text::hex::hex;
use crate::text::language::Language;
use crate::text::visible::visible;

/// Where a piece was found: the first of these that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What kind of text it stands in.
    pub field: Field,
    /// That text, whole, as it is shown.
    pub text: String,
}

/// A text of an item that can be searched. Private keys are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The logical name.
    Name,
    /// What the name stands for.
    Title,
    /// The subject of one of its certificates.
    Subject,
    /// The issuer of one of its certificates.
    Issuer,
    /// A subject alternative name.
    SubjectAltName,
    /// A serial number, in hexadecimal.
    Serial,
    /// A SHA-256 or SHA-1 fingerprint, in hexadecimal.
    Fingerprint,
}

/// What can be searched of items, made ready once: a search in thousands of them makes no text of
/// any, and reads through memory from one end to the other. Titles are left out, because they are
/// told in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The texts in lower case.
    texts: Lines,
    /// The hexadecimal digits, likewise.
    digits: Lines,
}

impl Index {
    /// Adds an item behind those that are there.
    pub fn push(&mut self, item: &Item) {
        self.texts.push(&visible(&item.name).to_lowercase());
        for certificate in &item.certificates {
            for name in [&certificate.subject, &certificate.issuer].into_iter().flatten() {
                self.texts.push(&visible(&name.to_string()).to_lowercase());
            }
            for san in certificate.sans().unwrap_or_default() {
                self.texts.push(&visible(&san.to_string()).to_lowercase());
            }
            if let Ok(serial) = &certificate.serial {
                self.digits.push(&bare(&serial.to_string()));
            }
            self.digits.push(&bare(&hex(&certificate.sha256)));
            self.digits.push(&bare(&hex(&certificate.sha1())));
        }
        self.texts.end();
        self.digits.end();
    }

    /// Adds the item at this position of another index.
    pub fn push_from(&mut self, other: &Self, index: usize) {
        self.texts.push_from(&other.texts, index);
        self.digits.push_from(&other.digits, index);
    }
}

/// The lines of items, one item's behind the other's. A line break ends each, because no line has
/// one of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    text: String,
    /// Where each item's lines end.
    ends: Vec<usize>,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    fn push_from(&mut self, other: &Self, index: usize) {
        let begin = index.checked_sub(1).and_then(|before| other.ends.get(before));
        let end = other.ends.get(index).copied().unwrap_or_default();
        let own = other.text.get(begin.copied().unwrap_or_default()..end);
        self.text.push_str(own.unwrap_or_default());
        self.end();
    }

    /// Marks the items that have a piece, and leaves the others as they are.
    fn mark(&self, piece: &str, found: &mut [bool]) {
        if piece.contains('\n') {
            return;
        }
        let mut items = self.ends.iter().zip(found).peekable();
        for (at, _) in self.text.match_indices(piece) {
            while items.next_if(|(end, _)| **end <= at).is_some() {}
            if let Some((_, found)) = items.peek_mut() {
                **found = true;
            }
        }
    }
}

/// Hexadecimal without colons, in lower case.
fn bare(digits: &str) -> String {
    digits.replace(':', "").to_ascii_lowercase()
}

/// A piece to look for. Case does not matter, nor do spaces around it; in hexadecimal, colons and
/// spaces do not either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    text: String,
    /// The same without colons and spaces, if it is hexadecimal.
    digits: Option<String>,
}

impl Needle {
    /// `None` when there is nothing to look for.
    #[must_use]
    pub fn new(search: &str) -> Option<Self> {
        let text = search.trim().to_lowercase();
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        let is_hex = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        (!text.is_empty()).then(|| Self { digits: is_hex.then_some(digits), text })
    }

    /// Where an item has it, as it is told in a language, if it does.
    #[must_use]
    pub fn find(&self, item: &Item, language: &Language) -> Option<Hit> {
        let title = item.known().map_or("", |known| known.title.localized(language));
        self.text_in(Field::Name, &item.name).or_else(|| self.text_in(Field::Title, title)).or_else(
            || {
                // The leaf first: the row speaks of it.
                let leaf = item.leaf().into_iter();
                leaf.chain(&item.certificates).find_map(|certificate| {
                    let name = |field, name: &Result<crate::x509::name::Name, _>| {
                        self.text_in(field, &name.as_ref().ok()?.to_string())
                    };
                    name(Field::Subject, &certificate.subject)
                        .or_else(|| name(Field::Issuer, &certificate.issuer))
                        .or_else(|| {
                            let sans = certificate.sans().unwrap_or_default();
                            sans.iter().find_map(|san| {
                                self.text_in(Field::SubjectAltName, &san.to_string())
                            })
                        })
                        .or_else(|| {
                            let serial = certificate.serial.as_ref().ok()?;
                            self.digits_in(Field::Serial, serial.to_string())
                        })
                        .or_else(|| self.digits_in(Field::Fingerprint, hex(&certificate.sha256)))
                        .or_else(|| self.digits_in(Field::Fingerprint, hex(&certificate.sha1())))
                })
            },
        )
    }

    /// Of each item of an index whether it has it, but for its title: with [`Needle::is_in_title`]
    /// whether [`Needle::find`] finds it.
    #[must_use]
    pub fn items_of(&self, index: &Index) -> Vec<bool> {
        let mut found = vec![false; index.texts.ends.len()];
        index.texts.mark(&self.text, &mut found);
        if let Some(digits) = &self.digits {
            index.digits.mark(digits, &mut found);
        }
        found
    }

    /// Whether an item's title has it, as it is told in a language.
    #[must_use]
    pub fn is_in_title(&self, item: &Item, language: &Language) -> bool {
        item.known().is_some_and(|known| self.is_in(known.title.localized(language)))
    }

    /// Whether a text that is shown has it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.text)
    }

    /// Cuts a text at every place that has it: the pieces in their order, and whether each is a
    /// match. Put together they are the text.
    #[must_use]
    pub fn split<'a>(&self, text: &'a str) -> Vec<(&'a str, bool)> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, found, after)) = self.first_in(rest) {
            pieces.extend([(before, false), (found, true)]);
            rest = after;
        }
        pieces.push((rest, false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// What lies before the first match, the match, and what lies behind it. A character's lower
    /// case may be longer or shorter than itself, so that places in it are none of the text's own.
    fn first_in<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        text.char_indices().find_map(|(start, _)| {
            let (before, tail) = text.split_at_checked(start)?;
            let mut wanted = self.text.chars().peekable();
            for (at, character) in tail.char_indices() {
                if wanted.peek().is_none() {
                    let (found, after) = tail.split_at_checked(at)?;
                    return Some((before, found, after));
                }
                if !character.to_lowercase().all(|lower| wanted.next() == Some(lower)) {
                    return None;
                }
            }
            wanted.peek().is_none().then_some((before, tail, ""))
        })
    }

    fn text_in(&self, field: Field, text: &str) -> Option<Hit> {
        let text = visible(text);
        self.is_in(&text).then(|| Hit { field, text: text.into_owned() })
    }

    fn digits_in(&self, field: Field, text: String) -> Option<Hit> {
        let digits = self.digits.as_ref()?;
        bare(&text).contains(digits).then_some(Hit { field, text })
    }
}
