use cert_inventory::export::{Extent, json};
use serde_json::{Value, json};

use super::{chains, context, with_facts};
use crate::support::{fixture, inventory};

fn exported(context: &cert_inventory::Context<'_>) -> Value {
    serde_json::from_str(&json(chains().iter(), &[], Extent::Whole, context)).unwrap()
}

#[test]
fn a_file_names_its_cluster_and_time() {
    let file = exported(&with_facts());
    assert_eq!(file["time"], "2026-11-23T20:00:00Z");
    assert_eq!(
        file["cluster"],
        json!({
            "name": "cluster.example.com",
            "versions": ["8.0.16-33", "8.2.0-46"],
            "license": {
                "not_before": "2026-08-20T00:00:00Z",
                "not_after": "2026-11-28T00:00:00Z",
                "status": "critical",
                "percent_left": 4,
            },
        })
    );
    let unknown = exported(&cert_inventory::Context { fqdn: None, ..context() });
    assert_eq!(unknown["cluster"], json!({ "name": null, "versions": [], "license": null }));
}

#[test]
fn certificates_have_their_usages_and_what_is_left() {
    let file = exported(&context());
    let [leaf, root] = [0, 1].map(|index| &file["certificates"][0]["chain"][index]);
    let both = ["TLS Web Server Authentication", "TLS Web Client Authentication"];
    assert_eq!(leaf["extended_key_usage"], json!(both));
    assert_eq!(leaf["percent_left"], 51);
    assert_eq!(root["extended_key_usage"], Value::Null);
}

/// Each with all others would take the square of their number.
#[test]
fn names_that_share_a_key_are_named_to_a_limit() {
    let key = fixture("p256.pkcs8.pem");
    for count in [21, 22, 300] {
        let names: Vec<String> = (0..count).map(|at| format!("n{at:03}")).collect();
        let entries: Vec<_> = names.iter().map(|name| (format!("{name}_key"), &*key)).collect();
        let entries: Vec<_> = entries.iter().map(|(name, key)| (name.as_str(), *key)).collect();
        let inventory = inventory(&entries);
        let text = json(inventory.iter(), &[], Extent::Whole, &context());
        let written: Value = serde_json::from_str(&text).unwrap();
        let facts = &written["certificates"][5]["key"];
        assert_eq!(facts["reused_by"].as_array().unwrap().len(), 20);
        let (more, all) = match count {
            21 => (Value::Null, Value::Null),
            _ => (json!(count - 21), json!([names])),
        };
        assert_eq!((&facts["reused_by_more"], &written["shared_keys"]), (&more, &all));
    }
}
