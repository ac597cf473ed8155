use cert_inventory::{
    Column, Day, Group, Inventory, Item, KeyClass, Language, Order, Query, Selection, Verdict,
    VerdictSet, assess, issuers, known, signatures,
};

use crate::export::context;
use crate::support::{fixture, inventory, named, root};

fn only(verdicts: &[Verdict]) -> VerdictSet {
    verdicts.iter().copied().collect()
}

fn listed() -> Inventory {
    let cert = fixture("rsa.cert.pem");
    inventory(&[
        ("api_cert", &cert),
        ("api_key", &fixture("rsa.pkcs1.pem")),
        ("ldap_client_cert", &cert),
        ("ldap_client_key", &fixture("p256.sec1.pem")),
        ("of_somebody_cert", &named("of.somebody", (2027, 3, 1))),
        ("of_somebody_key", &fixture("p256.sec1.pem")),
        ("root_cert", &root("Root")),
        ("unread_cert", "no certificate"),
    ])
}

fn shown(selection: &Selection) -> Vec<String> {
    let needle = Query::new(&selection.search);
    let is_shown = |item: &&Item| {
        let assessment = assess(item, &context());
        let is_found = || {
            let english = Language::english();
            needle.as_ref().is_none_or(|needle| needle.find(item, &assessment, &english).is_some())
        };
        selection.shows(item, assessment.verdict, is_found)
    };
    listed().iter().filter(is_shown).map(|item| item.name.clone()).collect()
}

#[test]
fn each_part_of_a_selection_hides_what_it_does_not_ask_for() {
    let all = || vec!["api", "ldap_client", "of_somebody", "root", "unread"];
    let any = Selection::default;
    let rows = [
        (any(), all()),
        (Selection { search: "OF_SOME".to_owned(), ..any() }, vec!["of_somebody"]),
        (Selection { search: "nobody".to_owned(), ..any() }, vec![]),
        (
            Selection { deletable: true, ..any() },
            vec!["ldap_client", "of_somebody", "root", "unread"],
        ),
        (Selection { reused: true, ..any() }, vec!["ldap_client", "of_somebody"]),
        (Selection { key: Some(KeyClass::Rsa), ..any() }, vec!["api"]),
        (Selection { key: Some(KeyClass::Ec), ..any() }, vec!["ldap_client", "of_somebody"]),
        (Selection { key: Some(KeyClass::None), ..any() }, vec!["root", "unread"]),
        (Selection { verdicts: only(&[Verdict::Ok]), ..any() }, vec!["root"]),
        (
            Selection { verdicts: only(&[Verdict::Broken]), ..any() },
            vec!["api", "ldap_client", "of_somebody", "unread"],
        ),
        (Selection { verdicts: only(&[Verdict::Ok, Verdict::Broken]), ..any() }, all()),
        (Selection { verdicts: only(&[Verdict::Empty]), ..any() }, vec![]),
        (Selection { before: Day::parse("2027-03-01"), ..any() }, vec![]),
        (Selection { before: Day::parse("2027-03-02"), ..any() }, vec!["of_somebody"]),
        (Selection { issuer: "CN=of.somebody".to_owned(), ..any() }, vec!["of_somebody"]),
        (Selection { issuer: "CN=of".to_owned(), ..any() }, vec![]),
        (
            Selection { signature: "sha256WithRSAEncryption".to_owned(), ..any() },
            vec!["api", "ldap_client"],
        ),
        (Selection { deletable: true, key: Some(KeyClass::Rsa), ..any() }, vec![]),
    ];
    for (selection, expected) in rows {
        assert_eq!(shown(&selection), expected, "{selection:?}");
    }
}

