use cert_inventory::{
    Column, Item, KeyClass, Language, Needle, Order, Selection, StatusClass, Thresholds, known,
};

use crate::support::{fixture, inventory, now};

fn shown(selection: &Selection) -> Vec<String> {
    let cert = fixture("rsa.cert.pem");
    let listed = inventory(&[
        ("api_cert", &cert),
        ("api_key", &fixture("rsa.pkcs1.pem")),
        ("ldap_client_cert", &cert),
        ("ldap_client_key", &fixture("p256.sec1.pem")),
        ("of_somebody_cert", &fixture("p256.cert.pem")),
        ("unread_cert", "no certificate"),
    ]);
    let needle = Needle::new(&selection.search);
    let is_shown = |item: &&Item| {
        let expiry = item.expiry(now(), &Thresholds::default());
        let is_found = || {
            let english = Language::english();
            needle.as_ref().is_none_or(|needle| needle.find(item, expiry, &english).is_some())
        };
        selection.shows(item, || expiry, is_found, || item.name == "ldap_client")
    };
    listed.iter().filter(is_shown).map(|item| item.name.clone()).collect()
}

#[test]
fn each_part_of_a_selection_hides_what_it_does_not_ask_for() {
    let all = || vec!["api", "ldap_client", "of_somebody", "unread"];
    let any = Selection::default;
    let rows = [
        (any(), all()),
        (Selection { search: "OF_SOME".to_owned(), ..any() }, vec!["of_somebody"]),
        (Selection { search: "nobody".to_owned(), ..any() }, vec![]),
        (Selection { deletable: true, ..any() }, vec!["ldap_client", "of_somebody", "unread"]),
        (Selection { findings: true, ..any() }, vec!["ldap_client"]),
        (Selection { key: Some(KeyClass::Rsa), ..any() }, vec!["api"]),
        (Selection { key: Some(KeyClass::Ec), ..any() }, vec!["ldap_client"]),
        (Selection { key: Some(KeyClass::None), ..any() }, vec!["of_somebody", "unread"]),
        (Selection { status: Some(StatusClass::Unknown), ..any() }, vec!["unread"]),
        (Selection { status: Some(StatusClass::Empty), ..any() }, vec![]),
        (Selection { deletable: true, key: Some(KeyClass::Rsa), ..any() }, vec![]),
    ];
    for (selection, expected) in rows {
        assert_eq!(shown(&selection), expected, "{selection:?}");
    }
}

#[test]
fn an_empty_slot_is_shown_where_nothing_asks_for_what_it_has_not() {
    let slot = known("sso_service").unwrap();
    let any = Selection::default;
    let rows = [
        (any(), true),
        (Selection { status: Some(StatusClass::Empty), ..any() }, true),
        (Selection { status: Some(StatusClass::Expired), ..any() }, false),
        (Selection { search: "saml".to_owned(), ..any() }, true),
        (Selection { search: "sso_s".to_owned(), ..any() }, true),
        (Selection { search: "Empty".to_owned(), ..any() }, true),
        (Selection { search: "ldap".to_owned(), ..any() }, false),
        (Selection { deletable: true, ..any() }, false),
        (Selection { findings: true, ..any() }, false),
        (Selection { key: Some(KeyClass::None), ..any() }, false),
    ];
    for (selection, expected) in rows {
        let needle = Needle::new(&selection.search);
        assert_eq!(
            selection.shows_empty(slot, needle.as_ref(), &Language::english()),
            expected,
            "{selection:?}"
        );
    }
}

#[test]
fn an_address_holds_the_whole_selection() {
    let order = |column, descending| Order { column, descending };
    let whole = Selection {
        search: "CN=a&b=c #1".to_owned(),
        status: Some(StatusClass::NotYetValid),
        deletable: true,
        findings: true,
        key: Some(KeyClass::EdDsa),
        order: order(Column::Issuer, true),
    };
    let each_status = StatusClass::ALL.map(|s| Selection { status: Some(s), ..Default::default() });
    let each_key = KeyClass::ALL.map(|key| Selection { key: Some(key), ..Default::default() });
    let each_order = Column::ALL.into_iter().flat_map(|column| {
        [false, true].map(|down| Selection { order: order(column, down), ..Default::default() })
    });
    let all = [whole, Selection::default()].into_iter().chain(each_status).chain(each_key);
    for selection in all.chain(each_order) {
        let mut read = Selection::default();
        for (name, value) in selection.parameters() {
            read.set(name, &value);
        }
        assert_eq!(read, selection);
    }
    assert_eq!(Selection::default().parameters(), []);
    let mut unknown = Selection::default();
    for (name, value) in [("status", "gone"), ("order", "-colour"), ("colour", "red"), ("key", "")]
    {
        unknown.set(name, value);
    }
    assert_eq!(unknown, Selection::default());
}

#[test]
fn every_column_orders_both_ways_and_what_has_nothing_comes_last() {
    let listed = inventory(&[
        ("b_cert", &fixture("rsa.cert.pem")),
        ("b_key", &fixture("rsa.pkcs1.pem")),
        ("a_cert", &fixture("p256.cert.pem")),
        ("a_key", &fixture("p256.sec1.pem")),
        ("c_cert", "no certificate"),
    ]);
    let sorted = |column, descending| {
        let mut items: Vec<_> = listed.items.clone();
        Order { column, descending }.sort(&mut items, now(), &Thresholds::default());
        items.iter().map(|item| item.name.clone()).collect::<String>()
    };
    let rows = [
        (Column::Name, "abc", "cba"),
        (Column::PrivateKey, "abc", "bac"),
        (Column::Subject, "abc", "bac"),
    ];
    for (column, up, down) in rows {
        assert_eq!(sorted(column, false), up, "{column:?}");
        assert_eq!(sorted(column, true), down, "{column:?}");
    }
}
