//! A thousand wrong submissions, and what a validator that we did not write says of them.
//!
//! What it refuses must never pass without an error or a warning.

use cert_inventory::{Check, RequestBody, Severity};
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, GeneralSubtree,
    IsCa, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

use crate::chains::{Against, Chain, FQDN, KEYS, NAMES, ca, leaf, now};
use crate::openssl::verified;

const COUNT: usize = 1000;

/// Reproducible pseudorandom numbers (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Files, and what is wrong with them.
struct Sample {
    faults: Vec<&'static str>,
    files: Vec<Vec<u8>>,
}

/// A fault of a certificate's content.
type Fault = (&'static str, fn(&mut Chain));

fn of(index: usize, chain: &mut Chain) -> &mut CertificateParams {
    &mut chain.certificates[index].0
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
const FILES: [&str; 9] = [
    "no intermediate",
    "no root",
    "no key",
    "damaged signature",
    "damaged intermediate",
    "forged intermediate",
    "cut off",
    "other leaf too",
    "stray root",
];

fn sample(random: &mut Random) -> Sample {
    let mut chain = Chain::good();
    let mut faults = Vec::new();
    for _ in 0..1 + random.below(2) {
        if random.below(5) < 3 {
            let (name, change) = CONTENT[random.below(CONTENT.len())];
            change(&mut chain);
            faults.push(name);
        } else {
            faults.push(FILES[random.below(FILES.len())]);
        }
    }
    let mut files: Vec<Vec<u8>> = chain.pems().into_iter().map(String::into_bytes).collect();
    let mut key = Some(chain.key_pem().into_bytes());
    for fault in &faults {
        match *fault {
            "no intermediate" => drop(files.remove(1)),
            "no root" => drop(files.pop()),
            "no key" => key = None,
            "damaged signature" => flip(&mut files[0]),
            "damaged intermediate" if files.len() > 2 => flip(&mut files[1]),
            "forged intermediate" => {
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
    let mut parsed = pem_of(pem);
    let at = parsed.len() - 3;
    parsed[at] ^= 1;
    *pem = pem_rfc7468(&parsed);
}

fn pem_of(pem: &[u8]) -> Vec<u8> {
    x509_parser::pem::parse_x509_pem(pem).unwrap().1.contents
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
        let sample = sample(&mut random);
        let mut material = cert_inventory::Material::default();
        sample.files.iter().for_each(|file| material.add("file", file.clone()));
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
    assert!(refused > 600 && clean > 40, "{refused} {clean}");
}
