//! Which server certificate is trusted where no argument says so: on first use the user decides, and
//! the certificate is kept, as SSH does with host keys.

use std::io::{self, IsTerminal};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cert_inventory::{
    Body, Certificate, Context, Inventory, Label, Message, Name, Part, Severity, Thresholds,
    assess, hex_colons, label, message, visible,
};
use serde_json::json;
use signature_verifier::check_signatures;

use super::upstream::Failure;
use crate::cluster::address::Address;
use crate::cluster::trust::{Fingerprint, Trust};
use crate::language::localized;
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
        let folder = folder.ok_or_else(|| {
            localized(label!("there’s no home folder: set XDG_CONFIG_HOME, or pass --ca or --pin"))
        })?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let name = address.host_and_port().replace(|c| !is_plain(c), "_");
        Ok(Self(folder.join(format!("certdeck/clusters/{name}.pem"))))
    }

    /// The certificate; `None` if none was kept.
    pub fn read(&self) -> Result<Option<Certificate>, String> {
        let unusable = |why: Message| {
            localized(message!("{0} can’t be used: {1}", self.0.display().to_string(), why))
        };
        let of_system = |error: io::Error| unusable(message!("{0}", error.to_string()));
        let pem = match fs::read(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            pem => pem.map_err(of_system)?,
        };
        let (inventory, _) = Inventory::read_any(pem).map_err(|error| unusable(error.message()))?;
        let kept = inventory.iter().flat_map(|item| &item.certificates).next().cloned();
        kept.map(Some).ok_or_else(|| unusable(label!("it contains no certificate").into()))
    }

    fn write(&self, certificate: &Certificate) -> Result<(), String> {
        let folder = self.0.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| {
            let folder = folder.display().to_string();
            localized(message!("{0} can’t be created: {1}", folder, error.to_string()))
        })?;
        output::write(&certificate.to_pem(), Some(&self.0))
    }

    /// Asks the user about a certificate that isn't trusted. Where another one is kept, it shows both
    /// instead; where there's no terminal, it explains why there's no connection.
    pub fn decide(&self, failure: &Failure, address: &Address) -> Result<Trust, String> {
        let why = localized(failure.why().clone());
        let Failure::NotTrusted(_, sent) = failure else { return Err(why) };
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
            eprintln!("  {:<12}{value}", localized(label));
        }
        for finding in findings(&chain, address) {
            eprintln!("  {finding}");
        }
        eprint!(
            "\n{}\n\n  \
             openssl x509 -noout -fingerprint -sha256 -in /etc/opt/redislabs/api_cert.pem\n\n{} ",
            localized(label!("On a node, this prints the SHA-256 of the cluster’s certificate:")),
            localized(message!(
                "If it’s the same, type \"{0}\" to trust this certificate from now on:",
                WORD
            )),
        );
        let mut answer = String::new();
        if io::stdin().read_line(&mut answer).is_err() || answer.trim() != WORD {
            return Err(localized(label!("not trusted, so nothing was sent to it")));
        }
        self.write(leaf)?;
        eprintln!("{}\n", localized(message!("Kept in {0}.", self.0.display().to_string())));
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
            let label = localized(label);
            let lines =
                [label, String::new()].into_iter().zip(halves(kept).into_iter().zip(halves(sent)));
            lines.map(|(label, (kept, sent))| [Cell::new(label), Cell::new(kept), Cell::new(sent)])
        });
        let rows: Vec<_> = rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let changed = message!(
            "{0} no longer has the certificate that you trusted. Either it was replaced, or someone \
             is impersonating the cluster; nothing was sent.",
            address.host_and_port()
        );
        let [then, now] = [label!("TRUSTED"), label!("NOW")].map(localized);
        let remedy = label!(
            "If it was replaced, compare the new SHA-256 on a node, delete this file, then start \
             again:"
        );
        format!(
            "{}\n\n{}\n{}\n{}",
            localized(changed),
            table::write(["", &then, &now], &rows, None),
            localized(remedy),
            self.0.display(),
        )
    }
}

/// Trusts this certificate and no other.
pub fn pinned(certificate: &Certificate) -> Result<Trust, String> {
    Trust::new(None, &[Fingerprint::of(&certificate.der)])
}

const DIGEST: Label = label!("SHA-256");

/// What tells one certificate from another.
fn facts(certificate: &Certificate) -> [(Label, String); 7] {
    let name = |name: &Part<Name>| text(name.as_ref().map(ToString::to_string));
    let issuer = match certificate.is_self_issued() {
        true => localized(label!("itself")),
        false => name(&certificate.issuer),
    };
    let names = certificate
        .sans()
        .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let key = certificate.public_key.as_ref().map(ToString::to_string);
    [
        (label!("Subject"), name(&certificate.subject)),
        (label!("Issuer"), issuer),
        (label!("Names"), text(names)),
        (label!("Valid from"), text(certificate.not_before.as_ref().map(ToString::to_string))),
        (label!("Expires"), text(certificate.not_after.as_ref().map(ToString::to_string))),
        (label!("Key"), text(key)),
        // As OpenSSL prints it.
        (DIGEST, hex_colons(&certificate.sha256).to_uppercase()),
    ]
}

fn text<E>(part: Result<String, E>) -> String {
    part.map_or_else(|_| localized(label!("unreadable")), |text| visible(&text).into_owned())
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
    let texts = found.map(|one| {
        let severity = match one.severity {
            Severity::Error => label!("error"),
            Severity::Warning => label!("warning"),
            Severity::Note => label!("note"),
        };
        let [severity, rule] = [severity, one.rule.label()].map(localized);
        format!("{severity}: {rule}. {}", localized(one.meaning))
    });
    texts.collect()
}
