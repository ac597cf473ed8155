//! `certdeck diff`: what changed between two saved lists.

mod json;
mod table;

use std::path::{Path, PathBuf};

use anstyle::Style;
use cert_inventory::{CompareError, Saved, Snapshot, compare, visible};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::table::terminal_width;
use crate::{input, language, output};

/// Show what changed between two saved lists of certificates
///
/// Each is a JSON export of the panel, or the output of `certdeck inspect` or `certdeck check
/// --format json`. Those of several clusters are compared by the clusters' names. Exits with 0 if
/// they're the same, 1 if they differ, and 3 if they can't be compared.
#[derive(Args)]
#[command(after_help = "Examples:
  certdeck diff audit-2026-01.json audit-2026-07.json
  certdeck diff --cluster east all-clusters.json east.json
  certdeck check --cluster https://cluster.example.com:9443 --format json | certdeck diff last.json -")]
pub struct Diff {
    /// The earlier list; - for standard input
    old: PathBuf,
    /// The later list; - for standard input
    new: PathBuf,
    /// Of a file with several clusters, compare only this one
    #[arg(long, value_name = "NAME")]
    cluster: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
}

type Lists = Vec<(String, Result<Snapshot, CompareError>)>;

/// One cluster in both files, or why it can't be compared.
struct Pair {
    name: String,
    lists: Result<[Snapshot; 2], String>,
}

impl Diff {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        if self.old == self.new && self.old == Path::new("-") {
            return Err("only one of the lists can be standard input".to_owned());
        }
        let files = [&self.old, &self.new];
        let [old, new] = [self.read(&self.old)?, self.read(&self.new)?];
        match (old, new) {
            (Saved::One(old), Saved::One(new)) => self.write_one([&old, &new]),
            (Saved::Several(old), Saved::Several(new)) => {
                self.write_several(pairs(old, new, files))
            }
            (Saved::Several(lists), Saved::One(_)) => Err(ambiguous(&self.old, &lists)),
            (Saved::One(_), Saved::Several(lists)) => Err(ambiguous(&self.new, &lists)),
        }
    }

    /// A file, reduced to the cluster in the arguments.
    fn read(&self, path: &Path) -> Result<Saved, String> {
        let bytes = input::read(path, Snapshot::MAX_BYTES)?;
        let saved = match String::from_utf8(bytes) {
            Ok(text) => Snapshot::read_several(&text),
            Err(_) => Err(CompareError::NotJson),
        };
        let saved = saved.map_err(|error| unusable(path, &error))?;
        let (Saved::Several(lists), Some(wanted)) = (&saved, &self.cluster) else {
            return Ok(saved);
        };
        let found = lists.iter().find(|(name, _)| name == wanted);
        let (_, list) = found.ok_or_else(|| {
            format!("{} has no cluster {}: {}", input::name(path), visible(wanted), names(lists))
        })?;
        list.clone().map(Saved::One).map_err(|error| unusable(path, &error))
    }

    fn write_one(&self, lists: [&Snapshot; 2]) -> Result<Exit, String> {
        let (text, exit) = match self.format {
            Format::Table => as_table(lists)?,
            Format::Json => as_json(lists).map(|(value, exit)| (format!("{value:#}\n"), exit))?,
        };
        output::write(&text, None)?;
        Ok(exit)
    }

    /// One that can't be compared hides no other.
    fn write_several(&self, pairs: Vec<Pair>) -> Result<Exit, String> {
        let (mut texts, mut values, mut exit) = (Vec::new(), Vec::new(), Exit::Fine);
        let bold = Style::new().bold();
        for Pair { name, lists } in pairs {
            let of_one = match self.format {
                Format::Table => {
                    lists.and_then(|[old, new]| as_table([&old, &new])).map(|(text, exit)| {
                        texts.push(format!("{bold}{}{bold:#}\n{text}", visible(&name)));
                        exit
                    })
                }
                Format::Json => {
                    lists.and_then(|[old, new]| as_json([&old, &new])).map(|(value, exit)| {
                        values.push(json!({ "name": name, "diff": value, "problem": null }));
                        exit
                    })
                }
            };
            exit = exit.and(of_one.unwrap_or_else(|why| {
                texts.push(format!("{bold}{}{bold:#}: {why}\n", visible(&name)));
                values.push(json!({ "name": name, "diff": null, "problem": why }));
                Exit::Unknown
            }));
        }
        let text = match self.format {
            Format::Table => texts.join("\n"),
            Format::Json => {
                let all = json!({
                    "format": "certdeck-clusters-diff",
                    "format_version": 1,
                    "clusters": values,
                });
                format!("{all:#}\n")
            }
        };
        output::write(&text, None)?;
        Ok(exit)
    }
}

fn as_table([old, new]: [&Snapshot; 2]) -> Result<(String, Exit), String> {
    let comparison = compare(old, new).map_err(explain)?;
    Ok((
        table::write(&comparison, terminal_width(), language::reader()),
        exit(comparison.differences.is_empty()),
    ))
}

fn as_json([old, new]: [&Snapshot; 2]) -> Result<(Value, Exit), String> {
    let comparison = compare(old, new).map_err(explain)?;
    Ok((json::document(&comparison, [old, new]), exit(comparison.differences.is_empty())))
}

fn exit(is_same: bool) -> Exit {
    if is_same { Exit::Fine } else { Exit::Warning }
}

/// Those of the later file in its order, then those that it lacks.
fn pairs(mut old: Lists, new: Lists, [old_file, new_file]: [&PathBuf; 2]) -> Vec<Pair> {
    let only_in = |file: &Path| Err(format!("only {} has this cluster", input::name(file)));
    let mut pairs: Vec<Pair> = Vec::new();
    for (name, new) in new {
        let at = old.iter().position(|(other, _)| *other == name);
        let lists = match at.map(|at| old.remove(at).1) {
            None => only_in(new_file),
            Some(old) => match (old, new) {
                (Ok(old), Ok(new)) => Ok([old, new]),
                (Err(error), _) => Err(unusable(old_file, &error)),
                (_, Err(error)) => Err(unusable(new_file, &error)),
            },
        };
        pairs.push(Pair { name, lists });
    }
    let gone = old.into_iter().map(|(name, _)| Pair { name, lists: only_in(old_file) });
    pairs.extend(gone);
    pairs
}

fn unusable(path: &Path, error: &CompareError) -> String {
    format!("{} can't be compared. {error}", input::name(path))
}

fn ambiguous(path: &Path, lists: &Lists) -> String {
    let name = input::name(path);
    format!("{name} is of several clusters: pass one as --cluster NAME: {}", names(lists))
}

fn names(lists: &Lists) -> String {
    let names: Vec<_> = lists.iter().map(|(name, _)| visible(name)).collect();
    names.join(", ")
}

fn explain(error: CompareError) -> String {
    match error {
        CompareError::OtherCluster { saved, expected } => format!(
            "the lists are of different clusters: {} and {}",
            visible(&saved),
            visible(&expected)
        ),
        other => other.to_string(),
    }
}
