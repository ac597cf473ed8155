//! Language tags (RFC 5646) and translation files.

use std::collections::BTreeMap;

use cert_inventory::Language;
use serde_json::value::RawValue;

/// Whether a tag, such as `de-CH`, belongs to a language, such as `de`.
#[must_use]
pub fn is_of_language(tag: &str, language: &str) -> bool {
    tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language))
}

/// Parses a file: a JSON object of English texts and translations. Skips values that aren't text;
/// `None` if the file isn't an object.
#[must_use]
pub fn read_translations(file: &[u8]) -> Option<Language> {
    let pairs: BTreeMap<String, &RawValue> = serde_json::from_slice(file).ok()?;
    let text = |translation: &RawValue| serde_json::from_str(translation.get()).ok();
    Some(Language::new(pairs.into_iter().filter_map(|(english, own)| Some((english, text(own)?)))))
}
