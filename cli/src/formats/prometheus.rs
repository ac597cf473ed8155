//! Prometheus's text format, for the node exporter's textfile collector.
//!
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>

use std::collections::BTreeMap;

use cert_inventory::{Timestamp, Verdict};

use crate::report::{Kind, List, Report, Row};

/// Names that get time series of their own, of each cluster: a hostile list must not create any
/// number of them. The worst come first, and `certdeck_certificates` counts all.
const MOST_NAMES: usize = 200;

/// Writes every metric with the samples of all reports.
pub fn write(reports: &[Report]) -> String {
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, samples: Vec<Sample>| {
        if samples.is_empty() {
            return;
        }
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
        for Sample { labels, value } in samples {
            text.push_str(&format!("{name}{{{}}} {value}\n", labels.join(",")));
        }
    };
    let lists = || {
        let read = |report| Some((report, Report::list(report)?));
        reports.iter().filter_map(read)
    };
    gauge(
        "certdeck_up",
        "Whether the certificates could be read.",
        reports
            .iter()
            .map(|report| sample(report, &[], i64::from(report.outcome.is_ok())))
            .collect(),
    );
    gauge(
        "certdeck_check_duration_seconds",
        "How long reading and checking took.",
        reports
            .iter()
            .map(|report| sample(report, &[], format!("{:.3}", report.duration.as_secs_f64())))
            .collect(),
    );
    gauge(
        "certdeck_certificates",
        "Certificates, missing ones and the license among them, by verdict.",
        lists()
            .flat_map(|(report, list)| {
                Verdict::ALL.map(|verdict| {
                    sample(report, &[("verdict", verdict.id())], list.count(verdict))
                })
            })
            .collect(),
    );
    let of_names = |value: &dyn Fn(&Row) -> Option<String>| -> Vec<Sample> {
        let each = lists().flat_map(|(report, list)| names(list).map(move |row| (report, row)));
        each.filter_map(|(report, row)| Some(sample(report, &[("name", &row.name)], value(row)?)))
            .collect()
    };
    gauge(
        "certdeck_certificate_not_before_timestamp_seconds",
        "When the certificate becomes valid; of a chain, the one whose dates are worst.",
        of_names(&|row| row.not_before.map(seconds)),
    );
    gauge(
        "certdeck_certificate_not_after_timestamp_seconds",
        "When the certificate expires; of a chain, the one whose dates are worst.",
        of_names(&|row| row.not_after.map(seconds)),
    );
    gauge(
        "certdeck_certificate_key_matches",
        "Whether the private key matches the certificate, where that is known.",
        of_names(&|row| row.key_matches.map(|matches| i64::from(matches).to_string())),
    );
    gauge(
        "certdeck_findings",
        "Certificates that break a rule, by rule and severity.",
        lists().flat_map(|(report, list)| findings(report, list)).collect(),
    );
    gauge(
        "certdeck_license_not_after_timestamp_seconds",
        "When the cluster's license expires.",
        lists()
            .filter_map(|(report, list)| {
                let license = list.rows.iter().find(|row| row.kind == Kind::License)?;
                Some(sample(report, &[], seconds(license.not_after?)))
            })
            .collect(),
    );
    text
}

struct Sample {
    labels: Vec<String>,
    value: String,
}

fn sample(report: &Report, labels: &[(&str, &str)], value: impl ToString) -> Sample {
    let all = [("cluster", report.source.as_str())];
    let labels = all.iter().chain(labels);
    let labels = labels.map(|(name, value)| format!("{name}=\"{}\"", escaped(value)));
    Sample { labels: labels.collect(), value: value.to_string() }
}

fn names(list: &List) -> impl Iterator<Item = &Row> {
    list.rows.iter().filter(|row| row.kind == Kind::Certificate).take(MOST_NAMES)
}

fn findings(report: &Report, list: &List) -> Vec<Sample> {
    let mut counts = BTreeMap::new();
    for finding in list.rows.iter().flat_map(|row| &row.findings) {
        *counts.entry((finding.rule.id(), finding.severity.id())).or_insert(0_u32) += 1;
    }
    let of = |((rule, severity), count)| {
        sample(report, &[("rule", rule), ("severity", severity)], count)
    };
    counts.into_iter().map(of).collect()
}

fn seconds(time: Timestamp) -> String {
    time.0.to_string()
}

/// A label's value, as verbatim as the format allows: two names must not become one.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
