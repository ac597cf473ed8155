//! `certdeck completions`: what a shell needs to complete arguments.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use crate::exit::Exit;
use crate::output;

/// Print completions for a shell
///
/// The Debian package has them already.
#[derive(Args)]
#[command(after_help = "Examples:
  certdeck completions bash > ~/.local/share/bash-completion/completions/certdeck
  certdeck completions zsh > ~/.zfunc/_certdeck
  certdeck completions fish > ~/.config/fish/completions/certdeck.fish")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Carries it out.
    pub fn run(self, mut command: Command) -> Result<Exit, String> {
        let mut script = Vec::new();
        generate(self.shell, &mut command, "certdeck", &mut script);
        output::write(&String::from_utf8_lossy(&script), None)?;
        Ok(Exit::Fine)
    }
}
