//! Replacing and rotating, called directly without HTTP: what is accepted, by name and version, and
//! what changes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod material;

use std::{collections::BTreeMap, fs, sync::OnceLock};

use demo::{
    cluster::{
        ChangeFault, Cluster, Entries, Refusal, about::VERSION, settings::Settings,
        update::Replacement,
    },
    users::{Permission, Role},
};
use material::{Authorities, Leaf, openssl};
use time::{Duration, OffsetDateTime};

fn cluster(version: &str) -> Cluster {
    static SEED: OnceLock<Entries> = OnceLock::new();
    let seed = SEED.get_or_init(|| demo::seed().unwrap());
    Cluster::new(seed.clone(), version).unwrap()
}

fn new(name: &str, certificate: &str, key: Option<&str>) -> Replacement {
    let key = key.map(str::to_owned);
    Replacement { name: name.to_owned(), certificate: certificate.to_owned(), key }
}

/// Replaces with the request that the version has.
fn replace(cluster: &mut Cluster, version: &str, replacement: Replacement) -> Result<(), Refusal> {
    let now = OffsetDateTime::now_utc();
    if version.starts_with("7.4") || version.starts_with("7.8") {
        cluster.update_one(Role::Admin, replacement, None, now)
    } else {
        cluster.update(Role::Admin, vec![replacement], None, now)
    }
}

/// `ok`, or why not.
fn verdict(version: &str, replacement: Replacement) -> String {
    match replace(&mut cluster(version), version, replacement) {
        Ok(()) => "ok".to_owned(),
        Err(Refusal::InvalidCertificates(reasons)) => reasons.join("; "),
        Err(Refusal::ExpiredCertificates(names)) => format!("{}: expired", names.join(", ")),
        Err(Refusal::UnknownCertificates(names)) => format!("{}: unknown", names.join(", ")),
        Err(other) => panic!("{other:?}"),
    }
}

const OLD: &str = "7.4.6-22";
const ALL: [&str; 5] = [OLD, "7.8.6-13", "7.22.2-14", "8.0.10-64", VERSION];

#[test]
fn a_certificate_has_its_key_and_its_dates() {
    let authorities = Authorities::new();
    let (leaf, other) = (Leaf::rsa(), Leaf::rsa());
    let chain = |leaf: &Leaf| leaf.chain(&authorities);
    let days = |from, to| Leaf { from, to, ..leaf.clone() };
    let (expired, early) = (days(-400, -1), days(1, 300));
    let encrypted = openssl(&["pkcs8", "-topk8", "-passout", "pass:x"], &leaf.key());
    let traditional =
        openssl(&["rsa", "-traditional", "-aes128", "-passout", "pass:x"], &leaf.key());
    let pkcs1 = openssl(&["rsa", "-traditional"], &leaf.key());
    let attributes = format!("Bag Attributes\n    friendlyName: x\n{}", chain(&leaf));
    let pem = chain(&leaf);
    let bad_base64 = pem.replacen("MII", "M*I", 1);
    let cut_der = openssl(&["base64"], "no certificate");
    let cut_der = format!("-----BEGIN CERTIFICATE-----\n{cut_der}-----END CERTIFICATE-----\n");
    for (certificate, key, expected) in [
        (&pem, Some(leaf.key()), "ok"),
        (&pem, Some(pkcs1), "ok"),
        (&attributes, Some(leaf.key()), "ok"),
        (&pem.replace('\n', "\r\n"), Some(leaf.key().replace('\n', "\r\n")), "ok"),
        (&pem, Some(other.key()), "the private key doesn't match the certificate"),
        (&pem, None, "the private key is missing"),
        (&pem, Some(encrypted), "the private key can't be read; it may be encrypted"),
        (&pem, Some(traditional), "the private key can't be read; it may be encrypted"),
        (&pem, Some(String::new()), "the private key can't be read; it may be encrypted"),
        (
            &(pem.clone() + &leaf.key()),
            Some(leaf.key()),
            "there is a PRIVATE KEY among the certificates",
        ),
        (&String::new(), Some(leaf.key()), "there is no PEM certificate"),
        (&bad_base64, Some(leaf.key()), "the PEM is malformed"),
        (&cut_der, Some(leaf.key()), "it isn't an X.509 certificate"),
        (&chain(&early), Some(leaf.key()), "it isn't valid yet"),
        (&chain(&expired), Some(leaf.key()), "expired"),
    ] {
        let replacement = new("proxy", certificate, key.as_deref());
        assert_eq!(verdict(VERSION, replacement).trim_start_matches("proxy: "), expected);
    }
    // An expired authority is as bad as an expired leaf.
    let authorities = Authorities::expired();
    let replacement = new("proxy", &leaf.chain(&authorities), Some(&leaf.key()));
    assert_eq!(verdict(VERSION, replacement), "proxy: expired");
}

