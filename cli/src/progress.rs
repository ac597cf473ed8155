//! How far it has come, for a person who waits.

use std::io::{self, IsTerminal, Write};

use cert_inventory::message;

use crate::language;

/// Counts clusters on standard error, in a line that vanishes at the end. Writes nothing where there
/// is no terminal, or only one cluster.
pub struct Progress {
    done: usize,
    total: usize,
    is_shown: bool,
}

impl Progress {
    /// Starts with none of them done.
    pub fn of(total: usize) -> Self {
        let progress = Self { done: 0, total, is_shown: total > 1 && io::stderr().is_terminal() };
        progress.show();
        progress
    }

    /// One more is done.
    pub fn advance(&mut self) {
        self.done += 1;
        self.show();
    }

    fn show(&self) {
        let text = message!("{0} of {1} clusters read", self.done, self.total);
        self.write(&language::localized(text));
    }

    /// Replaces the line. What can't be written isn't missed.
    fn write(&self, text: &str) {
        if self.is_shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K{text}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.write("");
    }
}
