//! Finding an item by a piece of what it says.

use crate::hex::hex;
use crate::inventory::Item;
use crate::message::Language;
use crate::visible::visible;

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

/// What can be searched of an item, made ready once: a search in thousands of items then makes no
/// text of any of them. The title is left out, because it is told in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The texts in lower case, a line each: nobody looks for a line break.
    texts: String,
    /// The hexadecimal digits, likewise.
    digits: String,
}

impl Index {
    /// The index of an item.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let mut index = Self { texts: String::new(), digits: String::new() };
        index.add_text(&item.name);
        for certificate in &item.certificates {
            for name in [&certificate.subject, &certificate.issuer].into_iter().flatten() {
                index.add_text(&name.to_string());
            }
            for san in certificate.sans().unwrap_or_default() {
                index.add_text(&san.to_string());
            }
            if let Ok(serial) = &certificate.serial {
                index.add_digits(&serial.to_string());
            }
            index.add_digits(&hex(&certificate.sha256));
            index.add_digits(&hex(&certificate.sha1()));
        }
        index
    }

    fn add_text(&mut self, text: &str) {
        self.texts.push_str(&visible(text).to_lowercase());
        self.texts.push('\n');
    }

    fn add_digits(&mut self, digits: &str) {
        self.digits.push_str(&bare(digits));
        self.digits.push('\n');
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
        let title = item.known().map_or("", |known| known.title.told_in(language));
        self.text_in(Field::Name, &item.name).or_else(|| self.text_in(Field::Title, title)).or_else(
            || {
                // The leaf first: the row speaks of it.
                let leaf = item.leaf().into_iter();
                leaf.chain(&item.certificates).find_map(|certificate| {
                    let name = |field, name: &Result<crate::name::Name, _>| {
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

    /// Whether an item has it, by its index: whether [`Needle::find`] finds it.
    #[must_use]
    pub fn is_in_item(&self, item: &Item, index: &Index, language: &Language) -> bool {
        index.texts.contains(&self.text)
            || self.digits.as_ref().is_some_and(|digits| index.digits.contains(digits))
            || item.known().is_some_and(|known| self.is_in(known.title.told_in(language)))
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
