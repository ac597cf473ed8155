//! Exit codes.

use std::process::ExitCode;

/// An exit code, as the plugins of Nagios have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing to report.
    Fine = 0,
    /// Warnings; for `diff`, differences.
    Warning = 1,
    /// Errors.
    Critical = 2,
    /// It couldn't be found out.
    Unknown = 3,
}

impl Exit {
    /// The more urgent of two: a cluster that can't be reached must not hide the errors of another.
    pub fn and(self, other: Self) -> Self {
        let urgency = |exit| match exit {
            Self::Fine => 0,
            Self::Warning => 1,
            Self::Unknown => 2,
            Self::Critical => 3,
        };
        if urgency(other) > urgency(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
