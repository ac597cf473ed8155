//! House rules that the compiler can't check: what may depend on what, and what sources must not
//! contain.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod imports;
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use imports::Imports;
use serde_json::Value;
use sources::{root, sources};

/// A package's dependencies, without build and test dependencies.
fn tree(package: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--package", package])
        .args(["--format", "{p}"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn assert_none_has(folder: &str, forbidden: &[&str]) {
    for (path, text) in sources(folder, "rs") {
        for word in forbidden {
            assert!(!text.contains(word), "{} has {word:?}", path.display());
        }
    }
}

/// Folders that the documents name files in.
const FOLDERS: [&str; 11] = [
    "bench",
    "cli",
    "crates",
    "demo",
    "deploy",
    "docs",
    "languages",
    "src",
    "style",
    "tests",
    "xtask",
];

/// A row about a test that is gone proves nothing.
#[test]
fn every_file_that_the_documents_name_exists() {
    let mut documents = sources("docs", "md");
    for name in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/NOTES.md", "demo/README.md"]
    {
        let path = root().join(name);
        documents.push((path.clone(), fs::read_to_string(path).unwrap()));
    }
    let mut named = 0;
    for (document, text) in documents {
        for path in text.split('`').skip(1).step_by(2).filter(|word| is_file_name(word)) {
            let is_there = root().join(path).exists();
            assert!(is_there, "{} names {path}, which doesn't exist", document.display());
            named += 1;
        }
    }
    assert!(named > 100, "{named}");
}

/// Whether a word is the path of a file in one of [`FOLDERS`], without a pattern.
fn is_file_name(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let folder = word.split('/').next().unwrap_or_default();
    FOLDERS.contains(&folder)
        && word.rsplit('/').next().is_some_and(|name| name.contains('.'))
        && word.chars().all(is_plain)
        // A placeholder.
        && !word.contains("TAG")
}

#[test]
fn the_core_is_pure() {
    let tree = tree("cert-inventory");
    assert!(tree.iter().any(|package| package == "sha2"), "{tree:?}");
    let impure = [
        "leptos",
        "web-sys",
        "js-sys",
        "wasm-bindgen",
        "gloo-net",
        "reqwest",
        "hyper",
        "tokio",
        "time",
        "chrono",
        "jiff",
    ];
    for package in impure {
        assert!(!tree.iter().any(|found| found == package), "cert-inventory needs {package}");
    }
    let clocks = ["SystemTime", "std::time::Instant", "Date::now"];
    assert_none_has("crates/cert-inventory/src", &clocks);
}

/// Each imports only itself and those before it: docs/architecture.md.
const CORE_LAYERS: [&str; 13] = [
    "text",
    "asn1",
    "base64",
    "x509",
    "keys",
    "pem",
    "inventory",
    "findings",
    "view",
    "export",
    "compare",
    "replacement",
    "responses",
];

#[test]
fn the_layers_of_the_core_are_in_order_and_without_a_circle() {
    let imports = Imports::of("crates/cert-inventory/src");
    assert!(imports.len() > 40, "only {} modules import a sibling", imports.len());
    assert_eq!(imports.against("", &CORE_LAYERS), [""; 0]);
    assert_eq!(imports.circle(), None);
    let src = root().join("crates/cert-inventory/src");
    for entry in fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path().with_extension("");
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name == "lib" || CORE_LAYERS.contains(&name.as_str()), "{name} is in no layer");
    }
}

#[test]
fn the_layers_of_the_panel_are_in_order_and_without_a_circle() {
    let imports = Imports::of("src");
    assert!(imports.len() > 40, "only {} modules import a sibling", imports.len());
    let layers = ["browser", "kept", "webcrypto", "api", "language", "state", "ui"];
    assert_eq!(imports.against("", &layers), [""; 0]);
    let views = [
        "kit",
        "strings",
        "table",
        "drawer",
        "dialogs",
        "replace",
        "on_demand",
        "around",
        "lazy",
        "shell",
    ];
    assert_eq!(imports.against("ui", &views), [""; 0]);
    assert_eq!(imports.circle(), None);
}

#[test]
fn the_layers_of_the_demo_are_in_order_and_without_a_circle() {
    assert_layers_as_documented("demo/src", "lib.rs");
}

#[test]
fn the_layers_of_the_command_are_in_order_and_without_a_circle() {
    assert_layers_as_documented("cli/src", "main.rs");
}

/// The table of layers is in the doc comment of this file.
fn assert_layers_as_documented(folder: &str, file: &str) {
    let imports = Imports::of(folder);
    assert!(imports.len() > 8, "only {} modules import a sibling", imports.len());
    let text = fs::read_to_string(root().join(folder).join(file)).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let layers: Vec<&str> = rows
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .filter(|name| !name.contains("::"))
        .collect();
    assert!(layers.len() > 10, "{layers:?}");
    assert_eq!(imports.against("", &layers), [""; 0]);
    assert_eq!(imports.circle(), None);
}

/// `KNOWN` is the only table of names: a second one would be forgotten when a name is added.
#[test]
fn the_logical_names_stand_in_one_table() {
    let table = root().join("crates/cert-inventory/src/inventory/known.rs");
    let text = fs::read_to_string(&table).unwrap();
    let (_, rows) = text.split_once("static KNOWN").unwrap();
    let pieces: Vec<&str> = rows.split('"').collect();
    let literals = pieces.windows(2).step_by(2).filter_map(|pair| match pair {
        // Not the texts, which may be single words.
        [before, text] if !before.trim_end().ends_with("label!(") => Some(*text),
        _ => None,
    });
    let names: BTreeSet<&str> = literals.filter(|text| is_logical_name(text)).collect();
    assert_eq!(names.len(), 11, "{names:?}");
    for folder in ["src", "crates/cert-inventory/src"] {
        for (path, text) in sources(folder, "rs") {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let has = |name: &&&str| code.contains(&format!("\"{name}\""));
            let found: Vec<_> = names.iter().filter(has).collect();
            assert!(path == table || found.len() < 2, "{} lists {found:?}", path.display());
        }
    }
}

/// `boot.js` keeps these events from a program that it has stopped.
#[test]
fn the_script_knows_every_event_that_the_program_listens_for() {
    let script = fs::read_to_string(root().join("boot.js")).unwrap();
    let (_, list) = script.split_once("const EVENTS = [").unwrap();
    let listed = literals(list.split(']').next().unwrap());
    let sources = sources("src", "rs");
    let mut expected = BTreeSet::new();
    for (_, text) in &sources {
        for call in ["window_event_listener(", "window_event_listener_untyped("] {
            for (at, _) in text.match_indices(call) {
                let argument = text[at + call.len()..].split(',').next().unwrap().trim();
                match argument.strip_prefix("ev::") {
                    Some(name) => drop(expected.insert(name)),
                    // A literal, or each of an array earlier in the statement.
                    None => expected.extend(match literals(argument) {
                        own if own.is_empty() => literals(text[..at].rsplit(';').next().unwrap()),
                        own => own,
                    }),
                }
            }
        }
        assert!(!text.contains("add_event_listener"), "not with Leptos");
    }
    assert!(expected.len() > 10, "{expected:?}");
    assert_eq!(listed, expected);
    // Other windows' messages are none of them.
    assert!(!expected.contains("message"));
}

fn literals(text: &str) -> BTreeSet<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

fn is_logical_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[test]
fn the_panel_ships_no_package_twice() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none"])
        .args(["--package", "certdeck", "--target", "wasm32-unknown-unknown"])
        .args(["--duplicates", "--depth", "0"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let twice: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    // gloo-net 0.6, the version that Leptos also uses, still depends on thiserror 1.
    assert_eq!(twice, ["thiserror v1.0.69", "thiserror v2.0.21"]);
}

#[test]
fn the_demo_cluster_does_not_use_the_core() {
    let tree = tree("demo");
    assert!(tree.iter().any(|package| package == "axum"), "{tree:?}");
    assert!(!tree.iter().any(|package| package == "cert-inventory"));
}

#[test]
fn the_panels_logic_is_pure() {
    let tree = tree("panel-logic");
    assert!(tree.iter().any(|package| package == "cert-inventory"), "{tree:?}");
    for package in ["leptos", "web-sys", "js-sys", "wasm-bindgen", "gloo-net"] {
        assert!(!tree.iter().any(|found| found == package), "panel-logic needs {package}");
    }
    let clocks = ["SystemTime::now", "std::time::Instant", "Date::now"];
    assert_none_has("crates/panel-logic/src", &clocks);
}

#[test]
fn each_layer_of_the_panel_imports_what_it_may() {
    assert_none_has("src/ui", &["crate::api", "gloo_net"]);
    let of_the_panel = ["cert_inventory", "panel_logic", "crate::", "super::super"];
    assert_none_has("src/ui/kit", &of_the_panel);
    assert_none_has("src/state", &["web_sys", "crate::ui", "gloo_net", "document()"]);
    assert_none_has("src/api", &["leptos", "crate::ui", "crate::state"]);
}

#[test]
fn nothing_of_the_page_needs_a_weaker_policy() {
    assert_none_has("src", &["inner_html", "style=\"", "eval(", "unsafe "]);
    let html = fs::read_to_string(root().join("index.html")).unwrap();
    for word in ["<style", "style=", "onclick", "<script>", "//cdn", "https://"] {
        assert!(!html.contains(word), "index.html has {word:?}");
    }
}

#[test]
fn unsafe_code_is_what_splits_the_program_alone() {
    for (path, text) in sources("src", "rs") {
        let is_split =
            ["src/ui/lazy.rs", "src/ui/on_demand.rs"].iter().any(|it| path.ends_with(it));
        assert_eq!(text.contains("unsafe_code"), is_split, "{}", path.display());
    }
}

/// `tests/secrecy.rs` sees what is in the storage.
#[test]
fn the_browser_keeps_two_choices_and_nothing_else() {
    let stores = ["session_storage", "indexed_db", "set_cookie", "window.caches", ".caches("];
    assert_none_has("src", &stores);
    for (path, text) in sources("src", "rs") {
        let keeps = path.ends_with("src/kept.rs");
        assert_eq!(text.contains("local_storage"), keeps, "{}", path.display());
    }
    let kept = fs::read_to_string(root().join("src/kept.rs")).unwrap();
    let keys: Vec<_> = kept.split('"').skip(1).step_by(2).collect();
    assert_eq!(keys, ["certdeck-language", "certdeck-theme"]);
}

/// npm compares what it fetches with these.
#[test]
fn every_package_from_npm_has_a_digest() {
    for folder in ["xtask/npm", "bench"] {
        let file = root().join(folder).join("package-lock.json");
        let lock: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 3, "{folder} has {} packages", packages.len());
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            let integrity = package["integrity"].as_str().unwrap_or_default();
            assert!(integrity.starts_with("sha512-"), "{name} in {folder}");
            let source = package["resolved"].as_str().unwrap_or("https://registry.npmjs.org/");
            assert!(source.starts_with("https://registry.npmjs.org/"), "{name} from {source}");
        }
        for (name, version) in packages[""]["dependencies"].as_object().unwrap() {
            let is_exact = version.as_str().unwrap().starts_with(|c: char| c.is_ascii_digit());
            assert!(is_exact, "{name} {version} in {folder}");
        }
    }
}

/// A tag may be another commit tomorrow.
#[test]
fn workflows_use_actions_by_their_commits() {
    let mut used = 0;
    for file in fs::read_dir(root().join(".github/workflows")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for action in text.lines().filter_map(|line| line.split_once("uses: ")) {
            let (_, commit) = action.1.split_once('@').unwrap();
            let (commit, version) = commit.split_once(" # v").unwrap();
            let is_commit = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{}", action.1);
            used += 1;
        }
    }
    assert!(used > 0);
}

/// Where the threat model names a function after a file, in brackets.
#[test]
fn every_test_that_the_threat_model_names_exists() {
    let text = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let pieces: Vec<&str> = text.split('`').collect();
    let named = pieces.windows(3).filter(|pieces| pieces[0].ends_with(".rs") && pieces[1] == " (");
    let named: Vec<_> = named.collect();
    assert!(named.len() > 5, "{named:?}");
    for pieces in named {
        let source = fs::read_to_string(root().join(pieces[0])).unwrap();
        assert!(source.contains(&format!("fn {}(", pieces[2])), "{pieces:?}");
    }
}
