//! The matrix's extensions of every kind, valid and invalid.

use crate::der::{attribute, extension, oid, sequence, set, tlv};

/// The extensions of one certificate each, with a label.
pub fn all() -> Vec<(String, Vec<Vec<u8>>)> {
    let mut list = Vec::new();
    let mut add = |label: &str, identifier: &str, value: Vec<u8>| {
        list.push((label.to_owned(), vec![extension(identifier, false, &value)]));
        list.push((format!("{label}, critical"), vec![extension(identifier, true, &value)]));
    };
    let directory = tlv(
        0xa4,
        &sequence(&[
            set(&[attribute("2.5.4.6", 0x13, b"DE")]),
            set(&[attribute("2.5.4.10", 0x0c, b"A/B+C, D"), attribute("2.5.4.11", 0x0c, b"x")]),
            set(&[attribute("1.2.3.4", 0x0c, b"unknown")]),
        ]),
    );
    let other = |identifier: &str, tag: u8| {
        tlv(0xa0, &[oid(identifier), tlv(0xa0, &tlv(tag, b"name"))].concat())
    };
    let general_names: Vec<(&str, Vec<u8>)> = vec![
        ("DNS", tlv(0x82, b"example.com")),
        ("wildcard", tlv(0x82, b"*.example.com")),
        ("empty DNS", tlv(0x82, b"")),
        ("DNS in UTF-8", tlv(0x82, "bücher.example".as_bytes())),
        ("IPv4", tlv(0x87, &[10, 0, 0, 1])),
        ("IPv6", tlv(0x87, &[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        ("IPv6 zero", tlv(0x87, &[0; 16])),
        ("IPv6 ones", tlv(0x87, &[0xff; 16])),
        ("IPv6 of IPv4", tlv(0x87, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4])),
        ("IP of 5 bytes", tlv(0x87, &[1, 2, 3, 4, 5])),
        ("IP of 8 bytes", tlv(0x87, &[1, 2, 3, 4, 5, 6, 7, 8])),
        ("IP of no bytes", tlv(0x87, &[])),
        ("email", tlv(0x81, b"a@example.com")),
        ("URI", tlv(0x86, b"https://example.com/a?b=c,d")),
        ("directory", directory.clone()),
        ("registered", tlv(0x88, &oid("1.2.3.4")[2..])),
        ("other", other("1.2.3.4", 0x0c)),
        ("other, IA5", other("1.2.3.4", 0x16)),
        ("other, octets", other("1.2.3.4", 0x04)),
        ("UPN", other("1.3.6.1.4.1.311.20.2.3", 0x0c)),
        ("XMPP", other("1.3.6.1.5.5.7.8.5", 0x0c)),
        ("SRV", other("1.3.6.1.5.5.7.8.7", 0x16)),
        ("NAI", other("1.3.6.1.5.5.7.8.8", 0x0c)),
        ("SMTP", other("1.3.6.1.5.5.7.8.9", 0x0c)),
        ("EDI party", tlv(0xa5, &tlv(0xa1, &tlv(0x13, b"party")))),
    ];
    for (label, name) in &general_names {
        add(&format!("SAN {label}"), "2.5.29.17", sequence(std::slice::from_ref(name)));
        add(&format!("IAN {label}"), "2.5.29.18", sequence(std::slice::from_ref(name)));
    }
    let several: Vec<Vec<u8>> =
        general_names.iter().take(3).map(|(_, name)| name.clone()).collect();
    add("SAN of several", "2.5.29.17", sequence(&several));
    add("SAN of none", "2.5.29.17", sequence(&[]));
    add("SAN cut off", "2.5.29.17", vec![0x30, 5, 0x82, 9, b'a', b'b', b'c']);
    for bit in 0..9u16 {
        let bits = (0x8000u16 >> bit).to_be_bytes();
        let value =
            if bit < 8 { tlv(3, &[7 - bit as u8, bits[0]]) } else { tlv(3, &[7, 0, bits[1]]) };
        add(&format!("usage {bit}"), "2.5.29.15", value);
    }
    add("usage of all", "2.5.29.15", tlv(3, &[7, 0xff, 0x80]));
    add("usage of none", "2.5.29.15", tlv(3, &[0]));
    for (arc, count) in
        [("1.3.6.1.5.5.7.3", 32), ("1.3.6.1.4.1.311.20.2", 4), ("1.3.6.1.4.1.311.10.3", 6)]
    {
        let purposes: Vec<_> = (1..count).map(|last| oid(&format!("{arc}.{last}"))).collect();
        add(&format!("purposes of {arc}"), "2.5.29.37", sequence(&purposes));
    }
    add("any purpose", "2.5.29.37", sequence(&[oid("2.5.29.37.0")]));
    let yes = tlv(1, &[0xff]);
    add("CA", "2.5.29.19", sequence(std::slice::from_ref(&yes)));
    add("CA and length", "2.5.29.19", sequence(&[yes.clone(), tlv(2, &[3])]));
    add("CA and length 0", "2.5.29.19", sequence(&[yes, tlv(2, &[0])]));
    add("CA by another byte", "2.5.29.19", sequence(&[tlv(1, &[1])]));
    add("no CA", "2.5.29.19", sequence(&[]));
    add("no CA, written", "2.5.29.19", sequence(&[tlv(1, &[0])]));
    add("key identifier", "2.5.29.14", tlv(4, &[0xab; 20]));
    let issuer = tlv(0xa1, &directory);
    add("authority", "2.5.29.35", sequence(&[tlv(0x80, &[0xcd; 20])]));
    add(
        "authority in full",
        "2.5.29.35",
        sequence(&[tlv(0x80, &[1, 2]), issuer.clone(), tlv(0x82, &[0, 0x80])]),
    );
    add("authority by name", "2.5.29.35", sequence(&[issuer, tlv(0x82, &[5])]));
    add("authority of nothing", "2.5.29.35", sequence(&[]));
    let subtree = |name: Vec<u8>| sequence(&[name]);
    let permitted = tlv(
        0xa0,
        &[subtree(tlv(0x82, b"example.com")), subtree(tlv(0x87, &[10, 0, 0, 0, 255, 0, 0, 0]))]
            .concat(),
    );
    let excluded =
        tlv(0xa1, &[subtree(tlv(0x81, b"x@y")), subtree(tlv(0x87, &[0xfe; 32]))].concat());
    add("name constraints", "2.5.29.30", sequence(&[permitted.clone(), excluded.clone()]));
    add("permitted", "2.5.29.30", sequence(&[permitted]));
    add("excluded", "2.5.29.30", sequence(&[excluded]));
    let cps = sequence(&[oid("1.3.6.1.5.5.7.2.1"), tlv(0x16, b"http://cps.example/")]);
    let numbers = sequence(&[tlv(2, &[1])]);
    let reference = sequence(&[tlv(0x0c, b"Org"), numbers]);
    let notice = sequence(&[
        oid("1.3.6.1.5.5.7.2.2"),
        sequence(&[reference, tlv(0x0c, "Erklärung".as_bytes())]),
    ]);
    let bmp_notice = sequence(&[oid("1.3.6.1.5.5.7.2.2"), sequence(&[tlv(0x1e, b"\0H\0i")])]);
    add(
        "policies",
        "2.5.29.32",
        sequence(&[
            sequence(&[oid("1.2.3.4")]),
            sequence(&[oid("2.5.29.32.0"), sequence(&[cps, notice, bmp_notice])]),
        ]),
    );
    let full_name = |names: &[u8]| sequence(&[tlv(0xa0, &tlv(0xa0, names))]);
    let crl = tlv(0x86, b"http://crl.example/1");
    add("CRL", "2.5.29.31", sequence(&[full_name(&crl)]));
    add(
        "CRLs",
        "2.5.29.31",
        sequence(&[full_name(&[crl.clone(), tlv(0x86, b"ldap://x/y")].concat()), full_name(&crl)]),
    );
    let ocsp = sequence(&[oid("1.3.6.1.5.5.7.48.1"), tlv(0x86, b"http://ocsp.example/")]);
    let issuers = sequence(&[oid("1.3.6.1.5.5.7.48.2"), tlv(0x86, b"http://ca.example/ca.crt")]);
    let unknown = sequence(&[oid("1.2.3.4"), tlv(0x82, b"example.com")]);
    add("access", "1.3.6.1.5.5.7.1.1", sequence(&[ocsp, issuers, unknown]));
    add("must staple", "1.3.6.1.5.5.7.1.24", sequence(&[tlv(2, &[5]), tlv(2, &[17])]));
    for (label, identifier) in [("unknown", "1.2.3.4.5"), ("poison", "1.3.6.1.4.1.11129.2.4.3")] {
        add(label, identifier, tlv(5, &[]));
    }
    let mut two = vec![extension("2.5.29.17", false, &sequence(&[tlv(0x82, b"first")]))];
    two.push(extension("2.5.29.17", false, &sequence(&[tlv(0x82, b"second")])));
    list.push(("SAN twice".to_owned(), two));
    list
}
