//! Whether a health report and a list describe the same certificates.

use cert_inventory::HealthReport;

use crate::support::{inventory, named};

#[test]
fn a_report_agrees_with_a_list_that_has_the_same_ends() {
    let (early, late) = (named("a", (2027, 1, 1)), named("b", (2028, 1, 1)));
    let list = inventory(&[("api_cert", &late), ("cm_cert", &early), ("proxy_key", "none")]);
    for (ends, agrees) in [
        (&["2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"][..], true),
        (&["2028-01-01T00:00:00Z", "2027-01-01T00:00:00Z"], true),
        (&["2027-01-01T00:00:01Z", "2028-01-01T00:00:00Z"], false),
        (&["2027-01-01T00:00:00Z"], false),
        (&["2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", "2028-01-01T00:00:00Z"], false),
        (&["2027-01-01T00:00:00Z", "soon"], false),
    ] {
        // The words for the types are not documented.
        let rows: Vec<_> = ends
            .iter()
            .map(|end| serde_json::json!({ "type": "some", "valid_until": end }))
            .collect();
        let report = serde_json::json!({ "certificates": rows }).to_string();
        let report = HealthReport::read(report.as_bytes()).unwrap();
        assert_eq!(report.agrees_with(&list), agrees, "{ends:?}");
    }
}
