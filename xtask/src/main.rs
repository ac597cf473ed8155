//! `cargo xtask …`: the commands of the README.
//!
//! Everything that a newcomer's machine lacks is installed here, at pinned versions and under
//! `target/tools`, so that the README needs two commands and the continuous integration one.
#![forbid(unsafe_code)]

mod bench;
mod build;
mod chromium;
mod demo;
mod run;
mod servers;
mod size;
mod soak;
mod supply_chain;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [--port N] [--tls] …   build the panel and start the demo cluster on 127.0.0.1
  test                        format, clippy, every test, the browser tests included
  build                       build the panel into dist/, ready for any static server
  soak [--minutes N] [--seed N]
                              use the panel for half an hour, with faults; writes bench/SOAK.md
  bench                       compare the panel with JavaScript; writes bench/RESULTS.md
  size                        write down what is in the program, for a budget that has changed
  screenshots                 take the pictures in docs/screenshots
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((command, rest)) if command == "demo" => demo::demo(rest),
        Some((command, [])) if command == "test" => test::test(),
        Some((command, [])) if command == "build" => build::build(),
        Some((command, rest)) if command == "soak" => soak::soak(rest),
        Some((command, [])) if command == "bench" => bench::bench(),
        Some((command, [])) if command == "size" => build::build().and_then(|()| size::accept()),
        Some((command, [])) if command == "screenshots" => test::screenshots(),
        Some((command, [])) if command == "help" || command == "--help" => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}
