use cert_inventory::{
    Assessment, Expiry, Field, Index, Item, Language, PublicHalf, Query, Reason, Verdict, assess,
    hex, hex_colons, label, visible,
};

use crate::export::{broken_inventory, context};
use crate::support::{RsaPublic, fixture, good, inventory, item, leaf, named, root, signed};

fn expired() -> Assessment {
    Assessment {
        verdict: Verdict::Broken,
        reason: Reason::Entry(label!("Key does not match")),
        ..Assessment::of_dates(Expiry::Expired { days: 3 })
    }
}

/// Where an item matches, which its index must match, too.
fn hit(item: &Item, search: &str) -> Option<(Field, String)> {
    let (needle, english, expired) = (Query::new(search)?, Language::english(), expired());
    let hit = needle.find(item, &expired, &english);
    assert_eq!(is_in_index(&needle, item, &expired, &english), hit.is_some(), "{search}");
    hit.map(|hit| (hit.field, hit.text))
}

fn is_in_index(needle: &Query, item: &Item, assessment: &Assessment, language: &Language) -> bool {
    let mut index = Index::default();
    index.push(item, assessment, language);
    needle.items_of(&index) == [true]
}

#[test]
fn a_search_matches_every_text_of_an_item() {
    let api = item(&[("api_cert", &good())]);
    let (leaf, root) = (api.leaf().unwrap(), &api.certificates[1]);
    let subject = leaf.subject.as_ref().unwrap().to_string();
    let issuer = leaf.issuer.as_ref().unwrap().to_string();
    let serial = leaf.serial.as_ref().unwrap().to_string();
    let root_serial = root.serial.as_ref().unwrap().to_string();
    let sha256 = hex(&leaf.sha256);
    let rows = [
        ("api", Field::Name, "api"),
        (" API ", Field::Name, "api"),
        ("rest api", Field::Title, "REST API"),
        (&subject.to_uppercase(), Field::Subject, &subject),
        ("=root", Field::Issuer, &issuer),
        ("*.INTERNAL", Field::SubjectAltName, "DNS:*.internal.cluster.example.com"),
        (&serial, Field::Serial, &serial),
        (&root_serial, Field::Serial, &root_serial),
        (&sha256[5..15], Field::Fingerprint, &sha256),
        (&hex_colons(&leaf.sha256).to_uppercase()[3..20], Field::Fingerprint, &sha256),
        (&hex_colons(&leaf.sha1()), Field::Fingerprint, &hex(&leaf.sha1())),
        (&hex(&root.sha256), Field::Fingerprint, &hex(&root.sha256)),
    ];
    for (search, field, text) in rows {
        assert_eq!(hit(&api, search), Some((field, text.to_owned())), "{search}");
    }
    // The end of one line of the index and the begin of the next.
    for absent in ["apis", "BEGIN", "MII", "ffffffffffffffffffff", "Valid for", "api\ncn="] {
        assert_eq!(hit(&api, absent), None, "{absent}");
    }
    let hidden = item(&[("api_cert", &named("two\nlines\u{200b}", (2027, 6, 1)))]);
    let subject = hidden.leaf().unwrap().subject.as_ref().unwrap().to_string();
    assert_eq!(hit(&hidden, &visible(&subject)).unwrap().0, Field::Subject);
    assert_eq!(hit(&hidden, "two\nlines"), None);
}

#[test]
fn everything_on_screen_is_searched() {
    let mut params = leaf();
    params.use_authority_key_identifier_extension = true;
    let chain = signed(&params, &RsaPublic::bits(3072), "Root") + &root("Root");
    let api = item(&[("api_cert", &chain), ("api_key", &fixture("rsa.pkcs8.pem"))]);
    let (leaf, root) = (api.leaf().unwrap(), &api.certificates[1]);
    let signature = leaf.signature.as_ref().unwrap().name().to_owned();
    let key_id = |id: &[u8]| hex_colons(id);
    let (own, issuers) = (
        key_id(&root.subject_key_identifier().unwrap().unwrap()),
        key_id(leaf.authority_key_identifier().unwrap().unwrap().key_id.as_ref().unwrap()),
    );
    let key = api.key.as_ref().unwrap();
    let PublicHalf::Known { spki_sha256, .. } = &key.public else { panic!("{key:?}") };
    let digest = hex_colons(spki_sha256);
    let end = leaf.not_after.unwrap().to_string().replace('T', " ").replace('Z', " UTC");
    let kind = key.kind_and_size().unwrap();
    let rows = [
        ("expired 3 days ago", Field::Status, "Expired 3 days ago"),
        ("Secures", Field::Purpose, "Secures "),
        ("key hidden", Field::Key, "private key hidden"),
        (&end[..10], Field::Date, &end),
        (&end[..16], Field::Date, &end),
        (&signature, Field::Signature, &signature),
        ("SHA-256", Field::Signature, "SHA-256"),
        (&own, Field::KeyId, &own),
        (&issuers.replace(':', ""), Field::KeyId, &issuers),
        (&digest, Field::PublicKeyDigest, &digest),
        (&digest.replace(':', "").to_uppercase(), Field::PublicKeyDigest, &digest),
        (&kind, Field::Key, &kind),
    ];
    for (search, field, text) in rows {
        let hit = hit(&api, search).unwrap_or_else(|| panic!("{search} is not found"));
        assert_eq!(hit.0, field, "{search}");
        assert!(hit.1.contains(text), "{search}: {}", hit.1);
    }
    let alone = item(&[("sso_issuer_cert", &fixture("p256.cert.pem"))]);
    let shown = (Field::Issuer, "self-signed".to_owned());
    assert_eq!(hit(&alone, "Self-signed"), Some(shown));
    assert_eq!(hit(&api, "self-signed"), None);
}