/// What hides every row is cleared by itself.
#[test]
fn a_search_and_filters_are_cleared_apart() {
    let order = Order { column: Column::Name, descending: true };
    let plain = Selection { order, by_purpose: true, ..Selection::default() };
    let searched = Selection { search: "api".to_owned(), ..plain.clone() };
    let filtered = Selection {
        verdicts: only(&[Verdict::Ok]),
        deletable: true,
        key: Some(KeyClass::Rsa),
        reused: true,
        before: Day::parse("2027-03-01"),
        issuer: "CN=Root".to_owned(),
        signature: "Ed25519".to_owned(),
        ..plain.clone()
    };
    let both = Selection { search: "api".to_owned(), ..filtered.clone() };
    assert_eq!((both.without_filters(), both.without_search()), (searched.clone(), filtered));
    assert_eq!((searched.without_filters(), searched.without_search()), (searched, plain));
}

#[test]
fn an_issuer_is_that_of_the_items_own_certificates() {
    let chain = [named("leaf", (2027, 3, 1)), root("Root")].concat();
    let listed = inventory(&[
        ("a_cert", &chain),
        ("b_cert", &root("Root")),
        // CAs side by side are no chain.
        ("mtls_trusted_ca_cert", &[root("First"), root("Root")].concat()),
    ]);
    assert_eq!(issuers(&listed), ["CN=First", "CN=Root", "CN=leaf"]);
    let by = |issuer: &str| {
        let asked = Selection { issuer: issuer.to_owned(), ..Selection::default() };
        let shown = listed.iter().filter(|item| asked.shows(item, Verdict::Ok, || true));
        shown.map(|item| item.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(by("CN=Root"), ["mtls_trusted_ca", "b"]);
    assert_eq!(by("CN=First"), ["mtls_trusted_ca"]);
    assert_eq!(by("CN=leaf"), ["a"]);
}

#[test]
fn an_empty_slot_is_shown_where_nothing_asks_for_what_it_has_not() {
    let slot = known("sso_service").unwrap();
    let any = Selection::default;
    let rows = [
        (any(), true),
        (Selection { verdicts: only(&[Verdict::Empty]), ..any() }, true),
        (Selection { verdicts: only(&[Verdict::Expired]), ..any() }, false),
        (Selection { search: "saml".to_owned(), ..any() }, true),
        (Selection { search: "sso_s".to_owned(), ..any() }, true),
        (Selection { search: "Not set".to_owned(), ..any() }, true),
        (Selection { search: "ldap".to_owned(), ..any() }, false),
        (Selection { deletable: true, ..any() }, false),
        (Selection { verdicts: only(&[Verdict::Ok, Verdict::Empty]), ..any() }, true),
        (Selection { reused: true, ..any() }, false),
        (Selection { before: Day::parse("2030-01-01"), ..any() }, false),
        (Selection { issuer: "CN=x".to_owned(), ..any() }, false),
        (Selection { signature: "x".to_owned(), ..any() }, false),
        (Selection { by_purpose: true, ..any() }, true),
        (Selection { key: Some(KeyClass::None), ..any() }, false),
    ];
    for (selection, expected) in rows {
        let needle = Query::new(&selection.search);
        assert_eq!(
            selection.shows_empty(slot, needle.as_ref(), &Language::english()),
            expected,
            "{selection:?}"
        );
    }
}

#[test]
fn a_url_contains_the_whole_selection() {
    let order = |column, descending| Order { column, descending };
    let whole = Selection {
        search: "CN=a&b=c #1".to_owned(),
        verdicts: only(&[Verdict::NotYetValid, Verdict::Broken]),
        deletable: true,
        key: Some(KeyClass::EdDsa),
        reused: true,
        before: Day::parse("2027-03-01"),
        issuer: "CN=A\\, B,O=c".to_owned(),
        signature: "ecdsa-with-SHA256".to_owned(),
        order: order(Column::Issuer, true),
        by_purpose: true,
    };
    assert_eq!(whole.parameters().len(), Selection::PARAMETERS.len());
    let each_verdict =
        Verdict::ALL.map(|it| Selection { verdicts: only(&[it]), ..Default::default() });
    let each_key = KeyClass::ALL.map(|key| Selection { key: Some(key), ..Default::default() });
    let each_order = Column::ALL.into_iter().flat_map(|column| {
        [false, true].map(|down| Selection { order: order(column, down), ..Default::default() })
    });
    let all = [whole, Selection::default()].into_iter().chain(each_verdict).chain(each_key);
    for selection in all.chain(each_order) {
        let mut read = Selection::default();
        for (name, value) in selection.parameters() {
            read.set(name, &value);
        }
        assert_eq!(read, selection);
    }
    assert_eq!(Selection::default().parameters(), []);
    let mut unknown = Selection::default();
    for (name, value) in [
        ("verdict", "gone"),
        ("order", "-colour"),
        ("colour", "red"),
        ("key", ""),
        ("before", "tomorrow"),
        ("before", "2027-02-30"),
        ("group", "colour"),
    ] {
        unknown.set(name, value);
    }
    assert_eq!(unknown, Selection::default());
}

#[test]
fn every_column_sorts_both_ways_with_empty_values_last() {
    let listed = inventory(&[
        ("b_cert", &fixture("rsa.cert.pem")),
        ("b_key", &fixture("rsa.pkcs1.pem")),
        ("a_cert", &fixture("p256.cert.pem")),
        ("a_key", &fixture("p256.sec1.pem")),
        ("c_cert", "no certificate"),
    ]);
    let sorted = |column, descending| {
        let mut items: Vec<_> = listed.items.clone();
        let judge = |item: &std::sync::Arc<Item>| {
            let assessment = assess(item, &context());
            (assessment.verdict, assessment.expiry)
        };
        Order { column, descending }.sort(&mut items, judge);
        items.iter().map(|item| item.name.clone()).collect::<String>()
    };
    let rows = [
        (Column::Name, "abc", "cba"),
        (Column::PrivateKey, "abc", "bac"),
        (Column::Subject, "abc", "bac"),
        (Column::Status, "bca", "acb"),
        (Column::Signature, "abc", "bac"),
        (Column::End, "abc", "abc"),
        (Column::ReusedKey, "abc", "abc"),
    ];
    for (column, up, down) in rows {
        assert_eq!(sorted(column, false), up, "{column:?}");
        assert_eq!(sorted(column, true), down, "{column:?}");
    }
}

#[test]
fn those_that_share_a_key_stand_together_before_the_others() {
    let mut items = listed().items;
    let order = Order { column: Column::ReusedKey, descending: false };
    order.sort(&mut items, |_| unreachable!());
    let names: Vec<_> = items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["ldap_client", "of_somebody", "api", "root", "unread"]);
}

#[test]
fn what_needs_attention_is_above_its_purpose_unless_asked_otherwise() {
    let (by_risk, by_purpose) =
        (Selection::default(), Selection { by_purpose: true, ..Default::default() });
    for verdict in Verdict::ALL {
        let is_good = matches!(verdict, Verdict::Ok | Verdict::Empty);
        for (known, purpose) in [
            (known("api"), Group::Required),
            (known("ldap_client"), Group::Optional),
            (None, Group::Other),
        ] {
            let expected = if is_good { purpose } else { Group::NeedsAttention };
            assert_eq!(by_risk.group(known, verdict), expected, "{verdict:?}");
            assert_eq!(by_purpose.group(known, verdict), purpose, "{verdict:?}");
        }
    }
}

#[test]
fn issuers_and_signatures_are_offered_once_and_in_order() {
    let listed = listed();
    assert_eq!(issuers(&listed), ["CN=Root", "CN=of.somebody", "CN=rsa"]);
    let expected = ["ecdsa-with-SHA256", "sha256WithRSAEncryption"];
    assert_eq!(signatures(&listed), expected);
}

#[test]
fn a_day_is_written_as_it_is_read() {
    for text in ["2027-03-01", "0001-01-01", "9999-12-31"] {
        assert_eq!(Day::parse(text).unwrap().to_text(), text);
    }
    for text in ["", "2027-3-1", "2027-02-29", "2027-03-01T00:00:00Z", " 2027-03-01"] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
}
