//! PEM text → blocks, their facts, and the certificates' chain.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let blocks = cert_inventory::read_pem(text);
    let _ = cert_inventory::chain(&blocks.certificates, cert_inventory::SignatureResults::none());
    for key in &blocks.keys {
        for certificate in &blocks.certificates {
            let _ = certificate.public_key.as_ref().map(|public_key| key.compare(public_key));
        }
    }
});
