//! The current certificate beside the new one.

use cert_inventory::SideBySide;

use crate::chains::{Chain, FQDN, NAMES, leaf};

#[test]
fn what_distinguishes_them() {
    let names = [&NAMES[1..], &["db.example.org"]].concat();
    let old = Chain::good().with(0, |it| it.subject_alt_names = leaf(&names).subject_alt_names);
    let new = Chain { certificates: vec![(leaf(&NAMES), 5)], key: 5 };
    let (old, new) = (old.item("proxy"), new.item("proxy"));
    let both = SideBySide::of(Some(&old), &new).unwrap();
    assert_eq!(both.names_added, [format!("DNS:{FQDN}")]);
    assert_eq!(both.names_removed, ["DNS:db.example.org"]);
    let current = both.current.as_ref().unwrap();
    assert_eq!(
        (current.key.as_deref(), both.new.key.as_deref()),
        (Some("EC P-256"), Some("EC P-384"))
    );
    assert_eq!((current.certificates, both.new.certificates), (3, 1));
    assert_eq!(current.issuer.as_deref(), Some("CN=Intermediate"));
    assert_eq!(both.new.issuer, both.new.subject);
    assert_ne!(current.sha256, both.new.sha256);
    assert_ne!(current.key_sha256, both.new.key_sha256);
    // For an empty slot, all is new.
    let alone = SideBySide::of(None, &new).unwrap();
    assert_eq!((alone.current, alone.names_added.len()), (None, NAMES.len()));
}
