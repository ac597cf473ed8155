//! Cipher lists for TLS 1.2, which name the kind of key they need. Those for TLS 1.3 don't.

use x509_parser::prelude::X509Certificate;

use super::{Flaw, invalid, key};

/// A cipher of the list works with the certificate's key.
pub(super) fn fit(list: &str, leaf: &X509Certificate) -> Result<(), Flaw> {
    let (own, other) = if key::is_rsa(leaf) { ("RSA", "ECDSA") } else { ("ECDSA", "RSA") };
    let ciphers: Vec<_> = list.split([':', ',', ' ']).filter(|cipher| !cipher.is_empty()).collect();
    let excluded = ["", "a"].iter().any(|kind| {
        ["!", "-"].iter().any(|sign| ciphers.contains(&format!("{sign}{kind}{own}").as_str()))
    });
    let mut included = ciphers.iter().filter(|cipher| !cipher.starts_with(['!', '-', '+', '@']));
    if excluded || (!ciphers.is_empty() && !included.any(|cipher| works(cipher, own, other))) {
        return invalid(format!("no cipher of the cluster's list works with this key ({own})"));
    }
    Ok(())
}

/// Names such as `ECDHE-RSA-AES128-GCM-SHA256` name the kind of key; one without it, such as
/// `AES128-GCM-SHA256`, needs RSA; a keyword such as `DEFAULT` or `HIGH` stands for both, and so do
/// those for TLS 1.3. Some use no certificate.
fn works(cipher: &str, own: &str, other: &str) -> bool {
    const WITHOUT_CERTIFICATE: [&str; 5] = ["PSK", "SRP", "ADH", "AECDH", "anon"];
    let parts = || cipher.split(['-', '_', '+']);
    if parts().any(|part| WITHOUT_CERTIFICATE.contains(&part)) {
        return false;
    }
    let names = |kind: &str| parts().any(|part| part.trim_start_matches('a') == kind);
    let is_keyword = !cipher.contains(['-', '_'])
        || cipher.starts_with("TLS_AES")
        || cipher.starts_with("TLS_CHACHA20");
    names(own) || (!names(other) && (is_keyword || own == "RSA"))
}
