//! The decoders' inputs: Mozilla's roots, which are as varied as real certificates, and newly
//! generated leaves with the kinds of keys that a cluster may have.

use base64::{Engine, prelude::BASE64_STANDARD};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256,
    RsaKeySize, SanType, SerialNumber,
};
use serde_json::{Map, Value};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// Certificates with their entry names.
pub struct Inputs(pub Vec<(String, Vec<u8>)>);

impl Inputs {
    /// This many certificates: all roots, then leaves of alternating kinds.
    pub fn new(count: usize) -> Self {
        let roots = TLS_SERVER_ROOT_CERTS.iter().map(|root| root.to_vec());
        let kinds: Vec<_> =
            keys().into_iter().zip(keys()).map(|(own, issuer)| Kind::new(own, issuer)).collect();
        let leaves = (0..).map(|number| kinds[number % kinds.len()].leaf(number));
        let all = roots.chain(leaves).take(count).enumerate();
        Self(all.map(|(number, der)| (format!("bench-{number:05}_cert"), der)).collect())
    }

    /// A body with the first `count` of them.
    pub fn body(&self, count: usize) -> String {
        let entries = self.0.iter().take(count);
        let entries = entries.map(|(entry, der)| (entry.clone(), pem(der).into()));
        Value::Object(entries.collect::<Map<_, _>>()).to_string()
    }
}

/// One key of each kind: generating a larger RSA key takes longer than reading all certificates.
fn keys() -> [KeyPair; 5] {
    let rsa = |size| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, size).unwrap();
    let other = |kind| KeyPair::generate_for(kind).unwrap();
    [
        rsa(RsaKeySize::_2048),
        rsa(RsaKeySize::_4096),
        other(&PKCS_ECDSA_P256_SHA256),
        other(&PKCS_ECDSA_P384_SHA384),
        other(&PKCS_ED25519),
    ]
}

/// What all leaves with the same kind of key share.
struct Kind {
    key: KeyPair,
    issuer: Issuer<'static, KeyPair>,
}

impl Kind {
    fn new(key: KeyPair, issuer: KeyPair) -> Self {
        let mut params = CertificateParams::default();
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, "DE");
        name.push(DnType::OrganizationName, "Example Corp, Inc.");
        name.push(DnType::CommonName, format!("Issuing CA {:?}", issuer.algorithm()));
        params.distinguished_name = name;
        Self { key, issuer: Issuer::new(params, issuer) }
    }

    fn leaf(&self, number: usize) -> Vec<u8> {
        let host = format!("node-{number:05}.example.com");
        let mut params = CertificateParams::default();
        let mut name = DistinguishedName::new();
        name.push(DnType::CountryName, "DE");
        name.push(DnType::LocalityName, "Köln");
        name.push(DnType::OrganizationName, "Example Corp, Inc.");
        name.push(DnType::OrganizationalUnitName, format!("Team {}", number % 40));
        name.push(DnType::CommonName, host.clone());
        params.distinguished_name = name;
        // As issuers choose them: long and random.
        let serial: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(1..0x7f)).take(16).collect();
        params.serial_number = Some(SerialNumber::from_slice(&serial));
        let month = u8::try_from(number % 12 + 1).unwrap();
        params.not_before = rcgen::date_time_ymd(2026, month, 1);
        params.not_after = rcgen::date_time_ymd(2027, month, 1);
        let dns = |name: String| SanType::DnsName(name.try_into().unwrap());
        let address = [10, 0, number.to_be_bytes()[6], number.to_be_bytes()[7]];
        params.subject_alt_names = vec![
            dns(host.clone()),
            dns(format!("*.{host}")),
            dns(format!("internal.{host}")),
            SanType::IpAddress(address.into()),
        ];
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages =
            vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        params.use_authority_key_identifier_extension = true;
        params.signed_by(&self.key, &self.issuer).unwrap().der().to_vec()
    }
}

/// In lines of 64 characters, as the cluster stores them.
fn pem(der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for start in (0..text.len()).step_by(64) {
        pem.push_str(&text[start..text.len().min(start + 64)]);
        pem.push('\n');
    }
    pem + "-----END CERTIFICATE-----\n"
}
