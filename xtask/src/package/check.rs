//! Installs each package in a folder of its own, and runs what is in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths::{find_program, root};
use crate::reproduce;
use crate::run::{Result, output, step};
use crate::test;

use super::command::COMPLETIONS;
use super::{Release, debian, image};

/// The file with the digests of the others.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// Checks every package.
pub fn all(release: &Release) -> Result {
    step(
        "Check the digests",
        Command::new("sha256sum")
            .args(["--check", "--quiet", CHECKSUMS])
            .current_dir(&release.folder),
    )?;
    panel(release)?;
    program(release)?;
    debian(release)?;
    image(release)?;
    let remains = release.folder.join("check");
    fs::remove_dir_all(&remains).map_err(|error| format!("{}: {error}", remains.display()))
}

/// Both archives have every file of the build.
fn panel(release: &Release) -> Result {
    let name = release.panel_name();
    let built = reproduce::files(&root().join("dist"))?;
    let mut unzip = Command::new("unzip");
    unzip.arg("-q");
    for (mut unpack, ending) in [(untar(), "tar.gz"), (unzip, "zip")] {
        let archive = format!("{name}.{ending}");
        let folder = empty(release, &archive)?;
        let file = release.file(&archive);
        step(&format!("Unpack {archive}"), unpack.arg(&file).current_dir(&folder))?;
        let mut found = reproduce::files(&folder.join(&name))?;
        found.retain(|name, _| !name.starts_with("LICENSE-"));
        if found != built {
            return Err(format!("{archive} differs from dist/"));
        }
    }
    Ok(())
}

fn program(release: &Release) -> Result {
    let name = release.command_name();
    let folder = empty(release, &name)?;
    let file = release.file(&format!("{name}.tar.gz"));
    step("Unpack the command", untar().arg(file).current_dir(&folder))?;
    let folder = folder.join(name);
    runs(release, &folder.join("certdeck"))?;
    reproduce::check_no_paths("certdeck", &read(&folder.join("certdeck"))?)?;
    has(&folder, &["man/certdeck-check.1", "completions/_certdeck", "LICENSE-MIT"])
}

/// Installed by dpkg where that is allowed, otherwise unpacked.
fn debian(release: &Release) -> Result {
    let folder = empty(release, "debian-root")?;
    let package = release.file(&debian::file_name(release));
    if is_root() {
        for admin in ["var/lib/dpkg/info", "var/lib/dpkg/updates"] {
            let admin = folder.join(admin);
            fs::create_dir_all(&admin).map_err(|error| format!("{}: {error}", admin.display()))?;
        }
        let status = folder.join("var/lib/dpkg/status");
        fs::write(&status, "").map_err(|error| format!("{}: {error}", status.display()))?;
        let mut dpkg = Command::new("dpkg");
        dpkg.arg(format!("--root={}", folder.display())).arg("--install").arg(&package);
        step("Install the Debian package in a folder", &mut dpkg)?;
    } else {
        let mut dpkg = Command::new("dpkg-deb");
        dpkg.arg("--extract").arg(&package).arg(&folder);
        step("Unpack the Debian package", &mut dpkg)?;
    }
    let program = folder.join("usr/bin/certdeck");
    runs(release, &program)?;
    test::installed(&program)?;
    has(&folder, &COMPLETIONS.map(|[_, _, script]| script))?;
    let others =
        ["man/man1/certdeck.1.gz", "man/man1/certdeck-check.1.gz", "doc/certdeck/copyright"];
    has(&folder.join("usr/share"), &others)?;
    if find_program("systemd-analyze").is_none() {
        println!("skipped: checking the systemd units needs systemd-analyze");
        return Ok(());
    }
    verify_unit(&folder, "--system", "usr/lib/systemd/system/certdeck-check.service")?;
    verify_unit(&folder, "--system", "usr/lib/systemd/system/certdeck-check.timer")?;
    verify_unit(&folder, "--user", "usr/lib/systemd/user/certdeck-serve.service")
}

