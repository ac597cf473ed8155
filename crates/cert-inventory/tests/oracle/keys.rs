//! Private keys and certificates, compared with OpenSSL's public keys: kinds × numbers × forms ×
//! containers, each with each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use cert_inventory::{
    Body, Certificate, Inventory, KeyMatch, PrivateKey, PublicHalf, Unchecked, read_pem,
};
use x509_parser::prelude::FromDer;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::der::{Parts, oid, pem, sequence, tlv};

/// The results for all pairs.
#[derive(Default, Debug)]
pub struct Outcome {
    pub matching: usize,
    pub others: usize,
    /// OpenSSL reads the key, which doesn't store its public half.
    pub not_stored: usize,
    /// Neither reads the key.
    pub unreadable: usize,
    pub shared: usize,
    pub differences: Vec<String>,
}

struct Key {
    name: String,
    pem: String,
    key: PrivateKey,
    /// Its public key, according to OpenSSL.
    public: Option<Public>,
}

/// A public key's kind, curve, and bits. RSASSA-PSS parameters restrict a key's use, but don't make
/// it a different key.
type Public = (String, Vec<u8>, Vec<u8>);

pub fn compare(folder: &Path) -> Outcome {
    run(folder, "make");
    craft(folder);
    run(folder, "read");
    let keys = keys(folder);
    let certificates = certificates(folder);
    let mut outcome = Outcome::default();
    for key in &keys {
        for (name, certificate, public) in &certificates {
            let ours = key.key.compare(certificate.public_key.as_ref().unwrap());
            let count = match (&key.public, ours) {
                (Some(theirs), KeyMatch::Matches) if theirs == public => &mut outcome.matching,
                (Some(theirs), KeyMatch::DoesNotMatch) if theirs != public => &mut outcome.others,
                (
                    Some(_),
                    KeyMatch::CannotBeChecked(Unchecked::PublicKeyNotStored | Unchecked::Encrypted),
                ) if !matches!(key.key.public, PublicHalf::Known { .. }) => &mut outcome.not_stored,
                (None, KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable)) => {
                    &mut outcome.unreadable
                }
                _ => {
                    outcome.differences.push(format!("{} and {name}: {ours:?}", key.name));
                    continue;
                }
            };
            *count += 1;
        }
    }
    compare_shared(&keys, &mut outcome);
    outcome
}

fn run(folder: &Path, what: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/key_matrix.sh");
    let status = Command::new("sh").args([script, what]).current_dir(folder).status().unwrap();
    assert!(status.success());
}

fn files(folder: &Path, ending: &str) -> Vec<(String, Vec<u8>, Option<Public>)> {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let public = fs::read(folder.join(format!("{name}.public"))).unwrap();
        (name, fs::read(path).unwrap(), public_key(&public))
    };
    files.into_iter().map(read).collect()
}

fn public_key(der: &[u8]) -> Option<Public> {
    let (_, spki) = SubjectPublicKeyInfo::from_der(der).ok()?;
    let kind = spki.algorithm.algorithm.to_id_string();
    let curve = spki.algorithm.parameters.filter(|_| kind == "1.2.840.10045.2.1");
    let curve = curve.map_or(Vec::new(), |curve| curve.data.to_vec());
    Some((kind, curve, spki.subject_public_key.data.to_vec()))
}

fn keys(folder: &Path) -> Vec<Key> {
    let read = |(name, text, public): (String, Vec<u8>, _)| {
        let pem = String::from_utf8(text).unwrap();
        let mut blocks = read_pem(&pem);
        assert_eq!((blocks.keys.len(), &blocks.errors[..]), (1, &[][..]), "{name}");
        Key { name, pem, key: blocks.keys.remove(0), public }
    };
    files(folder, "key").into_iter().map(read).collect()
}

fn certificate(spki: &[u8]) -> Certificate {
    let parts = Parts { spki: spki.to_vec(), ..Parts::self_issued("x") };
    Certificate::decode(&parts.certificate()).unwrap()
}

fn certificates(folder: &Path) -> Vec<(String, Certificate, Public)> {
    let read = |(name, spki, public): (String, Vec<u8>, Option<Public>)| {
        let public = public.unwrap_or_else(|| panic!("OpenSSL does not read {name}"));
        (name, certificate(&spki), public)
    };
    files(folder, "spki").into_iter().map(read).collect()
}

