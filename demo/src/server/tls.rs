//! Which certificate the server presents: the one it started with, until the cluster's `api` is
//! replaced. A wrong one then has the consequence that it has on a real cluster.

use std::{fmt, sync::Arc};

use rustls::{
    ServerConfig,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, NoServerSessionStorage, ResolvesServerCert},
    sign::CertifiedKey,
};

use super::Identity;
use crate::{error::Error, shared::Shared};

/// The configuration for a server that starts with this identity.
pub(super) fn config(initial: &Identity, shared: &Arc<Shared>) -> Result<Arc<ServerConfig>, Error> {
    let builder = ServerConfig::builder();
    let provider = Arc::clone(builder.crypto_provider());
    let initial = certified_key(&initial.certificate, &initial.key, &provider)?;
    let presented = Presented { initial: Arc::new(initial), shared: Arc::clone(shared), provider };
    let mut config = builder.with_no_client_auth().with_cert_resolver(Arc::new(presented));
    config.alpn_protocols = ["h2", "http/1.1"].map(|protocol| protocol.into()).into();
    // A resumed session would hide that the certificate has been replaced.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(Arc::new(config))
}

struct Presented {
    initial: Arc<CertifiedKey>,
    shared: Arc<Shared>,
    provider: Arc<CryptoProvider>,
}

impl ResolvesServerCert for Presented {
    /// None, which fails the handshake, if the cluster has one that can't be used.
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let cluster = self.shared.cluster.lock();
        match cluster.replaced_pair("api") {
            None => Some(Arc::clone(&self.initial)),
            Some((certificate, key)) => {
                certified_key(certificate, key, &self.provider).map(Arc::new).ok()
            }
        }
    }
}

impl fmt::Debug for Presented {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Presented")
    }
}

fn certified_key(
    certificate: &str,
    key: &str,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, Error> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate.as_bytes()).collect();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
    Ok(CertifiedKey::from_der(chain?, key, provider)?)
}
