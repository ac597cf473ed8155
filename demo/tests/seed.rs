//! The initial certificates, read by an independent decoder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use demo::Seed;
use time::{Duration, OffsetDateTime};
use x509_parser::pem::Pem;

const SERVERS: [&str; 5] = ["api", "cm", "metrics_exporter", "proxy", "syncer"];
const INTERNODE: [&str; 2] = ["ccs_internode_encryption", "data_internode_encryption"];

#[test]
fn the_factory_seed_matches_a_real_clusters_certificates() {
    let now = OffsetDateTime::now_utc();
    let entries = Seed::Factory.entries(now).unwrap();
    assert_eq!(entries.len(), 2 * (SERVERS.len() + INTERNODE.len()));
    let mut keys = std::collections::BTreeSet::new();
    for name in SERVERS.into_iter().chain(INTERNODE) {
        assert!(entries[&format!("{name}_key")].contains("PRIVATE KEY"), "{name}");
        let blocks = Pem::iter_from_buffer(entries[&format!("{name}_cert")].as_bytes());
        let blocks: Vec<Pem> = blocks.map(Result::unwrap).collect();
        assert_eq!(blocks.len(), 1, "{name}");
        let certificate = blocks[0].parse_x509().unwrap();
        let days = |time: x509_parser::time::ASN1Time| time.to_datetime() - now;
        let is_internode = INTERNODE.contains(&name);
        let left = days(certificate.validity.not_after);
        assert_eq!(left.whole_days(), if is_internode { 88 } else { 363 }, "{name}");
        assert!(days(certificate.validity.not_before) < Duration::ZERO);
        let is_self_signed = certificate.verify_signature(None).is_ok();
        assert_eq!(is_self_signed, !is_internode, "{name}");
        assert_eq!(certificate.public_key().parsed().unwrap().key_size(), 4096, "{name}");
        assert_eq!(certificate.serial == 1u32.into(), !is_internode, "{name}");
        let sans = certificate.subject_alternative_name().unwrap().unwrap();
        let sans: Vec<String> = sans.value.general_names.iter().map(ToString::to_string).collect();
        assert_eq!(sans, ["DNSName(cluster.example.com)", "DNSName(*.cluster.example.com)"]);
        let usage = certificate.extended_key_usage().unwrap().unwrap().value;
        assert!(usage.server_auth && usage.client_auth);
        assert!(certificate.key_usage().unwrap().is_none());
        keys.insert(certificate.public_key().raw.to_vec());
    }
    assert_eq!(keys.len(), 7, "no key twice");
}

#[tokio::test]
async fn a_demo_starts_with_the_seed_that_was_chosen() {
    let options = demo::Options { seed: Seed::Factory, ..demo::Options::default() };
    let demo = demo::start(options).await.unwrap();
    let url = format!("{}v1/cluster/certificates", demo.url());
    let response =
        reqwest::Client::new().get(url).basic_auth("admin@example.com", Some("demo-admin"));
    let entries: serde_json::Value = response.send().await.unwrap().json().await.unwrap();
    assert_eq!(entries.as_object().unwrap().len(), 14);
}
