//! `cargo xtask soak`: exercises the panel for as long as people keep it open.

use crate::run::{Result, step};
use crate::{build, chromium, test};

/// Builds the panel and runs `bench/soak.rs`, by default for 30 minutes with a new seed.
pub fn soak(arguments: &[String]) -> Result {
    let (mut minutes, mut seed) = (30, None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let number = arguments.next().and_then(|number| number.parse::<u64>().ok());
        match (argument.as_str(), number) {
            ("--minutes", Some(number @ 6..)) => minutes = number,
            ("--seed", Some(number)) => seed = Some(number),
            _ => {
                return Err(format!(
                    "soak takes --minutes N (6 or more) and --seed N, not {argument}"
                ));
            }
        }
    }
    let chromium = chromium::find_or_install()?;
    build::build_uncompressed()?;
    let mut command = test::in_browser(&chromium, "soak");
    command.args(["--", "--nocapture"]).env("SOAK_MINUTES", minutes.to_string());
    if let Some(seed) = seed {
        command.env("SOAK_SEED", seed.to_string());
    }
    step(&format!("Use the panel for {minutes} minutes"), &mut command)
}
