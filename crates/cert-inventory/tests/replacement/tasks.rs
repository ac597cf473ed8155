//! What has to be done around a replacement, by name.

use cert_inventory::{KNOWN, Task, tasks};

use crate::chains::{Chain, FQDN};

fn of(name: &str, fqdn: &str) -> Vec<Task> {
    tasks(&Chain::good().item(name), Some(fqdn))
}

/// IDs; those before are in parentheses.
fn ids(tasks: &[Task]) -> Vec<String> {
    let id =
        |task: &Task| if task.is_before { format!("({})", task.id) } else { task.id.to_owned() };
    tasks.iter().map(id).collect()
}

#[test]
fn each_name_has_its_list() {
    let rows: &[(&str, &[&str])] = &[
        ("api", &["(pinned-proxies)", "verify"]),
        ("cm", &["verify"]),
        ("proxy", &["active-active", "replica-destinations", "reconnect", "verify"]),
        ("syncer", &["(source-databases)", "active-active"]),
        ("metrics_exporter", &["verify"]),
        ("ccs_internode_encryption", &[]),
        ("data_internode_encryption", &[]),
        ("ldap_client", &[]),
        ("mtls_trusted_ca", &["(add-beside-old)"]),
        ("sso_service", &["identity-provider"]),
        ("sso_issuer", &[]),
        ("other", &[]),
    ];
    assert_eq!(rows.len(), KNOWN.len() + 1);
    for (name, expected) in rows {
        assert_eq!(ids(&of(name, FQDN)), *expected, "{name}");
    }
}

#[test]
fn the_operator_does_some_of_it() {
    let tasks = of("proxy", "rec.ns.svc.cluster.local");
    let expected = ["(operator)", "active-active", "replica-destinations", "reconnect", "verify"];
    assert_eq!(ids(&tasks), expected);
    assert_eq!(tasks[1].command, None);
    assert!(tasks[1].what.to_string().contains("the operator updates"));
    assert_eq!(ids(&of("mtls_trusted_ca", "rec.ns.svc.cluster.local")), ["(add-beside-old)"]);
}

#[test]
fn commands_are_complete() {
    let tasks = of("proxy", FQDN);
    let active = tasks[0].command.as_ref().unwrap();
    assert_eq!(active.text, "crdb-cli crdb update --crdb-guid GUID --force");
    let placeholders = cert_inventory::commands::placeholders(std::slice::from_ref(active));
    assert_eq!(placeholders[0].0, "GUID");
    let of_api = of("api", FQDN);
    let verify = of_api.last().unwrap().command.as_ref().unwrap();
    assert!(
        verify.text.contains("openssl s_client")
            && verify.text.contains("cluster.example.com:9443")
    );
}