#[test]
fn a_chain_is_in_order_and_complete() {
    let authorities = Authorities::new();
    let strangers = Authorities::new();
    let leaf = Leaf::rsa();
    let [own, issuing, root] = [leaf.pem(&authorities), authorities.issuing(), authorities.root()];
    let forged = material::forged(&own) + &issuing + &root;
    let issued_by_a_leaf = leaf.issued_by_a_leaf(&authorities);
    let order = "the chain is out of order, or a certificate is missing in it";
    let missing = "missing root or chain of trust";
    let (before, since) = ("8.0.10-64", "8.0.16-33");
    for (version, what, chain, expected) in [
        (since, "whole", own.clone() + &issuing + &root, "ok"),
        (since, "without root", own.clone() + &issuing, missing),
        (since, "leaf only", own.clone(), missing),
        (before, "without root", own.clone() + &issuing, "ok"),
        (before, "leaf only", own.clone(), "ok"),
        (before, "intermediate missing", own.clone() + &root, order),
        (before, "root first", own.clone() + &root + &issuing, order),
        (
            before,
            "leaf last",
            issuing.clone() + &root + &own,
            "the private key doesn't match the certificate",
        ),
        (before, "leaf twice", own.clone() + &own + &issuing + &root, order),
        (before, "forged", forged, "a signature in the chain isn't its issuer's"),
        (
            before,
            "other authority of the same name",
            own.clone() + &strangers.issuing() + &strangers.root(),
            "a signature in the chain isn't its issuer's",
        ),
        (
            before,
            "issued by a leaf",
            issued_by_a_leaf,
            "a certificate of the chain isn't an authority's",
        ),
        (since, "self-signed", leaf.self_signed(), "ok"),
        // Its issuer only has the same name.
        (since, "self-issued", material::forged(&leaf.self_signed()), missing),
    ] {
        let found = verdict(version, new("api", &chain, Some(&leaf.key())));
        assert_eq!(found.trim_start_matches("api: "), expected, "{what} in {version}");
    }
}

#[test]
fn each_name_has_its_own_rules() {
    let authorities = Authorities::new();
    let rsa = Leaf::rsa();
    let ec = Leaf::ec();
    let usage = |leaf: &Leaf, server, client| Leaf { server, client, usage: true, ..leaf.clone() };
    let (server, client) = (usage(&rsa, true, false), usage(&rsa, false, true));
    let neither = usage(&rsa, false, false);
    let without = Leaf { usage: false, ..rsa.clone() };
    let (no_server, no_client) =
        ("the extended key usage lacks serverAuth", "the extended key usage lacks clientAuth");
    let (api, ccs, ldap) = ("api", "ccs_internode_encryption", "ldap_client");
    for (version, name, what, leaf, expected) in [
        (VERSION, api, "both", &rsa, "ok"),
        (VERSION, api, "without the extension", &without, "ok"),
        (VERSION, api, "serverAuth", &server, "ok"),
        (VERSION, api, "clientAuth", &client, no_server),
        (VERSION, api, "P-256", &ec, "ok"),
        (VERSION, ldap, "clientAuth", &client, "ok"),
        (VERSION, ldap, "serverAuth", &server, no_client),
        (VERSION, "sso_service", "neither", &neither, "ok"),
        (VERSION, ccs, "both", &rsa, "ok"),
        (VERSION, ccs, "P-256", &ec, "certificates for traffic between nodes need an RSA key"),
        // The fix came with a version of each branch.
        ("7.22.2-78", ccs, "serverAuth", &server, "ok"),
        ("7.22.2-79", ccs, "serverAuth", &server, no_client),
        ("8.0.10-63", ccs, "serverAuth", &server, "ok"),
        ("8.0.10-64", ccs, "serverAuth", &server, no_client),
        ("100.0.0-5", ccs, "serverAuth", &server, no_client),
    ] {
        let replacement = new(name, &leaf.chain(&authorities), Some(&leaf.key()));
        let found = verdict(version, replacement);
        let found = found.trim_start_matches(name).trim_start_matches(": ");
        assert_eq!(found, expected, "{name}, {what}, in {version}");
    }
    // Traffic between nodes needs the whole chain in every version.
    let partial = rsa.pem(&authorities) + &authorities.issuing();
    let found = verdict("7.22.2-14", new(ccs, &partial, Some(&rsa.key())));
    assert_eq!(found, format!("{ccs}: missing root or chain of trust"));
    // Authorities of others: any number, in any order, without a key.
    let several = authorities.root() + &Authorities::new().root();
    for name in ["mtls_trusted_ca", "sso_issuer"] {
        assert_eq!(verdict(VERSION, new(name, &several, None)), "ok");
        let found = verdict(VERSION, new(name, &rsa.self_signed(), Some(&rsa.key())));
        assert_eq!(found, format!("{name}: this name has no private key"));
    }
}

