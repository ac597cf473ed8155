//! Every language translates exactly the panel's texts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{root, sources};

/// The panel's sources, and the command's.
const PANEL: [&str; 3] = ["src", "crates/cert-inventory/src", "crates/panel-logic/src"];
const COMMAND: &str = "cli/src";

/// What stands for a fact whose code has this word; for others, the code does.
const SAMPLES: [(&str, &str); 54] = [
    ("alert", "UnknownCA"),
    ("all", "11"),
    ("amount", "3 hours"),
    ("api", "https://cluster.example.com:9443/"),
    ("at", "10.0.0.1:9443"),
    ("asked", "serverAuth and clientAuth"),
    ("certificates", "The certificate"),
    ("change", "replaced"),
    ("changed", "4"),
    ("cluster", "cluster.example.com"),
    ("column", "14"),
    ("count", "7"),
    ("covered", "internal.cluster.example.com"),
    ("days", "12"),
    ("done", "17"),
    ("error", "line 7: a character that isn’t base64"),
    ("faults", "an empty or padded INTEGER"),
    ("file", "certificates.csv"),
    ("first", "Get a new certificate."),
    ("fqdn", "cluster.example.com"),
    ("host", "10.0.0.1"),
    ("index", "2"),
    ("instant", "2027-06-01 00:00:00 UTC"),
    ("issuer", "CN=Example Root CA"),
    ("language", "Deutsch"),
    ("later", "5"),
    ("line", "7"),
    ("meaning", "The certificate is self-signed. Clients must be set up to trust it."),
    ("minutes", "15"),
    ("missing", "clientAuth"),
    ("more", "3"),
    ("name", "proxy"),
    ("names", "proxy, api"),
    ("number", "2"),
    ("of", "365"),
    ("own_internode", "use PUT v1/cluster/certificates with a separate request for each plane"),
    ("put", "PUT v1/cluster/certificates"),
    ("several", "Certificate 1 of 2 and certificate 2 of 2"),
    ("refused", "Clients and servers that verify certificates reject the connection."),
    ("rejection", "The server’s certificate isn’t from a CA in ca.pem."),
    ("search", "xyz"),
    ("seconds", "42"),
    ("sentence", "HTTP 503: the node isn’t responding or isn’t a member of the cluster."),
    ("sent", "0123456789abcdef…"),
    ("shown", "2"),
    ("status", "502"),
    ("subject", "Example Root CA"),
    ("then", "After that, clients and servers that verify certificates reject the connection."),
    ("time", "11:42 PM"),
    ("total", "20"),
    ("unchanged", "7"),
    ("unreadable", "an invalid object identifier"),
    ("which", "certificate 2 of 3 (CN=Example CA)"),
    ("why", "The request timed out after 10 seconds."),
];

/// A text, and the code of each fact in it.
struct Text {
    words: String,
    facts: Vec<String>,
}

/// The texts in `message!(…)`, `label!(…)`, `Label(…)` and `labels! { … }`, in their order.
fn collect(tokens: TokenStream, texts: &mut Vec<Text>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.to_string() == word);
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_macro = |name: &str| at > 1 && is(at - 1, "!") && is(at - 2, name);
        if is_macro("labels") {
            let words = group.stream().into_iter().filter_map(|token| literal(&token));
            texts.extend(words.map(|words| Text { words, facts: Vec::new() }));
        } else if is_macro("message") || is_macro("label") || at > 0 && is(at - 1, "Label") {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            let mut parts = inside.split(|token| token.to_string() == ",");
            if let Some([words]) = parts.next() {
                let code = |part: &[TokenTree]| part.iter().map(ToString::to_string).collect();
                let facts = parts.map(code).filter(|fact: &String| !fact.is_empty()).collect();
                texts.extend(literal(words).map(|words| Text { words, facts }));
            }
        }
        collect(group.stream(), texts);
    }
}

/// The names of expected DER values, which error messages include.
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

/// What boot.js says before there is a panel: its literals that are sentences.
fn said_at_startup() -> Vec<String> {
    let script = fs::read_to_string(root().join("boot.js")).unwrap();
    let literals = script.lines().filter_map(|line| line.split('"').nth(1));
    let is_sentence = |text: &&str| text.contains(". ") && text.ends_with('.');
    literals.filter(is_sentence).map(str::to_owned).collect()
}

/// Every text that contains a word: of the panel; of the command, which has the core's, too.
fn said() -> [BTreeSet<String>; 2] {
    let mut panel = said_in(&PANEL);
    panel.extend(said_at_startup());
    let command = said_in(&[COMMAND]).difference(&panel).cloned().collect();
    [panel, command]
}

