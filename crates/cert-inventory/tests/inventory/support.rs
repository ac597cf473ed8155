//! Test certificates and bodies.

use std::sync::LazyLock;

use cert_inventory::{Body, Inventory, Item, LoadError, Timestamp, Verdict};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData, SigningKey,
};

pub(crate) const FQDN: &str = "cluster.example.com";

/// The tests' current time; [`leaf`] is healthy then.
pub(crate) fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-23T20:00:00Z").unwrap()
}

/// A file in `tests/data/keys`.
pub(crate) fn fixture(name: &str) -> String {
    let path = format!("{}/tests/data/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn body(bytes: impl AsRef<[u8]>) -> Body {
    let mut body = Body::new();
    body.extend(bytes.as_ref());
    body
}

pub(crate) fn read(bytes: impl AsRef<[u8]>) -> Result<Inventory, LoadError> {
    Inventory::read(body(bytes))
}

/// A body with these entries, in this order.
pub(crate) fn json(entries: &[(&str, &str)]) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let members: Vec<String> =
        entries.iter().map(|(name, text)| format!("{}: {}", quoted(name), quoted(text))).collect();
    format!("{{{}}}", members.join(", "))
}

pub(crate) fn inventory(entries: &[(&str, &str)]) -> Inventory {
    read(json(entries)).unwrap()
}

/// The only item of a body with these entries.
pub(crate) fn item(entries: &[(&str, &str)]) -> Item {
    let mut items = inventory(entries).items;
    assert_eq!(items.len(), 1);
    std::sync::Arc::unwrap_or_clone(items.remove(0))
}

/// An RSA public key of any size, without a private key.
pub(crate) struct RsaPublic(Vec<u8>);

impl RsaPublic {
    pub(crate) fn bits(bits: usize) -> Self {
        let mut modulus = vec![0x5a; bits / 8];
        modulus[0] = 0xda;
        modulus.insert(0, 0);
        let integers = [der(0x02, &modulus), der(0x02, &[1, 0, 1])].concat();
        Self(der(0x30, &integers))
    }
}

impl PublicKeyData for RsaPublic {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut element = vec![tag, 0x82];
    element.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
    element.extend_from_slice(value);
    element
}

/// The key of all CAs here.
static CA_KEY: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate().unwrap());

pub(crate) fn ec_key() -> KeyPair {
    KeyPair::generate().unwrap()
}

/// Parameters of a leaf that breaks no rule.
pub(crate) fn leaf() -> CertificateParams {
    let names = ["", "*.", "internal.", "*.internal."];
    let sans: Vec<String> = names.iter().map(|prefix| format!("{prefix}{FQDN}")).collect();
    let mut leaf = CertificateParams::new(sans).unwrap();
    leaf.distinguished_name = rcgen::DistinguishedName::new();
    leaf.distinguished_name.push(DnType::CommonName, FQDN);
    leaf.not_before = rcgen::date_time_ymd(2026, 6, 1);
    leaf.not_after = rcgen::date_time_ymd(2027, 6, 1);
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    leaf.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    leaf
}

/// Parameters of a CA that breaks no rule.
pub(crate) fn ca(name: &str) -> CertificateParams {
    let mut ca = CertificateParams::default();
    ca.distinguished_name = rcgen::DistinguishedName::new();
    ca.distinguished_name.push(DnType::CommonName, name);
    ca.not_before = rcgen::date_time_ymd(2020, 1, 1);
    ca.not_after = rcgen::date_time_ymd(2040, 1, 1);
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    ca
}

/// [`leaf`] with another common name and expiration date, with its own key.
pub(crate) fn named(common_name: &str, until: (i32, u8, u8)) -> String {
    let mut params = leaf();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_after = rcgen::date_time_ymd(until.0, until.1, until.2);
    params.self_signed(&ec_key()).unwrap().pem()
}

/// A certificate for a key, signed by a CA with that name.
pub(crate) fn signed(params: &CertificateParams, key: &impl PublicKeyData, by: &str) -> String {
    signed_with(params, key, &ca(by), &*CA_KEY)
}

pub(crate) fn signed_with(
    params: &CertificateParams,
    key: &impl PublicKeyData,
    issuer: &CertificateParams,
    issuer_key: &impl SigningKey,
) -> String {
    params.signed_by(key, &Issuer::from_params(issuer, issuer_key)).unwrap().pem()
}

/// A root certificate with that name.
pub(crate) fn root(name: &str) -> String {
    ca(name).self_signed(&*CA_KEY).unwrap().pem()
}

/// An intermediate CA's certificate.
pub(crate) fn intermediate(name: &str, by: &str) -> String {
    signed(&ca(name), &*CA_KEY, by)
}

/// The leaf that breaks no rule, with an RSA key and its root.
pub(crate) fn good() -> String {
    signed(&leaf(), &RsaPublic::bits(3072), "Root") + &root("Root")
}

/// The timeline of items, with all expirations at once.
pub(crate) fn timeline<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    now: Timestamp,
    thresholds: &cert_inventory::Thresholds,
    gap: f64,
) -> cert_inventory::Timeline {
    let mut expirations = cert_inventory::ExpirationsBuilder::default();
    for item in items {
        let verdict = Verdict::of(item.expiry(now, thresholds), None);
        expirations.add(item, verdict, now, thresholds);
    }
    cert_inventory::timeline(&expirations.build(), now, thresholds, gap)
}
