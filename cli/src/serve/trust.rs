//! Which server certificate is trusted where no argument says so: on first use the user decides, and
//! the certificate is kept, as SSH does with host keys.

use std::io::{self, IsTerminal};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cert_inventory::{
    Body, Certificate, Context, Inventory, Name, Part, Thresholds, assess, hex_colons, visible,
};
use serde_json::json;
use signature_verifier::check_signatures;

use super::upstream::Failure;
use crate::cluster::address::Address;
use crate::cluster::trust::{Fingerprint, Trust};
use crate::table::{self, Cell};
use crate::{clock, output};

/// What is to be typed to trust a certificate.
const WORD: &str = "trust";

/// Where a cluster's certificate is kept.
pub struct Kept(PathBuf);

impl Kept {
    /// In the user's folder for configuration (XDG).
    pub fn of(address: &Address) -> Result<Self, String> {
        let absolute = |path: PathBuf| Some(path).filter(|path| path.is_absolute());
        let folder = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).and_then(absolute);
        let folder = folder.or_else(|| Some(env::home_dir().and_then(absolute)?.join(".config")));
        let folder =
            folder.ok_or("there's no home folder: set XDG_CONFIG_HOME, or pass --ca or --pin")?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let name = address.host_and_port().replace(|c| !is_plain(c), "_");
        Ok(Self(folder.join(format!("certdeck/clusters/{name}.pem"))))
    }

    /// The certificate; `None` if none was kept.
    pub fn read(&self) -> Result<Option<Certificate>, String> {
        let unusable = |why: String| format!("{} can't be used: {why}", self.0.display());
        let pem = match fs::read(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            pem => pem.map_err(|error| unusable(error.to_string()))?,
        };
        let (inventory, _) =
            Inventory::read_any(pem).map_err(|error| unusable(error.to_string()))?;
        let kept = inventory.iter().flat_map(|item| &item.certificates).next().cloned();
        kept.map(Some).ok_or_else(|| unusable("it contains no certificate".to_owned()))
    }

    fn write(&self, certificate: &Certificate) -> Result<(), String> {
        let folder = self.0.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .map_err(|error| format!("{} can't be created: {error}", folder.display()))?;
        output::write(&certificate.to_pem(), Some(&self.0))
    }

    /// Asks the user about a certificate that isn't trusted. Where another one is kept, it shows both
    /// instead; where there's no terminal, it explains why there's no connection.
    pub fn decide(&self, failure: &Failure, address: &Address) -> Result<Trust, String> {
        let Failure::NotTrusted(why, sent) = failure else { return Err(failure.why().to_owned()) };
        let chain: Vec<_> = sent.iter().filter_map(|one| Certificate::decode(one).ok()).collect();
        let leaf =
            chain.first().filter(|leaf| sent.first().is_some_and(|sent| **sent == *leaf.der));
        let leaf = leaf.ok_or_else(|| why.clone())?;
        if let Some(kept) = self.read()? {
            return Err(self.changed(&kept, leaf, address));
        }
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(why.clone());
        }
        eprintln!("{}: {why}\n", address.name);
        for (label, value) in facts(leaf) {
            eprintln!("  {label:<12}{value}");
        }
        for finding in findings(&chain, address) {
            eprintln!("  {finding}");
        }
        eprint!(
            "\nOn a node, this prints the SHA-256 of the cluster's certificate:\n\n  \
             openssl x509 -noout -fingerprint -sha256 -in /etc/opt/redislabs/api_cert.pem\n\n\
             If it's the same, type \"{WORD}\" to trust this certificate from now on: "
        );
        let mut answer = String::new();
        if io::stdin().read_line(&mut answer).is_err() || answer.trim() != WORD {
            return Err("not trusted, so nothing was sent to it".to_owned());
        }
        self.write(leaf)?;
        eprintln!("Kept in {}.\n", self.0.display());
        pinned(leaf)
    }

    fn changed(&self, kept: &Certificate, sent: &Certificate, address: &Address) -> String {
        let rows = facts(kept).into_iter().zip(facts(sent));
        let rows = rows.flat_map(|((label, kept), (_, sent))| {
            // Both digests fit side by side in two lines.
            let halves = |text: String| match text.split_at_checked(48) {
                Some((first, second)) if label == DIGEST => [first.to_owned(), second.to_owned()],
                _ => [text, String::new()],
            };
            let lines = [label, ""].into_iter().zip(halves(kept).into_iter().zip(halves(sent)));
            lines.map(|(label, (kept, sent))| [Cell::new(label), Cell::new(kept), Cell::new(sent)])
        });
        let rows: Vec<_> = rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        format!(
            "{at} no longer has the certificate that you trusted. Either it was replaced, or \
             someone is impersonating the cluster; nothing was sent.\n\n{table}\n\
             If it was replaced, compare the new SHA-256 on a node, then delete\n{file}\nand start \
             again.",
            at = address.host_and_port(),
            table = table::write(["", "TRUSTED", "NOW"], &rows, None),
            file = self.0.display(),
        )
    }
}

/// Trusts this certificate and no other.
pub fn pinned(certificate: &Certificate) -> Result<Trust, String> {
    Trust::new(None, &[Fingerprint::of(&certificate.der)])
}

const DIGEST: &str = "SHA-256";

/// What tells one certificate from another.
fn facts(certificate: &Certificate) -> [(&'static str, String); 7] {
    let name = |name: &Part<Name>| text(name.as_ref().map(ToString::to_string));
    let issuer = match certificate.is_self_issued() {
        true => "itself".to_owned(),
        false => name(&certificate.issuer),
    };
    let names = certificate
        .sans()
        .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let key = certificate.public_key.as_ref().map(ToString::to_string);
    [
        ("Subject", name(&certificate.subject)),
        ("Issuer", issuer),
        ("Names", text(names)),
        ("Valid from", text(certificate.not_before.as_ref().map(ToString::to_string))),
        ("Expires", text(certificate.not_after.as_ref().map(ToString::to_string))),
        ("Key", text(key)),
        // As OpenSSL prints it.
        (DIGEST, hex_colons(&certificate.sha256).to_uppercase()),
    ]
}

fn text<E>(part: Result<String, E>) -> String {
    part.map_or_else(|_| "unreadable".to_owned(), |text| visible(&text).into_owned())
}

/// What's wrong with a server's certificate, as the panel would say.
fn findings(chain: &[Certificate], address: &Address) -> Vec<String> {
    let pem: String = chain.iter().map(Certificate::to_pem).collect();
    let mut body = Body::new();
    body.extend(json!({ "api_cert": pem }).to_string().into_bytes());
    let Ok(inventory) = Inventory::read(body) else { return Vec::new() };
    let host = address.host();
    let context = Context {
        now: clock::now(),
        fqdn: Some(host).filter(|host| host.parse::<IpAddr>().is_err() && !host.starts_with('[')),
        versions: &[],
        license: None,
        thresholds: Thresholds::default(),
        signatures: &check_signatures(inventory.iter()),
    };
    let found = inventory.iter().flat_map(|item| assess(item, &context).findings);
    found.map(|one| format!("{}: {}. {}", one.severity, one.rule.label(), one.meaning)).collect()
}
