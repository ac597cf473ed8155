//! `demo`: starts the simulated cluster and prints its URL and users.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use demo::{Error, Identity, Options, Running, Seed, users::USERS};

/// A simulated cluster that serves the panel, on 127.0.0.1 only.
#[derive(Parser)]
struct Arguments {
    /// The port; 0 for any free port
    #[arg(long, default_value_t = 4380)]
    port: u16,
    /// The certificates: one of each problem, or those of a cluster as installed
    #[arg(long, value_enum, default_value_t)]
    seed: Seed,
    /// The version of every node, which decides the requests and rules that the cluster has
    #[arg(long, value_name = "VERSION", value_parser = version)]
    cluster_version: Option<String>,
    /// Use HTTPS with a new self-signed certificate
    #[arg(long)]
    tls: bool,
    /// Use HTTPS with this certificate, and its chain, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// The built panel
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// Treat every request as the administrator's
    #[arg(long)]
    no_sign_in: bool,
    /// Reject usernames and passwords; accept only tokens
    #[arg(long)]
    no_basic: bool,
    /// The maximum token lifetime in seconds, whatever is requested
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    token_seconds: Option<u32>,
    /// Allow pages of this origin to call the API; repeatable
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// Allow the page to call this origin's API, too; repeatable
    #[arg(long, value_name = "ORIGIN")]
    connect_src: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A version as a cluster writes it: `8.0.20-68`; the build may be left out.
fn version(text: &str) -> Result<String, &'static str> {
    let numbers: Vec<_> = text.split(['.', '-']).collect();
    let is_number = |part: &&str| part.parse::<u32>().is_ok();
    let is_version = (2..=4).contains(&numbers.len()) && numbers.iter().all(is_number);
    is_version.then(|| text.to_owned()).ok_or("use a version such as 8.0.20-68")
}

async fn run(arguments: Arguments) -> Result<(), Error> {
    let running = demo::start(Options {
        port: arguments.port,
        seed: arguments.seed,
        version: arguments.cluster_version.clone(),
        tls: arguments.tls,
        tls_identity: tls_identity(&arguments)?,
        dist: Some(arguments.dist.clone()),
        no_sign_in: arguments.no_sign_in,
        no_basic: arguments.no_basic,
        token_seconds: arguments.token_seconds,
        allow_origins: arguments.allow_origin.clone(),
        connect_src: arguments.connect_src.clone(),
    })
    .await?;
    print_address_and_users(&running, &arguments)?;
    wait_for_shutdown().await?;
    Ok(())
}

fn tls_identity(arguments: &Arguments) -> Result<Option<Identity>, Error> {
    let (Some(certificate), Some(key)) = (&arguments.tls_certificate, &arguments.tls_key) else {
        return Ok(None);
    };
    let read = |file: &PathBuf| {
        fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
    };
    Ok(Some(Identity { certificate: read(certificate)?, key: read(key)? }))
}

fn print_address_and_users(running: &Running, arguments: &Arguments) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", running.url())?;
    if arguments.no_basic {
        writeln!(out, "password sign-in is disabled")?;
    }
    if arguments.no_sign_in {
        writeln!(out, "every request is treated as the administrator's")?;
    } else {
        writeln!(out, "{:<21}{:<14}{:<16}access", "username", "password", "role")?;
        for user in &USERS {
            let (name, password) = (user.name, user.password);
            let (role, summary) = (user.role.name(), user.summary());
            writeln!(out, "{name:<21}{password:<14}{role:<16}{summary}")?;
        }
    }
    out.flush()
}

/// Waits for Ctrl-C or a termination signal, so that the nodes' folders are removed in either case.
async fn wait_for_shutdown() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