fn said_in(folders: &[&str]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for folder in folders {
        for (_, source) in sources(folder, "rs") {
            if source.contains("asn1::der") {
                collect_values(source.parse().unwrap(), &mut texts);
            }
            let mut found = Vec::new();
            collect(source.parse().unwrap(), &mut found);
            texts.extend(found.into_iter().map(|text| text.words));
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
    let [panel, command] = said();
    assert!(panel.len() > 400, "only {} texts were found", panel.len());
    assert!(command.len() > 40, "only {} texts were found", command.len());
    // A page shouldn't fetch what only the command says.
    assert_translated("languages", &panel);
    assert_translated("cli/languages", &command);
    let names = |folder: &str| -> BTreeSet<_> {
        fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().file_name()).collect()
    };
    assert_eq!(names("languages"), names("cli/languages"));
}

fn assert_translated(folder: &str, said: &BTreeSet<String>) {
    let files: Vec<_> = fs::read_dir(root().join(folder)).unwrap().collect();
    assert!(!files.is_empty());
    for file in files {
        let path = file.unwrap().path();
        let words: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let has: BTreeSet<_> = words.keys().cloned().collect();
        let missing: Vec<_> = said.difference(&has).collect();
        let unused: Vec<_> = has.difference(said).collect();
        assert!(missing.is_empty(), "{} lacks {missing:#?}", path.display());
        assert!(unused.is_empty(), "{} has {unused:#?}, which nobody says", path.display());
        for (english, theirs) in &words {
            assert_eq!(places(english), places(theirs), "the facts of {english:?}");
            let ends = |text: &str| text.chars().last().filter(|last| ".:?…".contains(*last));
            assert_eq!(ends(english), ends(theirs), "the end of {english:?}");
        }
    }
}

/// What the sign-in form says before a language's file is read.
#[test]
fn the_page_itself_says_it_in_german_too() {
    let page = fs::read_to_string(root().join("index.html")).unwrap();
    let german = fs::read(root().join("languages/de.json")).unwrap();
    let words: BTreeMap<String, String> = serde_json::from_slice(&german).unwrap();
    let [said, _] = said();
    let texts: Vec<_> = page
        .split(" data-de=\"")
        .skip(1)
        .map(|rest| {
            let (theirs, rest) = rest.split_once("\">").unwrap();
            (rest.split_once('<').unwrap().0, theirs)
        })
        .collect();
    assert_eq!(texts.len(), 5);
    for (english, theirs) in texts {
        assert!(said.contains(english), "the panel doesn’t say {english:?}");
        assert_eq!(words[english], theirs);
    }
}

/// All texts by the file that says them, with sample facts: `xtask/tests/data/texts.txt`, for a
/// person to read through. `UPDATE_TEXTS=1` writes it anew.
#[test]
fn every_text_is_as_it_was_read() {
    let mut printed = String::new();
    for folder in PANEL.into_iter().chain([COMMAND]) {
        let mut files = sources(folder, "rs");
        files.sort();
        for (path, source) in files {
            let mut texts = Vec::new();
            collect(source.parse().unwrap(), &mut texts);
            texts.retain(|text| text.words.chars().any(char::is_alphabetic));
            if !texts.is_empty() {
                let path = path.strip_prefix(root()).unwrap().display();
                printed.push_str(&format!("# {path}\n\n"));
                texts.iter().for_each(|text| printed.push_str(&(with_samples(text) + "\n")));
                printed.push('\n');
            }
        }
    }
    printed.push_str(&format!("# boot.js\n\n{}\n", said_at_startup().join("\n")));
    let path = root().join("xtask/tests/data/texts.txt");
    if std::env::var_os("UPDATE_TEXTS").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let read = fs::read_to_string(&path).unwrap_or_default();
    let new: Vec<&str> = printed.lines().filter(|line| !read.contains(line)).collect();
    assert!(printed == read, "UPDATE_TEXTS=1 cargo test -p xtask --test languages writes {new:#?}");
}

fn with_samples(text: &Text) -> String {
    let mut words = text.words.clone();
    for (at, code) in text.facts.iter().enumerate() {
        let is_in = |word: &str| code.split(|c: char| !c.is_alphanumeric()).any(|it| it == word);
        let sample = SAMPLES.iter().find(|(word, _)| is_in(word));
        let sample = sample.map_or_else(|| format!("⟨{code}⟩"), |(_, sample)| sample.to_string());
        words = words.replace(&format!("{{{at}}}"), &sample);
    }
    words.replace('\n', "\\n")
}

/// One word for one thing, as in the glossary of CONTRIBUTING.md, and American spelling.
#[test]
fn no_text_has_a_word_that_the_glossary_replaces() {
    const REPLACED: [&str; 9] = [
        "answer",
        "cannot",
        "colour",
        "holds",
        "licence",
        "not be read",
        "synchronis",
        "user name",
        "whoever",
    ];
    for text in said().into_iter().flatten() {
        let lower = text.to_lowercase();
        let found: Vec<_> = REPLACED.iter().filter(|word| lower.contains(**word)).collect();
        assert!(found.is_empty(), "{text:?} has {found:?}");
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

/// Blocks in views that contain only a literal text.
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
