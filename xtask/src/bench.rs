//! `cargo xtask bench`: what the panel costs, beside plain JavaScript that does the same.

use crate::run::{Result, step};
use crate::{build, chromium, test};

/// Builds the panel and runs `bench/bench.rs`.
pub fn bench() -> Result {
    let chromium = chromium::ready()?;
    build::panel()?;
    let mut command = test::in_browser(&chromium, "bench");
    command.args(["--", "--nocapture"]);
    step("comparing (ten minutes or so)", &mut command)
}
