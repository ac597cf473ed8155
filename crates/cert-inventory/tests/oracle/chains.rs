//! Chains of every shape, compared with `openssl verify`: with cross-signed roots, renewed CAs,
//! unrelated certificates, gaps, and damage, in any order. Random, from a seed.

use std::fs;
use std::path::Path;
use std::process::Command;

use cert_inventory::{Body, Inventory, Item, Link};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use signature_verifier::check_signatures;

/// The number of chains.
pub const COUNT: usize = 600;

/// Reproducible pseudorandom numbers (Knuth's MMIX).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// Shared by all chains, because generating keys takes time.
pub struct Keys(Vec<KeyPair>);

impl Keys {
    pub fn new() -> Self {
        Self((0..8).map(|_| KeyPair::generate().unwrap()).collect())
    }
}

/// An entry's list of certificates.
pub struct Sample {
    pub traits: Vec<&'static str>,
    pems: Vec<String>,
    /// The index of the leaf that the list was built for.
    leaf: usize,
}

struct Maker<'a> {
    keys: &'a Keys,
    /// Whether certificates have an authority key identifier.
    has_authority: bool,
}

impl Maker<'_> {
    fn key(&self, index: usize) -> &KeyPair {
        &self.keys.0[index % self.keys.0.len()]
    }

    fn params(&self, name: &str, is_ca: bool, serial: u64) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(serial.into());
        (params.not_before, params.not_after) =
            (date_time_ymd(2020, 1, 1), date_time_ymd(2045, 1, 1));
        params.use_authority_key_identifier_extension = self.has_authority;
        // Adds an identifier of the leaf's own key.
        params.is_ca = IsCa::ExplicitNoCa;
        if is_ca {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        }
        params
    }

    /// A CA's certificate, or without its own key number, a leaf's.
    fn certificate(
        &self,
        subject: (&str, Option<usize>),
        issuer: (&str, usize),
        serial: u64,
    ) -> String {
        let (name, key) = subject;
        let params = self.params(name, key.is_some(), serial);
        let authority = self.params(issuer.0, true, 1);
        let by = Issuer::from_params(&authority, self.key(issuer.1));
        params.signed_by(self.key(key.unwrap_or(7)), &by).unwrap().pem()
    }

    fn root(&self, name: &str, key: usize, serial: u64) -> String {
        self.params(name, true, serial).self_signed(self.key(key)).unwrap().pem()
    }
}

/// Changes the last byte of its signature.
fn damaged(pem: &str) -> String {
    let mut der = cert_inventory::read_pem(pem).certificates.remove(0).der;
    *der.last_mut().unwrap() ^= 1;
    cert_inventory::Certificate::decode(&der).unwrap().to_pem()
}

