//! The list of what a program is made of, which packages come with.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sbom(package: &str, target: &str, name: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut node = Command::new("node");
    node.args(["xtask/js/sbom.mjs", package, target, "1790000000", "0123abc"]).arg(&file);
    match node.current_dir(root()).status() {
        Ok(status) => assert!(status.success()),
        Err(_) => {
            eprintln!("skipped: node isn't installed");
            return None;
        }
    }
    Some(fs::read_to_string(file).unwrap())
}

#[test]
fn it_lists_what_is_in_the_program_and_nothing_else() {
    for (package, target, inside, outside) in [
        (
            "certdeck-cli",
            "x86_64-unknown-linux-musl",
            &["cert-inventory", "rustls", "aws-lc-sys", "toml"][..],
            &["demo", "insta", "syn", "leptos", "windows-sys", "certdeck-cli"][..],
        ),
        (
            "certdeck",
            "wasm32-unknown-unknown",
            &["cert-inventory", "leptos", "web-sys"],
            &["demo", "insta", "rustls", "certdeck"],
        ),
    ] {
        let Some(text) = sbom(package, target, package) else { return };
        assert_eq!(sbom(package, target, "again").as_ref(), Some(&text));
        let bom: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(bom["metadata"]["component"]["name"], package);
        assert_eq!(bom["metadata"]["timestamp"], "2026-09-21T14:13:20.000Z");
        let components = bom["components"].as_array().unwrap();
        let names: BTreeSet<_> =
            components.iter().map(|one| one["name"].as_str().unwrap()).collect();
        for name in inside {
            assert!(names.contains(name), "{package} lacks {name}");
        }
        for name in outside {
            assert!(!names.contains(name), "{package} has {name}");
        }
        let mut references: BTreeSet<_> =
            components.iter().map(|one| one["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(references.len(), components.len());
        for one in components {
            assert!(one["licenses"][0]["expression"].is_string(), "{one}");
            let is_ours = ["cert-inventory", "panel-logic", "signature-verifier"]
                .contains(&one["name"].as_str().unwrap());
            assert_eq!(one["hashes"][0]["content"].is_string(), !is_ours, "{one}");
        }
        references.insert(bom["metadata"]["component"]["bom-ref"].as_str().unwrap());
        for node in bom["dependencies"].as_array().unwrap() {
            let of = node["dependsOn"].as_array().unwrap().iter().chain([&node["ref"]]);
            for reference in of {
                assert!(references.contains(reference.as_str().unwrap()), "{reference}");
            }
        }
    }
}
