//! A client certificate and its private key, for clusters that require one.

use std::path::Path;
use std::sync::Arc;

use rustls::Error;
use rustls::client::ResolvesClientCert;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use zeroize::Zeroizing;

use crate::input;

/// A client certificate and its private key. The bytes of the file are wiped as soon as they are
/// read, and the key when the last copy is dropped.
#[derive(Clone, Debug)]
pub struct Identity(Arc<SingleCertAndKey>);

impl Identity {
    /// Reads both, in PEM.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, String> {
        let pem = input::read_whole(certificate)?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty()).ok_or_else(|| {
            format!("{} contains no certificate in PEM", input::name(certificate))
        })?;
        let pem = Zeroizing::new(input::read_whole(key)?);
        let name = input::name(key);
        let private_key = PrivateKeyDer::from_pem_slice(&pem)
            .map_err(|_| format!("{name} contains no private key in PEM without a password"))?;
        let provider = aws_lc_rs::default_provider();
        let both =
            CertifiedKey::from_der(chain, private_key, &provider).map_err(|why| match why {
                Error::InconsistentKeys(_) => {
                    format!("the key in {name} isn't that of {}", input::name(certificate))
                }
                _ => format!("the key in {name} can't be used"),
            })?;
        Ok(Self(Arc::new(both.into())))
    }

    /// For a connection.
    pub fn resolver(&self) -> Arc<dyn ResolvesClientCert> {
        Arc::clone(&self.0) as Arc<_>
    }
}
