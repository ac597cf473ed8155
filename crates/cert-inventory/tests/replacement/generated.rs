//! A thousand wrong submissions, and what a validator that we did not write says of them.
//!
//! What it refuses must never pass without an error or a warning.

use cert_inventory::{Check, Material, RequestBody, Severity};
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, GeneralSubtree,
    IsCa, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

use crate::chains::{Against, Chain, FQDN, KEYS, NAMES, RSA, ca, leaf, now};
use crate::openssl::verified;

pub(crate) const COUNT: usize = 1000;

/// Reproducible pseudorandom numbers (Knuth's MMIX).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Files, and what is wrong with them.
pub(crate) struct Sample {
    pub(crate) faults: Vec<&'static str>,
    files: Vec<Vec<u8>>,
}

impl Sample {
    pub(crate) fn material(&self) -> Material {
        let mut material = Material::default();
        self.files.iter().for_each(|file| material.add("file", file.clone()));
        material
    }
}

/// A fault of a certificate's content.
pub(crate) type Fault = (&'static str, fn(&mut Chain));

/// The certificate at this index, or the last one of a shorter chain.
pub(crate) fn of(index: usize, chain: &mut Chain) -> &mut CertificateParams {
    let last = chain.certificates.len() - 1;
    &mut chain.certificates[index.min(last)].0
}

const CONTENT: [Fault; 25] = [
    ("wrong key", |chain| chain.key = 4),
    ("expired", |chain| of(0, chain).not_after = date_time_ymd(2026, 11, 23)),
    ("expired intermediate", |chain| of(1, chain).not_after = date_time_ymd(2026, 1, 1)),
    ("expired root", |chain| of(2, chain).not_after = date_time_ymd(2026, 1, 1)),
    ("not yet valid", |chain| of(0, chain).not_before = date_time_ymd(2027, 1, 1)),
    ("intermediate not yet valid", |chain| of(1, chain).not_before = date_time_ymd(2027, 1, 1)),
    ("never valid", |chain| of(0, chain).not_after = date_time_ymd(2026, 1, 1)),
    ("no clientAuth", |chain| drop(of(0, chain).extended_key_usages.pop())),
    ("no serverAuth", |chain| drop(of(0, chain).extended_key_usages.remove(0))),
    ("other usage", |chain| {
        of(0, chain).extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
    }),
    ("any usage", |chain| of(0, chain).extended_key_usages = vec![ExtendedKeyUsagePurpose::Any]),
    ("intermediate for other usage", |chain| {
        of(1, chain).extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
    }),
    ("intermediate for any usage", |chain| {
        of(1, chain).extended_key_usages = vec![ExtendedKeyUsagePurpose::Any];
    }),
    ("other names", |chain| {
        of(0, chain).subject_alt_names = leaf(&["example.org"]).subject_alt_names
    }),
    ("no names", |chain| of(0, chain).subject_alt_names.clear()),
    ("wildcard alone", |chain| {
        of(0, chain).subject_alt_names = leaf(&["*.cluster.example.com"]).subject_alt_names;
    }),
    ("intermediate is no CA", |chain| of(1, chain).is_ca = IsCa::ExplicitNoCa),
    ("intermediate without flag", |chain| of(1, chain).is_ca = IsCa::NoCa),
    ("intermediate may not sign", |chain| {
        of(1, chain).key_usages = vec![KeyUsagePurpose::DigitalSignature];
    }),
    ("a CA as leaf", |chain| of(0, chain).is_ca = IsCa::Ca(BasicConstraints::Unconstrained)),
    ("two intermediates, one permitted", |chain| {
        of(1, chain).is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        chain.certificates.insert(1, (ca("Lower"), 3));
    }),
    ("names excluded", |chain| {
        of(1, chain).name_constraints = Some(NameConstraints {
            permitted_subtrees: vec![],
            excluded_subtrees: vec![GeneralSubtree::DnsName("internal.cluster.example.com".into())],
        });
    }),
    ("other names permitted", |chain| {
        of(1, chain).name_constraints = Some(NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::DnsName("example.org".into())],
            excluded_subtrees: vec![],
        });
    }),
    ("unknown critical extension", |chain| {
        let mut extension =
            CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0]);
        extension.set_criticality(true);
        of(0, chain).custom_extensions.push(extension);
    }),
    ("Ed25519", |chain| {
        chain.certificates[0].1 = 6;
        chain.key = 6;
    }),
];