#[test]
fn weak_keys_and_hashes_are_refused() {
    let weak = |digest: &str, bits: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("config"), "[req]\ndistinguished_name = name\n[name]\n").unwrap();
        let (key, certificate) = (path("key"), path("certificate"));
        let new_key = format!("rsa:{bits}");
        openssl(
            &[
                "req",
                "-x509",
                "-newkey",
                &new_key,
                "-nodes",
                digest,
                "-subj",
                "/CN=weak",
                "-days",
                "9",
                "-config",
                &path("config"),
                "-keyout",
                &key,
                "-out",
                &certificate,
            ],
            "",
        );
        let read = |path| fs::read_to_string(path).unwrap();
        verdict(VERSION, new("proxy", &read(certificate), Some(&read(key))))
    };
    assert_eq!(weak("-sha256", "2048"), "ok");
    assert_eq!(weak("-sha1", "2048"), "proxy: it's signed with MD5 or SHA-1");
    // The library reads no private key as short as this, either.
    assert_eq!(
        weak("-sha256", "1024"),
        "proxy: the private key can't be read; it may be encrypted"
    );
}

#[test]
fn a_version_has_its_own_traps() {
    let authorities = Authorities::new();
    let nameless = Authorities::without_common_name();
    let leaf = Leaf::rsa();
    let strange = Leaf { unknown_extension: true, ..leaf.clone() };
    let no_name = "a certificate of the chain has no common name";
    for (version, what, chain, expected) in [
        (OLD, "plain", leaf.chain(&authorities), "ok"),
        (OLD, "no common name", leaf.chain(&nameless), no_name),
        ("7.8.2-34", "no common name", leaf.chain(&nameless), "ok"),
        (
            "7.4.2-215",
            "unknown extension",
            strange.chain(&authorities),
            "it has an unknown extension",
        ),
        ("7.4.2-216", "unknown extension", strange.chain(&authorities), "ok"),
        (VERSION, "both", strange.chain(&nameless), "ok"),
    ] {
        let found = verdict(version, new("cm", &chain, Some(&leaf.key())));
        assert_eq!(found.trim_start_matches("cm: "), expected, "{what} in {version}");
    }
}

