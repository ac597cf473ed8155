//! The chain behind a leaf: each certificate issued the one before it, up to the root.

use x509_parser::{error::X509Error, prelude::X509Certificate};

use super::{Flaw, Use, Version, invalid};
use crate::cluster::version::WHOLE_CHAIN;

/// Each certificate's name and signature are those of the next one's, which is an authority.
pub(super) fn is_in_order(leaf: &X509Certificate, issuers: &[X509Certificate]) -> Result<(), Flaw> {
    let mut issued = leaf;
    for issuer in issuers {
        if issued.issuer() != issuer.subject() {
            return invalid("the chain is out of order, or a certificate is missing in it");
        }
        // Version 1 has no extension that could say so.
        let is_authority = issuer.is_ca() || issuer.extensions().is_empty();
        if !is_authority {
            return invalid("a certificate of the chain isn't an authority's");
        }
        if !is_signed_by(issued, issuer) {
            return invalid("a signature in the chain isn't its issuer's");
        }
        issued = issuer;
    }
    Ok(())
}

/// The last certificate is its own issuer. Traffic between nodes always needs that, other names
/// since the version that reports it.
pub(super) fn is_complete(
    version: Version,
    use_: Use,
    leaf: &X509Certificate,
    issuers: &[X509Certificate],
) -> Result<(), Flaw> {
    let needs_root = use_ == Use::Internode || version >= WHOLE_CHAIN;
    let last = issuers.last().unwrap_or(leaf);
    if needs_root && !is_self_signed(last) {
        return invalid("missing root or chain of trust");
    }
    Ok(())
}

/// An authority may also have its issuer's name.
pub(super) fn is_self_signed(certificate: &X509Certificate) -> bool {
    certificate.issuer() == certificate.subject() && is_signed_by(certificate, certificate)
}

fn is_signed_by(issued: &X509Certificate, issuer: &X509Certificate) -> bool {
    match issued.verify_signature(Some(issuer.public_key())) {
        // Algorithms that the library can't verify are rare, and the cluster's own can.
        Ok(()) | Err(X509Error::SignatureUnsupportedAlgorithm) => true,
        Err(_) => false,
    }
}
