//! What a certificate may be used for.

use x509_parser::prelude::X509Certificate;

use super::{Flaw, Use, Version, invalid, key};

/// The first versions that reject a certificate without clientAuth for traffic between nodes.
const CLIENT_AUTH: [Version; 2] = [Version::new(7, 22, 2, 79), Version::new(8, 0, 10, 64)];

/// The extended key usage, where the certificate has one, allows what the name needs; and traffic
/// between nodes has an RSA key.
pub(super) fn fits(version: Version, use_: Use, leaf: &X509Certificate) -> Result<(), Flaw> {
    let [in_7, in_8] = CLIENT_AUTH;
    let as_server = matches!(use_, Use::Control | Use::Data | Use::Internode);
    let as_client = match use_ {
        Use::Client => true,
        Use::Internode => version.has_fix(in_7, in_8),
        _ => false,
    };
    if use_ == Use::Internode && !key::is_rsa(leaf) {
        return invalid("certificates for traffic between nodes need an RSA key");
    }
    let Ok(extension) = leaf.extended_key_usage() else {
        return invalid("the extended key usage can't be read");
    };
    let Some(usage) = extension.map(|extension| extension.value) else { return Ok(()) };
    if as_server && !(usage.server_auth || usage.any) {
        return invalid("the extended key usage lacks serverAuth");
    }
    if as_client && !(usage.client_auth || usage.any) {
        return invalid("the extended key usage lacks clientAuth");
    }
    Ok(())
}
