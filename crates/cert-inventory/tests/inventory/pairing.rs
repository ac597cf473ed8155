use cert_inventory::{
    Inventory, Item, KeyFormat, KeyMatch, LoadError, PemErrorReason, Problem, ProblemKind,
    Thresholds, Unchecked,
};

use crate::der::{oid, pem, sequence, tlv};
use crate::support::{RsaPublic, fixture, good, inventory, item, leaf, now, read, root, signed};

fn names(inventory: &Inventory) -> Vec<&str> {
    inventory.items.iter().map(|item| item.name.as_str()).collect()
}

fn problems(item: &Item) -> Vec<(&str, &ProblemKind)> {
    item.problems.iter().map(|problem| (problem.entry.as_str(), &problem.kind)).collect()
}

#[test]
fn a_pair_is_one_item() {
    let pair =
        item(&[("api_cert", &fixture("rsa.cert.pem")), ("api_key", &fixture("rsa.pkcs1.pem"))]);
    assert_eq!(pair.name, "api");
    assert_eq!(pair.known().unwrap().title.to_string(), "REST API");
    assert_eq!(pair.certificates.len(), 1);
    assert_eq!(pair.key.as_ref().unwrap().format, KeyFormat::Pkcs1);
    assert_eq!(pair.key_match, KeyMatch::Matches);
    assert_eq!(pair.problems, []);
    assert!(pair.addressable());
}

#[test]
fn whether_the_key_belongs_to_the_certificate() {
    let cannot = KeyMatch::CannotBeChecked;
    let cases = [
        ("rsa.cert.pem", "rsa.pkcs8.pem", KeyMatch::Matches),
        ("p256.cert.pem", "p256.sec1.pem", KeyMatch::Matches),
        ("p256.cert.pem", "rsa.pkcs8.pem", KeyMatch::DoesNotMatch),
        ("p384.cert.pem", "p256.pkcs8.pem", KeyMatch::DoesNotMatch),
        ("rsa.cert.pem", "rsa.encrypted-pkcs8.pem", cannot(Unchecked::Encrypted)),
        ("rsa.cert.pem", "rsa.encrypted-legacy.pem", cannot(Unchecked::Encrypted)),
        ("ed25519.cert.pem", "ed25519.pkcs8.pem", cannot(Unchecked::PublicKeyNotStored)),
        ("p256.cert.pem", "p256.sec1-no-public.pem", cannot(Unchecked::PublicKeyNotStored)),
    ];
    for (certificate, key, expected) in cases {
        let (certificate, key_pem) = (fixture(certificate), fixture(key));
        let pair = item(&[("api_cert", &certificate), ("api_key", &key_pem)]);
        assert_eq!(pair.key_match, expected, "{key}");
        assert_eq!(pair.problems, [], "{key}");
    }
}

#[test]
fn the_key_is_compared_with_the_leaf_at_any_position() {
    let key = crate::support::ec_key();
    let unordered = root("Root") + &signed(&leaf(), &key, "Root");
    let pair = item(&[("api_cert", &unordered), ("api_key", &key.serialize_pem())]);
    assert_eq!(pair.chain.leaf, Some(1));
    assert_eq!(pair.key_match, KeyMatch::Matches);
    assert_eq!(pair.leaf(), Some(&pair.certificates[1]));
}