/// What only the details say is in the part of the panel that comes later, as is the index.
#[test]
fn what_the_details_say_is_in_an_index() {
    let english = Language::english();
    let key = fixture("rsa.pkcs8.pem");
    let api = item(&[("api_cert", &good()), ("api_key", &key)]);
    for search in ["tls web server authentication, TLS", "PKCS #8"] {
        let needle = Query::new(search).unwrap();
        assert!(is_in_index(&needle, &api, &expired(), &english), "{search}");
        assert_eq!(needle.find(&api, &expired(), &english), None, "{search}");
    }
}

/// Every sentence about an item finds it, in every language.
#[test]
fn what_is_said_of_an_item_is_found() {
    let english = Language::english();
    let upper = ["Error: {0}", "Warning: {0}", "Note: {0}"]
        .map(|text| (text.to_owned(), text.to_uppercase()));
    let loud = Language::new(upper);
    let mut said = 0;
    for item in broken_inventory().iter() {
        let assessment = assess(item, &context());
        for language in [&english, &loud] {
            let in_row = assessment
                .findings
                .iter()
                .map(|it| it.severity.told(it.meaning.clone()).localized(language))
                .chain(assessment.reach.affected(item).map(|it| it.localized(language)));
            let mut texts: Vec<String> = in_row.collect();
            let in_details =
                item.problems.iter().map(|it| it.told()).chain(assessment.reach.message(item));
            for text in in_details.map(|it| it.localized(language)) {
                said += 1;
                let needle = Query::new(&text).unwrap();
                assert!(is_in_index(&needle, item, &assessment, language), "{text}");
            }
            let (fact, days) = assessment.told(language);
            texts.extend([fact, days, item.key_match.label().localized(language).to_owned()]);
            if item.key.is_none() {
                texts.pop();
            }
            for text in texts.iter().filter(|text| !text.is_empty()) {
                said += 1;
                let needle = Query::new(text).unwrap();
                assert!(needle.find(item, &assessment, language).is_some(), "{text}");
                assert!(is_in_index(&needle, item, &assessment, language), "{text}");
            }
        }
    }
    assert!(said > 30, "{said}");
}

#[test]
fn an_index_distinguishes_items() {
    let [north, other, south, west] = ["north rsa", "other p256", "south ed25519", "west p384"]
        .map(|words| {
            let (name, key) = words.split_once(' ').unwrap();
            item(&[(&format!("{name}_cert"), &fixture(&format!("{key}.cert.pem")))])
        });
    let mut index = Index::default();
    let (dates, english) = (Assessment::of_dates(Expiry::NeverExpires), Language::english());
    [&north, &other, &south].into_iter().for_each(|item| index.push(item, &dates, &english));
    // In another order, with a new item between them.
    let mut next = Index::default();
    next.push_from(&index, 2);
    next.push(&west, &dates, &english);
    next.push_anew((&index, 0), &north, &expired(), &english);
    let digits = |item: &Item| hex(&item.leaf().unwrap().sha256);
    let rows: [(&str, [bool; 3], [bool; 3]); 12] = [
        ("no expiration date", [true; 3], [true, true, false]),
        ("3 days ago", [false; 3], [false, false, true]),
        ("othe", [false, true, false], [false, false, false]),
        ("north", [true, false, false], [false, false, true]),
        ("other", [false, true, false], [false, false, false]),
        ("South", [false, false, true], [true, false, false]),
        ("west", [false, false, false], [false, true, false]),
        ("cn=", [true, true, true], [true, true, true]),
        (&digits(&north), [true, false, false], [false, false, true]),
        (&digits(&other), [false, true, false], [false, false, false]),
        (&digits(&south), [false, false, true], [true, false, false]),
        (&digits(&west), [false, false, false], [false, true, false]),
    ];
    for (search, in_index, in_next) in rows {
        let needle = Query::new(search).unwrap();
        assert_eq!(needle.items_of(&index), in_index, "{search}");
        assert_eq!(needle.items_of(&next), in_next, "{search}, next");
    }
}

#[test]
fn an_empty_search_is_no_query() {
    for nothing in ["", " ", "\t"] {
        assert_eq!(Query::new(nothing), None);
    }
}

