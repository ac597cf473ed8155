//! JSON: the core's export of each list.

use cert_inventory::export::{CLUSTERS_FORMAT, FORMAT, FORMAT_VERSION};
use serde_json::{Value, json};

use crate::report::Report;

/// Writes one list as it is, and several as members of `clusters`, each with its name.
pub fn write(reports: &[Report]) -> String {
    match reports {
        [report] => document(report) + "\n",
        _ => {
            let members = reports.iter().map(|report| {
                let name = Value::from(report.source.as_str());
                format!("{{\"name\": {name}, \"list\": {}}}", document(report))
            });
            let members: Vec<_> = members.collect();
            format!(
                "{{\"format\": \"{CLUSTERS_FORMAT}\", \"format_version\": 1, \"clusters\": [\n{}\n]}}\n",
                members.join(",\n")
            )
        }
    }
}

/// A list; one that couldn't be read has no certificates, and one error without an entry.
fn document(report: &Report) -> String {
    match &report.outcome {
        Ok(list) => list.json.clone(),
        Err(why) => {
            let document = json!({
                "format": FORMAT,
                "format_version": FORMAT_VERSION,
                "certificates": [],
                "errors": [{ "entry": null, "problem": why.to_string() }],
            });
            format!("{document:#}")
        }
    }
}
