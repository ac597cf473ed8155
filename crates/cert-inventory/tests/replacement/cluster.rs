//! A thousand wrong submissions, and what the demo cluster's own validator says of them, for every
//! name, in every version, with other settings.
//!
//! What it refuses must never pass without an error or a warning; and what it takes must not be
//! blocked without a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cert_inventory::{
    ClusterSettings, Endpoint, KNOWN, Known, Objected, Plan, RequestBody, Severity, Version,
};
use demo::cluster::settings::Settings;
use demo::cluster::update::Replacement;
use demo::cluster::{Cluster, Entries, Refusal};
use demo::users::Role;
use rcgen::{CustomExtension, DistinguishedName, DnType, IsCa, KeyUsagePurpose};
use serde::Deserialize;

use crate::chains::{Against, Chain, RSA, ca};
use crate::generated::{COUNT, Fault, Random, of, sample};
use crate::openssl::verified;

/// On both sides of whatever changed.
const VERSIONS: [&str; 14] = [
    "7.4.2-100",
    "7.4.2-216",
    "7.4.6-22",
    "7.8.2-34",
    "7.8.4-18",
    "7.22.0-28",
    "7.22.2-14",
    "7.22.2-79",
    "8.0.2-17",
    "8.0.10-64",
    "8.0.16-33",
    "8.0.20-68",
    "8.0.20-96",
    "8.2.0-46",
];

/// Lists of cipher suites.
const CIPHERS: [&str; 12] = [
    "",
    "DEFAULT:!3DES",
    "HIGH:!aNULL:@STRENGTH",
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_CBC_SHA",
    "AES128-GCM-SHA256",
    "TLS_AES_128_GCM_SHA256",
    "HIGH:!aRSA",
    "HIGH:-ECDSA",
    "aRSA:!3DES",
    "PSK-AES256-CBC-SHA:ADH-AES256-SHA",
];

/// What a chain may be like, apart from what is wrong with it.
const KINDS: [Fault; 12] = [
    ("plain", |_| {}),
    ("plain", |_| {}),
    ("self-signed", |chain| chain.certificates.truncate(1)),
    ("issued by the root", |chain| drop(chain.certificates.remove(1))),
    ("two intermediates", |chain| chain.certificates.insert(1, (ca("Lower"), 3))),
    ("root without CA flag", |chain| of(2, chain).is_ca = IsCa::NoCa),
    ("root without common name", |chain| {
        of(2, chain).distinguished_name = DistinguishedName::new();
        of(2, chain).distinguished_name.push(DnType::OrganizationName, "Example");
    }),
    ("leaf without subject", |chain| of(0, chain).distinguished_name = DistinguishedName::new()),
    ("TLS feature", |chain| add(chain, &[1, 3, 6, 1, 5, 5, 7, 1, 24], vec![0x30, 3, 2, 1, 5])),
    ("policy constraints", |chain| add(chain, &[2, 5, 29, 36], vec![0x30, 3, 0x80, 1, 0])),
    ("private extension", |chain| add(chain, &[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0])),
    ("intermediate named as the root", |chain| {
        of(1, chain).distinguished_name = ca("Root").distinguished_name;
    }),
];

fn add(chain: &mut Chain, identifier: &[u64], content: Vec<u8>) {
    let extension = CustomExtension::from_oid_content(identifier, content);
    of(0, chain).custom_extensions.push(extension);
}

/// Why a certificate is blocked that the demo cluster takes: it checks what a version is known to
/// check, and the reference and those that connect demand more.
const REASONS: [(&str, &str); 7] = [
    ("extended-key-usage", "the reference: serverAuth and clientAuth, where it's there"),
    ("signature-invalid", "the reference: trusted CAs are those that sign, also each other"),
    ("not-a-ca", "RFC 5280, 4.2.1.3: keyCertSign, where the extension is there"),
    ("path-too-long", "RFC 5280, 4.2.1.9"),
    ("name-not-permitted", "RFC 5280, 4.2.1.10"),
    ("issuer-usage", "OpenSSL and rustls apply it to what a CA issues"),
    ("critical-extension", "RFC 5280, 4.2: whoever doesn't recognize it rejects the certificate"),
];

/// A chain of this kind, whose leaf has any kind of key.
fn chain(random: &mut Random, kind: &Fault) -> Chain {
    let mut chain = Chain::good();
    let key = [0, 0, 5, RSA, RSA, RSA][random.below(6)];
    chain.key = key;
    chain.certificates[0].1 = key;
    if key == RSA {
        of(0, &mut chain).key_usages.push(KeyUsagePurpose::KeyEncipherment);
    }
    kind.1(&mut chain);
    chain
}