#[test]
fn a_text_is_split_at_its_matches() {
    type Pieces<'a> = &'a [(&'a str, bool)];
    let rows: [(&str, &str, Pieces); 15] = [
        ("api", "api", &[("api", true)]),
        (
            "a",
            "banana",
            &[("b", false), ("a", true), ("n", false), ("a", true), ("n", false), ("a", true)],
        ),
        ("KÖLN", "Anmeldung für Köln", &[("Anmeldung für ", false), ("Köln", true)]),
        ("koeln", "in Köln", &[("in ", false), ("Köln", true)]),
        ("lauft", "Läuft ab", &[("Läuft", true), (" ab", false)]),
        ("x", "api", &[("api", false)]),
        ("x", "", &[]),
        // Two letters in lower case: the original must stay whole.
        (
            "i\u{307}stanbul",
            "CN=İstanbul.example",
            &[("CN=", false), ("İstanbul", true), (".example", false)],
        ),
        ("i", "İ", &[("İ", false)]),
        ("aa", "aaa", &[("aa", true), ("a", false)]),
        // Colons and spaces are no part of hexadecimal, in what is typed and in what is shown.
        ("AB:CD", "00abcdef", &[("00", false), ("abcd", true), ("ef", false)]),
        ("ab cd", "00:ab:cd:ef", &[("00:", false), ("ab:cd", true), (":ef", false)]),
        ("bc", "ab:cd:bc", &[("a", false), ("b:c", true), ("d:", false), ("bc", true)]),
        ("ab:cd", "abcd.example", &[("abcd.example", false)]),
        (":ab", "x:ab", &[("x", false), (":ab", true)]),
    ];
    for (search, text, expected) in rows {
        assert_eq!(Query::new(search).unwrap().split(text), expected, "{search} in {text}");
    }
}

#[test]
fn states_are_found_by_their_words() {
    let key = fixture("p256.pkcs8.pem");
    let list = inventory(&[
        ("api_cert", &good()),
        ("api_key", &key),
        ("ldap_client_cert", &fixture("p256.cert.pem")),
        ("ldap_client_key", &key),
        ("sso_issuer_cert", &good()),
        ("other_cert", &good()),
    ]);
    let german = [
        ("broken", "defekt"),
        ("required", "verlangt"),
        ("Key does not match", "Schlüssel paßt nicht"),
        ("OK", "Läuft"),
    ];
    let german = Language::new(german.map(|(from, to)| (from.to_owned(), to.to_owned())));
    let english = Language::english();
    let rows: [(&str, &Language, &[&str]); 14] = [
        ("broken", &english, &["api"]),
        ("key does not match", &english, &["api"]),
        ("required", &english, &["api"]),
        ("Optional", &english, &["ldap_client", "sso_issuer"]),
        ("reused", &english, &["api", "ldap_client"]),
        ("not yet", &english, &["ldap_client"]),
        ("defekt", &german, &["api"]),
        ("broken", &german, &[]),
        ("schlüssel passt", &german, &["api"]),
        ("SCHLUESSEL PASST", &german, &["api"]),
        ("schlussel paßt", &german, &["api"]),
        ("läuft", &german, &["sso_issuer", "other"]),
        ("laeuft", &german, &["sso_issuer", "other"]),
        ("lauft", &german, &["sso_issuer", "other"]),
    ];
    for (search, language, expected) in rows {
        let query = Query::new(search).unwrap();
        let found = list.iter().filter(|item| {
            let assessment = assess(item, &context());
            let is_found = is_in_index(&query, item, &assessment, language);
            assert_eq!(is_found, query.find(item, &assessment, language).is_some(), "{search}");
            is_found
        });
        let names: Vec<_> = found.map(|item| item.name.as_str()).collect();
        assert_eq!(names, expected, "{search}");
    }
}

#[test]
fn an_umlaut_in_a_certificate_is_found_in_each_spelling() {
    let city = item(&[("api_cert", &named("Köln-Süd", (2027, 6, 1)))]);
    for search in ["köln", "KOLN", "koeln", "süd", "sued", "sud", "koeln-sued"] {
        assert_eq!(hit(&city, search).map(|hit| hit.0), Some(Field::Subject), "{search}");
    }
    // Two letters that are no umlaut stay two.
    let plain = item(&[("api_cert", &named("true", (2027, 6, 1)))]);
    assert_eq!(hit(&plain, "tru").map(|hit| hit.0), Some(Field::Subject));
    assert_eq!(hit(&plain, "trü"), hit(&plain, "tru"));
    assert_eq!(hit(&city, "kol-n"), None);
    // Nobody types the apostrophe that is printed.
    let odd = item(&[("api_cert", &named("the owner’s", (2027, 6, 1)))]);
    for search in ["owner's", "OWNER’S"] {
        assert_eq!(hit(&odd, search).map(|hit| hit.0), Some(Field::Subject), "{search}");
    }
}
