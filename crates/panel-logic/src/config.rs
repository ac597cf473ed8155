//! The deployment's `config.json`, next to `index.html`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use cert_inventory::{AlertDays, Message, Thresholds, message, visible};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A numeric field: its name, range, and accessor.
type Number = (&'static str, RangeInclusive<u32>, fn(&mut Config) -> &mut u32);

const NUMBERS: [Number; 7] = [
    ("warning_days", 0..=3650, |config| &mut config.warning_days),
    ("critical_days", 0..=3650, |config| &mut config.critical_days),
    // The warning takes the last minute; a day is the maximum.
    ("idle_minutes", 2..=1440, |config| &mut config.idle_minutes),
    ("session_hours", 1..=24, |config| &mut config.session_hours),
    ("refresh_seconds", 5..=3600, |config| &mut config.refresh_seconds),
    ("read_seconds", 1..=300, |config| &mut config.read_seconds),
    // The cluster's own limit on requests is 900.
    ("delete_seconds", 1..=900, |config| &mut config.delete_seconds),
];

/// The title shares a line with the cluster's name.
const LONGEST_TITLE: usize = 60;

/// The settings; a missing field has its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The API's base URL: `https://host:9443/`, or empty for the page's own folder.
    pub api: String,
    /// Whether the browser may present a TLS client certificate to the API. The browser then also
    /// shows its own password prompt, so it's off by default.
    pub client_certificate: bool,
    /// Days before expiration at which a certificate counts as expiring soon.
    pub warning_days: u32,
    /// Days before expiration at which it becomes critical.
    pub critical_days: u32,
    /// Whether the site set one of these two; otherwise, the cluster's own settings apply.
    pub sets_days: bool,
    /// Minutes without input before the session ends.
    pub idle_minutes: u32,
    /// Hours after which a session ends, however busy.
    pub session_hours: u32,
    /// Whether a deletion asks for the password again.
    pub confirm_with_password: bool,
    /// Seconds between automatic refreshes.
    pub refresh_seconds: u32,
    /// Whether the site set them; otherwise, the list itself is read less often.
    pub sets_refresh: bool,
    /// The timeout for reads, in seconds.
    pub read_seconds: u32,
    /// The timeout for DELETE, in seconds: the cluster contacts every node before it responds.
    pub delete_seconds: u32,
    /// This installation's name, such as `Production`; empty for none.
    pub title: String,
}

impl Default for Config {
    fn default() -> Self {
        let Thresholds { warning_days, critical_days, .. } = Thresholds::default();
        Self {
            api: String::new(),
            client_certificate: false,
            warning_days,
            critical_days,
            sets_days: false,
            idle_minutes: 15,
            session_hours: 8,
            confirm_with_password: false,
            refresh_seconds: 60,
            sets_refresh: false,
            read_seconds: 10,
            delete_seconds: 60,
            title: String::new(),
        }
    }
}

/// Why a `config.json` can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The file couldn't be fetched: the status, or 0 without a response.
    NotRead(u16),
    /// It isn't a JSON object, with serde_json's reason. The file contains no secrets.
    NotAnObject(String),
    /// An unknown field.
    UnknownField(String),
    /// A field with a value of the wrong type: its name, and serde_json's reason.
    WrongKind(&'static str, String),
    /// `api` isn't a valid URL for the API.
    Api(String),
    /// `api` is http to another machine.
    Insecure(String),
    /// `critical_days` is larger than `warning_days`.
    Thresholds,
    /// A number out of range.
    Range {
        /// The field's name.
        name: &'static str,
        /// The valid range.
        range: RangeInclusive<u32>,
        /// The actual value.
        found: u32,
    },
    /// `title` is too long; this is its length in characters.
    Title(usize),
    /// The page couldn't restrict its requests to the origins in the file.
    NotConfined,
}

/// The parts of an absolute URL, named as in the browser's `URL`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressParts {
    /// With the colon, as in `https:`.
    pub protocol: String,
    /// Without a port; IPv6 addresses in brackets.
    pub hostname: String,
    /// Empty for none.
    pub username: String,
    /// Empty for none.
    pub password: String,
    /// With the question mark; empty for none.
    pub search: String,
    /// With the number sign; empty for none.
    pub hash: String,
    /// The whole URL, normalized.
    pub href: String,
}

/// The browser's URL parser; `None` if the text isn't an absolute URL.
pub type ParseAddress = fn(&str) -> Option<AddressParts>;

