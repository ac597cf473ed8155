//! How certificates are linked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "common/der.rs"]
mod der;

use cert_inventory::{Certificate, Chain, Link, SignatureResults};
use der::{Parts, common_name, extension, oid, sequence, tlv};

use Link::{IssuedBy, IssuerMissing, SelfSigned};

/// A certificate's test-relevant properties.
#[derive(Clone, Copy, Default)]
struct Spec {
    subject: &'static str,
    issuer: &'static str,
    ca: bool,
    key_id: u8,
    authority: u8,
    authority_serial: u8,
}

fn certificate(spec: Spec) -> Certificate {
    let mut extensions = Vec::new();
    if spec.ca {
        extensions.push(extension("2.5.29.19", true, &sequence(&[tlv(1, &[0xff])])));
    }
    if spec.key_id > 0 {
        extensions.push(extension("2.5.29.14", false, &tlv(4, &[spec.key_id])));
    }
    let mut authority = Vec::new();
    if spec.authority > 0 {
        authority.push(tlv(0x80, &[spec.authority]));
    }
    if spec.authority_serial > 0 {
        authority.push(tlv(0x82, &[spec.authority_serial]));
    }
    if !authority.is_empty() {
        extensions.push(extension("2.5.29.35", false, &sequence(&authority)));
    }
    let parts = Parts {
        algorithm: sequence(&[oid("1.3.101.112")]),
        issuer: common_name(spec.issuer),
        validity: sequence(&[tlv(0x17, b"260101000000Z"), tlv(0x17, b"270101000000Z")]),
        extensions,
        ..Parts::self_issued(spec.subject)
    };
    Certificate::decode(&parts.certificate()).unwrap()
}

const LEAF: Spec = Spec {
    subject: "leaf",
    issuer: "intermediate",
    ca: false,
    key_id: 0,
    authority: 2,
    authority_serial: 0,
};
const INTERMEDIATE: Spec =
    Spec { subject: "intermediate", issuer: "root", ca: true, key_id: 2, authority: 3, ..LEAF };
const ROOT: Spec =
    Spec { subject: "root", issuer: "root", ca: true, key_id: 3, authority: 3, ..LEAF };
const OTHER_ROOT: Spec = Spec { subject: "other", issuer: "other", ..ROOT };

fn chain(certificates: &[Certificate]) -> Chain {
    cert_inventory::chain(certificates, SignatureResults::none())
}

fn of(specs: &[Spec]) -> Chain {
    let certificates: Vec<Certificate> = specs.iter().copied().map(certificate).collect();
    chain(&certificates)
}

/// Whether the path ends in a self-signed certificate above the leaf.
fn root_included(chain: &Chain) -> bool {
    let last = chain.path.last().map(|last| chain.links[*last]);
    chain.path.len() > 1 && last == Some(SelfSigned)
}

#[test]
fn a_chain_in_order() {
    let chain = of(&[LEAF, INTERMEDIATE, ROOT]);
    assert_eq!(chain.leaf, Some(0));
    assert_eq!(chain.links, [IssuedBy(1), IssuedBy(2), SelfSigned]);
    assert_eq!(chain.path, [0, 1, 2]);
    assert!(chain.in_order && root_included(&chain));
}

#[test]
fn without_the_root() {
    let chain = of(&[LEAF, INTERMEDIATE]);
    assert_eq!(chain.links, [IssuedBy(1), IssuerMissing]);
    assert!(chain.in_order && !root_included(&chain));
}

#[test]
fn the_leaf_is_found_in_any_order() {
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let specs = order.map(|index| [LEAF, INTERMEDIATE, ROOT][index]);
        let chain = of(&specs);
        let place = |wanted: usize| order.iter().position(|index| *index == wanted).unwrap();
        assert_eq!(chain.leaf, Some(place(0)), "{order:?}");
        assert_eq!(chain.path, [place(0), place(1), place(2)], "{order:?}");
        assert!(!chain.in_order && root_included(&chain), "{order:?}");
    }
}