#[test]
fn a_key_fits_the_cipher_lists_from_8_2() {
    let authorities = Authorities::new();
    let (rsa, ec) = (Leaf::rsa(), Leaf::ec());
    for (version, list, rsa_fits, ec_fits) in [
        (VERSION, "DEFAULT:!3DES", true, true),
        (VERSION, "", true, true),
        (VERSION, "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384", true, false),
        (VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256", false, true),
        (VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256", true, true),
        (VERSION, "AES128-GCM-SHA256", true, false),
        (VERSION, "HIGH:!aRSA", false, true),
        (VERSION, "HIGH:!aECDSA", true, false),
        (VERSION, "aRSA:!3DES", true, false),
        (VERSION, "TLS_AES_128_GCM_SHA256", true, true),
        (VERSION, "TLS_CHACHA20_POLY1305_SHA256", true, true),
        (VERSION, "PSK-AES256-CBC-SHA:ADH-AES256-SHA", false, false),
        ("8.0.20-68", "ECDHE-ECDSA-AES128-GCM-SHA256", true, true),
    ] {
        let settings = |control: &str, data: &str| Settings {
            control_cipher_suites: control.to_owned(),
            data_cipher_list: data.to_owned(),
            ..Settings::default()
        };
        for (leaf, fits) in [(&rsa, rsa_fits), (&ec, ec_fits)] {
            for (name, other, settings) in [
                ("api", "proxy", settings(list, "DEFAULT")),
                ("proxy", "api", settings("DEFAULT", list)),
            ] {
                let mut cluster = cluster(version);
                cluster.set_settings(settings);
                let chain = leaf.chain(&authorities);
                let key = leaf.key();
                let result = replace(&mut cluster, version, new(name, &chain, Some(&key)));
                assert_eq!(result.is_ok(), fits, "{name} with {list} in {version}: {result:?}");
                let result = replace(&mut cluster, version, new(other, &chain, Some(&key)));
                assert_eq!(result, Ok(()), "{list} isn't {other}'s");
            }
        }
    }
}

#[test]
fn a_version_has_its_names_and_requests() {
    let authorities = Authorities::new();
    let leaf = Leaf::rsa();
    let (chain, key) = (leaf.chain(&authorities), leaf.key());
    let ccs = "ccs_internode_encryption";
    for (name, since) in [
        ("api", OLD),
        ("metrics_exporter", OLD),
        ("ldap_client", OLD),
        ("mtls_trusted_ca", "7.8.6-13"),
        (ccs, "7.22.2-14"),
        ("sso_service", "8.0.10-64"),
        ("sso_issuer", "8.0.10-64"),
    ] {
        let key = (name != "mtls_trusted_ca" && name != "sso_issuer").then_some(key.as_str());
        for version in ALL {
            let found = verdict(version, new(name, &chain, key));
            let has = ALL.iter().position(|all| *all == version)
                >= ALL.iter().position(|all| *all == since);
            let expected = if has { "ok".to_owned() } else { format!("{name}: unknown") };
            assert_eq!(found, expected, "{name} in {version}");
        }
    }
    for name in ["nope", "", "api_cert", "mesh_ca_signed"] {
        assert_eq!(verdict(VERSION, new(name, &chain, Some(&key))), format!("{name}: unknown"));
    }
    for (version, has) in ALL.into_iter().zip([false, false, true, true, true]) {
        let several = vec![new("api", &chain, Some(&key)), new("cm", &chain, Some(&key))];
        let result = cluster(version).update(Role::Admin, several, None, OffsetDateTime::now_utc());
        let expected = if has { Ok(()) } else { Err(Refusal::NoSuchRequest) };
        assert_eq!(result, expected, "{version}");
    }
    // During an upgrade, the oldest node decides.
    let mut upgrading = cluster(VERSION);
    upgrading.set_versions([VERSION, "7.8.2-34", VERSION]);
    let one = vec![new("api", &chain, Some(&key))];
    let result = upgrading.update(Role::Admin, one, None, OffsetDateTime::now_utc());
    assert_eq!(result, Err(Refusal::NoSuchRequest));
}

#[test]
fn a_cluster_starts_without_the_names_of_later_versions() {
    let entries = demo::seed().unwrap();
    for (version, later) in [(OLD, true), (VERSION, false)] {
        let cluster = Cluster::new(entries.clone(), version).unwrap();
        let store = cluster.certificates(Role::Admin).unwrap();
        for entry in ["mtls_trusted_ca_cert", "sso_service_key", "sso_issuer_cert"] {
            assert_eq!(!store.contains_key(entry), later, "{entry} in {version}");
        }
        assert!(store.contains_key("ldap_client_cert"));
    }
}

#[test]
fn what_was_sent_is_in_the_store_and_on_every_node() {
    let authorities = Authorities::new();
    let leaf = Leaf::rsa();
    let (chain, key) = (leaf.chain(&authorities), leaf.key());
    let mut cluster = cluster(VERSION);
    // A slot that is empty is filled.
    cluster.delete(Role::Admin, "sso_service", None).unwrap();
    let before = cluster.certificates(Role::Admin).unwrap().clone();
    let names = ["api", "ccs_internode_encryption", "sso_service"];
    let sent = names.map(|name| new(name, &chain, Some(&key)));
    cluster.update(Role::Admin, sent.to_vec(), None, OffsetDateTime::now_utc()).unwrap();
    let mut expected = before;
    for name in names {
        expected.insert(format!("{name}_cert"), chain.clone());
        expected.insert(format!("{name}_key"), key.clone());
    }
    assert!(cluster.certificates(Role::Admin).unwrap() == &expected);
    assert!(disks(&cluster).iter().all(|disk| *disk == expected));
    cluster.reset().unwrap();
    assert!(cluster.certificates(Role::Admin).unwrap()["sso_service_cert"] != chain);
}

#[test]
fn nothing_changes_if_one_is_refused() {
    let authorities = Authorities::new();
    let (leaf, other) = (Leaf::rsa(), Leaf::rsa());
    let (chain, key) = (leaf.chain(&authorities), leaf.key());
    let expired = Leaf { from: -30, to: -1, ..leaf.clone() }.chain(&authorities);
    let good = || new("api", &chain, Some(&key));
    let unknown = Refusal::UnknownCertificates(vec!["nope".to_owned()]);
    let expired_too = Refusal::ExpiredCertificates(vec!["cm".to_owned()]);
    let invalid = |why: &str| Refusal::InvalidCertificates(vec![why.to_owned()]);
    let mismatch = "proxy: the private key doesn't match the certificate";
    let mut cluster = cluster(VERSION);
    let before = cluster.certificates(Role::Admin).unwrap().clone();
    for (role, others, fault, expected) in [
        (Role::ClusterViewer, vec![], None, Refusal::NotPermitted(Permission::UpdateCluster)),
        (Role::None, vec![], None, Refusal::NotPermitted(Permission::UpdateCluster)),
        (Role::Admin, vec![new("nope", &chain, None)], None, unknown),
        (Role::Admin, vec![new("cm", &expired, Some(&key))], None, expired_too),
        (Role::Admin, vec![new("proxy", &chain, Some(&other.key()))], None, invalid(mismatch)),
        // An expired one is reported only if all are valid.
        (
            Role::Admin,
            vec![new("cm", &expired, Some(&key)), new("proxy", &chain, Some(&other.key()))],
            None,
            invalid(mismatch),
        ),
        (Role::Admin, vec![good()], None, invalid("api: listed twice")),
        (Role::Admin, vec![], Some(ChangeFault::Store), Refusal::Store),
    ] {
        let all = [vec![good()], others].concat();
        let result = cluster.update(role, all, fault, OffsetDateTime::now_utc());
        assert_eq!(result, Err(expected));
        assert!(cluster.certificates(Role::Admin).unwrap() == &before);
        assert!(disks(&cluster).iter().all(|disk| *disk == before));
    }
}

#[test]
fn a_node_that_refuses_or_is_down_keeps_its_files() {
    let authorities = Authorities::new();
    let leaf = Leaf::rsa();
    let (chain, key) = (leaf.chain(&authorities), leaf.key());
    for (fault, down, expected) in [(Some(ChangeFault::SecondNode), None, 2), (None, Some(3), 3)] {
        let mut cluster = cluster(VERSION);
        let old = cluster.certificates(Role::Admin).unwrap()["cm_cert"].clone();
        if let Some(number) = down {
            assert!(cluster.set_down(number, true));
        }
        let sent = vec![new("cm", &chain, Some(&key))];
        let result = cluster.update(Role::Admin, sent.clone(), fault, OffsetDateTime::now_utc());
        assert_eq!(result, Err(Refusal::NodesNotUpdated(vec![expected])));
        assert_eq!(cluster.certificates(Role::Admin).unwrap()["cm_cert"], chain);
        for (disk, number) in disks(&cluster).iter().zip(1..) {
            let expected = if number == expected { &old } else { &chain };
            assert_eq!(&disk["cm_cert"], expected, "node {number}");
        }
        // Trying again repairs it.
        cluster.set_down(3, false);
        cluster.update(Role::Admin, sent, None, OffsetDateTime::now_utc()).unwrap();
        assert!(disks(&cluster).iter().all(|disk| disk["cm_cert"] == chain));
    }
    assert!(!cluster(VERSION).set_down(4, true));
}

#[test]
fn older_versions_spoil_what_they_are_known_to_spoil() {
    let authorities = Authorities::new();
    let leaf = Leaf::rsa();
    let (chain, key) = (leaf.chain(&authorities), leaf.key());
    let whole = pem::parse_many(&chain).unwrap();
    let ends = vec![whole[0].clone(), whole[2].clone()];
    let ccs = "ccs_internode_encryption";
    for (version, together, certificate, has_new_key) in [
        ("8.0.20-67", true, &ends, false),
        ("8.0.20-67", false, &ends, true),
        ("8.0.20-68", true, &whole, true),
    ] {
        let mut sent = vec![new(ccs, &chain, Some(&key))];
        if together {
            sent.push(new("api", &chain, Some(&key)));
        }
        let mut cluster = cluster(version);
        cluster.update(Role::Admin, sent, None, OffsetDateTime::now_utc()).unwrap();
        let store = cluster.certificates(Role::Admin).unwrap();
        let found = pem::parse_many(&store["ccs_internode_encryption_cert"]).unwrap();
        assert!(found == *certificate, "{version}: {} certificates", found.len());
        assert_eq!(store["ccs_internode_encryption_key"] == key, has_new_key, "{version}");
    }
}

#[test]
fn rotation_makes_internal_certificates_again() {
    for (name, rotated) in [
        (None, &["ccs_internode_encryption", "data_internode_encryption"][..]),
        (Some("data_internode_encryption"), &["data_internode_encryption"]),
    ] {
        let mut cluster = cluster(VERSION);
        let before = cluster.certificates(Role::Admin).unwrap().clone();
        cluster.rotate(Role::Admin, name, None).unwrap();
        let after = cluster.certificates(Role::Admin).unwrap();
        for (entry, old) in &before {
            let is_rotated = rotated.iter().any(|name| entry.starts_with(name));
            assert_eq!(&after[entry] != old, is_rotated, "{entry}");
        }
        assert!(disks(&cluster).iter().all(|disk| disk == after));
    }
    for name in ["api", "cm", "proxy", "syncer", "metrics_exporter", "ldap_client", "nope"] {
        let result = cluster(VERSION).rotate(Role::Admin, Some(name), None);
        assert_eq!(result, Err(Refusal::NotRotatable), "{name}");
    }
    let mut cluster = cluster(VERSION);
    let not_permitted = Err(Refusal::NotPermitted(Permission::UpdateCluster));
    assert_eq!(cluster.rotate(Role::ClusterViewer, None, None), not_permitted);
    let result = cluster.rotate(Role::Admin, None, Some(ChangeFault::Store));
    assert_eq!(result, Err(Refusal::Store));
    let result = cluster.rotate(Role::Admin, None, Some(ChangeFault::SecondNode));
    assert_eq!(result, Err(Refusal::NodesNotRotated(vec![2])));
}

#[test]
fn a_node_that_was_down_is_skipped_and_catches_up_since_8_2_0_46() {
    for (version, catches_up) in [("8.2.0-45", false), ("8.2.0-46", true)] {
        let mut cluster = cluster(version);
        cluster.set_down(2, true);
        assert_eq!(cluster.rotate(Role::Admin, None, None), Ok(()));
        let new =
            cluster.certificates(Role::Admin).unwrap()["ccs_internode_encryption_cert"].clone();
        let has_new = |cluster: &Cluster| {
            disks(cluster)
                .iter()
                .map(|disk| disk["ccs_internode_encryption_cert"] == new)
                .collect::<Vec<_>>()
        };
        assert_eq!(has_new(&cluster), [true, false, true], "{version}");
        // What the others have is fine; on this node, the old one nears its end.
        let later = OffsetDateTime::now_utc() + Duration::days(44);
        let alerts =
            |cluster: &Cluster| cluster.internal_certificates_expire_soon(Role::Admin, later);
        assert_eq!(alerts(&cluster), Ok(vec![false, true, false]), "{version}");
        cluster.set_down(2, false);
        assert_eq!(has_new(&cluster), [true, catches_up, true], "{version}");
        assert_eq!(alerts(&cluster), Ok(vec![false, !catches_up, false]), "{version}");
    }
}

/// Entry → file contents, for each node.
fn disks(cluster: &Cluster) -> Vec<BTreeMap<String, String>> {
    let entries = |folder| {
        let files = fs::read_dir(folder).unwrap();
        files
            .map(|file| file.unwrap().path())
            .map(|path| {
                let entry = path.file_stem().unwrap().to_str().unwrap().to_owned();
                (entry, fs::read_to_string(path).unwrap())
            })
            .collect()
    };
    cluster.folders().map(entries).collect()
}
