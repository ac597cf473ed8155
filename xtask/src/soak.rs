//! `cargo xtask soak`: whether the panel holds for as long as it is kept open.

use crate::run::{Result, step};
use crate::{build, chromium, test};

/// Builds the panel and runs `bench/soak.rs` for the minutes, 30 unless given, from the seed, a
/// new one unless given.
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
    let chromium = chromium::ready()?;
    build::panel()?;
    let mut command = test::in_browser(&chromium, "soak");
    command.args(["--", "--nocapture"]).env("SOAK_MINUTES", minutes.to_string());
    if let Some(seed) = seed {
        command.env("SOAK_SEED", seed.to_string());
    }
    step(&format!("using the panel for {minutes} minutes"), &mut command)
}
