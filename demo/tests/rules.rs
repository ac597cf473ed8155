//! The cluster's rules, called directly without HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    time::{Duration, SystemTime},
};

use demo::{
    cluster::{ChangeFault, Cluster, Entries, NODES, REQUIRED, Refusal, about::VERSION},
    session::{Denied, Sessions, check},
    users::{Permission, Role, USERS},
};

#[test]
fn a_deletion_removes_both_entries_from_the_store_and_every_node() {
    let mut cluster = cluster();
    assert_eq!(cluster.delete(Role::Admin, "ldap_client", None), Ok(()));
    let left = names(&["api_cert", "api_key", "sso_issuer_cert"]);
    assert_eq!(store(&cluster), left);
    assert_eq!(disks(&cluster), vec![left; NODES]);
}

#[test]
fn a_certificate_without_a_key_is_deleted_as_well() {
    let mut cluster = cluster();
    assert_eq!(cluster.delete(Role::Admin, "sso_issuer", None), Ok(()));
    assert!(!store(&cluster).contains("sso_issuer_cert"));
}

#[test]
fn what_is_required_or_unknown_is_refused_and_nothing_changes() {
    let mut cluster = cluster();
    let before = store(&cluster);
    for name in REQUIRED {
        // Required even if the cluster doesn't have it at the moment.
        let refused = cluster.delete(Role::Admin, name, None);
        assert_eq!(refused, Err(Refusal::Required), "{name}");
    }
    for name in ["nope", "", "ldap", "ldap_client_cert"] {
        let refused = cluster.delete(Role::Admin, name, None);
        assert_eq!(refused, Err(Refusal::NotFound), "{name:?}");
    }
    assert_eq!(store(&cluster), before);
    assert_eq!(disks(&cluster), vec![before; NODES]);
}

#[test]
fn the_role_is_checked_before_the_name() {
    let mut cluster = cluster();
    let lacking = Err(Refusal::NotPermitted(Permission::UpdateCluster));
    for role in [Role::ClusterViewer, Role::None] {
        for name in ["ldap_client", "api", "nope"] {
            assert_eq!(cluster.delete(role, name, None), lacking, "{role:?} {name}");
        }
    }
}

#[test]
fn every_viewer_gets_every_private_key() {
    let cluster = cluster();
    for role in [Role::Admin, Role::ClusterViewer] {
        assert!(cluster.certificates(role).unwrap().contains_key("api_key"));
    }
    assert_eq!(
        cluster.certificates(Role::None),
        Err(Refusal::NotPermitted(Permission::ViewClusterInfo))
    );
}

#[test]
fn a_node_that_refuses_leaves_the_name_half_deleted() {
    let mut cluster = cluster();
    let before = store(&cluster);
    let fault = Some(ChangeFault::SecondNode);
    assert_eq!(cluster.delete(Role::Admin, "ldap_client", fault), Err(Refusal::Disk(vec![2])));
    let after = names(&["api_cert", "api_key", "sso_issuer_cert"]);
    assert_eq!(store(&cluster), after);
    assert_eq!(disks(&cluster), [after.clone(), before, after]);
    // The store no longer has the name, so the second attempt finds nothing.
    assert_eq!(cluster.delete(Role::Admin, "ldap_client", None), Err(Refusal::NotFound));
}

#[test]
fn a_file_that_is_really_gone_is_an_error_on_its_node() {
    let mut cluster = cluster();
    let third = cluster.folders().nth(2).unwrap().to_owned();
    fs::remove_file(third.join("ldap_client_cert.pem")).unwrap();
    assert_eq!(cluster.delete(Role::Admin, "ldap_client", None), Err(Refusal::Disk(vec![3])));
    assert!(!third.join("ldap_client_key.pem").exists());
}

#[test]
fn a_store_that_refuses_changes_nothing() {
    let mut cluster = cluster();
    let before = store(&cluster);
    assert_eq!(
        cluster.delete(Role::Admin, "ldap_client", Some(ChangeFault::Store)),
        Err(Refusal::Store)
    );
    assert_eq!(store(&cluster), before);
    assert_eq!(disks(&cluster), vec![before; NODES]);
}

#[test]
fn a_reset_restores_store_and_nodes() {
    let mut cluster = cluster();
    let before = store(&cluster);
    let strange = Entries::from([("../a/ü_cert".to_owned(), "x".to_owned())]);
    cluster.add(strange).unwrap();
    assert!(store(&cluster).contains("../a/ü_cert"));
    assert!(disks(&cluster).iter().all(|disk| disk.len() == 6));
    let fault = Some(ChangeFault::SecondNode);
    cluster.delete(Role::Admin, "ldap_client", fault).unwrap_err();
    cluster.reset().unwrap();
    assert_eq!(store(&cluster), before);
    assert_eq!(disks(&cluster), vec![before; NODES]);
}

#[test]
fn the_folders_go_with_the_cluster() {
    let cluster = cluster();
    let folder = cluster.folders().next().unwrap().to_owned();
    assert!(folder.exists());
    drop(cluster);
    assert!(!folder.exists());
}

#[test]
fn a_token_ends_at_its_time() {
    let mut sessions = Sessions::default();
    let start = SystemTime::now();
    let token = sessions.open(&USERS[1], Duration::from_secs(10), start);
    let user_after = |seconds| sessions.user(&token, start + Duration::from_secs(seconds));
    assert_eq!(user_after(0), Some(&USERS[1]));
    assert_eq!(user_after(9), Some(&USERS[1]));
    assert_eq!(user_after(10), None);
    assert_eq!(sessions.user("made.up.token", start), None);
}

#[test]
fn all_tokens_can_end_at_once() {
    let mut sessions = Sessions::default();
    let (start, ttl) = (SystemTime::now(), Duration::from_secs(10));
    let tokens = [0, 1].map(|user| sessions.open(&USERS[user], ttl, start));
    assert_ne!(tokens[0], tokens[1]);
    sessions.end_all();
    assert!(tokens.iter().all(|token| sessions.user(token, start).is_none()));
}

#[test]
fn a_name_and_its_password_are_both_needed() {
    assert_eq!(check("admin@example.com", "demo-admin"), Ok(&USERS[0]));
    let wrong = Err(Denied::WrongCredentials);
    assert_eq!(check("admin@example.com", "demo-viewer"), wrong);
    assert_eq!(check("admin", "demo-admin"), wrong);
    assert_eq!(check("expired@example.com", "nope"), wrong);
    let expired = check("expired@example.com", "demo-expired");
    assert_eq!(expired, Err(Denied::PasswordExpired));
    assert_eq!(check("locked@example.com", "demo-locked"), Err(Denied::UserLocked));
}

fn cluster() -> Cluster {
    let seed = ["api_cert", "api_key", "ldap_client_cert", "ldap_client_key", "sso_issuer_cert"];
    let entries = seed.map(|entry| (entry.to_owned(), format!("PEM of {entry}")));
    Cluster::new(Entries::from(entries), VERSION).unwrap()
}

fn store(cluster: &Cluster) -> BTreeSet<String> {
    let entries = cluster.certificates(Role::Admin).unwrap();
    entries.keys().cloned().collect()
}

/// The entries with a file on each node.
fn disks(cluster: &Cluster) -> Vec<BTreeSet<String>> {
    let entries = |folder| {
        let files = fs::read_dir(folder).unwrap();
        files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .map(|name| name.strip_suffix(".pem").unwrap().to_owned())
            .collect()
    };
    cluster.folders().map(entries).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
