//! The check against a database on this machine, with cargo-deny itself: the other tests have only its
//! output.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Advisories, advisories, deny};
use crate::paths::{cargo_home, target_dir};
use crate::tools;

/// A database in the format of RustSec's, and a home for Cargo that keeps what is fetched of it.
struct Local(PathBuf);

impl Local {
    fn new() -> Self {
        let folder = target_dir().join("tmp/advisories");
        drop(fs::remove_dir_all(&folder));
        let local = Self(folder);
        fs::create_dir_all(local.0.join("home")).unwrap();
        // The packages are those of the real one.
        let registry = cargo_home().unwrap().join("registry");
        std::os::unix::fs::symlink(registry, local.0.join("home/registry")).unwrap();
        local.git(&["init", "--quiet", "--initial-branch", "main", "database"]);
        local
    }

    fn add(&self, id: &str, package: &str, kind: &str) {
        let folder = self.0.join("database/crates").join(package);
        fs::create_dir_all(&folder).unwrap();
        let text = format!(
            "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{package}\"\n\
             date = \"2026-01-01\"\n{kind}\n[versions]\npatched = []\n```\n\n\
             # A title\n\nA description.\n"
        );
        fs::write(folder.join(format!("{id}.md")), text).unwrap();
        self.git(&["-C", "database", "add", "."]);
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        let commit = ["commit", "--quiet", "--message", id];
        self.git(&[&["-C", "database"], &who[..], &commit].concat());
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git").current_dir(&self.0).args(arguments).status();
        assert!(status.unwrap().success(), "{arguments:?}");
    }

    /// The check, where the database's address leads to this folder.
    fn check(&self, program: &Path, folder: &str) -> Advisories {
        let there = format!("file://{}", self.0.join(folder).display());
        let deny = || {
            let mut command = deny(program);
            command
                .env("CARGO_HOME", self.0.join("home"))
                .env("GIT_CONFIG_COUNT", "1")
                .env("GIT_CONFIG_KEY_0", format!("url.{there}.insteadOf"))
                .env("GIT_CONFIG_VALUE_0", "https://github.com/RustSec/advisory-db");
            command
        };
        advisories(deny).unwrap()
    }
}

#[test]
fn a_database_decides() {
    let Some(program) = tools::installed_cargo_deny() else {
        eprintln!("skipped: cargo-deny isn't installed");
        return;
    };
    let local = Local::new();
    assert!(matches!(local.check(&program, "nowhere"), Advisories::NotChecked));
    // deny.toml ignores it.
    local.add("RUSTSEC-2024-0436", "paste", "informational = \"unmaintained\"");
    assert!(local.check(&program, "database").report().is_ok());
    local.add("RUSTSEC-2026-9999", "serde", "");
    let error = local.check(&program, "database").report().unwrap_err();
    assert!(error.contains(": RUSTSEC-2026-9999 (") && !error.contains('\n'), "{error}");
}