pub fn sample(random: &mut Random, keys: &Keys) -> Sample {
    let maker = Maker { keys, has_authority: !random.one_in(3) };
    let mut traits = Vec::new();
    if maker.has_authority {
        traits.push("key identifiers");
    }
    // From the leaf up: names and keys of the CAs above it, the root last.
    let cas = [("A", 0), ("B", 1), ("C", 2)];
    let above = &cas[..1 + random.below(3)];
    let (top, top_key) = above[above.len() - 1];
    // Without identifiers, OpenSSL treats such a leaf as self-signed, whatever signed it.
    let leaf_name = if maker.has_authority && random.one_in(4) { above[0].0 } else { "leaf" };
    if leaf_name != "leaf" {
        traits.push("a leaf of its CA's name");
    }
    let mut pems = vec![maker.certificate((leaf_name, None), above[0], 100)];
    for (below, issuer) in above.iter().zip(&above[1..]) {
        pems.push(maker.certificate((below.0, Some(below.1)), *issuer, 200));
    }
    if random.one_in(4) {
        traits.push("without root");
    } else {
        pems.push(maker.root(top, top_key, 300));
    }
    let mut may = |what: &'static str, one_in: usize| {
        let does = random.one_in(one_in);
        traits.extend(does.then_some(what));
        does
    };
    let (cross, old_root) = (may("cross-signed", 3), may("the older root", 2));
    let (renewed, own_key) = (may("renewed", 3), may("renewed with its key", 4));
    let (rollover, stray_root, stray_leaf) =
        (may("rollover", 6), may("stray root", 4), may("stray leaf", 8));
    let (gap, twice, damage) = (may("gap", 8), may("one twice", 8), may("damaged", 8));
    let mut more = Vec::new();
    if cross {
        more.push(maker.certificate((top, Some(top_key)), ("Old", 4), 400));
    }
    if old_root {
        more.push(maker.root("Old", 4, 500));
    }
    if renewed {
        more.push(maker.root(top, 5, 600));
    }
    if own_key {
        more.push(maker.root(top, top_key, 700));
    }
    if rollover {
        more.push(maker.certificate((top, Some(5)), (top, top_key), 800));
    }
    if stray_root {
        more.push(maker.root("Stray", 6, 900));
    }
    if stray_leaf {
        more.push(maker.certificate(("other leaf", None), ("Elsewhere", 6), 1000));
    }
    if gap && pems.len() > 1 {
        pems.remove(1);
    }
    for pem in more {
        pems.insert(1 + random.below(pems.len()), pem);
    }
    if twice {
        let again = pems[random.below(pems.len())].clone();
        pems.push(again);
    }
    if damage {
        let index = random.below(pems.len());
        pems[index] = damaged(&pems[index]);
    }
    let mut leaf = 0;
    if random.one_in(2) {
        traits.push("shuffled");
        for index in (1..pems.len()).rev() {
            let other = random.below(index + 1);
            pems.swap(index, other);
            leaf = if leaf == index {
                other
            } else if leaf == other {
                index
            } else {
                leaf
            };
        }
    }
    Sample { traits, pems, leaf }
}

/// Both results for a chain.
#[derive(Debug)]
pub struct Verdict {
    /// Whether our leaf has a path to a self-signed certificate here, with only valid signatures.
    pub ours: bool,
    /// Whether OpenSSL verifies just that path.
    pub openssl_of_ours: bool,
    /// Whether OpenSSL finds a path itself.
    pub openssl: bool,
    /// Whether our leaf is the right one.
    pub is_leaf: bool,
}

impl Sample {
    pub fn has(&self, what: &str) -> bool {
        self.traits.contains(&what)
    }

    pub fn verdict(&self, folder: &Path) -> Verdict {
        let item = self.item();
        let signatures = check_signatures([&item]);
        let chain = &item.with_signatures(&signatures).chain;
        let has_bad_signature = |index: &usize| chain.bad_signatures.contains(index);
        let last = chain.path.last().map(|last| chain.links[*last]);
        let leaf = chain.leaf.unwrap();
        let all: Vec<usize> = (0..self.pems.len()).collect();
        Verdict {
            ours: last == Some(Link::SelfSigned) && !chain.path.iter().any(has_bad_signature),
            openssl_of_ours: self.openssl(folder, leaf, &chain.path),
            openssl: self.openssl(folder, leaf, &all),
            is_leaf: self.pems[leaf] == self.pems[self.leaf],
        }
    }

    fn item(&self) -> Item {
        let mut body = Body::new();
        let text = self.pems.concat();
        body.extend(serde_json::json!({ "future_cert": text }).to_string().as_bytes());
        let mut items = Inventory::read(body).unwrap().items;
        std::sync::Arc::unwrap_or_clone(items.remove(0))
    }

    /// Trusts CAs with equal subject and issuer; OpenSSL checks whether they are really
    /// self-signed.
    fn openssl(&self, folder: &Path, leaf: usize, indices: &[usize]) -> bool {
        let pems = || indices.iter().map(|index| self.pems[*index].as_str());
        let is_root = |pem: &&str| {
            let certificate = cert_inventory::read_pem(pem).certificates.remove(0);
            certificate.is_self_issued() && certificate.is_ca()
        };
        let file = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let trusted: String = pems().filter(is_root).collect();
        if trusted.is_empty() {
            return false;
        }
        let mut command = Command::new("openssl");
        command.args(["verify", "-no-CApath", "-no-CAstore", "-check_ss_sig"]);
        command.arg("-CAfile").arg(file("trusted.pem", &trusted));
        command.arg("-untrusted").arg(file("untrusted.pem", &pems().collect::<String>()));
        command.arg(file("leaf.pem", &self.pems[leaf]));
        command.output().unwrap().status.success()
    }
}