/// Faults of the files.
const FILES: [&str; 10] = [
    "no intermediate",
    "no root",
    "no key",
    "damaged signature",
    "damaged intermediate",
    "forged intermediate",
    "cut off",
    "other leaf too",
    "stray root",
    "SHA-1",
];

/// Files with so many faults more than the chain has.
pub(crate) fn sample(random: &mut Random, mut chain: Chain, count: usize) -> Sample {
    let mut faults = Vec::new();
    for _ in 0..count {
        if random.below(5) < 3 {
            let (name, change) = CONTENT[random.below(CONTENT.len())];
            change(&mut chain);
            faults.push(name);
        } else {
            faults.push(FILES[random.below(FILES.len())]);
        }
    }
    if faults.contains(&"SHA-1") {
        sign_with_rsa(&mut chain);
    }
    let mut files: Vec<Vec<u8>> = chain.pems().into_iter().map(String::into_bytes).collect();
    let mut key = Some(chain.key_pem().into_bytes());
    for fault in &faults {
        match *fault {
            "no intermediate" if files.len() > 1 => drop(files.remove(1)),
            "no root" if files.len() > 1 => drop(files.pop()),
            "no key" => key = None,
            "damaged signature" => flip(&mut files[0]),
            "damaged intermediate" if files.len() > 2 => flip(&mut files[1]),
            "SHA-1" => weaken(&mut files[0]),
            "forged intermediate" if files.len() > 1 => {
                let mut forged = chain.clone();
                forged.certificates[1].1 = 4;
                files[1] = forged.pems().remove(1).into_bytes();
            }
            "cut off" => {
                let at = random.below(files.len());
                files[at].truncate(200);
            }
            "other leaf too" => {
                let other = Chain { certificates: vec![(leaf(&NAMES), 3)], key: 3 };
                files.push(other.pems().remove(0).into_bytes());
            }
            "stray root" => {
                let other = Chain { certificates: vec![(ca("Stranger"), 3)], key: 3 };
                files.push(other.pems().remove(0).into_bytes());
            }
            _ => {}
        }
    }
    files.extend(key);
    // In any order, and some in one file.
    let turn = random.below(files.len());
    files.rotate_left(turn);
    if random.below(2) == 0 {
        files = vec![files.join(&b"\r\nsubject=/CN=text between\r\n"[..])];
    }
    Sample { faults, files }
}

/// Changes a bit in the signature, which is last.
fn flip(pem: &mut Vec<u8>) {
    let Some(mut der) = der_of(pem) else { return };
    let at = der.len() - 3;
    der[at] ^= 1;
    *pem = pem_rfc7468(&der);
}

/// Signs the leaf with an RSA key.
fn sign_with_rsa(chain: &mut Chain) {
    match chain.certificates.get_mut(1) {
        Some((_, key)) => *key = RSA,
        None => {
            chain.certificates[0].1 = RSA;
            chain.key = RSA;
        }
    }
}

/// Names SHA-1 as the hash of an RSA signature, of which the identifier's last byte tells.
fn weaken(pem: &mut Vec<u8>) {
    const WITH_SHA_256: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];
    let Some(mut der) = der_of(pem) else { return };
    for at in 0..der.len() - WITH_SHA_256.len() {
        if der[at..].starts_with(&WITH_SHA_256) {
            der[at + 8] = 5;
        }
    }
    *pem = pem_rfc7468(&der);
}

/// Of a file that isn't cut off.
fn der_of(pem: &[u8]) -> Option<Vec<u8>> {
    Some(x509_parser::pem::parse_x509_pem(pem).ok()?.1.contents)
}

fn pem_rfc7468(der: &[u8]) -> Vec<u8> {
    cert_inventory::Certificate::decode(der).unwrap().to_pem().into_bytes()
}

