//! The cluster's settings that decide which certificates fit.

use serde::{Deserialize, Serialize};

use super::{Cluster, Refusal, permitted};
use crate::users::{Permission, Role};

/// The settings, as the API names them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The control plane's ciphers for TLS 1.2, in OpenSSL's format.
    pub control_cipher_suites: String,
    /// The data plane's ciphers for TLS 1.2, in OpenSSL's format.
    pub data_cipher_list: String,
    /// Whether the proxy's certificate is checked with its OCSP responder.
    pub ocsp_functionality: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            control_cipher_suites: "DEFAULT:!3DES".to_owned(),
            data_cipher_list: "DEFAULT:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!RC4:!MD5:!PSK:!aECDH"
                .to_owned(),
            ocsp_functionality: false,
        }
    }
}

impl Cluster {
    /// The settings.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without this permission: each request has its own.
    pub fn settings(&self, role: Role, permission: Permission) -> Result<&Settings, Refusal> {
        permitted(role, permission)?;
        Ok(&self.about.settings)
    }

    /// These are the settings from now on.
    pub fn set_settings(&mut self, settings: Settings) {
        self.about.settings = settings;
    }
}
