//! The deployment's `config.json`, which stands beside `index.html`.

use std::fmt;

use cert_inventory::expiry::Thresholds;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a site may set; a missing field means its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address before `v1/…`: `https://host:9443`, or empty for the page's own folder.
    pub api: String,
    /// Whether the browser may present a TLS client certificate to the API. The browser then
    /// also answers a request for a password with its own prompt, so it is off by default.
    pub client_certificate: bool,
    /// Days before its end from which a certificate counts as expiring soon.
    pub warning_days: u32,
    /// Days before its end from which that is critical.
    pub critical_days: u32,
}

impl Default for Config {
    fn default() -> Self {
        let Thresholds { warning_days, critical_days } = Thresholds::default();
        Self { api: String::new(), client_certificate: false, warning_days, critical_days }
    }
}

/// Why a `config.json` cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The file could not be fetched: the status, or 0 without an answer.
    NotRead(u16),
    /// It is not a JSON object; the words are serde_json's. The file holds no secret.
    NotAnObject(String),
    /// There is no such field.
    UnknownField(String),
    /// A field has a value of the wrong kind; its name, and serde_json's words.
    WrongKind(String, String),
    /// `api` is not an http or https address.
    Api(String),
    /// `critical_days` is larger than `warning_days`.
    Thresholds,
}

impl Config {
    /// Reads the text of the file.
    pub fn parse(text: &[u8]) -> Result<Self, ConfigError> {
        let fields: Map<String, Value> = serde_json::from_slice(text)
            .map_err(|error| ConfigError::NotAnObject(error.to_string()))?;
        let mut config = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "api" => config.api = read(name, value)?,
                "client_certificate" => config.client_certificate = read(name, value)?,
                "warning_days" => config.warning_days = read(name, value)?,
                "critical_days" => config.critical_days = read(name, value)?,
                _ => return Err(ConfigError::UnknownField(name)),
            }
        }
        let absolute = ["http://", "https://"].iter().any(|scheme| config.api.starts_with(scheme));
        if !config.api.is_empty() && !absolute {
            return Err(ConfigError::Api(config.api));
        }
        if config.critical_days > config.warning_days {
            return Err(ConfigError::Thresholds);
        }
        if absolute && !config.api.ends_with('/') {
            config.api.push('/');
        }
        Ok(config)
    }

    /// From when on an expiry is told.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds { warning_days: self.warning_days, critical_days: self.critical_days }
    }
}

fn read<T: DeserializeOwned>(name: String, value: Value) -> Result<T, ConfigError> {
    serde_json::from_value(value).map_err(|error| ConfigError::WrongKind(name, error.to_string()))
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead(0) => f.write_str("The file could not be fetched."),
            Self::NotRead(status) => write!(f, "Fetching the file was answered with {status}."),
            Self::NotAnObject(words) => write!(f, "It must be a JSON object: {words}."),
            Self::UnknownField(name) => write!(f, "There is no field “{name}”."),
            Self::WrongKind(name, words) => write!(f, "The field “{name}”: {words}."),
            Self::Api(found) => write!(
                f,
                "The field “api” must be an http:// or https:// address, or be left out; it is \
                 “{found}”."
            ),
            Self::Thresholds => {
                f.write_str("The field “critical_days” is larger than “warning_days”.")
            }
        }
    }
}