impl Config {
    /// Parses the file.
    ///
    /// # Errors
    ///
    /// If anything in the file is invalid: a mistake must not silently become a default.
    pub fn parse(text: &[u8], parse_address: ParseAddress) -> Result<Self, ConfigError> {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(text)
            .map_err(|error| ConfigError::NotAnObject(error.to_string()))?;
        let mut config = Self::default();
        for (name, value) in fields {
            if let Some((name, range, field)) = NUMBERS.iter().find(|row| row.0 == name) {
                let found = read(name, value)?;
                if !range.contains(&found) {
                    return Err(ConfigError::Range { name, range: range.clone(), found });
                }
                *field(&mut config) = found;
                config.sets_days |= name.ends_with("_days");
                config.sets_refresh |= *name == "refresh_seconds";
                continue;
            }
            match name.as_str() {
                "api" => config.api = read("api", value)?,
                "client_certificate" => {
                    config.client_certificate = read("client_certificate", value)?;
                }
                "confirm_with_password" => {
                    config.confirm_with_password = read("confirm_with_password", value)?;
                }
                "title" => config.title = read("title", value)?,
                _ => return Err(ConfigError::UnknownField(name)),
            }
        }
        if !config.api.is_empty() {
            config.api = api_address(config.api, parse_address)?;
        }
        if config.critical_days > config.warning_days {
            return Err(ConfigError::Thresholds);
        }
        let length = config.title.chars().count();
        if length > LONGEST_TITLE {
            return Err(ConfigError::Title(length));
        }
        config.title = visible(config.title.trim()).into_owned();
        Ok(config)
    }

    /// Seconds between automatic refreshes, which need no keys where the cluster has a health
    /// report. Each read of the list sends all of them over the network.
    #[must_use]
    pub fn refresh_seconds(&self, has_health_report: bool) -> u32 {
        const LIST: u32 = 15 * 60;
        if has_health_report || self.sets_refresh { self.refresh_seconds } else { LIST }
    }

    /// The expiry thresholds, given the cluster's own.
    #[must_use]
    pub fn thresholds(&self, cluster: AlertDays) -> Thresholds {
        let own = Thresholds {
            warning_days: self.warning_days,
            critical_days: self.critical_days,
            ..Thresholds::default()
        };
        // The site's days are for certificates.
        let cluster = match self.sets_days {
            true => AlertDays { license: cluster.license, ..AlertDays::default() },
            false => cluster,
        };
        cluster.over(own)
    }
}

fn read<'a, T: Deserialize<'a>>(name: &'static str, value: &'a RawValue) -> Result<T, ConfigError> {
    serde_json::from_str(value.get()).map_err(|error| {
        // Its line numbers count from the value, not the file.
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(&*reason, |(reason, _)| reason);
        ConfigError::WrongKind(name, reason.to_owned())
    })
}

/// A base URL for `v1/…`. Rejects a username, query, or fragment, because no request would reveal
/// such a mistake.
fn api_address(found: String, parse_address: ParseAddress) -> Result<String, ConfigError> {
    let Some(url) = parse_address(&found) else { return Err(ConfigError::Api(found)) };
    let is_plain =
        [&url.username, &url.password, &url.search, &url.hash].iter().all(|part| part.is_empty());
    match url.protocol.as_str() {
        _ if !is_plain => Err(ConfigError::Api(found)),
        "http:" if !is_this_machine(&url.hostname) => Err(ConfigError::Insecure(found)),
        "http:" | "https:" => Ok(url.href.trim_end_matches('/').to_owned() + "/"),
        _ => Err(ConfigError::Api(found)),
    }
}

/// Whether a request to the host stays on this machine.
fn is_this_machine(hostname: &str) -> bool {
    matches!(hostname, "localhost" | "127.0.0.1" | "[::1]")
}

impl ConfigError {
    /// What is wrong, and what is valid.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotRead(0) => message!("The file couldn’t be loaded."),
            Self::NotRead(status) => message!("The file couldn’t be loaded (HTTP {0}).", *status),
            Self::NotAnObject(reason) => {
                message!("The file must be a JSON object: {0}.", reason.as_str())
            }
            Self::UnknownField(name) => message!("Unknown field “{0}”.", name.as_str()),
            Self::WrongKind(name, reason) => {
                message!("The field “{0}”: {1}.", *name, reason.as_str())
            }
            Self::Api(found) => message!(
                "The field “api” must be an https:// address (http:// only on this machine) without \
                 a username, query, or fragment, or be left out. It’s set to “{0}”.",
                found.as_str()
            ),
            Self::Insecure(found) => message!(
                "The field “api” is set to “{0}”. Over plain HTTP, others on the network could \
                 read passwords and private keys. Use HTTPS for the API, too.",
                found.as_str()
            ),
            Self::Thresholds => {
                message!("The field “critical_days” is larger than “warning_days”.")
            }
            Self::Range { name, range, found } => message!(
                "The field “{0}” must be a number from {1} to {2}. It’s set to {3}.",
                *name,
                *range.start(),
                *range.end(),
                *found
            ),
            Self::Title(length) => message!(
                "The field “title” can have up to {0} characters. It has {1}.",
                LONGEST_TITLE,
                *length
            ),
            Self::NotConfined => {
                message!("The page couldn’t restrict its requests to the addresses in the file.")
            }
        }
    }
}
