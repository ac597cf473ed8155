//! Successive lists: unchanged entries aren't read again.

use std::sync::Arc;

use cert_inventory::{Body, Inventory, KNOWN, Reading};

use crate::support::{body, fixture, inventory, json};

fn read_after(before: &Arc<Inventory>, entries: &[(&str, &str)]) -> (Arc<Inventory>, usize) {
    let mut reading = Reading::begin(body(json(entries)), Arc::clone(before)).unwrap();
    let mut steps = 0;
    while reading.step().unwrap() {
        steps += 1;
    }
    (Arc::new(reading.finish()), steps)
}

/// The names of the items that both share.
fn kept(before: &Inventory, after: &Inventory) -> Vec<String> {
    let is_kept = |item: &&Arc<_>| before.items.iter().any(|old| Arc::ptr_eq(old, item));
    after.items.iter().filter(is_kept).map(|item| item.name.clone()).collect()
}

#[test]
fn what_did_not_change_stays_the_same_item() {
    let (rsa, rsa_key) = (fixture("rsa.cert.pem"), fixture("rsa.pkcs1.pem"));
    let (ec, ec_key) = (fixture("p256.cert.pem"), fixture("p256.sec1.pem"));
    let first = [
        ("own_cert", ec.as_str()),
        ("cm_cert", &rsa),
        ("api_cert", &rsa),
        ("api_key", &rsa_key),
        ("odd", "no PEM"),
    ];
    let nothing = Arc::default();
    let (before, steps) = read_after(&nothing, &first);
    assert!(steps > first.len(), "{steps} steps leave no time between entries");
    assert_eq!(kept(&before, &before), ["api", "cm", "odd", "own"]);

    let change = |at: usize, entry| {
        let mut entries = first.to_vec();
        entries[at] = entry;
        entries
    };
    type Entries<'a> = Vec<(&'a str, &'a str)>;
    let rows: [(Entries<'_>, &[&str]); 8] = [
        (first.to_vec(), &["api", "cm", "odd", "own"]),
        (change(0, ("own_cert", &rsa)), &["api", "cm", "odd"]),
        (change(3, ("api_key", &ec_key)), &["cm", "odd", "own"]),
        (change(3, ("api_other", &rsa_key)), &["cm", "odd", "own"]),
        (change(4, ("odd", "")), &["api", "cm", "own"]),
        (first[1..].to_vec(), &["api", "cm", "odd"]),
        // A different order is fine, as long as entries of the same name keep theirs.
        ([&first[2..], &first[..2]].concat(), &["api", "cm", "odd", "own"]),
        ([&first[3..], &first[..3]].concat(), &["cm", "odd", "own"]),
    ];
    for (entries, expected) in rows {
        let (after, _) = read_after(&before, &entries);
        assert_eq!(kept(&before, &after), expected, "{:?}", entries.iter().map(|e| e.0));
        assert_eq!(*after, inventory(&entries), "as if read for the first time");
    }
    for known in &KNOWN {
        assert_eq!(before.item(known.name).is_some(), ["api", "cm"].contains(&known.name));
    }
}

#[test]
fn shared_keys_follow_the_latest_list() {
    let (ec, ec_key) = (fixture("p256.cert.pem"), fixture("p256.sec1.pem"));
    let pair = |names: &[&'static str]| -> Vec<(&str, &str)> {
        names
            .iter()
            .map(|name| (*name, if name.ends_with("key") { &*ec_key } else { &*ec }))
            .collect()
    };
    let one = pair(&["a_cert", "a_key"]);
    let two = pair(&["a_cert", "a_key", "b_cert", "b_key"]);
    let (alone, _) = read_after(&Arc::default(), &one);
    let (both, _) = read_after(&alone, &two);
    let (alone_again, _) = read_after(&both, &one);
    let sharers = |inventory: &Inventory| {
        inventory.iter().map(|item| item.key_reused_by().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(sharers(&alone), [""]);
    assert_eq!(sharers(&both), ["b", "a"]);
    assert_eq!(sharers(&alone_again), [""]);
    assert_eq!(kept(&both, &read_after(&both, &two).0), ["a", "b"]);
}

#[test]
fn the_same_bytes_are_known_before_they_are_read() {
    let text = json(&[("a_cert", "x")]);
    let inventory = Inventory::read(body(&text)).unwrap();
    assert!(inventory.is_of(&body(&text)));
    let mut pieces = Body::new();
    text.as_bytes().chunks(3).for_each(|piece| pieces.extend(piece));
    assert!(inventory.is_of(&pieces));
    assert!(!inventory.is_of(&body(text.replace('x', "y"))));
    assert!(!Inventory::default().is_of(&Body::new()));
}
