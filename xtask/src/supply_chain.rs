//! Dependencies: licenses, sources, and known vulnerabilities.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::paths::root;
use crate::run::{Result, output, start_error, step};
use crate::tools;

/// What is known of the dependencies' vulnerabilities, for the end of a run: an advisory is
/// published at any time, and says nothing about the code that is tested.
pub enum Advisories {
    /// There are none.
    None,
    /// Not every machine can fetch the database.
    NotChecked,
    /// Their IDs; yanked versions have none.
    Found(BTreeSet<String>),
}

/// Checks the workspace against `deny.toml`.
pub fn check() -> Result<Advisories> {
    let program = tools::cargo_deny()?;
    let deny = || deny(&program);
    step("Check licenses and sources", deny().args(["check", "bans", "licenses", "sources"]))?;
    advisories(deny)
}

fn deny(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).args(["--log-level", "error"]);
    command
}

/// Fetches the database, and compares the dependencies with it.
fn advisories(deny: impl Fn() -> Command) -> Result<Advisories> {
    if output(deny().args(["fetch", "db"])).is_none() {
        return Ok(Advisories::NotChecked);
    }
    known_vulnerabilities(deny().args(["check", "advisories"]))
}

fn known_vulnerabilities(check: &mut Command) -> Result<Advisories> {
    println!("\n→ Check known vulnerabilities");
    let found = check.output().map_err(|error| start_error(check, &error))?;
    if found.status.success() {
        return Ok(Advisories::None);
    }
    let report = String::from_utf8_lossy(&found.stderr);
    eprint!("{report}");
    Ok(Advisories::Found(ids(&report)))
}

fn ids(report: &str) -> BTreeSet<String> {
    let words = report.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| word.starts_with("RUSTSEC-")).map(str::to_owned).collect()
}

impl Advisories {
    /// Says what was not checked.
    ///
    /// # Errors
    ///
    /// If there are any.
    pub fn report(self) -> Result {
        match self {
            Self::None => Ok(()),
            Self::NotChecked => {
                println!("skipped: known vulnerabilities: cannot fetch the advisory database");
                Ok(())
            }
            Self::Found(ids) => {
                let ids: Vec<_> = ids.into_iter().collect();
                let which = if ids.is_empty() { "see above".to_owned() } else { ids.join(", ") };
                Err(format!(
                    "dependencies have advisories or were yanked: {which} (docs/dependencies.md)"
                ))
            }
        }
    }
}

#[cfg(test)]
mod local_database;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_advisory_is_named_once() {
        let report = "error[vulnerability]: a\n  = ID: RUSTSEC-2026-0049\n  = Advisory: \
                      https://rustsec.org/advisories/RUSTSEC-2026-0049\n  = ID: RUSTSEC-2024-0436\n";
        let found = ids(report);
        assert_eq!(found.iter().collect::<Vec<_>>(), ["RUSTSEC-2024-0436", "RUSTSEC-2026-0049"]);
        let error = Advisories::Found(found).report().unwrap_err();
        assert!(error.contains("RUSTSEC-2024-0436, RUSTSEC-2026-0049"), "{error}");
        assert!(Advisories::NotChecked.report().is_ok());
    }

    /// What the run does with each outcome of the check: only an advisory fails it, at its end.
    #[test]
    fn an_advisory_fails_the_run_at_its_end_in_one_line() {
        let outcome = |script: &str| {
            let mut check = Command::new("sh");
            known_vulnerabilities(check.args(["-c", script])).unwrap()
        };
        assert!(outcome("exit 0").report().is_ok());
        let found = outcome("echo '  = ID: RUSTSEC-2026-0049' >&2; exit 1");
        let error = found.report().unwrap_err();
        assert!(error.contains("RUSTSEC-2026-0049") && !error.contains('\n'), "{error}");
        let yanked = outcome("echo 'error[yanked]: detected yanked crate' >&2; exit 1");
        assert!(yanked.report().unwrap_err().contains("see above"));
    }
}