/// Forms that OpenSSL reads, but doesn't write.
fn craft(folder: &Path) {
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let der = |text: &str| {
        let block = x509_parser::pem::Pem::iter_from_buffer(text.as_bytes()).next();
        block.unwrap().unwrap().contents
    };
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    let private = |name: &str, algorithm: &[Vec<u8>], key: &[u8]| {
        let pkcs8 = sequence(&[tlv(2, &[0]), sequence(algorithm), tlv(4, key)]);
        write(name, pem("PRIVATE KEY", &pkcs8).as_bytes());
    };
    let public = |name: &str, algorithm: &[Vec<u8>], key: &[u8]| {
        let spki = sequence(&[sequence(algorithm), tlv(3, &[&[0], key].concat())]);
        write(name, &spki);
    };

    let [rsa, pss] = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"].map(oid);
    let rsa = [rsa, tlv(5, &[])];
    let pkcs1 = der(&text("rsa.1.traditional.key"));
    let (_, numbers) = x509_parser::der_parser::der::parse_der(&pkcs1).unwrap();
    let numbers = numbers.as_sequence().unwrap().iter();
    let numbers: Vec<&[u8]> = numbers.map(|number| number.as_slice().unwrap()).collect();
    for (form, modulus) in [
        ("without-zero", numbers[1].strip_prefix(&[0]).unwrap().to_vec()),
        ("with-zeros", [&[0, 0], numbers[1]].concat()),
        ("plain", numbers[1].to_vec()),
    ] {
        let own = |(at, number): (usize, &&[u8])| tlv(2, if at == 1 { &modulus } else { number });
        let key = sequence(&numbers.iter().enumerate().map(own).collect::<Vec<_>>());
        let spki = sequence(&[tlv(2, &modulus), tlv(2, numbers[2])]);
        private(&format!("rsa.1.{form}.key"), &rsa, &key);
        public(&format!("rsa.1.{form}.spki"), &rsa, &spki);
        private(&format!("rsa-pss.3.{form}.key"), std::slice::from_ref(&pss), &key);
        public(&format!("rsa-pss.3.{form}.spki"), std::slice::from_ref(&pss), &spki);
    }

    let [ec, p256, p384] = ["1.2.840.10045.2.1", "1.2.840.10045.3.1.7", "1.3.132.0.34"].map(oid);
    let inner = der(&text("prime256v1.1.sec1.key"));
    for (form, curve) in [("same", p256), ("other", p384.clone()), ("null", tlv(5, &[]))] {
        private(&format!("prime256v1.1.{form}-outside.key"), &[ec.clone(), curve], &inner);
    }
    private("prime256v1.1.none-outside.key", std::slice::from_ref(&ec), &inner);
    let inner = der(&text("secp384r1.1.sec1.key"));
    private("secp384r1.1.outside.key", &[ec, p384], &inner);
}

/// Each key as its own entry: those with the same public key share it.
fn compare_shared(keys: &[Key], outcome: &mut Outcome) {
    let readable = || keys.iter().filter_map(|key| Some((key, key.public.as_ref()?)));
    let mut groups: BTreeMap<&Public, Vec<&str>> = BTreeMap::new();
    let mut entries = serde_json::Map::new();
    for (key, public) in readable().filter(|(key, _)| key.pem.contains("PRIVATE KEY")) {
        let own = spki_of(public);
        entries.insert(format!("{}_cert", key.name), certificate(&own).to_pem().into());
        entries.insert(format!("{}_key", key.name), key.pem.clone().into());
        groups.entry(public).or_default().push(&key.name);
    }
    let mut body = Body::new();
    body.extend(serde_json::Value::from(entries).to_string().as_bytes());
    let inventory = Inventory::read(body).unwrap();
    for (key, public) in readable() {
        let item = inventory.item(&key.name).unwrap();
        let mut theirs = groups[public].clone();
        theirs.retain(|name| *name != key.name);
        theirs.sort_unstable();
        let ours: Vec<&str> = item.key_reused_by().collect();
        if ours == theirs {
            outcome.shared += theirs.len();
        } else {
            outcome.differences.push(format!("{} is shared by {ours:?}, not {theirs:?}", key.name));
        }
    }
}

/// A public key as OpenSSL reads it.
fn spki_of((kind, curve, key): &Public) -> Vec<u8> {
    let curve = if curve.is_empty() { Vec::new() } else { tlv(6, curve) };
    sequence(&[sequence(&[oid(kind), curve]), tlv(3, &[&[0], &key[..]].concat())])
}
