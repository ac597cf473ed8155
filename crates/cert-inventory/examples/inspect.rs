//! Prints the facts of a list of certificates as JSON, to check them without a browser: `cargo run
//! -q -p cert-inventory --example inspect < BODY`. Verifies signatures, as the browser does for the
//! panel. The same as `certdeck inspect`, without the packages that a command line needs.
//!
//! Standard input is the body of `GET v1/cluster/certificates`, or PEM text. `--now` sets the time
//! in RFC 3339, `--fqdn` the cluster's name. Exit codes: 0; 1 if the body can't be read (see
//! `errors`); 2 for invalid arguments.

use std::io::Read as _;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cert_inventory::export::{Extent, json, json_of_error};
use cert_inventory::{Context, Inventory, SignatureResults, Thresholds, Timestamp};
use signature_verifier::check_signatures;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(wrong) => {
            eprintln!("inspect: {wrong}\nusage: inspect [--now RFC3339] [--fqdn NAME] < BODY");
            return ExitCode::from(2);
        }
    };
    let mut input = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut input) {
        eprintln!("inspect: standard input can't be read: {error}");
        return ExitCode::from(2);
    }
    let (text, code) = match Inventory::read_any(input) {
        Ok((inventory, problems)) => {
            let signatures = check_signatures(inventory.iter());
            let context = arguments.context(&signatures);
            (json(inventory.iter(), &problems, Extent::Whole, &context), ExitCode::SUCCESS)
        }
        Err(error) => (json_of_error(&error), ExitCode::FAILURE),
    };
    println!("{text}");
    code
}

struct Arguments {
    now: Timestamp,
    fqdn: Option<String>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut now, mut fqdn) = (None, None);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--now" => {
                    let text = value()?;
                    let instant = Timestamp::parse_rfc3339(&text);
                    now = Some(instant.ok_or_else(|| format!("{text} is not an RFC 3339 time"))?);
                }
                "--fqdn" => fqdn = Some(value()?),
                _ => return Err(format!("{word} is not an option")),
            }
        }
        Ok(Self { now: now.map_or_else(clock, Ok)?, fqdn })
    }

    fn context<'a>(&'a self, signatures: &'a SignatureResults) -> Context<'a> {
        let thresholds = Thresholds::default();
        Context {
            now: self.now,
            fqdn: self.fqdn.as_deref(),
            thresholds,
            versions: &[],
            license: None,
            signatures,
        }
    }
}

fn clock() -> Result<Timestamp, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?;
    i64::try_from(since.as_secs()).map(Timestamp).map_err(|error| error.to_string())
}
