//! Searches items.

use std::ops::ControlFlow;

use crate::findings::rules::Severity;
use crate::findings::verdict::Assessment;
use crate::inventory::item::Item;
use crate::inventory::known::Known;
use crate::keys::private_key::{KEY_HIDDEN, KeyMatch, NO_KEY, PublicHalf};
use crate::label;
use crate::text::hex::{hex, hex_colons};
use crate::text::language::{Label, Language};
use crate::text::visible::visible;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;
use crate::x509::extension::ExtensionValue;

/// What stands in the place of the issuer's name where a certificate is its own issuer.
pub const SELF_SIGNED: Label = label!("self-signed");

/// What stands in the place of a certificate where there is none.
pub const NO_CERTIFICATE: Label = label!("no certificate");

/// What stands beside a private key that another name has, too.
pub const KEY_REUSED: Label = label!("reused key");

/// What stands in the place of an item's private key where there is none.
#[must_use]
pub fn no_key(item: &Item) -> Label {
    match item.key_match {
        KeyMatch::Missing | KeyMatch::Unreadable => item.key_match.label(),
        _ => NO_KEY,
    }
}

/// A match: the first field that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The matching field.
    pub field: Field,
    /// The field's full text, as displayed.
    pub text: String,
}

/// A searchable field. Private keys aren't searchable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The logical name.
    Name,
    /// The name's title.
    Title,
    /// What it secures.
    Purpose,
    /// What a row says of its status.
    Status,
    /// Whom it affects.
    Impact,
    /// What is wrong.
    Finding,
    /// The subject of one of its certificates.
    Subject,
    /// A certificate's issuer.
    Issuer,
    /// A subject alternative name.
    SubjectAltName,
    /// A serial number, in hexadecimal.
    Serial,
    /// A SHA-256 or SHA-1 fingerprint, in hexadecimal.
    Fingerprint,
    /// An end of its validity.
    Date,
    /// The kind and size of a key, and whether the private key matches.
    Key,
    /// The algorithm of a signature, or its hash.
    Signature,
    /// SHA-256 of the private key's public half, in hexadecimal.
    PublicKeyDigest,
    /// The identifier of a key or of its issuer's, in hexadecimal.
    KeyId,
}

impl Field {
    fn is_hex(self) -> bool {
        matches!(self, Self::Serial | Self::Fingerprint | Self::PublicKeyDigest | Self::KeyId)
    }
}

/// What can be searched of items, made ready once: a search in thousands of them makes no text of
/// any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Texts in each [`Spelling`].
    texts: Lines,
    /// Hexadecimal digits in lower case.
    digits: Lines,
    /// What is said of an item in a language, which changes with the time.
    words: Lines,
}

impl Index {
    /// Appends an item and what is said of it.
    pub fn push(&mut self, item: &Item, assessment: &Assessment, language: &Language) {
        let added = each_text(item, &mut |field, text| {
            match field.is_hex() {
                true => self.digits.push(&bare(&text)),
                false => Spelling::each(&visible(&text), |text| self.texts.push(&text)),
            }
            ControlFlow::Continue(())
        });
        debug_assert!(added.is_continue(), "nothing above stops it");
        self.texts.end();
        self.digits.end();
        self.push_words(item, assessment, language);
    }

    /// Appends the item at this position in another index, of which something else is said.
    pub fn push_anew(
        &mut self,
        (other, index): (&Self, usize),
        item: &Item,
        assessment: &Assessment,
        language: &Language,
    ) {
        self.texts.push_from(&other.texts, index);
        self.digits.push_from(&other.digits, index);
        self.push_words(item, assessment, language);
    }

    /// Appends the item at this position in another index.
    pub fn push_from(&mut self, other: &Self, index: usize) {
        self.texts.push_from(&other.texts, index);
        self.digits.push_from(&other.digits, index);
        self.words.push_from(&other.words, index);
    }

