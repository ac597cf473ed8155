//! A crate's imports between modules, read from the paths in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::sources::{root, sources};

/// A module or item, as its path from the crate's root.
pub type Names = Vec<String>;

/// Which module imports which. Both are siblings: an import between two files counts for the
/// siblings that contain them. A module includes those inside it.
pub struct Imports(BTreeMap<Names, BTreeSet<Names>>);

impl Imports {
    /// For the crate whose root file is in this folder.
    pub fn of(folder: &str) -> Self {
        let start = root().join(folder);
        let found = sources(folder, "rs").into_iter();
        let files: Vec<_> =
            found.map(|(path, text)| (module(path.strip_prefix(&start).unwrap()), text)).collect();
        Self(imports_of(&files))
    }

    /// The number of modules that import a sibling.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A module in an import cycle.
    pub fn circle(&self) -> Option<String> {
        circle(&self.0).map(|names| names.join("::"))
    }

    /// Imports that violate the order of a parent's modules, in which each may import only earlier
    /// ones.
    pub fn against(&self, parent: &str, order: &[&str]) -> Vec<String> {
        let full = |name: &str| [names(parent), names(name)].concat();
        let imports = |name: &str, of: &str| {
            self.0.get(&full(name)).is_some_and(|all| all.contains(&full(of)))
        };
        let mut found = Vec::new();
        for (at, name) in order.iter().enumerate() {
            for later in order.iter().skip(at + 1).filter(|later| imports(name, later)) {
                found.push(format!("{name} imports {later}"));
            }
        }
        found
    }
}

fn names(path: &str) -> Names {
    path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn module(path: &Path) -> Names {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
    names.filter(|name| !["mod", "main", "lib"].contains(&name.as_str())).collect()
}

fn imports_of(files: &[(Names, String)]) -> BTreeMap<Names, BTreeSet<Names>> {
    let mut paths = Vec::new();
    for (module, text) in files {
        let mut found = Vec::new();
        collect(text.parse().unwrap(), &mut found);
        let resolved = found.iter().filter_map(|path| from_root(module, path));
        paths.extend(resolved.map(|path| (module.clone(), path)));
    }
    // A re-exported item belongs to the child that defines it.
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
    let mut imports = BTreeMap::<Names, BTreeSet<Names>>::new();
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

/// A module in an import cycle.
fn circle(imports: &BTreeMap<Names, BTreeSet<Names>>) -> Option<Names> {
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

/// A path from the crate's root; `None` for another crate's.
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

/// The paths in `pub use child::Item;`.
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

/// All paths that start with `crate` or `super`.
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

/// The paths at the start of these tokens; several if they end in braces.
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

#[test]
fn cycles_are_found() {
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
    // Through a third module, and a nested one.
    let far = [
        file("a::x", "use crate::b::{y::{Y, Z}};"),
        file("b::y", "use crate::c;"),
        file("c", "use crate::a::x::X as Other;"),
    ];
    assert_eq!(tree(&far), Some(names("a")));
}