/// systemd accepts the unit, with the program of the package in place of the installed one.
fn verify_unit(folder: &Path, manager: &str, unit: &str) -> Result {
    let file = folder.join(unit);
    let program = folder.join("usr/bin/certdeck");
    let text = String::from_utf8_lossy(&read(&file)?)
        .replace("/usr/bin/certdeck", &program.display().to_string());
    fs::write(&file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    let mut verify = Command::new("systemd-analyze");
    // The manager of a user must have one.
    verify.args(["verify", "--man=no", manager]).arg(&file).env("XDG_RUNTIME_DIR", folder);
    step(&format!("Check {unit}"), &mut verify)
}

/// The digests of all blobs are their names, each is referred to, and the program runs in the layer.
fn image(release: &Release) -> Result {
    let folder = empty(release, "image-check")?;
    let file = release.file(&image::file_name(release));
    let mut unpack = Command::new("tar");
    step("Unpack the image", unpack.arg("-xf").arg(&file).current_dir(&folder))?;
    let blobs = folder.join("blobs/sha256");
    let names = super::file_names(&blobs)?;
    let mut texts = String::from_utf8_lossy(&read(&folder.join("index.json"))?).into_owned();
    let mut layer = None;
    for name in &names {
        let sum = output(Command::new("sha256sum").arg(name).current_dir(&blobs));
        if sum.as_deref().and_then(|sum| sum.split(' ').next()) != Some(name) {
            return Err(format!("the blob {name} has another digest"));
        }
        let bytes = read(&blobs.join(name))?;
        match bytes.starts_with(b"{") {
            true => texts.push_str(&String::from_utf8_lossy(&bytes)),
            false => layer = Some(blobs.join(name)),
        }
    }
    if let Some(name) = names.iter().find(|name| !texts.contains(&format!("sha256:{name}"))) {
        return Err(format!("nothing in the image refers to the blob {name}"));
    }
    let layer = layer.ok_or("the image has no layer")?;
    let layer_root = empty(release, "image-root")?;
    step("Unpack the layer", untar().arg(layer).current_dir(&layer_root))?;
    match is_root() {
        // With nothing of this system.
        true => {
            let mut chroot = Command::new("chroot");
            chroot.arg(&layer_root).args(["/usr/bin/certdeck", "--version"]);
            is_version(release, &mut chroot)?;
        }
        false => runs(release, &layer_root.join("usr/bin/certdeck"))?,
    }
    match find_program("skopeo") {
        Some(skopeo) => step(
            "Inspect the image",
            Command::new(skopeo).arg("inspect").arg(format!("oci-archive:{}", file.display())),
        ),
        None => {
            println!("skipped: inspecting the image needs skopeo (apt-get install skopeo)");
            Ok(())
        }
    }
}

fn runs(release: &Release, program: &Path) -> Result {
    is_version(release, Command::new(program).arg("--version"))
}

fn is_version(release: &Release, command: &mut Command) -> Result {
    let expected = format!("certdeck {}", release.version);
    match output(command) {
        Some(version) if version == expected => Ok(()),
        other => Err(format!("{command:?} printed {other:?}, not {expected}")),
    }
}

fn has(folder: &Path, files: &[&str]) -> Result {
    match files.iter().find(|file| !folder.join(file).is_file()) {
        None => Ok(()),
        Some(missing) => Err(format!("{} lacks {missing}", folder.display())),
    }
}

fn empty(release: &Release, name: &str) -> Result<PathBuf> {
    let folder = release.folder.join("check").join(name);
    fs::create_dir_all(&folder)
        .map(|()| folder.clone())
        .map_err(|error| format!("cannot create {}: {error}", folder.display()))
}

fn untar() -> Command {
    let mut command = Command::new("tar");
    command.arg("-xzf");
    command
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).as_deref() == Some("0")
}
