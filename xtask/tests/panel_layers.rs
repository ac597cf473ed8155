//! Whether the panel's modules stand in layers: each imports only from those before it, and none from
//! a module that imports it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sources::{root, sources};

/// A module or an item, by its names from the crate's root.
type Names = Vec<String>;

/// Which module imports which; both are siblings.
type Imports = BTreeMap<Names, BTreeSet<Names>>;

#[test]
fn no_module_of_the_panel_imports_one_that_imports_it() {
    let imports = imports_of(&files());
    assert!(imports.len() > 40, "only {} modules import a sibling", imports.len());
    assert_eq!(circle(&imports), None);
}

#[test]
fn the_panel_is_in_layers() {
    let layers = ["browser", "webcrypto", "api", "language", "state", "ui"];
    in_order(&[], &layers);
    in_order(&["state"], &["app"]);
    let pages = ["kit", "strings", "table", "drawer", "dialogs", "lazy", "shell"];
    in_order(&["ui"], &pages);
}

/// Of these modules of a parent, each imports only from those before it.
fn in_order(parent: &[&str], order: &[&str]) {
    let imports = imports_of(&files());
    let full =
        |name: &str| -> Names { parent.iter().chain([&name]).map(ToString::to_string).collect() };
    for (at, name) in order.iter().enumerate() {
        for later in order.iter().skip(at + 1) {
            let has = imports.get(&full(name)).is_some_and(|all| all.contains(&full(later)));
            assert!(!has, "{name} imports {later}, which is a layer above it");
        }
    }
    // The last one may import all others, and no other may import it.
    let last = full(order.last().unwrap());
    let importers: Vec<_> = imports.iter().filter(|(_, all)| all.contains(&last)).collect();
    assert!(importers.is_empty(), "{importers:?} import {last:?}");
}

#[test]
fn a_circle_is_found() {
    let file = |module: &str, text: &str| (names(module), text.to_owned());
    let tree = |files: &[(Names, String)]| circle(&imports_of(files));
    let apart = [file("a", "use crate::b::B;"), file("b", "pub struct B;")];
    assert_eq!(tree(&apart), None);
    let direct = [file("a", "use crate::b::B;"), file("b", "fn f() { crate::a::g() }")];
    assert_eq!(tree(&direct), Some(names("a")));
    let inside = [
        file("p", "mod a; mod b; pub use b::B;"),
        file("p::a", "use super::{B, C};"),
        file("p::b", "use crate::p::a::{self, A};"),
    ];
    assert_eq!(tree(&inside), Some(names("p::a")));
    // By way of a third one, and a module inside another.
    let far = [
        file("a::x", "use crate::b::{y::{Y, Z}};"),
        file("b::y", "use crate::c;"),
        file("c", "use crate::a::x::X as Other;"),
    ];
    assert_eq!(tree(&far), Some(names("a")));
}

fn names(path: &str) -> Names {
    path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The files of the panel, by the modules that they hold.
fn files() -> Vec<(Names, String)> {
    let found = sources("src", "rs").into_iter();
    found
        .map(|(path, text)| (module(path.strip_prefix(root().join("src")).unwrap()), text))
        .collect()
}

fn module(path: &Path) -> Names {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
    names.filter(|name| name != "mod" && name != "main").collect()
}

fn imports_of(files: &[(Names, String)]) -> Imports {
    let mut paths = Vec::new();
    for (module, text) in files {
        let mut found = Vec::new();
        collect(text.parse().unwrap(), &mut found);
        let resolved = found.iter().filter_map(|path| from_root(module, path));
        paths.extend(resolved.map(|path| (module.clone(), path)));
    }
    // What a module makes public of a child's is the child's.
    let exports: BTreeMap<Names, Names> = files
        .iter()
        .flat_map(|(module, text)| {
            exports(text).into_iter().map(|path| {
                let own: Names = module.iter().chain(path.last()).cloned().collect();
                (own, module.iter().chain(&path).cloned().collect())
            })
        })
        .collect();
    let is_item = |(own, full): &(&Names, &Names)| !full.starts_with(own);
    let exports: BTreeMap<_, _> = exports.iter().filter(is_item).collect();
    let mut imports = Imports::new();
    for (from, mut to) in paths {
        while let Some(prefix) = (1..=to.len())
            .map(|end| &to[..end])
            .find(|prefix| exports.contains_key(&prefix.to_vec()))
        {
            to = exports[&prefix.to_vec()].iter().chain(&to[prefix.len()..]).cloned().collect();
        }
        let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
        if common < from.len() && common < to.len() {
            imports.entry(from[..=common].to_vec()).or_default().insert(to[..=common].to_vec());
        }
    }
    imports
}

/// A module from which imports lead back to it.
fn circle(imports: &Imports) -> Option<Names> {
    imports
        .keys()
        .find(|start| {
            let mut reached = BTreeSet::new();
            let mut next = vec![*start];
            while let Some(module) = next.pop() {
                for to in imports.get(module).into_iter().flatten() {
                    if to == *start {
                        return true;
                    }
                    if reached.insert(to) {
                        next.push(to);
                    }
                }
            }
            false
        })
        .cloned()
}

/// A path from the crate's root; `None` for one of another crate.
fn from_root(module: &[String], path: &[String]) -> Option<Names> {
    let (first, rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" => Names::new(),
        "super" => module.split_last()?.1.to_vec(),
        _ => return None,
    };
    base.extend_from_slice(rest);
    Some(base)
}

/// Paths of `pub use child::Item;`.
fn exports(text: &str) -> Vec<Names> {
    let mut found = Vec::new();
    let tokens: Vec<TokenTree> = text.parse::<TokenStream>().unwrap().into_iter().collect();
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair[0].to_string() == "pub" && pair[1].to_string() == "use" {
            let rest = tokens[at + 2..].iter().cloned();
            let statement: Vec<_> = rest.take_while(|token| token.to_string() != ";").collect();
            path(&statement, Names::new(), &mut found);
        }
    }
    found
}

/// All paths that begin with `crate` or `super`.
fn collect(tokens: TokenStream, found: &mut Vec<Names>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
        let is_start = ["crate", "super"].contains(&token.to_string().as_str());
        let is_path = tokens.get(at + 1).is_some_and(|next| next.to_string() == ":");
        if is_start && is_path {
            path(&tokens[at..], Names::new(), found);
        }
    }
}

/// The paths at the beginning of these tokens; several, where it ends in braces.
fn path(tokens: &[TokenTree], mut names: Names, found: &mut Vec<Names>) {
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        match token {
            TokenTree::Ident(name) if *name == "self" => {}
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inside.split(|token| token.to_string() == ",") {
                    if !part.is_empty() {
                        path(part, names.clone(), found);
                    }
                }
                return;
            }
            _ => break,
        }
        let is_colon = |at: usize| after.get(at).is_some_and(|token| token.to_string() == ":");
        if !(is_colon(0) && is_colon(1)) {
            break;
        }
        rest = &after[2..];
    }
    found.push(names);
}
