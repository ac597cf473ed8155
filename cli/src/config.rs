//! The file that lists clusters.
//!
//! It contains no password and no key, only the names of files with them, relative to its own folder:
//! it can be kept in a repository.

use std::path::{Path, PathBuf};

use cert_inventory::visible;
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::cluster::address::Address;
use crate::cluster::credentials::Credentials;
use crate::cluster::identity::Identity;
use crate::cluster::target::Target;
use crate::cluster::trust::{Fingerprint, Trust};
use crate::input;

/// A cluster in the file.
#[derive(Debug)]
pub struct Cluster {
    /// Where it is, and how to connect.
    pub target: Target,
    /// Whether the file says what is trusted; otherwise, the computer's CAs are.
    pub has_own_trust: bool,
    username: Option<String>,
    password_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cluster: Vec<Spanned<Value>>,
}

/// A table `[[cluster]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Option<String>,
    url: String,
    ca: Option<PathBuf>,
    #[serde(default)]
    pin: Pins,
    username: Option<String>,
    password_file: Option<PathBuf>,
    client_certificate: Option<PathBuf>,
    client_key: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "pin: not a SHA-256 or a list of them")]
enum Pins {
    One(String),
    Several(Vec<String>),
}

impl Default for Pins {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

/// Reads the file. The error has a line for each bad entry.
pub fn read(file: &Path) -> Result<Vec<Cluster>, String> {
    let name = input::name(file);
    let text = String::from_utf8(input::read_whole(file)?);
    let text = text.map_err(|_| format!("{name} isn't UTF-8"))?;
    let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let File { cluster } = toml::from_str(&text).map_err(|error| {
        let at = error.span().map(|span| format!(", line {}", line(span.start)));
        format!("{name}{}: {}", at.unwrap_or_default(), one_line(error.message()))
    })?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let (mut clusters, mut wrong) = (Vec::new(), Vec::new());
    for entry in cluster {
        let at = line(entry.span().start);
        let called = called(entry.get_ref());
        match Cluster::of(entry.into_inner(), folder) {
            Ok(cluster) => clusters.push(cluster),
            Err(why) => wrong.push(format!("{name}, line {at}, {called}: {why}")),
        }
    }
    match wrong.is_empty() {
        true => Ok(clusters),
        false => Err(wrong.join("\n")),
    }
}

/// What an entry is called in messages, even if it's bad.
fn called(entry: &Value) -> String {
    let name = entry.get("name").and_then(Value::as_str);
    name.map_or_else(|| "cluster without a name".to_owned(), |name| visible(name).into_owned())
}

/// A message without what the parser adds for several lines.
fn one_line(message: &str) -> String {
    message.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

impl Cluster {
    fn of(entry: Value, folder: &Path) -> Result<Self, String> {
        let entry: Entry =
            entry.try_into().map_err(|error: toml::de::Error| one_line(error.message()))?;
        let address = Address::new(entry.name.as_deref(), &entry.url);
        let address = address.map_err(|why| format!("url: {why}"))?;
        let pins = match entry.pin {
            Pins::One(pin) => vec![pin],
            Pins::Several(pins) => pins,
        };
        let pins: Result<Vec<_>, _> = pins.iter().map(|pin| Fingerprint::parse(pin)).collect();
        let pins = pins.map_err(|why| format!("pin: {why}"))?;
        if entry.ca.is_some() && !pins.is_empty() {
            return Err("has both ca and pin: leave one out".to_owned());
        }
        let has_own_trust = entry.ca.is_some() || !pins.is_empty();
        let in_folder = |file: Option<PathBuf>| file.map(|file| folder.join(file));
        let trust = Trust::new(in_folder(entry.ca).as_deref(), &pins)?;
        let identity = match (in_folder(entry.client_certificate), in_folder(entry.client_key)) {
            (Some(certificate), Some(key)) => Some(Identity::read(&certificate, &key)?),
            (None, None) => None,
            _ => return Err("has only one of client_certificate and client_key".to_owned()),
        };
        Ok(Self {
            target: Target { address, trust, identity },
            has_own_trust,
            username: entry.username,
            password_file: in_folder(entry.password_file),
        })
    }

    /// Username and password: those in the file, else those in the environment. A client certificate
    /// may do without.
    pub fn credentials(&self) -> Result<Option<Credentials>, String> {
        let is_given = self.username.is_some() || self.password_file.is_some();
        if self.target.identity.is_some() && !is_given {
            return Ok(None);
        }
        Credentials::find(self.username.as_deref(), self.password_file.as_deref())
    }
}
