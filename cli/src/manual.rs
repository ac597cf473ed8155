//! `certdeck manual`: man pages, which `cargo xtask package` adds to the packages.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::exit::Exit;

/// Write man pages to a folder
#[derive(Args)]
pub struct Manual {
    /// The folder, which must exist
    folder: PathBuf,
}

impl Manual {
    /// Carries it out: a page for the command, and one for each of its own.
    pub fn run(self, command: Command) -> Result<Exit, String> {
        let mut command = command.disable_help_subcommand(true);
        command.build();
        let visible = command.get_subcommands().filter(|one| !one.is_hide_set());
        for page in visible.chain([&command]) {
            let man = Man::new(page.clone()).manual("Certdeck");
            let file = self.folder.join(man.get_filename());
            let written = text(&man, page).and_then(|text| fs::write(&file, text));
            written.map_err(|error| format!("{} can't be written: {error}", file.display()))?;
        }
        Ok(Exit::Fine)
    }
}

fn text(man: &Man, page: &Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if page.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if let Some(after) = page.get_after_help() {
        text.extend(verbatim("EXAMPLES", after.to_string().trim_start_matches("Examples:\n")));
    }
    Ok(text)
}

/// A section whose lines stay as they are, which clap_mangen would fill.
fn verbatim(title: &str, text: &str) -> Vec<u8> {
    let line = |line: &str| match line.replace('\\', "\\e").replace('-', "\\-") {
        line if line.starts_with(['.', '\'']) => format!("\\&{line}\n"),
        line => line + "\n",
    };
    format!(".SH {title}\n.nf\n{}.fi\n", text.lines().map(line).collect::<String>()).into_bytes()
}
