//! Whether every language says everything that the panel says, and nothing else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{root, sources};

/// The texts in `message!(…)`, `label!(…)`, `Label(…)` and `labels! { … }`.
fn collect(tokens: TokenStream, texts: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.to_string() == word);
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_macro = |name: &str| at > 1 && is(at - 1, "!") && is(at - 2, name);
        if is_macro("labels") {
            texts.extend(group.stream().into_iter().filter_map(|token| literal(&token)));
        } else if is_macro("message") || is_macro("label") || at > 0 && is(at - 1, "Label") {
            texts.extend(group.stream().into_iter().next().and_then(|token| literal(&token)));
        }
        collect(group.stream(), texts);
    }
}

/// What the readers of DER look for: they tell it where it is not found.
fn collect_values(tokens: TokenStream, texts: &mut BTreeSet<String>) {
    const READERS: [&str; 7] =
        ["next", "expect", "optional", "sequence", "is", "number", "Missing"];
    let mut before = String::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            if READERS.contains(&before.as_str()) {
                texts.extend(group.stream().into_iter().filter_map(|token| literal(&token)));
            }
            collect_values(group.stream(), texts);
        }
        before = token.to_string();
    }
}

fn literal(token: &TokenTree) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&token.to_string()).ok().map(|literal| literal.value())
}

/// Everything that is said, but what has no word in it.
fn said() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for folder in ["src", "crates/cert-inventory/src", "crates/panel-logic/src"] {
        for (_, source) in sources(folder, "rs") {
            if source.contains("asn1::der") {
                collect_values(source.parse().unwrap(), &mut texts);
            }
            collect(source.parse().unwrap(), &mut texts);
        }
    }
    texts.retain(|text| text.chars().any(char::is_alphabetic));
    texts
}

fn places(text: &str) -> BTreeSet<&str> {
    text.match_indices('{')
        .filter_map(|(at, _)| text.get(at..at + 3))
        .filter(|place| place.ends_with('}') && place.as_bytes()[1].is_ascii_digit())
        .collect()
}

#[test]
fn every_language_says_everything() {
    let said = said();
    assert!(said.len() > 400, "only {} texts were found", said.len());
    let files: Vec<_> = fs::read_dir(root().join("languages")).unwrap().collect();
    assert!(!files.is_empty());
    for file in files {
        let path = file.unwrap().path();
        let words: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let has: BTreeSet<_> = words.keys().cloned().collect();
        let missing: Vec<_> = said.difference(&has).collect();
        let unused: Vec<_> = has.difference(&said).collect();
        assert!(missing.is_empty(), "{} lacks {missing:#?}", path.display());
        assert!(unused.is_empty(), "{} has {unused:#?}, which nobody says", path.display());
        for (english, theirs) in &words {
            assert_eq!(places(english), places(theirs), "the facts of {english:?}");
            let ends = |text: &str| text.chars().last().filter(|last| ".:?…".contains(*last));
            assert_eq!(ends(english), ends(theirs), "the end of {english:?}");
        }
    }
}

/// A text that stands in a view by itself is one that no language has.
#[test]
fn no_view_has_words_of_its_own() {
    let mut planted = Vec::new();
    in_views("view! { <p>{\"Valid from\"}</p> }".parse().unwrap(), false, &mut planted);
    assert_eq!(planted, ["Valid from"]);
    for (path, source) in sources("src/ui", "rs") {
        let mut found = Vec::new();
        in_views(source.parse().unwrap(), false, &mut found);
        assert!(found.is_empty(), "{} has {found:?}", path.display());
    }
}

/// Texts that are all that a block of a view holds.
fn in_views(tokens: TokenStream, is_view: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_view = is_view || at > 1 && tokens[at - 2].to_string() == "view";
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        if let (true, Delimiter::Brace, [only]) = (is_view, group.delimiter(), &inside[..]) {
            let is_word = |text: &String| text.chars().any(char::is_alphabetic);
            found.extend(literal(only).filter(is_word));
        }
        in_views(group.stream(), is_view, found);
    }
}