#[test]
fn a_gap() {
    let chain = of(&[LEAF, ROOT]);
    assert_eq!(chain.links, [IssuerMissing, SelfSigned]);
    assert_eq!((chain.leaf, chain.path.as_slice()), (Some(0), &[0][..]));
    assert!(!root_included(&chain));
}

#[test]
fn one_certificate() {
    let alone = of(&[Spec { subject: "alone", issuer: "alone", ..Spec::default() }]);
    assert_eq!((alone.leaf, alone.links.as_slice()), (Some(0), &[SelfSigned][..]));
    assert!(alone.in_order && !root_included(&alone));
    let leaf = of(&[LEAF]);
    assert_eq!((leaf.leaf, leaf.links.as_slice()), (Some(0), &[IssuerMissing][..]));
    assert!(leaf.in_order && !root_included(&leaf));
}

#[test]
fn no_certificate() {
    let chain = of(&[]);
    assert_eq!((chain.leaf, chain.in_order), (None, true));
}

#[test]
fn unrelated_authorities_are_in_order() {
    let chain = of(&[ROOT, OTHER_ROOT]);
    assert_eq!(chain.links, [SelfSigned, SelfSigned]);
    assert_eq!(chain.leaf, Some(0));
    assert!(chain.in_order);
}

#[test]
fn of_unrelated_certificates_the_leaf_is_the_one_that_is_not_a_ca() {
    let chain = of(&[OTHER_ROOT, INTERMEDIATE, LEAF]);
    assert_eq!(chain.leaf, Some(2));
    assert!(!chain.in_order);
    let chain = of(&[OTHER_ROOT, LEAF]);
    assert_eq!(chain.links, [SelfSigned, IssuerMissing]);
    assert_eq!(chain.leaf, Some(1));
    assert!(!chain.in_order);
}

#[test]
fn a_leaf_that_occurs_twice_is_the_leaf() {
    let chain = of(&[INTERMEDIATE, LEAF, ROOT, LEAF]);
    assert_eq!((chain.leaf, chain.path.as_slice()), (Some(1), &[1, 0, 2][..]));
    assert_eq!(chain.unrelated, [3]);
}

#[test]
fn key_identifiers_tell_authorities_of_one_name_apart() {
    let older = Spec { key_id: 9, ..INTERMEDIATE };
    assert_eq!(of(&[LEAF, older, INTERMEDIATE]).links[0], IssuedBy(2));
    assert_eq!(of(&[LEAF, older]).links[0], IssuerMissing);
    // Without identifiers on both sides, the name decides.
    assert_eq!(of(&[Spec { authority: 0, ..LEAF }, older]).links[0], IssuedBy(1));
    assert_eq!(of(&[LEAF, Spec { key_id: 0, ..older }]).links[0], IssuedBy(1));
    // Every certificate here has serial number 1.
    assert_eq!(of(&[Spec { authority_serial: 1, ..LEAF }, INTERMEDIATE]).links[0], IssuedBy(1));
    assert_eq!(of(&[Spec { authority_serial: 2, ..LEAF }, INTERMEDIATE]).links[0], IssuerMissing);
}

#[test]
fn a_rolled_over_root_is_not_self_signed() {
    let renewed = Spec { key_id: 4, authority: 3, ..ROOT };
    assert_eq!(of(&[renewed, ROOT]).links, [IssuedBy(1), SelfSigned]);
}

#[test]
fn a_cycle_of_issuers_terminates() {
    let a = Spec { subject: "a", issuer: "b", ..Spec::default() };
    let b = Spec { subject: "b", issuer: "a", ..Spec::default() };
    let chain = of(&[a, b]);
    assert_eq!(chain.links, [IssuedBy(1), IssuedBy(0)]);
    assert_eq!((chain.leaf, chain.path.as_slice()), (Some(0), &[0, 1][..]));
    assert!(!root_included(&chain) && !chain.in_order);
}

/// A body may contain thousands of certificates with the same name.
#[test]
fn long_lists_take_no_time() {
    let certificates = vec![certificate(Spec { authority: 1, ..INTERMEDIATE }); 3000];
    assert_eq!(chain(&certificates).links, vec![IssuerMissing; 3000]);
}