    fn push_words(&mut self, item: &Item, assessment: &Assessment, language: &Language) {
        let mut push = |text: String| {
            Spelling::each(&visible(&text), |text| self.words.push(&text));
        };
        let added = each_word(item, assessment, language, &mut |_, text| {
            push(text);
            ControlFlow::Continue(())
        });
        debug_assert!(added.is_continue(), "nothing above stops it");
        each_detail(item, assessment, language, &mut push);
        self.words.end();
    }
}

/// Each item's lines. A line break ends each line, because none contains one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    /// Exactly as long as their text: one text for all would be copied whenever it grows.
    items: Vec<Box<str>>,
    /// The lines of the item that is being added.
    text: String,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn end(&mut self) {
        self.items.push(self.text.as_str().into());
        self.text.clear();
    }

    fn push_from(&mut self, other: &Self, index: usize) {
        self.items.push(other.items.get(index).cloned().unwrap_or_default());
    }

    /// Marks the items that contain a text; leaves the others unchanged.
    fn mark(&self, piece: &str, found: &mut [bool]) {
        if piece.contains('\n') {
            return;
        }
        for (text, found) in self.items.iter().zip(found) {
            *found |= text.contains(piece);
        }
    }
}

/// Hands over every text of an item that can be searched, in the order in which a hit is told,
/// until `visit` breaks off. The leaf comes first, because the row speaks of it.
fn each_text(
    item: &Item,
    visit: &mut dyn FnMut(Field, String) -> ControlFlow<()>,
) -> ControlFlow<()> {
    visit(Field::Name, item.name.clone())?;
    if let Some(certificate) = item.leaf() {
        each_text_of(certificate, visit)?;
    }
    for (index, certificate) in item.certificates.iter().enumerate() {
        if item.chain.leaf != Some(index) {
            each_text_of(certificate, visit)?;
        }
    }
    if let Some(key) = &item.key {
        if let Some(kind) = key.kind_and_size() {
            visit(Field::Key, kind)?;
        }
        if let PublicHalf::Known { spki_sha256, .. } = &key.public {
            visit(Field::PublicKeyDigest, hex_colons(spki_sha256))?;
        }
    }
    ControlFlow::Continue(())
}

fn each_text_of(
    certificate: &Certificate,
    visit: &mut dyn FnMut(Field, String) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if let Ok(name) = &certificate.subject {
        visit(Field::Subject, name.to_string())?;
    }
    if let Ok(name) = &certificate.issuer {
        visit(Field::Issuer, name.to_string())?;
    }
    for san in certificate.sans().unwrap_or_default() {
        visit(Field::SubjectAltName, san.to_string())?;
    }
    if let Ok(serial) = &certificate.serial {
        visit(Field::Serial, serial.to_string())?;
    }
    visit(Field::Fingerprint, hex(&certificate.sha256))?;
    visit(Field::Fingerprint, hex(&certificate.sha1()))?;
    for end in [certificate.not_after, certificate.not_before].into_iter().flatten() {
        visit(Field::Date, end.to_string().replace('T', " ").replace('Z', " UTC"))?;
    }
    if let Ok(key) = &certificate.public_key {
        visit(Field::Key, key.to_string())?;
    }
    if let Ok(signature) = &certificate.signature {
        visit(Field::Signature, signature.name().to_owned())?;
        if let Some(hash) = signature.hash() {
            visit(Field::Signature, hash.name().to_owned())?;
        }
    }
    for extension in certificate.extensions().into_iter().flatten() {
        match extension.value() {
            ExtensionValue::SubjectKeyIdentifier(key_id) => {
                visit(Field::KeyId, hex_colons(&key_id))?;
            }
            ExtensionValue::AuthorityKeyIdentifier(authority) => {
                if let Some(key_id) = authority.key_id {
                    visit(Field::KeyId, hex_colons(&key_id))?;
                }
            }
            // Their words are in the part of the panel that comes later.
            _ => {}
        }
    }
    ControlFlow::Continue(())
}

