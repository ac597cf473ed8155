//! `cargo xtask …`: the commands in the README.
//!
//! Each command installs the tools it needs, at pinned versions and in `target/tools`, so that a
//! fresh clone needs only Rust.
#![forbid(unsafe_code)]

mod apt;
mod bench;
mod build;
mod cargo_install;
mod chromium;
mod demo;
mod format;
mod npm;
mod other_browsers;
mod package;
mod paths;
mod prometheus;
mod reproduce;
mod run;
mod serve;
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
  serve --cluster URL …       build the panel and serve it for your cluster on 127.0.0.1
  test                        check formatting and lints; run all tests, including browser tests
  format                      format the code, including the views
  build                       build the panel into dist/, ready for any static server
  package [--untested]        make and test the release's packages in target/package
  reproduce                   package the commit in two folders and compare the files
  soak [--minutes N] [--seed N]
                              exercise the panel for 30 minutes under faults; write bench/SOAK.md
  bench                       benchmark the panel against JavaScript; write bench/RESULTS.md
  keys                        measure how soon the panel answers keys while it reads hostile
                              responses; write a part of bench/GROWTH.md
  size                        record what the program contains after a budget change
  screenshots                 retake the screenshots in docs/screenshots
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((command, rest)) if command == "demo" => demo::demo(rest),
        Some((command, rest)) if command == "serve" => serve::serve(rest),
        Some((command, [])) if command == "test" => test::test(),
        Some((command, [])) if command == "format" => format::format(),
        Some((command, [])) if command == "build" => build::build(),
        Some((command, [])) if command == "package" => package::package(),
        Some((command, [option])) if command == "package" && option == "--untested" => {
            package::make().map(drop)
        }
        Some((command, [])) if command == "reproduce" => reproduce::reproduce(),
        Some((command, rest)) if command == "soak" => soak::soak(rest),
        Some((command, [])) if command == "bench" => bench::bench(),
        Some((command, [])) if command == "keys" => bench::keys(),
        Some((command, [])) if command == "size" => build::build().and_then(|()| size::record()),
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
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}
