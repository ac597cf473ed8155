//! `certdeck check`: what the panel would find, for cron, CI, Nagios, and Prometheus.

mod clusters;

use std::path::{Path, PathBuf};
use std::time::Instant;

use cert_inventory::{
    AlertDays, Context, Inventory, Problem, SignatureResults, Thresholds, Timestamp, visible,
};
use clap::{ArgGroup, Args};
use signature_verifier::check_signatures;

use crate::cluster::client::Facts;
use crate::cluster::trust::Fingerprint;
use crate::exit::Exit;
use crate::formats::{Format, format};
use crate::report::{FailOn, List, Report};
use crate::table::terminal_width;
use crate::{clock, input, output};

/// Check certificates, and report what's wrong and what expires
///
/// Reads a cluster, several of them side by side, or a file. Exits with 0 if all is fine, 1 for
/// warnings, 2 for errors and for what has expired or expires within the critical days, and 3 if
/// something couldn't be read and nothing else is that bad.
///
/// The username is in CERTDECK_USER, and the password in CERTDECK_PASSWORD or a file: an argument
/// could be read by other users of this machine.
#[derive(Args, Clone)]
#[command(
    group(ArgGroup::new("what").required(true).args(["cluster", "config", "file"])),
    after_help = "Examples:
  export CERTDECK_USER=monitor@example.com CERTDECK_PASSWORD
  certdeck check --cluster https://cluster.example.com:9443 --ca ca.pem
  certdeck check --cluster east=https://10.0.0.1:9443 --cluster west=https://10.1.0.1:9443
  certdeck check --config /etc/certdeck/clusters.toml \\
    --format prometheus --output /var/lib/prometheus/node-exporter/certdeck.prom
  certdeck check body.json --format markdown

The file for --config has a table for each cluster. Only url is required; files are relative to its
folder:
  [[cluster]]
  name = \"east\"
  url = \"https://10.0.0.1:9443\"
  ca = \"east-ca.pem\"                  # or pin = \"SHA256\"
  username = \"monitor@example.com\"    # else CERTDECK_USER
  password_file = \"east-password\"     # else CERTDECK_PASSWORD
  client_certificate = \"client.pem\"   # if the cluster requires one
  client_key = \"client-key.pem\""
)]
pub struct Check {
    /// The body of GET v1/cluster/certificates, or PEM text; - for standard input
    #[arg(conflicts_with_all = ["ca", "pin", "password_file", "client_certificate", "health"])]
    file: Option<PathBuf>,
    // Parsed later: clap would repeat a password in it.
    /// A cluster's address; repeatable
    #[arg(long, value_name = "[NAME=]URL")]
    cluster: Vec<String>,
    /// The file that lists clusters, in TOML
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ca", "pin", "password_file", "client_certificate"])]
    config: Option<PathBuf>,
    /// Trust this CA, in PEM, instead of the computer's
    #[arg(long, value_name = "FILE", conflicts_with = "pin")]
    ca: Option<PathBuf>,
    /// Trust the server certificate with this SHA-256, whatever its name and dates; repeatable
    #[arg(long, value_name = "SHA256", value_parser = Fingerprint::parse)]
    pin: Vec<Fingerprint>,
    /// The file with the password in its first line; - for standard input
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Present this certificate, in PEM, to the cluster
    #[arg(long, value_name = "FILE", requires = "client_key")]
    client_certificate: Option<PathBuf>,
    /// The private key of the client certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "client_certificate")]
    client_key: Option<PathBuf>,
    /// The limit of each request
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
    /// Read only the health report, which contains no private keys (version 8.0.16 and later)
    #[arg(long)]
    health: bool,
    /// Check only this name; repeatable
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Warn this many days before expiration [default: the cluster's own setting, or 45]
    #[arg(long, value_name = "DAYS")]
    warning_days: Option<u32>,
    /// From this many days on, it's an error
    #[arg(long, value_name = "DAYS", default_value_t = Thresholds::default().critical_days)]
    critical_days: u32,
    /// What makes the exit code other than 0
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write nothing if all is fine, for cron
    #[arg(long, conflicts_with = "output")]
    quiet: bool,
    /// Write to this file, replacing it at one stroke
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The time to judge by [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    now: Option<Timestamp>,
    /// The cluster's name, for a file
    #[arg(long, value_name = "NAME", conflicts_with_all = ["cluster", "config"])]
    fqdn: Option<String>,
}

impl Check {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        let reports = match &self.file {
            Some(file) => vec![self.check_file(file)?],
            None => clusters::check(self.clone())?,
        };
        let exits = reports.iter().map(|report| report.exit(self.fail_on));
        let exit = exits.fold(Exit::Fine, Exit::and);
        if self.quiet && exit == Exit::Fine {
            return Ok(exit);
        }
        let width = terminal_width().filter(|_| self.output.is_none());
        output::write(&format(self.format, &reports, self.fail_on, width), self.output.as_deref())?;
        Ok(exit)
    }

    fn check_file(&self, file: &Path) -> Result<Report, String> {
        let start = Instant::now();
        let bytes = input::read_whole(file)?;
        let facts = Facts { name: self.fqdn.clone(), ..Facts::default() };
        let outcome = Inventory::read_any(bytes);
        let outcome =
            outcome.map(|(inventory, problems)| self.judge(&inventory, &problems, &facts));
        Ok(Report {
            source: visible(&input::name(file)).into_owned(),
            duration: start.elapsed(),
            outcome: outcome.map_err(|error| error.message()),
        })
    }

    fn judge(&self, inventory: &Inventory, problems: &[Problem], facts: &Facts) -> List {
        let signatures: &SignatureResults = &check_signatures(inventory.iter());
        let context = Context {
            now: self.time(),
            fqdn: facts.name.as_deref(),
            versions: &facts.versions,
            license: facts.license,
            thresholds: self.thresholds(facts.alert_days),
            signatures,
        };
        List::of(inventory, problems, &self.only, &context)
    }

    /// The days in the arguments, else the cluster's own. The license has its own in any case.
    fn thresholds(&self, cluster: AlertDays) -> Thresholds {
        let own = Thresholds { critical_days: self.critical_days, ..Thresholds::default() };
        match self.warning_days {
            Some(warning_days) => {
                let cluster = AlertDays { license: cluster.license, ..AlertDays::default() };
                cluster.over(Thresholds { warning_days, ..own })
            }
            None => cluster.over(own),
        }
    }

    fn time(&self) -> Timestamp {
        self.now.unwrap_or_else(clock::now)
    }
}
