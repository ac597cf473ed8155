//! The panel's texts in another language, so that a scenario written in English can run in it.

use std::collections::BTreeMap;
use std::path::Path;

/// A language other than English: its texts by English text, from the panel's own file.
pub struct Language {
    texts: BTreeMap<String, String>,
}

impl Language {
    /// Reads `languages/TAG.json`.
    pub fn read(tag: &str) -> Self {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../languages"));
        let file = std::fs::read(folder.join(format!("{tag}.json"))).unwrap();
        Self { texts: serde_json::from_slice(&file).unwrap() }
    }

    /// A text in this language, with the same values.
    pub fn translate(&self, english: &str) -> String {
        if let Some(translation) = self.texts.get(english) {
            return translation.clone();
        }
        // Of several matches, the one with the most fixed text.
        let fitting = self.texts.iter().filter_map(|(template, translation)| {
            Some((template.len(), translation, values(template, english)?))
        });
        let Some((_, translation, values)) = fitting.max_by_key(|(length, ..)| *length) else {
            return english.to_owned();
        };
        values.iter().enumerate().fold(translation.clone(), |text, (index, value)| {
            text.replace(&format!("{{{index}}}"), value)
        })
    }

    /// Whether a text is one of the panel's English texts with a different translation.
    pub fn is_english(&self, text: &str) -> bool {
        self.texts.iter().any(|(template, translation)| {
            let letters = template.chars().filter(|character| character.is_alphabetic()).count();
            template != translation
                && match template.contains('{') {
                    // Shorter ones may be coincidence.
                    true => letters > 8 && values(template, text).is_some(),
                    false => template == text,
                }
        })
    }
}

/// The values of a template's placeholders, if a text matches it. Placeholders come in order.
fn values(template: &str, text: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let (mut template, mut text) = (template, text);
    while let Some(at) = template.find(&format!("{{{}}}", values.len())) {
        text = text.strip_prefix(&template[..at])?;
        template = &template[at + 3..];
        let next = template.find('{').map_or(template, |end| &template[..end]);
        let end = if next.is_empty() { text.len() } else { text.find(next)? };
        values.push(text[..end].to_owned());
        text = &text[end..];
    }
    (!values.is_empty() && text == template).then_some(values)
}
