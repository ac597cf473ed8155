//! Chains with a private key, made in the process: for those that need no `openssl`.

use std::sync::LazyLock;

use cert_inventory::{
    ClusterSettings, Context, Item, Material, Objected, Severity, SignatureResults, Submission,
    Thresholds, Timestamp, Version, preflight,
};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256,
    SerialNumber, date_time_ymd,
};

use crate::openssl::{sort, verified};

pub(crate) const FQDN: &str = "cluster.example.com";

/// The tests' current time.
pub(crate) fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-23T20:00:00Z").unwrap()
}

/// Shared, because generating keys takes time: five for P-256, one for P-384, one for Ed25519, two
/// for RSA.
pub(crate) static KEYS: LazyLock<Vec<KeyPair>> = LazyLock::new(|| {
    let mut keys: Vec<KeyPair> = (0..5).map(|_| KeyPair::generate().unwrap()).collect();
    keys.push(KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap());
    keys.push(KeyPair::generate_for(&PKCS_ED25519).unwrap());
    keys.extend((0..2).map(|_| KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap()));
    keys
});

/// The index of the first RSA key.
pub(crate) const RSA: usize = 7;

/// A leaf and its CAs up to the root, each with the index of its key.
#[derive(Clone)]
pub(crate) struct Chain {
    pub(crate) certificates: Vec<(CertificateParams, usize)>,
    /// The key that is sent.
    pub(crate) key: usize,
}

pub(crate) fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.serial_number = Some(SerialNumber::from(name.len() as u64));
    params.use_authority_key_identifier_extension = true;
    (params.not_before, params.not_after) = (date_time_ymd(2026, 6, 1), date_time_ymd(2027, 6, 1));
    params
}

pub(crate) fn leaf(names: &[&str]) -> CertificateParams {
    let mut params = named(FQDN);
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    params.subject_alt_names = CertificateParams::new(names).unwrap().subject_alt_names;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params
}

pub(crate) fn ca(name: &str) -> CertificateParams {
    let mut params = named(name);
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2040, 1, 1));
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params
}

pub(crate) const NAMES: [&str; 4] = [
    "cluster.example.com",
    "*.cluster.example.com",
    "internal.cluster.example.com",
    "*.internal.cluster.example.com",
];

impl Chain {
    /// Breaks no rule.
    pub(crate) fn good() -> Self {
        let certificates = vec![(leaf(&NAMES), 0), (ca("Intermediate"), 1), (ca("Root"), 2)];
        Self { certificates, key: 0 }
    }

    /// Changes one of the certificates.
    pub(crate) fn with(
        mut self,
        index: usize,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        change(&mut self.certificates[index].0);
        self
    }

    /// In PEM, leaf first.
    pub(crate) fn pems(&self) -> Vec<String> {
        let mut pems = Vec::new();
        for (at, (params, key)) in self.certificates.iter().enumerate() {
            let key = &KEYS[*key];
            let certificate = match self.certificates.get(at + 1) {
                Some((issuer, issuer_key)) => {
                    params.signed_by(key, &Issuer::from_params(issuer, &KEYS[*issuer_key]))
                }
                None => params.self_signed(key),
            };
            pems.push(certificate.unwrap().pem());
        }
        pems
    }

    pub(crate) fn key_pem(&self) -> String {
        KEYS[self.key].serialize_pem()
    }

    pub(crate) fn material(&self) -> Material {
        let mut material = Material::default();
        self.pems().into_iter().for_each(|pem| material.add("chain", pem));
        material.add("key", self.key_pem());
        material
    }

    pub(crate) fn submission(&self, name: &str) -> Submission {
        sort(&self.material(), name).submissions.remove(0)
    }

    pub(crate) fn item(&self, name: &str) -> Item {
        self.submission(name).item().clone()
    }
}

/// What is checked against what.
pub(crate) struct Against<'a> {
    pub(crate) current: Option<&'a Item>,
    pub(crate) versions: &'a [Version],
    pub(crate) fqdn: &'a str,
    pub(crate) settings: ClusterSettings,
}

impl Default for Against<'_> {
    fn default() -> Self {
        Self { current: None, versions: &[], fqdn: FQDN, settings: ClusterSettings::default() }
    }
}

impl Against<'_> {
    pub(crate) fn check(
        &self,
        submission: &Submission,
        signatures: &SignatureResults,
    ) -> Vec<Objected> {
        let context = Context {
            now: now(),
            fqdn: Some(self.fqdn),
            versions: self.versions,
            license: None,
            thresholds: Thresholds::default(),
            signatures,
        };
        preflight(submission, self.current, &context, &self.settings)
    }

    /// The IDs of what objects to a chain, worst first.
    pub(crate) fn objections(&self, chain: &Chain, name: &str) -> Vec<&'static str> {
        let material = chain.material();
        let signatures = verified(&material);
        let submission = material.sort(name, self.current, &signatures).submissions.remove(0);
        let objected = self.check(&submission, &signatures);
        // Notes would be in every row.
        let worse = objected.iter().filter(|it| it.severity != Severity::Note);
        worse.map(|it| it.check.id()).collect()
    }
}