/// What rustls' validator says of what is sent, and whether each certificate comes before its
/// issuer and the key is the first one's.
fn validate(body: &[u8]) -> Result<(), String> {
    let sent: serde_json::Value = serde_json::from_slice(body).unwrap();
    let text = sent["certificate"].as_str().unwrap();
    let ders: Vec<Vec<u8>> = x509_parser::pem::Pem::iter_from_buffer(text.as_bytes())
        .map(|pem| pem.unwrap().contents)
        .collect();
    let parsed: Vec<_> = ders.iter().map(|der| x509_parser::parse_x509_certificate(der)).collect();
    let parsed: Vec<_> = parsed
        .into_iter()
        .map(|it| it.map(|(_, it)| it))
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    for two in parsed.windows(2) {
        if two[0].issuer().as_raw() != two[1].subject().as_raw() {
            return Err("order".to_owned());
        }
    }
    let (first, last) = (parsed.first().ok_or("none")?, parsed.last().ok_or("none")?);
    if last.issuer().as_raw() != last.subject().as_raw() || parsed.len() < 2 {
        return Err("no root".to_owned());
    }
    if !last.validity().is_valid_at(x509_parser::time::ASN1Time::from_timestamp(now().0).unwrap()) {
        return Err("the root's dates".to_owned());
    }
    let key = sent["key"].as_str().ok_or("no key")?;
    let public = KEYS.iter().find(|known| known.serialize_pem().trim() == key.trim());
    let public = public.ok_or("another key")?;
    if rcgen::PublicKeyData::subject_public_key_info(public) != first.public_key().raw {
        return Err("another key".to_owned());
    }
    let ders: Vec<CertificateDer<'_>> = ders.iter().map(|der| der.as_slice().into()).collect();
    let anchor = anchor_from_trusted_cert(ders.last().unwrap()).map_err(|it| format!("{it:?}"))?;
    let leaf = EndEntityCert::try_from(&ders[0]).map_err(|it| format!("{it:?}"))?;
    let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(now().0 as u64));
    for usage in [KeyUsage::server_auth(), KeyUsage::client_auth()] {
        leaf.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            std::slice::from_ref(&anchor),
            &ders[1..ders.len() - 1],
            time,
            usage,
            None,
            None,
        )
        .map_err(|it| format!("{it:?}"))?;
    }
    for name in [FQDN, "node1.cluster.example.com", "internal.cluster.example.com"] {
        let name = ServerName::try_from(name).unwrap();
        leaf.verify_is_valid_for_subject_name(&name).map_err(|it| format!("{it:?}"))?;
    }
    Ok(())
}

#[test]
fn nothing_that_another_validator_refuses_passes_as_clean() {
    let mut random = Random(21);
    let [mut refused, mut taken, mut blocked, mut asked, mut clean, mut unsendable] = [0; 6];
    let mut missed = Vec::new();
    for number in 0..COUNT {
        let count = 1 + random.below(2);
        let sample = sample(&mut random, Chain::good(), count);
        let material = sample.material();
        let signatures = verified(&material);
        let sorted = material.sort("proxy", None, &signatures);
        if sorted.submissions.is_empty() {
            assert!(!sorted.left_out.is_empty(), "{number} {:?}", sample.faults);
            unsendable += 1;
            continue;
        }
        for submission in &sorted.submissions {
            let objected = Against::default().check(submission, &signatures);
            let worst = objected.first().map_or(Severity::Note, |it| it.severity);
            let body = RequestBody::of_update_cert(submission);
            let verdict = validate(body.bytes());
            match (&verdict, worst) {
                (Ok(()), Severity::Error) => {
                    // webpki doesn't look at a CA's key usage; OpenSSL does.
                    let errors = objected.iter().filter(|it| it.severity == worst);
                    let errors: Vec<_> = errors.map(|it| it.check).collect();
                    assert_eq!(errors, [Check::NotACa], "{number} {:?}", sample.faults);
                    blocked += 1;
                }
                (Ok(()), Severity::Warning) => asked += 1,
                (Ok(()), Severity::Note) => clean += 1,
                (Err(why), Severity::Note) => {
                    missed.push(format!("{number} {:?}: {why}", sample.faults));
                }
                (Err(_), _) => refused += 1,
            }
            taken += usize::from(verdict.is_ok());
        }
    }
    println!(
        "{refused} are refused by both; of {taken} that the validator takes, {clean} are clean, \
         {asked} have a warning, {blocked} an error; {unsendable} can't be sent"
    );
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
    assert!(refused > 600 && clean > 30, "{refused} {clean}");
}
