//! The container image: the command alone, without an operating system around it. It's an OCI layout in
//! a tar archive, made without an engine; `skopeo copy` and `podman load` take it.

use std::process::Command;

use crate::paths::root;
use crate::run::{Result, step};

use super::command::CommandFiles;
use super::debian::architecture;
use super::stage::Stage;
use super::{Release, add_licenses, archive};

/// Writes the image.
pub fn make(release: &Release, command: &CommandFiles) -> Result {
    let layer = Stage::new(release, "layer")?;
    layer.add_program(&command.program, "usr/bin/certdeck")?;
    add_licenses(&layer, "usr/share/doc/certdeck/")?;
    layer.finish()?;
    let file = release.folder.join("stage/layer.tar");
    archive::tar(release, &layer.folder, &["usr"], &file)?;
    let layout = Stage::new(release, "image")?;
    step(
        "Write the image",
        Command::new("node")
            .current_dir(root())
            .arg("xtask/js/oci.mjs")
            .args([&file, &layout.folder])
            .args([architecture(), &release.version, &release.time.to_string(), &release.commit]),
    )?;
    layout.finish()?;
    let what = ["blobs", "index.json", "oci-layout"];
    archive::tar(release, &layout.folder, &what, &release.file(&file_name(release)))
}

/// The archive's name.
pub fn file_name(release: &Release) -> String {
    format!("certdeck-{}-image-{}.tar", release.version, architecture())
}