/// Hands over what a row says of an item in a language, and its findings, likewise.
fn each_word(
    item: &Item,
    assessment: &Assessment,
    language: &Language,
    visit: &mut dyn FnMut(Field, String) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if let Some(known) = item.known() {
        visit(Field::Title, known.title.localized(language).to_owned())?;
        visit(Field::Purpose, known.purpose().localized(language))?;
    }
    let mut say = |field, label: Label| visit(field, label.localized(language).to_owned());
    if let Some(known) = item.known() {
        say(Field::Status, necessity(known))?;
    }
    say(Field::Status, assessment.expiry.label())?;
    say(Field::Status, assessment.verdict.label())?;
    let leaf = item.chain.leaf.and_then(|leaf| item.chain.links.get(leaf));
    match leaf {
        Some(Link::SelfSigned) => say(Field::Issuer, SELF_SIGNED)?,
        Some(_) => {}
        None => say(Field::Subject, NO_CERTIFICATE)?,
    }
    match &item.key {
        Some(_) => {
            say(Field::Key, KEY_HIDDEN)?;
            say(Field::Key, item.key_match.label())?;
        }
        None => say(Field::Key, no_key(item))?,
    }
    if item.key_reused_by().next().is_some() {
        say(Field::Status, KEY_REUSED)?;
    }
    if let Some(affected) = assessment.reach.affected(item) {
        visit(Field::Impact, affected.localized(language))?;
    }
    let (fact, days) = assessment.told(language);
    visit(Field::Status, fact)?;
    visit(Field::Status, days)?;
    let more = [Severity::Error, Severity::Warning].map(|severity| assessment.more(severity));
    for more in more.into_iter().flatten() {
        visit(Field::Status, more.localized(language))?;
    }
    for finding in &assessment.findings {
        let told = finding.severity.told(finding.meaning.clone());
        visit(Field::Finding, told.localized(language))?;
    }
    ControlFlow::Continue(())
}

/// Hands over what only the details say of an item. It's in an index alone: its words are in the
/// part of the panel that comes later.
fn each_detail(
    item: &Item,
    assessment: &Assessment,
    language: &Language,
    visit: &mut dyn FnMut(String),
) {
    if let Some(affected) = assessment.reach.message(item) {
        visit(affected.localized(language));
    }
    if let Some(key) = &item.key {
        visit(key.format.label().localized(language).to_owned());
    }
    for problem in &item.problems {
        visit(problem.told().localized(language));
    }
    for extension in item.certificates.iter().flat_map(|it| it.extensions().into_iter().flatten()) {
        match extension.value() {
            // Among an item's texts.
            ExtensionValue::SubjectAltName(_)
            | ExtensionValue::SubjectKeyIdentifier(_)
            | ExtensionValue::AuthorityKeyIdentifier(_) => {}
            _ => extension.summary().into_iter().for_each(&mut *visit),
        }
    }
}

/// Whether a name can be deleted, in a word.
pub(super) fn necessity(known: &Known) -> Label {
    if known.required { label!("required") } else { label!("optional") }
}

/// Hexadecimal without colons, in lower case.
fn bare(digits: &str) -> String {
    digits.replace(':', "").to_ascii_lowercase()
}

/// Whether a text is hexadecimal and nothing else.
fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
}

/// A piece to look for. Case does not matter, nor do spaces around it, nor whether an umlaut is
/// typed as such, as its vowel, or as two, or which apostrophe; in hexadecimal, colons and spaces do
/// not either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// In [`Spelling::Vowel`].
    text: String,
    /// The text without colons and spaces, if it's hexadecimal.
    digits: Option<String>,
}

impl Query {
    /// `None` for an empty search.
    #[must_use]
    pub fn new(search: &str) -> Option<Self> {
        let text = Spelling::Vowel.of(search.trim());
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        let is_hex = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        (!text.is_empty()).then(|| Self { digits: is_hex.then_some(digits), text })
    }

