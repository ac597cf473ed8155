//! The Debian package: the command, man pages, completions, and systemd units. Nothing in it runs when
//! it's installed, and no unit is enabled: a check needs a configuration first.

use std::fs;
use std::process::Command;

use crate::paths::root;
use crate::reproduce;
use crate::run::{Result, step};

use super::command::{COMPLETIONS, CommandFiles};
use super::stage::Stage;
use super::{Release, archive, file_names};

/// Writes the package.
pub fn make(release: &Release, command: &CommandFiles) -> Result {
    let stage = Stage::new(release, "debian")?;
    stage.add_program(&command.program, "usr/bin/certdeck")?;
    for page in file_names(&command.man)? {
        let page_gz = archive::gzipped(&command.man.join(&page))?;
        stage.write(&page_gz, &format!("usr/share/man/man1/{page}.gz"))?;
    }
    for [_, name, to] in COMPLETIONS {
        stage.add(&command.completions.join(name), to)?;
    }
    let deploy = root().join("deploy");
    for unit in ["certdeck-check.service", "certdeck-check.timer"] {
        let to = format!("usr/lib/systemd/system/{unit}");
        stage.add(&deploy.join("systemd").join(unit), &to)?;
    }
    let serve = "certdeck-serve.service";
    stage.add(&deploy.join("systemd").join(serve), &format!("usr/lib/systemd/user/{serve}"))?;
    let docs = "usr/share/doc/certdeck";
    stage.add(&deploy.join("debian/copyright"), &format!("{docs}/copyright"))?;
    let changes = archive::gzipped(&root().join("CHANGELOG.md"))?;
    stage.write(&changes, &format!("{docs}/CHANGELOG.md.gz"))?;
    stage.add(&deploy.join("clusters.toml"), &format!("{docs}/examples/clusters.toml"))?;
    stage.add_folder(&deploy.join("monitoring"), &format!("{docs}/examples/monitoring"))?;
    let files = reproduce::files(&stage.folder)?;
    let kib = files.values().map(|bytes| bytes.len().div_ceil(1024)).sum::<usize>();
    let control = fs::read_to_string(deploy.join("debian/control"))
        .map_err(|error| format!("cannot read deploy/debian/control: {error}"))?;
    let control = control
        .replace("${VERSION}", &release.version)
        .replace("${ARCHITECTURE}", architecture())
        .replace("${SIZE}", &kib.to_string());
    stage.write(control.as_bytes(), "DEBIAN/control")?;
    stage.finish()?;
    step(
        "Write the Debian package",
        Command::new("dpkg-deb")
            // Several threads would write another file.
            .args(["--root-owner-group", "--threads-max=1", "-Zxz", "--build"])
            .arg(&stage.folder)
            .arg(release.file(&file_name(release)))
            .env("SOURCE_DATE_EPOCH", release.time.to_string()),
    )
}

/// The package's name, as Debian has them.
pub fn file_name(release: &Release) -> String {
    format!("certdeck_{}_{}.deb", release.version, architecture())
}

/// Debian's and Go's name of this machine's.
pub fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}
