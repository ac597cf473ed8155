//! Readable certificates that OpenSSL refuses for their encoding.

use cert_inventory::{Certificate, Expiry, Rule, Thresholds, findings};

use super::context;
use crate::der::{Parts, extension, oid, sequence, tlv};
use crate::support::{item, now};

fn parts() -> Parts {
    Parts::self_issued("cluster.example.com")
}

/// These two rules' findings for a certificate's entry, and its expiration.
fn told(der: &[u8]) -> (Option<String>, Option<String>, Option<String>) {
    let certificate = Certificate::decode(der).unwrap();
    let end = certificate.not_after.ok().map(|end| end.to_string());
    let item = item(&[("sso_issuer_cert", &certificate.to_pem())]);
    let found = findings(&item, &context(now()));
    let of = |rule| {
        found.iter().find(|finding| finding.rule == rule).map(|finding| finding.meaning.to_string())
    };
    (of(Rule::Malformed), of(Rule::CriticalExtension), end)
}

fn with_end(tag: u8, end: &str) -> Vec<u8> {
    let validity = sequence(&[tlv(0x17, b"260101000000Z"), tlv(tag, end.as_bytes())]);
    Parts { validity, ..parts() }.certificate()
}

#[test]
fn dates_are_written_as_the_standard_asks() {
    let (utc, generalized) = (0x17, 0x18);
    for (tag, end, instant) in [
        (utc, "2706302359Z", Some("2027-06-30T23:59:00Z")),
        (utc, "270630235959+0000", Some("2027-06-30T23:59:59Z")),
        (utc, "270630235959-0100", Some("2027-07-01T00:59:59Z")),
        (utc, "270630235959z", Some("2027-06-30T23:59:59Z")),
        (utc, "2706302359+1400", None),
        (utc, "270630235959", None),
        (utc, "270230235959Z", None),
        (generalized, "20270630235959.5Z", Some("2027-06-30T23:59:59Z")),
        (generalized, "202706302359Z", Some("2027-06-30T23:59:00Z")),
        (generalized, "20270630235959", None),
    ] {
        let (malformed, _, found) = told(&with_end(tag, end));
        assert_eq!(found.as_deref(), instant, "{end}");
        let malformed = malformed.unwrap_or_else(|| panic!("{end}"));
        assert!(malformed.contains("the expiration date isn’t a valid time"), "{malformed}");
        assert!(malformed.contains("OpenSSL"), "{malformed}");
    }
    for (tag, end) in [(utc, "270630235959Z"), (generalized, "20270630235959Z")] {
        assert_eq!(told(&with_end(tag, end)).0, None, "{end}");
    }
    let start = sequence(&[tlv(utc, b"2601010000Z"), tlv(utc, b"270101000000Z")]);
    let (malformed, ..) = told(&Parts { validity: start, ..parts() }.certificate());
    assert!(malformed.unwrap().contains("the start date"));
    let no_zone = Certificate::decode(&with_end(generalized, "20270630235959")).unwrap();
    let (_, unreadable) = no_zone.unreadable_parts()[0];
    assert!(unreadable.to_string().contains("without a time zone"), "{unreadable}");
    assert_eq!(no_zone.expiry(now(), &Thresholds::default()), Expiry::Unknown);
}

#[test]
fn no_extension_occurs_twice() {
    let names =
        |name: &str| extension("2.5.29.17", false, &sequence(&[tlv(0x82, name.as_bytes())]));
    let extensions = vec![names("good.example.com"), names("other.example.com")];
    let der = Parts { extensions, ..parts() }.certificate();
    let malformed = told(&der).0.unwrap();
    let expected = "the extension X509v3 Subject Alternative Name occurs more than once";
    assert!(malformed.contains(expected), "{malformed}");
    // Not the names of just one copy.
    assert!(Certificate::decode(&der).unwrap().sans().is_err());

    let usage = || extension("2.5.29.37", false, &sequence(&[]));
    let extensions = vec![usage(), names("a"), usage(), names("b"), usage()];
    let malformed = told(&Parts { extensions, ..parts() }.certificate()).0.unwrap();
    assert_eq!(malformed.matches("occurs more than once").count(), 2, "{malformed}");
    // OpenSSL takes a certificate that repeats what it does not read.
    let unknown = || extension("1.2.3.4", false, &[5, 0]);
    let extensions = vec![unknown(), unknown(), names("a")];
    assert_eq!(told(&Parts { extensions, ..parts() }.certificate()).0, None);
}

#[test]
fn nothing_follows_the_signature() {
    let whole = parts().certificate();
    let inside = &whole[whole.len() - Certificate::decode(&whole).unwrap().der.len()..];
    let content = [&inside[4 - usize::from(inside[1] == 0x81)..], &[5, 0]].concat();
    let malformed = told(&tlv(0x30, &content)).0.unwrap();
    assert!(malformed.contains("there’s extra data after the signature"), "{malformed}");
    assert_eq!(told(&whole).0, None);
}

/// `openssl verify` reports "unhandled critical extension".
#[test]
fn critical_extensions_are_known_to_clients() {
    for (identifier, is_refused) in [
        ("1.2.3.4", true),
        ("1.3.6.1.4.1.11129.2.4.3", true),
        ("2.5.29.14", true),
        ("2.5.29.35", true),
        ("1.3.6.1.5.5.7.1.24", true),
        ("2.5.29.15", false),
        ("2.5.29.36", false),
        ("2.5.29.54", false),
    ] {
        for critical in [true, false] {
            let value = tlv(4, &[1]);
            let extensions = vec![extension(identifier, critical, &value)];
            let found = told(&Parts { extensions, ..parts() }.certificate()).1;
            assert_eq!(found.is_some(), is_refused && critical, "{identifier} {critical}");
        }
    }
    let extensions = vec![extension("1.2.3.4", true, &sequence(&[oid("1.2")]))];
    let found = told(&Parts { extensions, ..parts() }.certificate()).1.unwrap();
    assert!(
        found.starts_with("The critical flag is set on 1.2.3.4 in the certificate."),
        "{found}"
    );
}

/// An entry can have thousands.
#[test]
fn a_long_list_is_cut() {
    let pem = Certificate::decode(&with_end(0x17, "2706302359Z")).unwrap().to_pem();
    for (count, more) in [(5, None), (6, Some("and one more")), (900, Some("and 895 more"))] {
        let item = item(&[("mtls_trusted_ca_cert", &pem.repeat(count))]);
        let found = findings(&item, &context(now()));
        let malformed = found.iter().find(|finding| finding.rule == Rule::Malformed).unwrap();
        let meaning = malformed.meaning.to_string();
        assert!(more.map_or(!meaning.contains("more"), |more| meaning.contains(more)), "{meaning}");
        assert!(meaning.contains("certificate 5 of") && !meaning.contains("certificate 6"));
        assert_eq!(meaning.matches("isn’t a valid time").count(), 1, "{meaning}");
        assert!(meaning.len() < 1000, "{meaning}");
    }
}
