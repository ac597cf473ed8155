use cert_inventory::{KNOWN, Known, Replacement, Trust, known};

use crate::support::inventory;

#[test]
fn the_table_agrees_with_itself() {
    for entry in &KNOWN {
        let same_name = KNOWN.iter().filter(|other| other.name == entry.name);
        assert_eq!(same_name.count(), 1, "{}", entry.name);
        assert_eq!(known(entry.name), Some(entry));
        assert_eq!(entry.required, entry.deletion_stops.is_none(), "{}", entry.name);
        let by_api_only = entry.replacement == Replacement::RestApi;
        assert_eq!(entry.required, !by_api_only, "{}", entry.name);
        assert_eq!(entry.has_key, entry.trust.is_none(), "{}", entry.name);
    }
    assert_eq!(known("api_cert"), None);
    assert_eq!(known("API"), None);
    assert_eq!(known("ap"), None);
    assert_eq!(known(""), None);
    let names = |holds: fn(&Known) -> bool| -> Vec<&str> {
        KNOWN.iter().filter(|known| holds(known)).map(|known| known.name).collect()
    };
    assert_eq!(
        names(|known| !known.required),
        ["ldap_client", "mtls_trusted_ca", "sso_service", "sso_issuer"]
    );
    let servers = ["api", "cm", "proxy", "syncer", "metrics_exporter"];
    assert_eq!(names(|known| known.replacement == Replacement::Rladmin), servers);
    assert_eq!(names(|known| known.cluster_names), servers);
    assert_eq!(
        names(|known| known.replacement == Replacement::Rotation),
        ["ccs_internode_encryption", "data_internode_encryption"]
    );
    assert_eq!(names(|known| known.trust == Some(Trust::ClientCas)), ["mtls_trusted_ca"]);
    assert_eq!(names(|known| known.trust == Some(Trust::IdentityProvider)), ["sso_issuer"]);
    assert_eq!(names(|known| !known.server_auth), ["ldap_client"]);
    assert_eq!(names(|known| known.serves_api), ["api"]);
}

#[test]
fn slots_without_an_entry_are_empty() {
    let inventory = inventory(&[("cm_key", "x"), ("sso_issuer_cert", "x"), ("other_cert", "x")]);
    let empty: Vec<&str> = inventory.empty_slots().map(|known| known.name).collect();
    assert_eq!(empty.len(), 9);
    assert!(!empty.contains(&"cm") && !empty.contains(&"sso_issuer"));
}