    /// Where an item or what is said of it in a language has it, if it does. What only the details
    /// say is in an [`Index`] alone.
    #[must_use]
    pub fn find(&self, item: &Item, assessment: &Assessment, language: &Language) -> Option<Hit> {
        let mut hit = self.text_in(Field::Name, &item.name);
        let mut visit = |field: Field, text: String| {
            hit = hit.take().or_else(|| match field.is_hex() {
                true => self.digits_in(field, text),
                false => self.text_in(field, &text),
            });
            if hit.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        // A name is the best of hits.
        let _ = each_word(item, assessment, language, &mut visit).is_continue()
            && each_text(item, &mut visit).is_continue();
        hit
    }

    /// Of each item of an index whether it has it.
    #[must_use]
    pub fn items_of(&self, index: &Index) -> Vec<bool> {
        let mut found = vec![false; index.texts.items.len()];
        index.texts.mark(&self.text, &mut found);
        index.words.mark(&self.text, &mut found);
        if let Some(digits) = &self.digits {
            index.digits.mark(digits, &mut found);
        }
        found
    }

    /// Whether a displayed text matches.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let mut is_in = false;
        Spelling::each(text, |text| is_in |= text.contains(&self.text));
        is_in
    }

    /// Cuts a text at every place that has it: the pieces in their order, and whether each is a
    /// match. Put together they are the text. In hexadecimal a match may lie across colons.
    #[must_use]
    pub fn split<'a>(&self, text: &'a str) -> Vec<(&'a str, bool)> {
        let digits = self.digits.as_deref().filter(|_| is_hex(text));
        let (wanted, skipped) = digits.map_or((&*self.text, None), |digits| (digits, Some(':')));
        let spelling = match Spelling::Vowel.of(text).contains(wanted) {
            true => Spelling::Vowel,
            false => Spelling::Two,
        };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, found, after)) = first_in(rest, wanted, skipped, spelling) {
            pieces.extend([(before, false), (found, true)]);
            rest = after;
        }
        pieces.push((rest, false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
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

/// How an umlaut is typed. Both are in lower case, with `ss` for `ß`.
#[derive(Clone, Copy)]
enum Spelling {
    /// `lauft`.
    Vowel,
    /// `laeuft`.
    Two,
}

impl Spelling {
    /// A text in each spelling, once if they are the same.
    fn each(text: &str, mut visit: impl FnMut(String)) {
        if text.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü']) {
            visit(Self::Two.of(text));
        }
        visit(Self::Vowel.of(text));
    }

    fn of(self, text: &str) -> String {
        text.chars().flat_map(|character| self.of_character(character)).collect()
    }

    fn of_character(self, character: char) -> impl Iterator<Item = char> {
        character.to_lowercase().flat_map(move |lower| {
            let (letter, second) = match lower {
                'ä' => ('a', 'e'),
                'ö' => ('o', 'e'),
                'ü' => ('u', 'e'),
                // As it is typed.
                '’' => return [Some('\''), None].into_iter().flatten(),
                'ß' => return [Some('s'), Some('s')].into_iter().flatten(),
                other => return [Some(other), None].into_iter().flatten(),
            };
            let second = matches!(self, Self::Two).then_some(second);
            [Some(letter), second].into_iter().flatten()
        })
    }
}

/// What lies before the first match, the match, and what lies behind it. A character's lower case
/// may be longer or shorter than itself, so that places in it are none of the text's own. `skipped`
/// may lie inside a match.
fn first_in<'a>(
    text: &'a str,
    wanted: &str,
    skipped: Option<char>,
    spelling: Spelling,
) -> Option<(&'a str, &'a str, &'a str)> {
    text.char_indices().find_map(|(start, _)| {
        let (before, tail) = text.split_at_checked(start)?;
        let mut wanted = wanted.chars().peekable();
        for (at, character) in tail.char_indices() {
            if wanted.peek().is_none() {
                let (found, after) = tail.split_at_checked(at)?;
                return Some((before, found, after));
            }
            if at > 0 && Some(character) == skipped {
                continue;
            }
            if !spelling.of_character(character).all(|lower| wanted.next() == Some(lower)) {
                return None;
            }
        }
        wanted.peek().is_none().then_some((before, tail, ""))
    })
}
