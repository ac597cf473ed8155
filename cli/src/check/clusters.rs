//! Reads clusters side by side: one that doesn't respond delays no other.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Instant;

use cert_inventory::{AlertDays, Inventory};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Check;
use crate::cluster::address::Address;
use crate::cluster::client::Client;
use crate::cluster::credentials::Credentials;
use crate::cluster::failure::Failure;
use crate::cluster::identity::Identity;
use crate::cluster::target::Target;
use crate::cluster::trust::Trust;
use crate::config;
use crate::progress::Progress;
use crate::report::{List, Report};

/// The most clusters that are read at once: each list may take megabytes.
const MOST_AT_ONCE: usize = 16;

/// A cluster, and how to sign in.
struct Source {
    target: Target,
    credentials: Option<Arc<Credentials>>,
}

/// Checks every cluster in the arguments or the file, in their order.
pub fn check(check: Check) -> Result<Vec<Report>, String> {
    let sources = sources(&check)?;
    let names: BTreeSet<&str> =
        sources.iter().map(|one| one.target.address.name.as_str()).collect();
    if names.len() < sources.len() {
        return Err(
            "two clusters have the same name: give each its own, as NAME=URL or in the file"
                .to_owned(),
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("can't start: {error}"))?;
    let mut progress = Progress::of(sources.len());
    let check = Arc::new(check);
    let places = Arc::new(Semaphore::new(MOST_AT_ONCE));
    let mut reports = Vec::new();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for (index, source) in sources.into_iter().enumerate() {
            let (check, places) = (Arc::clone(&check), Arc::clone(&places));
            tasks.spawn(async move {
                let _place = places.acquire().await;
                (index, check.check_cluster(&source).await)
            });
        }
        while let Some(done) = tasks.join_next().await {
            // No cluster may be missing from the output.
            reports.push(done.unwrap_or_else(|panic| resume_unwind(panic.into_panic())));
            progress.advance();
        }
    });
    reports.sort_by_key(|(index, _)| *index);
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}

fn sources(check: &Check) -> Result<Vec<Source>, String> {
    if let Some(file) = &check.config {
        let (mut sources, mut wrong) = (Vec::new(), Vec::new());
        for cluster in config::read(file)? {
            match cluster.credentials() {
                Ok(credentials) => sources.push(Source {
                    target: cluster.target,
                    credentials: credentials.map(Arc::new),
                }),
                Err(why) => wrong.push(format!("{}: {why}", cluster.target.address.name)),
            }
        }
        return if wrong.is_empty() { Ok(sources) } else { Err(wrong.join("\n")) };
    }
    let addresses = check.cluster.iter().map(|text| Address::parse(text));
    let addresses: Vec<_> =
        addresses.collect::<Result<_, _>>().map_err(|why| format!("--cluster: {why}"))?;
    let trust = Trust::new(check.ca.as_deref(), &check.pin)?;
    let identity = check.client_certificate.as_deref().zip(check.client_key.as_deref());
    let identity =
        identity.map(|(certificate, key)| Identity::read(certificate, key)).transpose()?;
    let credentials = Credentials::find(None, check.password_file.as_deref())?.map(Arc::new);
    let source = |address| Source {
        target: Target { address, trust: trust.clone(), identity: identity.clone() },
        credentials: credentials.clone(),
    };
    Ok(addresses.into_iter().map(source).collect())
}

impl Check {
    async fn check_cluster(&self, source: &Source) -> Report {
        let start = Instant::now();
        let outcome = self.read_cluster(source).await;
        Report {
            source: source.target.address.name.clone(),
            duration: start.elapsed(),
            outcome: outcome.map_err(|failure| failure.message()),
        }
    }

    async fn read_cluster(&self, source: &Source) -> Result<List, Failure> {
        let credentials = source.credentials.as_deref();
        let client = Client::connect(&source.target, credentials, self.timeout).await?;
        if self.health {
            let report = client.health().await?;
            let thresholds = self.thresholds(AlertDays::default());
            return Ok(List::of_health(&report, &self.only, self.time(), &thresholds));
        }
        let inventory = Inventory::read(client.certificates().await?)?;
        Ok(self.judge(&inventory, &[], &client.facts().await))
    }
}
