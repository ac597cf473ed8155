//! Prints what a list of certificates tells, as JSON, so that every fact can be checked without a
//! browser: `cargo run -q -p cert-inventory --example inspect < BODY`.
//!
//! Standard input is the body of `GET v1/cluster/certificates`, or PEM text. `--now` sets the
//! instant in RFC 3339, `--fqdn` the cluster's name. Exit codes: 0, 1 when the body can't be read
//! (then `errors` says why), 2 for a wrong call.

use std::io::Read as _;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cert_inventory::{
    Body, Certificate, Context, Inventory, Item, KeyKind, KeyMatch, Problem, Thresholds, Timestamp,
    Unchecked, findings, hex,
};
use serde_json::{Value, json};

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
    let (items, errors, code) = match read(&input) {
        Ok((inventory, problems)) => {
            let own = inventory.items.iter().flat_map(|item| &item.problems);
            let errors = problems.iter().chain(own).map(problem).collect();
            (inventory.items, errors, ExitCode::SUCCESS)
        }
        Err(error) => (Vec::new(), vec![error], ExitCode::FAILURE),
    };
    let certificates: Vec<Value> = items.iter().map(|found| item(found, &arguments)).collect();
    println!("{:#}", json!({ "certificates": certificates, "errors": errors }));
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
}

fn clock() -> Result<Timestamp, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?;
    i64::try_from(since.as_secs()).map(Timestamp).map_err(|error| error.to_string())
}

/// PEM text when there is a block and no JSON value before it.
fn read(input: &[u8]) -> Result<(Inventory, Vec<Problem>), Value> {
    let text = String::from_utf8_lossy(input);
    let starts_as_json =
        text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"']);
    if !starts_as_json && text.contains("-----BEGIN ") {
        return Ok(Inventory::from_pem(&text));
    }
    let mut body = Body::new();
    body.extend(input);
    let read = Inventory::read(body).map(|inventory| (inventory, Vec::new()));
    read.map_err(|error| json!({ "entry": null, "problem": error.to_string() }))
}

fn problem(problem: &Problem) -> Value {
    json!({ "entry": problem.entry, "problem": problem.to_string() })
}

fn item(item: &Item, arguments: &Arguments) -> Value {
    let thresholds = Thresholds::default();
    let context =
        Context { now: arguments.now, fqdn: arguments.fqdn.as_deref(), thresholds, forged: &[] };
    let findings: Vec<Value> = findings(item, &context)
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule.id(),
                "severity": finding.severity.word(),
                "meaning": finding.meaning,
                "remedy": finding.remedy,
            })
        })
        .collect();
    json!({
        "name": item.name,
        "status": item.expiry(arguments.now, &thresholds).word(),
        "chain": item.certificates.iter().map(certificate).collect::<Vec<_>>(),
        "key": key(item),
        "findings": findings,
    })
}

fn certificate(certificate: &Certificate) -> Value {
    let public_key = certificate.public_key.as_ref().ok();
    let sans: Vec<String> =
        certificate.sans().unwrap_or_default().iter().map(ToString::to_string).collect();
    json!({
        "version": certificate.version.ok(),
        "subject": text(&certificate.subject),
        "issuer": text(&certificate.issuer),
        "serial": text(&certificate.serial),
        "not_before": text(&certificate.not_before),
        "not_after": text(&certificate.not_after),
        "sans": sans,
        "key": public_key.map(|key| {
            with_curve(Some(&key.kind), json!({ "bits": key.bits, "spki_sha256": hex(&key.spki_sha256) }))
        }),
        "signature": certificate.signature.as_ref().ok().map(|signature| signature.name()),
        "sha256": hex(&certificate.sha256),
        "sha1": hex(&certificate.sha1),
        "ca": certificate.is_ca(),
    })
}

/// Null where no key is expected and there is none.
fn key(item: &Item) -> Value {
    if item.key_match == KeyMatch::NotExpected {
        return Value::Null;
    }
    let found = item.key.as_ref();
    let facts = json!({
        "bits": found.and_then(|key| key.bits),
        "match": matched(item.key_match),
        "reused_by": item.key_reused_by,
    });
    with_curve(found.and_then(|key| key.kind.as_ref()), facts)
}

fn with_curve(kind: Option<&KeyKind>, mut facts: Value) -> Value {
    facts["kind"] = kind.map(|kind| kind.name()).into();
    if let Some(curve) = kind.and_then(|kind| kind.curve()) {
        facts["curve"] = curve.into();
    }
    facts
}

fn matched(key_match: KeyMatch) -> &'static str {
    match key_match {
        KeyMatch::Matches => "matches",
        KeyMatch::DoesNotMatch => "does not match",
        KeyMatch::Missing => "missing",
        KeyMatch::CertificateMissing => "certificate missing",
        KeyMatch::CannotBeChecked(Unchecked::Encrypted) => "encrypted, can't be checked",
        KeyMatch::CannotBeChecked(_) => "can't be checked",
        KeyMatch::NotExpected => "not expected",
    }
}

fn text<T: ToString, E>(part: &Result<T, E>) -> Option<String> {
    part.as_ref().ok().map(ToString::to_string)
}
