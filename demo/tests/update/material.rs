//! Certificates and keys to replace others with, right and wrong.

use std::{
    io::Write,
    process::{Command, Stdio},
    rc::Rc,
};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DistinguishedName,
    DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    PKCS_RSA_SHA256,
};
use time::{Duration, OffsetDateTime};

type Authority = CertifiedIssuer<'static, KeyPair>;

/// A root, and an intermediate that it issued.
pub struct Authorities {
    root: Authority,
    issuing: Authority,
}

impl Authorities {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The intermediate has expired.
    pub fn expired() -> Self {
        Self::with(|issuing| issuing.not_after = OffsetDateTime::now_utc() - Duration::days(1))
    }

    /// The intermediate has an organization only.
    pub fn without_common_name() -> Self {
        Self::with(|issuing| {
            issuing.distinguished_name = DistinguishedName::new();
            issuing.distinguished_name.push(DnType::OrganizationName, "Example Corp");
        })
    }

    fn with(change: impl FnOnce(&mut CertificateParams)) -> Self {
        let key = || KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let root = Authority::self_signed(authority("Test Root"), key()).unwrap();
        let mut params = authority("Test Issuing CA");
        change(&mut params);
        let issuing = Authority::signed_by(params, key(), &root).unwrap();
        Self { root, issuing }
    }

    pub fn root(&self) -> String {
        self.root.pem()
    }

    pub fn issuing(&self) -> String {
        self.issuing.pem()
    }
}

fn authority(common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.not_before = OffsetDateTime::now_utc() - Duration::days(600);
    params.not_after = OffsetDateTime::now_utc() + Duration::days(3000);
    params
}

/// A leaf for the cluster's name.
#[derive(Clone)]
pub struct Leaf {
    pub key_pair: Rc<KeyPair>,
    /// Days from now.
    pub from: i64,
    pub to: i64,
    /// Whether it has an extended key usage, and which.
    pub usage: bool,
    pub server: bool,
    pub client: bool,
    pub unknown_extension: bool,
}

impl Leaf {
    pub fn rsa() -> Self {
        Self::new(KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap())
    }

    pub fn ec() -> Self {
        Self::new(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap())
    }

    fn new(key: KeyPair) -> Self {
        Self {
            key_pair: Rc::new(key),
            from: -1,
            to: 300,
            usage: true,
            server: true,
            client: true,
            unknown_extension: false,
        }
    }

    /// In PKCS#8.
    pub fn key(&self) -> String {
        self.key_pair.serialize_pem()
    }

    pub fn pem(&self, authorities: &Authorities) -> String {
        self.params().signed_by(&*self.key_pair, &authorities.issuing).unwrap().pem()
    }

    /// With the intermediate and the root.
    pub fn chain(&self, authorities: &Authorities) -> String {
        self.pem(authorities) + &authorities.issuing() + &authorities.root()
    }

    pub fn self_signed(&self) -> String {
        self.params().self_signed(&*self.key_pair).unwrap().pem()
    }

    /// A whole chain whose second certificate may not issue any.
    pub fn issued_by_a_leaf(&self, authorities: &Authorities) -> String {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let mut params = authority("No Authority");
        params.is_ca = IsCa::ExplicitNoCa;
        let issuer = Authority::signed_by(params, key, &authorities.root).unwrap();
        let leaf = self.params().signed_by(&*self.key_pair, &issuer).unwrap();
        leaf.pem() + &issuer.pem() + &authorities.root()
    }

    fn params(&self) -> CertificateParams {
        let mut params = CertificateParams::new(
            ["cluster.example.com", "*.cluster.example.com"].map(str::to_owned),
        )
        .unwrap();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "cluster.example.com");
        let now = OffsetDateTime::now_utc();
        params.not_before = now + Duration::days(self.from);
        params.not_after = now + Duration::days(self.to);
        if self.usage {
            // Some other usage, so that the extension is there in any case.
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::TimeStamping];
            let wanted = [
                (self.server, ExtendedKeyUsagePurpose::ServerAuth),
                (self.client, ExtendedKeyUsagePurpose::ClientAuth),
            ];
            let wanted = wanted.into_iter().filter(|(is_wanted, _)| *is_wanted);
            params.extended_key_usages.extend(wanted.map(|(_, usage)| usage));
        }
        if self.unknown_extension {
            let content = vec![4, 1, 0];
            params.custom_extensions =
                vec![CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], content)];
        }
        params
    }
}

/// The certificate with another last byte, which is part of its signature.
pub fn forged(certificate: &str) -> String {
    let mut der = pem::parse(certificate).unwrap().into_contents();
    *der.last_mut().unwrap() ^= 1;
    pem::encode(&pem::Pem::new("CERTIFICATE", der))
}

/// What OpenSSL writes, given this.
pub fn openssl(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new("openssl");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