#[test]
fn a_half_alone_says_what_is_missing() {
    let (certificate, key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs1.pem"));
    let absent = &ProblemKind::Absent;

    let no_key = item(&[("api_cert", &certificate)]);
    assert_eq!(no_key.key_match, KeyMatch::Missing);
    assert_eq!(problems(&no_key), [("api_key", absent)]);

    let no_certificate = item(&[("api_key", &key)]);
    assert_eq!(no_certificate.key_match, KeyMatch::CertificateMissing);
    assert_eq!(problems(&no_certificate), [("api_cert", absent)]);
    assert_eq!(no_certificate.leaf(), None);

    for cert_only in ["mtls_trusted_ca_cert", "sso_issuer_cert"] {
        let as_it_should_be = item(&[(cert_only, &certificate)]);
        assert_eq!(as_it_should_be.key_match, KeyMatch::NotExpected);
        assert_eq!(as_it_should_be.problems, []);
    }

    // For an unknown name, a missing key isn't necessarily wrong.
    let unknown = item(&[("future_cert", &certificate)]);
    assert_eq!(unknown.key_match, KeyMatch::Missing);
    assert_eq!(unknown.problems, []);
    assert_eq!(unknown.known(), None);
}

#[test]
fn names_are_sorted_and_unknown_ones_kept() {
    let certificate = fixture("rsa.cert.pem");
    let inventory = inventory(&[
        ("zeta_cert", &certificate),
        ("sso_issuer_cert", &certificate),
        ("alpha", &certificate),
        ("_cert", &certificate),
        ("_key", ""),
        ("", &certificate),
        ("api_cert", &certificate),
        ("api_cert_cert", &certificate),
        ("API_KEY", &certificate),
        ("r\u{e9}seau/1 %2f_cert", &certificate),
        ("cm_cert", &certificate),
    ]);
    assert_eq!(
        names(&inventory),
        [
            "api",
            "cm",
            "sso_issuer",
            "",
            "API_KEY",
            "_cert",
            "_key",
            "alpha",
            "api_cert",
            "r\u{e9}seau/1 %2f",
            "zeta"
        ]
    );
    assert_eq!(inventory.item("alpha").unwrap().certificates.len(), 1);
}

#[test]
fn a_name_that_no_url_can_contain_is_not_addressable() {
    let inventory = inventory(&[("", ""), (".", ""), ("..", ""), ("..._cert", ""), ("a/..", "")]);
    let addressable: Vec<(&str, bool)> =
        inventory.items.iter().map(|item| (item.name.as_str(), item.addressable())).collect();
    assert_eq!(
        addressable,
        [("", false), (".", false), ("..", false), ("...", true), ("a/..", true)]
    );
}

#[test]
fn an_invalid_name_is_not_echoed() {
    let (long, fits) = ("x".repeat(256), "x".repeat(255));
    let key = fixture("p256.sec1.pem");
    let base64 = fixture("ed25519.pkcs8.pem").lines().nth(1).unwrap().to_owned();
    assert_eq!(base64.len(), 64);
    let (short, not_der) = (&base64[..63], base64.replacen('M', "N", 1));
    let inventory = inventory(&[
        ("api_key", ""),
        (&long, &key),
        (&key, "x"),
        (&base64, "x"),
        (&fits, ""),
        (short, ""),
        (&not_der, ""),
    ]);
    assert_eq!(names(&inventory), ["api", short, &not_der, "entry 2", "entry 3", "entry 4", &fits]);
    for name in ["entry 2", "entry 3", "entry 4"] {
        let item = inventory.item(name).unwrap();
        assert_eq!(problems(item)[0], (name, &ProblemKind::NameNotShown));
        assert!(!item.addressable());
    }
}

#[test]
fn unexpected_entry_contents_are_reported() {
    use ProblemKind as Kind;
    let (certificate, key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs1.pem"));
    let both = certificate.clone() + &key;
    let two_keys = key.clone() + &fixture("p256.sec1.pem");
    let parameters = "-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----\n";
    let bad_base64 = "-----BEGIN CERTIFICATE-----\nMIIB\n!!\n-----END CERTIFICATE-----\n";
    let missing_end = "text\n-----BEGIN CERTIFICATE-----\nMIIB\n";
    let pem = |line, reason| Kind::Pem(cert_inventory::PemError { line, reason });
    type Entries<'a> = &'a [(&'a str, &'a str)];
    let cases: &[(Entries<'_>, &[(&str, Kind)])] = &[
        (&[("x_cert", "")], &[("x_cert", Kind::Empty)]),
        (&[("x_key", " \r\n")], &[("x_key", Kind::Empty)]),
        (&[("x_cert", "none")], &[("x_cert", Kind::NotPem)]),
        (&[("x_key", "MIIEpAIBAAKCAQEA")], &[("x_key", Kind::NotPem)]),
        (&[("x_cert", parameters)], &[("x_cert", Kind::NoCertificate)]),
        (&[("x", parameters)], &[("x", Kind::NoCertificate)]),
        (&[("x_key", parameters)], &[("x_key", Kind::NoKey)]),
        (&[("x_cert", bad_base64)], &[("x_cert", pem(3, PemErrorReason::NotBase64))]),
        (&[("x_cert", missing_end)], &[("x_cert", pem(2, PemErrorReason::MissingEnd))]),
        (&[("x_cert", &both)], &[("x_cert", Kind::KeyWithCertificate)]),
        (&[("x", &both)], &[]),
        (
            &[("x_cert", &certificate), ("x_key", &both)],
            &[("x_key", Kind::CertificateWithKey), ("x_key", Kind::Superseded)],
        ),
        (
            &[("x_cert", &key), ("x_key", &certificate)],
            &[
                ("x_cert", Kind::NoCertificate),
                ("x_cert", Kind::KeyWithCertificate),
                ("x_key", Kind::NoKey),
                ("x_key", Kind::CertificateWithKey),
            ],
        ),
        (
            &[("x_cert", &certificate), ("x_key", &two_keys)],
            &[("x_key", Kind::SeveralKeys { count: 2 })],
        ),
        (
            &[("x_cert", &certificate), ("x_cert", &key), ("x_cert", "")],
            &[("x_cert", Kind::OccursAgain), ("x_cert", Kind::OccursAgain)],
        ),
        (&[("x_cert", &certificate), ("x", &certificate)], &[("x", Kind::Superseded)]),
        // The other half exists, if only as an entry.
        (&[("api_cert", &certificate), ("api_key", "none")], &[("api_key", Kind::NotPem)]),
        (&[("api_cert", "none"), ("api_key", &key)], &[("api_cert", Kind::NotPem)]),
    ];
    for (entries, expected) in cases {
        let item = item(entries);
        let expected: Vec<(&str, &Kind)> =
            expected.iter().map(|(entry, kind)| (*entry, kind)).collect();
        assert_eq!(problems(&item), expected);
        for problem in &item.problems {
            let sentence = problem.to_string();
            assert!(
                sentence.ends_with('.') && !sentence.contains("x_") && !sentence.contains("api_"),
                "{sentence}"
            );
        }
    }
}

/// An unreadable certificate or key isn't missing, and other contents aren't a certificate.
#[test]
fn unreadable_is_not_missing() {
    let (certificate, key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs1.pem"));
    let broken = |pem: &str| pem.replacen("\nMI", "\n*MI", 1);
    let (broken_certificate, broken_key) = (broken(&certificate), broken(&key));
    let escaped = |pem: &str| pem.replace('\n', "\\n");
    let renamed = key.replace("RSA PRIVATE KEY", "CERTIFICATE");
    let request = include_str!("../data/request.pem");
    let unchecked = KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable);
    for (certificate_text, key_text, key_match, status) in [
        (certificate.as_str(), broken_key.as_str(), KeyMatch::Unreadable, "not_yet_valid"),
        (&certificate, &escaped(&key), KeyMatch::Unreadable, "not_yet_valid"),
        (&certificate, "none", KeyMatch::Unreadable, "not_yet_valid"),
        (&certificate, &renamed, KeyMatch::Unreadable, "not_yet_valid"),
        (&certificate, "", KeyMatch::Missing, "not_yet_valid"),
        (&certificate, request, KeyMatch::Missing, "not_yet_valid"),
        (&broken_certificate, &key, unchecked, "unreadable"),
        (&escaped(&certificate), &key, unchecked, "unreadable"),
        ("none", &key, unchecked, "unreadable"),
        ("", &key, KeyMatch::CertificateMissing, "unknown"),
        (request, &key, KeyMatch::CertificateMissing, "unknown"),
        (&broken_certificate, &broken_key, KeyMatch::Unreadable, "unreadable"),
        // One file for both.
        (&(certificate.clone() + &broken_key), "", KeyMatch::Unreadable, "not_yet_valid"),
        (&(key.clone() + &broken_certificate), "", unchecked, "unreadable"),
    ] {
        let item = item(&[("x_cert", certificate_text), ("x_key", key_text)]);
        assert_eq!(item.key_match, key_match, "{certificate_text}{key_text}");
        assert_eq!(item.status(now(), &Thresholds::default()), status, "{certificate_text}");
    }
}

#[test]
fn other_pem_types_are_named() {
    let key = fixture("rsa.pkcs1.pem");
    let request = include_str!("../data/request.pem");
    for text in [request, &request.replace("CERTIFICATE REQUEST", "CERTIFICATE")] {
        let item = item(&[("api_cert", text), ("api_key", &key)]);
        assert_eq!(item.certificates, []);
        assert_eq!(
            item.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "The entry contains a certificate request (CSR), not a certificate. Have a CA sign it, \
                 and use the certificate instead."
            ]
        );
    }
    let swapped = item(&[("api_cert", &fixture("rsa.cert.pem")), ("api_key", request)]);
    let told = swapped.problems[0].to_string();
    assert!(
        told.starts_with("The entry contains a certificate request (CSR), not a private key."),
        "{told}"
    );
    let renamed = key.replace("RSA PRIVATE KEY", "CERTIFICATE");
    let renamed = item(&[("api_cert", &fixture("rsa.cert.pem")), ("api_key", &renamed)]);
    let told = renamed.problems[0].to_string();
    assert!(told.starts_with("The entry contains a private key with the wrong label."), "{told}");
}

#[test]
fn text_only_openssl_skips_is_reported() {
    let stray = fixture("rsa.pkcs1.pem").replace("--\n", "--\u{a0}\n");
    let item = item(&[("api_cert", &fixture("rsa.cert.pem")), ("api_key", &stray)]);
    assert_eq!(item.key_match, KeyMatch::Matches);
    let [Problem { entry, kind: ProblemKind::StrayCharacters { .. } }] = &item.problems[..] else {
        panic!("{:?}", item.problems)
    };
    assert_eq!(entry, "api_key");
}

#[test]
fn what_is_in_the_wrong_place_is_still_shown() {
    let (certificate, key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs1.pem"));
    let both = certificate.clone() + &key;
    for entries in [
        &[("x_cert", key.as_str()), ("x_key", certificate.as_str())][..],
        &[("x_cert", both.as_str())],
        &[("x_key", both.as_str())],
        &[("x", both.as_str())],
        &[("x", certificate.as_str()), ("x_key", key.as_str())],
        &[("x_cert", certificate.as_str()), ("x_cert", "")],
    ] {
        let item = item(entries);
        assert_eq!(item.certificates.len(), 1);
        let expected = if entries[0].1 == certificate && entries[1].1.is_empty() {
            KeyMatch::Missing
        } else {
            KeyMatch::Matches
        };
        assert_eq!(item.key_match, expected);
    }
}

#[test]
fn of_two_entries_the_correctly_named_one_is_shown() {
    let (rsa, p256) = (fixture("rsa.cert.pem"), fixture("p256.cert.pem"));
    for entries in [[("x", &rsa), ("x_cert", &p256)], [("x_cert", &p256), ("x", &rsa)]] {
        let item = item(&entries.map(|(name, text)| (name, text.as_str())));
        assert_eq!(item.certificates[0].subject.as_ref().unwrap().to_string(), "CN=p256");
    }
    let (rsa_key, p256_key) = (fixture("rsa.pkcs1.pem"), fixture("p256.sec1.pem"));
    for entries in
        [[("x", &rsa_key), ("x_key", &p256_key)], [("x_key", &p256_key), ("x", &rsa_key)]]
    {
        let item = item(&entries.map(|(name, text)| (name, text.as_str())));
        assert_eq!(item.key.unwrap().format, KeyFormat::Sec1);
    }
}

#[test]
fn an_unreadable_part_is_reported_and_the_rest_read() {
    // The first date of the validity, 260601…Z, changed to 269901…Z.
    let good = cert_inventory::read_pem(&good()).certificates.remove(0);
    let mut bytes = good.der.clone();
    let date = bytes.windows(6).position(|window| window == b"260601").unwrap();
    bytes[date + 2..date + 4].copy_from_slice(b"99");
    let pem = cert_inventory::Certificate::decode(&bytes).unwrap().to_pem();
    let item = item(&[("mtls_trusted_ca_cert", &(root("Root") + &pem))]);
    let [Problem { entry, kind: ProblemKind::UnreadablePart { certificate: 2, part, .. } }] =
        item.problems.as_slice()
    else {
        panic!("{:?}", item.problems)
    };
    assert_eq!((entry.as_str(), part.0), ("mtls_trusted_ca_cert", "the start date"));
    assert_eq!(item.certificates[1].subject, good.subject);
}

#[test]
fn an_unreadable_certificate_does_not_affect_others() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let item = item(&[("sso_issuer_cert", &(broken.to_owned() + &root("Root")))]);
    assert_eq!(item.certificates.len(), 1);
    assert!(matches!(
        item.problems[..],
        [Problem {
            kind: ProblemKind::Pem(cert_inventory::PemError {
                line: 1,
                reason: PemErrorReason::NoCertificate(_)
            }),
            ..
        }]
    ));
}

/// Of a text, 1 MiB is read: the END of such a block may be cut off, whole or in part.
#[test]
fn an_oversized_block_is_not_reported_as_unterminated() {
    const READ: usize = 1 << 20;
    let begin = "-----BEGIN CERTIFICATE-----\n";
    for length in [150 << 10, READ - begin.len() - 20, READ - begin.len() - 7, READ + (100 << 10)] {
        let block = [begin, &"A".repeat(length), "-----END CERTIFICATE-----\n"].concat();
        // The escape has its own reader.
        for block in [block.clone(), block + "\u{1}"] {
            let item = item(&[("a_cert", &block)]);
            let reason = match item.problems[0].kind {
                ProblemKind::Pem(error) => error.reason,
                _ => panic!("{:?}", item.problems),
            };
            assert_eq!(reason, PemErrorReason::TooLong, "{length}");
        }
    }
}

#[test]
fn broken_keys_are_reported() {
    let cut = "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\n";
    let broken = item(&[("x_cert", &fixture("rsa.cert.pem")), ("x_key", cut)]);
    assert!(matches!(problems(&broken)[..], [("x_key", ProblemKind::UnreadableKey(_))]));
    assert_eq!(broken.key_match, KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable));
}

#[test]
fn unusual_keys_are_reported() {
    let openssh = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE \
                   KEY-----\n";
    let inner = tlv(0xa0, &oid("1.2.840.10045.3.1.7"));
    let key = sequence(&[tlv(2, &[1]), tlv(4, &[1; 32]), inner]);
    let algorithm = sequence(&[oid("1.2.840.10045.2.1"), oid("1.3.132.0.34")]);
    let pkcs8 = sequence(&[tlv(2, &[0]), algorithm, tlv(4, &key)]);
    let two_curves = pem("PRIVATE KEY", &pkcs8);
    for (key, kind) in [
        (openssh, ProblemKind::OpenSshKey),
        (
            &two_curves,
            ProblemKind::CurvesDiffer { outer: "P-384".to_owned(), inner: "P-256".to_owned() },
        ),
    ] {
        let item = item(&[("x_cert", &fixture("rsa.cert.pem")), ("x_key", key)]);
        assert_eq!(problems(&item), [("x_key", &kind)]);
    }
}

#[test]
fn reused_keys_name_each_other() {
    let (rsa_cert, ed_cert) = (fixture("rsa.cert.pem"), fixture("ed25519.cert.pem"));
    let inventory = inventory(&[
        ("api_cert", &rsa_cert),
        ("api_key", &fixture("rsa.pkcs1.pem")),
        ("cm_cert", &fixture("p256.cert.pem")),
        ("cm_key", &fixture("rsa.pkcs8.pem")),
        // Encrypted: the certificate identifies the key.
        ("proxy_cert", &rsa_cert),
        ("proxy_key", &fixture("rsa.encrypted-pkcs8.pem")),
        ("syncer_cert", &ed_cert),
        ("syncer_key", &fixture("ed25519.pkcs8.pem")),
        ("sso_service_cert", &ed_cert),
        ("sso_service_key", &fixture("ed25519.pkcs8.pem")),
        // No private key, so none is reused.
        ("sso_issuer_cert", &rsa_cert),
        ("ldap_client_key", &fixture("p256.sec1.pem")),
    ]);
    let reused = |name: &str| inventory.item(name).unwrap().key_reused_by().collect::<Vec<_>>();
    assert_eq!(reused("api"), ["cm", "proxy"]);
    assert_eq!(reused("cm"), ["api", "proxy"]);
    assert_eq!(reused("proxy"), ["api", "cm"]);
    assert_eq!(reused("syncer"), ["sso_service"]);
    assert_eq!(reused("sso_service"), ["syncer"]);
    assert_eq!(reused("sso_issuer"), [""; 0]);
    assert_eq!(reused("ldap_client"), [""; 0]);
}

/// One key in five encodings, one of which lacks the public half, so the certificate identifies it.
#[test]
fn a_reused_key_is_found_in_every_form() {
    let certificate = fixture("p256.cert.pem");
    let forms = ["sec1", "sec1-compressed", "sec1-explicit", "sec1-no-public", "pkcs8"];
    let keys = forms.map(|form| fixture(&format!("p256.{form}.pem")));
    let names = ["a", "b", "c", "d", "e"];
    let entries = names.iter().zip(&keys).flat_map(|(name, key)| {
        [(format!("{name}_cert"), certificate.as_str()), (format!("{name}_key"), key.as_str())]
    });
    let entries: Vec<_> = entries.collect();
    let entries: Vec<_> = entries.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    for item in inventory(&entries).iter() {
        let others: Vec<_> = names.into_iter().filter(|name| *name != item.name).collect();
        assert_eq!(item.key_reused_by().collect::<Vec<_>>(), others, "{}", item.name);
    }
}

#[test]
fn pem_text_becomes_one_item_per_certificate() {
    let text = format!(
        "{}{}{}{}",
        fixture("rsa.cert.pem"),
        signed(&leaf(), &RsaPublic::bits(2048), "Root"),
        fixture("p256.sec1.pem"),
        fixture("rsa.pkcs1.pem"),
    );
    let (inventory, problems) = Inventory::from_pem(&text);
    assert_eq!(names(&inventory), ["certificate-1", "certificate-2", "key-1"]);
    let matches: Vec<KeyMatch> = inventory.items.iter().map(|item| item.key_match).collect();
    use KeyMatch::{CertificateMissing, Matches, NotExpected};
    assert_eq!(matches, [Matches, NotExpected, CertificateMissing]);
    assert_eq!(problems, []);

    let one_of_each = fixture("rsa.cert.pem") + &fixture("p256.sec1.pem");
    let (inventory, _) = Inventory::from_pem(&one_of_each);
    assert_eq!(inventory.items[0].key_match, KeyMatch::DoesNotMatch);

    let (inventory, problems) = Inventory::from_pem("-----BEGIN CERTIFICATE-----\n");
    assert_eq!(inventory.items, []);
    assert!(matches!(problems[..], [Problem { kind: ProblemKind::Pem(_), .. }]));
}

#[test]
fn the_key_type_alone_shows_a_mismatch() {
    let matched = |cert: &str, key: &str| {
        let (cert, key) = (fixture(cert), fixture(key));
        item(&[("cm_cert", &cert), ("cm_key", &key)]).key_match
    };
    // Neither key file has a public half to compare.
    for (cert, key) in [
        ("rsa.cert.pem", "ed25519.pkcs8.pem"),
        ("p256.cert.pem", "ed25519.pkcs8.pem"),
        ("p256.cert.pem", "rsa.encrypted-legacy.pem"),
    ] {
        assert_eq!(matched(cert, key), KeyMatch::DoesNotMatch, "{cert} {key}");
    }
    for (cert, key) in
        [("ed25519.cert.pem", "ed25519.pkcs8.pem"), ("rsa.cert.pem", "rsa.encrypted-legacy.pem")]
    {
        assert!(matches!(matched(cert, key), KeyMatch::CannotBeChecked(_)), "{cert} {key}");
    }
}

#[test]
fn what_is_no_certificate_beside_certificates_is_named() {
    let request = rcgen::CertificateParams::default()
        .serialize_request(&crate::support::ec_key())
        .unwrap()
        .pem()
        .unwrap();
    let labelled_as_certificate = request.replace("CERTIFICATE REQUEST", "CERTIFICATE");
    for block in [&request, &labelled_as_certificate] {
        let found = item(&[("cm_cert", &(fixture("rsa.cert.pem") + block))]);
        let texts: Vec<String> =
            found.problems.iter().map(|problem| problem.message().to_string()).collect();
        assert!(texts.iter().any(|text| text.contains("(CSR), which isn’t used")), "{texts:?}");
        assert_eq!(found.certificates.len(), 1);
    }
    // Parameters before a key belong there.
    let found = item(&[("cm_cert", &fixture("rsa.cert.pem"))]);
    assert!(!found.problems.iter().any(|problem| problem.message().to_string().contains("Beside")));
}

/// What isn't read is reported: nothing of it is checked.
#[test]
fn a_long_entry_is_read_to_a_limit() {
    let small = fixture("ed25519.cert.pem");
    let long = fixture("rsa.cert.pem");
    let read = |text: &str| {
        let found = item(&[("mtls_trusted_ca_cert", text)]);
        let texts: Vec<_> = found.problems.iter().map(|it| it.message().to_string()).collect();
        (found.certificates.len(), texts.join(" "))
    };
    assert_eq!(read(&small.repeat(900)), (900, String::new()));
    let (count, told) = read(&small.repeat(1001));
    assert_eq!(count, 1000);
    assert!(told.starts_with("Only the first 1000 PEM blocks were read,"), "{told}");
    // Certificates with much before them.
    assert_eq!(read(&(" ".repeat(500_000) + &small + &small)), (2, String::new()));
    let (count, told) = read(&(small.clone() + &" ".repeat(600_000) + &small));
    assert_eq!(count, 1);
    assert!(told.starts_with("Only the first PEM block was read,"), "{told}");
    for before in [600_000, (1 << 20) - 100, 1_100_000] {
        let (count, told) = read(&(" ".repeat(before) + &small));
        assert_eq!(count, 0);
        assert!(told.contains("so none of it was read or checked"), "{told}");
        assert!(!told.contains("END line"), "{told}");
    }
    let (count, told) = read(&long.repeat(2000));
    assert!((300..1000).contains(&count) && told.starts_with("Only the first"), "{count} {told}");
    // One block.
    let body = "AAAA".repeat(40_000);
    let (count, told) =
        read(&format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"));
    assert_eq!(count, 0);
    assert!(told.contains("more than 128 KiB between BEGIN and END"), "{told}");
}

#[test]
fn problems_of_a_kind_are_listed_to_a_limit() {
    let broken = "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n";
    for (count, more) in [
        (10, None),
        (11, Some("1 more problem of this kind isn’t listed.")),
        (500, Some("490 more problems of this kind aren’t listed.")),
    ] {
        let found = item(&[("cm_cert", &broken.repeat(count))]);
        let last = found.problems.last().unwrap().message().to_string();
        assert_eq!(found.problems.len(), 10 + usize::from(more.is_some()));
        assert_eq!(more.is_some(), more == Some(last.as_str()), "{last}");
    }
}

#[test]
fn a_response_has_entries_to_a_limit() {
    let body = |count: usize| {
        let entries: Vec<_> = (0..count).map(|at| format!(r#""{at}":"""#)).collect();
        format!("{{{}}}", entries.join(","))
    };
    assert_eq!(read(body(25_000)).unwrap().items.len(), 25_000);
    assert_eq!(read(body(25_001)), Err(LoadError::TooManyEntries { limit: 25_000 }));
}