/// The body of `PUT v1/cluster/certificates`, as the demo cluster reads it.
#[derive(Deserialize)]
struct Several {
    certificates: Vec<Replacement>,
}

/// Sends it with the request that the panel would choose.
fn answer(
    cluster: &mut Cluster,
    version: Version,
    submission: &cert_inventory::Submission,
) -> Result<(), Refusal> {
    let now = rcgen::date_time_ymd(2026, 11, 23) + Duration::from_secs(20 * 3600);
    let plan = Plan::new(&[&submission.item().name], Some(version));
    match plan.next().unwrap().endpoint {
        Endpoint::Certificates => {
            let body = RequestBody::of_certificates(&[submission]);
            let several: Several = serde_json::from_slice(body.bytes()).unwrap();
            cluster.update(Role::Admin, several.certificates, None, now)
        }
        Endpoint::UpdateCert => {
            let body = RequestBody::of_update_cert(submission);
            let one = serde_json::from_slice(body.bytes()).unwrap();
            cluster.update_one(Role::Admin, one, None, now)
        }
    }
}

#[test]
fn the_preflight_and_the_demo_cluster_agree() {
    let seed: Entries = demo::seed().unwrap();
    let mut clusters: BTreeMap<&str, Cluster> =
        VERSIONS.map(|it| (it, Cluster::new(seed.clone(), it).unwrap())).into();
    let mut random = Random(22);
    let [mut refused, mut asked_first, mut blocked, mut asked, mut clean, mut unsendable] = [0; 6];
    let mut met = BTreeSet::new();
    let mut wrong = Vec::new();
    for number in 0..COUNT {
        let version = VERSIONS[random.below(VERSIONS.len())];
        let name: &Known = &KNOWN[random.below(KNOWN.len())];
        let [control, data] = [(); 2].map(|()| CIPHERS[random.below(CIPHERS.len())].to_owned());
        let kind = &KINDS[random.below(KINDS.len())];
        let own = chain(&mut random, kind);
        let count = random.below(3);
        let sample = sample(&mut random, own, count);
        let what = format!(
            "{number}: {} in {version}, {} with {:?}, {control:?}, {data:?}",
            name.name, kind.0, sample.faults
        );
        let cluster = clusters.get_mut(version).unwrap();
        cluster.set_settings(Settings {
            control_cipher_suites: control.clone(),
            data_cipher_list: data.clone(),
            ocsp_functionality: false,
        });
        let version = Version::parse(version).unwrap();
        let against = Against {
            versions: &[version],
            settings: ClusterSettings {
                control_cipher_suites: Some(control),
                data_cipher_list: Some(data),
                ocsp: Some(false),
            },
            ..Against::default()
        };
        let material = sample.material();
        let signatures = verified(&material);
        let sorted = material.sort(name.name, None, &signatures);
        if sorted.submissions.is_empty() {
            assert!(!sorted.left_out.is_empty(), "{what}");
            unsendable += 1;
        }
        for submission in &sorted.submissions {
            let objected = against.check(submission, &signatures);
            let of = |severity| objected.iter().filter(move |it| it.severity == severity);
            let ids = |severity| of(severity).map(|it: &Objected| it.check.id());
            match answer(cluster, version, submission) {
                Err(_) if of(Severity::Error).next().is_some() => refused += 1,
                Err(_) if of(Severity::Warning).next().is_some() => asked_first += 1,
                Err(why) => wrong.push(format!("{what}: clean, but {why:?}")),
                Ok(()) if of(Severity::Error).next().is_some() => {
                    let has_reason = |id: &str| REASONS.iter().any(|(known, _)| *known == id);
                    let unfounded: Vec<_> =
                        ids(Severity::Error).filter(|id| !has_reason(id)).collect();
                    if !unfounded.is_empty() {
                        wrong.push(format!("{what}: taken, but {unfounded:?}"));
                    }
                    met.extend(ids(Severity::Error));
                    blocked += 1;
                }
                Ok(()) if of(Severity::Warning).next().is_some() => asked += 1,
                Ok(()) => clean += 1,
            }
        }
    }
    println!(
        "the cluster refuses {}: {refused} have an error, {asked_first} only a warning; it takes \
         {}: {clean} are clean, {asked} have a warning, {blocked} an error; {unsendable} can't be \
         sent",
        refused + asked_first,
        clean + asked + blocked,
    );
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let unmet: Vec<_> = REASONS.iter().filter(|(id, _)| !met.contains(id)).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
    assert!(refused > 600 && clean > 100, "{refused} {clean}");
}
