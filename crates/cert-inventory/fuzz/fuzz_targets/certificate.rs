//! DER → a certificate's facts, and everything shown of them.

#![no_main]

use cert_inventory::Certificate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|der: &[u8]| {
    let Ok(certificate) = Certificate::decode(der) else { return };
    for name in [&certificate.subject, &certificate.issuer].into_iter().flatten() {
        let _ = (name.to_string(), name.common_name(), name.matches(name));
    }
    for extension in certificate.extensions().into_iter().flatten() {
        let _ = (extension.name().len(), extension.summary());
    }
    for (_, unreadable) in certificate.unreadable_parts() {
        assert!(unreadable.offset <= certificate.der.len());
    }
    let again = Certificate::decode(&certificate.der);
    assert_eq!(again.as_ref(), Ok(&certificate));
    let pem = cert_inventory::read_pem(&certificate.to_pem());
    // What has a certificate's shape and another's content is named as that.
    assert!(pem.certificates == [certificate] || !pem.others.is_empty());
});
