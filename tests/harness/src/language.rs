//! The words of the panel in another language, so that a story told in English can be played in it.

use std::collections::BTreeMap;
use std::path::Path;

/// A language other than English: its words by the English ones, from the panel's own file.
pub struct Language {
    words: BTreeMap<String, String>,
}

impl Language {
    /// Reads `languages/TAG.json`.
    pub fn read(tag: &str) -> Self {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../languages"));
        let file = std::fs::read(folder.join(format!("{tag}.json"))).unwrap();
        Self { words: serde_json::from_slice(&file).unwrap() }
    }

    /// A text of the panel in this language, with the same facts in it.
    pub fn say(&self, english: &str) -> String {
        if let Some(theirs) = self.words.get(english) {
            return theirs.clone();
        }
        // Of several that fit, the one with the most words of its own.
        let fitting = self
            .words
            .iter()
            .filter_map(|(words, theirs)| Some((words.len(), theirs, facts(words, english)?)));
        let Some((_, theirs, facts)) = fitting.max_by_key(|(length, ..)| *length) else {
            return english.to_owned();
        };
        facts
            .iter()
            .enumerate()
            .fold(theirs.clone(), |told, (at, fact)| told.replace(&format!("{{{at}}}"), fact))
    }

    /// Whether a text is one of the panel's in English that this language has other words for.
    pub fn is_english(&self, text: &str) -> bool {
        self.words.iter().any(|(words, theirs)| {
            let own: usize = words.chars().filter(|character| character.is_alphabetic()).count();
            words != theirs
                && match words.contains('{') {
                    // Fewer letters may be anybody's.
                    true => own > 8 && facts(words, text).is_some(),
                    false => words == text,
                }
        })
    }
}

/// What stands in the places of a sentence, if a text is that sentence. Places come in order.
fn facts(words: &str, text: &str) -> Option<Vec<String>> {
    let mut facts = Vec::new();
    let (mut words, mut text) = (words, text);
    while let Some(place) = words.find(&format!("{{{}}}", facts.len())) {
        text = text.strip_prefix(&words[..place])?;
        words = &words[place + 3..];
        let next = words.find('{').map_or(words, |end| &words[..end]);
        let end = if next.is_empty() { text.len() } else { text.find(next)? };
        facts.push(text[..end].to_owned());
        text = &text[end..];
    }
    (!facts.is_empty() && text == words).then_some(facts)
}
