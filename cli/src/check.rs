//! `certdeck check`: what the panel would find, for cron, CI, Nagios, and Prometheus.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use cert_inventory::{
    AlertDays, Context, Inventory, Problem, SignatureResults, Thresholds, Timestamp, visible,
};
use clap::{ArgGroup, Args};
use signature_verifier::check_signatures;
use tokio::task::JoinSet;

use crate::cluster::address::Address;
use crate::cluster::client::{Client, Facts};
use crate::cluster::credentials::Credentials;
use crate::cluster::failure::Failure;
use crate::cluster::trust::{Fingerprint, Trust};
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
    group(ArgGroup::new("what").required(true).args(["cluster", "file"])),
    after_help = "Examples:
  export CERTDECK_USER=monitor@example.com CERTDECK_PASSWORD
  certdeck check --cluster https://cluster.example.com:9443 --ca ca.pem
  certdeck check --cluster east=https://10.0.0.1:9443 --cluster west=https://10.1.0.1:9443
  certdeck check body.json --format markdown
  certdeck check --cluster https://cluster.example.com:9443 --password-file /etc/certdeck/password \\
    --format prometheus --output /var/lib/prometheus/node-exporter/certdeck.prom"
)]
pub struct Check {
    /// The body of GET v1/cluster/certificates, or PEM text; - for standard input
    #[arg(conflicts_with_all = ["ca", "pin", "password_file", "health"])]
    file: Option<PathBuf>,
    // Parsed later: clap would repeat a password in it.
    /// A cluster's address; repeatable
    #[arg(long, value_name = "[NAME=]URL")]
    cluster: Vec<String>,
    /// Trust this CA, in PEM, instead of the computer's
    #[arg(long, value_name = "FILE", conflicts_with = "pin")]
    ca: Option<PathBuf>,
    /// Trust the server certificate with this SHA-256, whatever its name and dates; repeatable
    #[arg(long, value_name = "SHA256", value_parser = Fingerprint::parse)]
    pin: Vec<Fingerprint>,
    /// The file with the password in its first line; - for standard input
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
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
    /// Write to this file, replacing it at one stroke
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The time to judge by [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    now: Option<Timestamp>,
    /// The cluster's name, for a file
    #[arg(long, value_name = "NAME", conflicts_with = "cluster")]
    fqdn: Option<String>,
}

impl Check {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        let reports = match &self.file {
            Some(file) => vec![self.check_file(file)?],
            None => self.clone().check_clusters()?,
        };
        let width = terminal_width().filter(|_| self.output.is_none());
        output::write(&format(self.format, &reports, self.fail_on, width), self.output.as_deref())?;
        let exits = reports.iter().map(|report| report.exit(self.fail_on));
        Ok(exits.fold(Exit::Fine, Exit::and))
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
            outcome: outcome.map_err(|error| error.to_string()),
        })
    }

    /// Reads all clusters side by side: one that doesn't respond delays no other.
    fn check_clusters(self) -> Result<Vec<Report>, String> {
        let addresses = self.cluster.iter().map(|text| Address::parse(text));
        let addresses: Vec<_> =
            addresses.collect::<Result<_, _>>().map_err(|why| format!("--cluster: {why}"))?;
        let names: BTreeSet<&str> = addresses.iter().map(|one| one.name.as_str()).collect();
        if names.len() < addresses.len() {
            return Err("two clusters have the same name: give each one, as NAME=URL".to_owned());
        }
        let trust = Trust::new(self.ca.as_deref(), &self.pin)?;
        let credentials = Credentials::find(self.password_file.as_deref())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| format!("can't start: {error}"))?;
        let shared = Arc::new((self, trust, credentials));
        let mut reports = runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for (index, address) in addresses.into_iter().enumerate() {
                let shared = Arc::clone(&shared);
                tasks.spawn(async move {
                    let (check, trust, credentials) = &*shared;
                    (index, check.check_cluster(&address, trust, credentials.as_ref()).await)
                });
            }
            tasks.join_all().await
        });
        reports.sort_by_key(|(index, _)| *index);
        Ok(reports.into_iter().map(|(_, report)| report).collect())
    }

    async fn check_cluster(
        &self,
        address: &Address,
        trust: &Trust,
        credentials: Option<&Credentials>,
    ) -> Report {
        let start = Instant::now();
        let outcome = self.read_cluster(address, trust, credentials).await;
        Report {
            source: address.name.clone(),
            duration: start.elapsed(),
            outcome: outcome.map_err(|failure| failure.to_string()),
        }
    }

    async fn read_cluster(
        &self,
        address: &Address,
        trust: &Trust,
        credentials: Option<&Credentials>,
    ) -> Result<List, Failure> {
        let client = Client::connect(address, trust, credentials, self.timeout).await?;
        if self.health {
            let report = client.health().await?;
            let thresholds = self.thresholds(AlertDays::default());
            return Ok(List::of_health(&report, &self.only, self.time(), &thresholds));
        }
        let inventory = Inventory::read(client.certificates().await?)?;
        Ok(self.judge(&inventory, &[], &client.facts().await))
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
