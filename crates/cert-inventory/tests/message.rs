//! Sentences in other languages.

use cert_inventory::{DeleteOutcome, Language, NoResponse, label, message};

fn german(words: &[(&str, &str)]) -> Language {
    Language::new(words.iter().map(|(english, german)| (english.to_string(), german.to_string())))
}

#[test]
fn facts_appear_where_a_translation_puts_them() {
    let sentence = message!("{0} of {1} shown", 3_usize, 11_usize);
    assert_eq!(sentence.to_string(), "3 of 11 shown");
    let language = german(&[("{0} of {1} shown", "von {1} sind {0} zu sehen")]);
    assert_eq!(sentence.localized(&language), "von 11 sind 3 zu sehen");
    let twice = message!("{0} and *.{0}", "a.example");
    assert_eq!(twice.to_string(), "a.example and *.a.example");
}

#[test]
fn pieces_are_translated_separately() {
    let sentence = message!("Not signed in. {0}", message!("It is {0}.", label!("empty")));
    assert_eq!(sentence.to_string(), "Not signed in. It is empty.");
    let language = german(&[("It is {0}.", "Es ist {0}."), ("empty", "leer")]);
    assert_eq!(sentence.localized(&language), "Not signed in. Es ist leer.");
    assert_eq!(label!("empty").localized(&language), "leer");
}

#[test]
fn untranslated_texts_are_english() {
    let outcome = DeleteOutcome::NoResponse(NoResponse::Offline).message("sso_issuer");
    assert_eq!(outcome.localized(&Language::english()), outcome.to_string());
    let language = german(&[("This browser is offline.", "Dieser Browser ist offline.")]);
    let told = outcome.localized(&language);
    assert!(told.starts_with("No response") && told.ends_with("ist offline."), "{told}");
}

/// Names are arbitrary: they can neither hide nor add a placeholder.
#[test]
fn a_fact_is_put_in_as_it_is_and_visible() {
    let told = message!("Deleted {0}, not {1}", "{1}{0}", "a\u{202e}b").to_string();
    assert_eq!(told, "Deleted {1}{0}, not a⟨U+202E⟩b");
    let language = german(&[("{0} and {1}", "{1}, {7}, {x}, {0")]);
    assert_eq!(message!("{0} and {1}", "a", "b").localized(&language), "b, , {x}, {0");
}
