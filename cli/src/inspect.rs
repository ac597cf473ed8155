//! `certdeck inspect`: the facts of a list, as JSON.

use std::path::PathBuf;

use cert_inventory::export::{Extent, json, json_of_error};
use cert_inventory::{Context, Inventory, Thresholds, Timestamp};
use clap::Args;
use signature_verifier::check_signatures;

use crate::exit::Exit;
use crate::{clock, input, output};

/// Print the facts of a list of certificates as JSON
///
/// Exits with 0; 1 if the list can't be read (see `errors`); 3 for invalid arguments.
#[derive(Args)]
#[command(after_help = "Examples:
  certdeck inspect body.json
  openssl s_client -connect HOST:9443 -showcerts </dev/null | certdeck inspect --fqdn HOST")]
pub struct Inspect {
    /// The body of GET v1/cluster/certificates, or PEM text; - for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The time to judge by [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    now: Option<Timestamp>,
    /// The cluster's name
    #[arg(long, value_name = "NAME")]
    fqdn: Option<String>,
}

impl Inspect {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        let (text, exit) = match Inventory::read_any(input::read_whole(&self.file)?) {
            Ok((inventory, problems)) => {
                let context = Context {
                    now: self.now.unwrap_or_else(clock::now),
                    fqdn: self.fqdn.as_deref(),
                    versions: &[],
                    license: None,
                    thresholds: Thresholds::default(),
                    signatures: &check_signatures(inventory.iter()),
                };
                (json(inventory.iter(), &problems, Extent::Whole, &context), Exit::Fine)
            }
            Err(error) => (json_of_error(&error), Exit::Warning),
        };
        output::write(&format!("{text}\n"), None)?;
        Ok(exit)
    }
}
