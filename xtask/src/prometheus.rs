//! promtool and the node exporter for the tests of the metrics: installed ones, or fetched from
//! Debian. Without them, these tests are skipped, and the summary says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::paths::{find_program, tools_dir};

/// Variable for `cli/tests`, program, and package.
const PROGRAMS: [[&str; 3]; 2] = [
    ["PROMTOOL", "promtool", "prometheus"],
    ["NODE_EXPORTER", "prometheus-node-exporter", "prometheus-node-exporter"],
];

/// The programs found, or `None`.
pub struct Prometheus([Option<PathBuf>; 2]);

/// Finds both (`PROMTOOL` and `NODE_EXPORTER` override it) or fetches what is missing.
pub fn find_or_fetch() -> Prometheus {
    let home = tools_dir().join("prometheus");
    let found = find(&home);
    let missing: Vec<_> = found.missing().map(|[_, _, package]| package).collect();
    if missing.is_empty() {
        return found;
    }
    if let Err(error) = apt::unpack(&missing, &home) {
        println!("  {error}");
    }
    find(&home)
}

impl Prometheus {
    /// Passes them to a test command.
    pub fn configure<'a>(&self, tests: &'a mut Command) -> &'a mut Command {
        for ([variable, ..], program) in PROGRAMS.iter().zip(&self.0) {
            if let Some(program) = program {
                tests.env(variable, program);
            }
        }
        tests
    }

    /// Those that aren't there.
    pub fn missing(&self) -> impl Iterator<Item = [&'static str; 3]> {
        let missing = PROGRAMS.into_iter().zip(&self.0).filter(|(_, program)| program.is_none());
        missing.map(|(names, _)| names)
    }
}

fn find(home: &Path) -> Prometheus {
    Prometheus(PROGRAMS.map(|[variable, name, _]| {
        let from_env = std::env::var_os(variable).map(PathBuf::from);
        let fetched = Some(home.join("usr/bin").join(name)).filter(|file| file.is_file());
        from_env.or_else(|| find_program(name)).or(fetched)
    }))
}
