use cert_inventory::{KNOWN, Known, Presented, Replacement, Trust, Version, known};

use crate::support::inventory;

#[test]
fn known_names_are_consistent() {
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
    assert_eq!(names(|known| known.presented == Presented::ToServers), ["ldap_client"]);
    assert_eq!(names(|known| known.presented == Presented::InSaml), ["sso_service"]);
    let in_version = |version: Option<&str>| {
        let version = version.map(|text| Version::parse(text).unwrap());
        KNOWN.iter().filter(|known| known.is_in(version)).count()
    };
    let counts = [None, Some("100.0.6-1"), Some("8.0.6"), Some("8.0.5-99"), Some("7.8.3-9")];
    assert_eq!(counts.map(in_version), [11, 11, 11, 9, 8]);
}

#[test]
fn what_a_deletion_stops() {
    let stops = |name| known(name).unwrap().deletion_stops.unwrap().0;
    for (versions, names_it) in [
        (&["8.2.0-46"][..], false),
        (&["8.0.16-34"], false),
        (&["8.0.16-33"], true),
        (&["8.0.16-33", "8.2.0-46"], true),
        (&[], true),
    ] {
        let versions: Vec<_> = versions.iter().filter_map(|it| Version::parse(it)).collect();
        let stops = known("ldap_client").unwrap().stops(&versions).unwrap().0;
        assert_eq!(stops.contains("8.0.16-33"), names_it, "{versions:?}: {stops}");
    }
    for words in ["REST API", "node joins", "Active-Active", "nobody can sign in", "rladmin"] {
        assert!(stops("mtls_trusted_ca").contains(words), "{words}");
    }
    for name in ["sso_service", "sso_issuer"] {
        assert!(
            stops(name).contains("Turn it off first")
                && stops(name).contains("enforce_control_plane")
        );
    }
    let all = KNOWN.iter().filter_map(|known| known.deletion_stops);
    assert!(all.map(|stops| stops.0).all(|stops| !stops.ends_with('.')));
}

#[test]
fn slots_without_an_entry_are_empty() {
    let inventory = inventory(&[("cm_key", "x"), ("sso_issuer_cert", "x"), ("other_cert", "x")]);
    let empty: Vec<&str> = inventory.empty_slots().map(|known| known.name).collect();
    assert_eq!(empty.len(), 9);
    assert!(!empty.contains(&"cm") && !empty.contains(&"sso_issuer"));
}
