//! `certdeck`: what the panel shows of a cluster's certificates, in a terminal and for other
//! programs.
//!
//! A package of its own, beside the panel of the same name: it needs a clock, a network, and files,
//! which the core must not have. All facts and findings are the core's.
//!
//! The modules in layers, each importing only from those above it:
//!
//! | Layer | Modules |
//! |---|---|
//! | basics | `clock`, `exit`, `input`, `language`, `output`, `progress`, `table` |
//! | a cluster's responses | `cluster` |
//! | the file that lists clusters | `config` |
//! | what is said of certificates | `report` |
//! | how it's written | `formats` |
//! | commands | `inspect`, `diff`, `check`, `serve`, `completions`, `manual` |
#![forbid(unsafe_code)]

mod check;
mod clock;
mod cluster;
mod completions;
mod config;
mod diff;
mod exit;
mod formats;
mod input;
mod inspect;
mod language;
mod manual;
mod output;
mod progress;
mod report;
mod serve;
mod table;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use exit::Exit;

// Overwrites freed memory, which may have contained a private key or a password: no type of ours
// can reach the buffers of the libraries for HTTP and TLS.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The certificates of Redis Enterprise Software clusters: what's wrong with them, and when they
/// expire. Never shows or keeps a private key.
#[derive(Parser)]
#[command(
    name = "certdeck",
    version,
    after_help = "Examples:
  certdeck check --cluster https://cluster.example.com:9443 --ca ca.pem
  certdeck diff audit-2026-01.json audit-2026-07.json
  certdeck inspect certificate.pem

certdeck COMMAND --help shows more."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of tables and messages [default: the environment's]
    #[arg(long, global = true, value_name = "TAG", value_parser = language::TAGS, display_order = 100)]
    language: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    Check(Box<check::Check>),
    Diff(diff::Diff),
    Inspect(inspect::Inspect),
    Serve(serve::Serve),
    Completions(completions::Completions),
    #[command(hide = true)]
    Manual(manual::Manual),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is no reason to report anything.
            let _ = error.print();
            // Clap's own code for errors, 2, means something else to Nagios.
            return if error.use_stderr() { Exit::Unknown } else { Exit::Fine }.into();
        }
    };
    language::choose(arguments.language.as_deref());
    let done = match arguments.command {
        Command::Check(check) => check.run(),
        Command::Diff(diff) => diff.run(),
        Command::Inspect(inspect) => inspect.run(),
        Command::Serve(serve) => serve.run(),
        Command::Completions(completions) => completions.run(Arguments::command()),
        Command::Manual(manual) => manual.run(Arguments::command()),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(why) => {
            why.lines().for_each(|line| eprintln!("certdeck: {line}"));
            Exit::Unknown.into()
        }
    }
}
