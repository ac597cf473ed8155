//! Nothing panics, whatever the input.

use cert_inventory::{
    Context, Inventory, Language, SignatureResults, Snapshot, Thresholds, export, findings,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{FQDN, fixture, good, now, read, timeline};

/// Everything the panel does with an inventory.
fn use_all(inventory: &Inventory) {
    let context = Context {
        now: now(),
        fqdn: Some(FQDN),
        thresholds: Thresholds::default(),
        versions: &[],
        license: None,
        signatures: SignatureResults::none(),
    };
    for item in inventory.iter() {
        let _ = findings(item, &context);
        let _ = item.expiry(context.now, &context.thresholds);
        item.problems.iter().for_each(|problem| drop(problem.to_string()));
        assert_eq!(inventory.item(&item.name), Some(item));
    }
    assert!(inventory.empty_slots().count() <= 11);
    let _ = export::csv(inventory.iter(), &context);
    let _ = export::icalendar(inventory.iter(), &context, &Language::english());
    let _ = timeline(inventory.iter(), context.now, &context.thresholds, 0.02);
    let saved = export::json(inventory.iter(), &[], export::Extent::Whole, &context);
    assert_eq!(Snapshot::read(&saved), Ok(Snapshot::of(inventory.iter(), &context)));
}

/// Texts similar to a cluster's, with pieces removed and duplicated.
fn near_pem() -> impl Strategy<Value = String> {
    let pieces = vec![
        good(),
        fixture("rsa.pkcs1.pem"),
        fixture("p256.encrypted-legacy.pem"),
        "-----BEGIN CERTIFICATE-----\n".to_owned(),
        "-----END CERTIFICATE-----\n".to_owned(),
        "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
        "-----".to_owned(),
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A=".to_owned(),
        "\r\n \u{fc}\u{1f600}".to_owned(),
    ];
    let cut = (0..pieces.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>());
    vec(cut, 0..6).prop_map(move |cuts| {
        let cut = |(piece, from, to): (usize, prop::sample::Index, prop::sample::Index)| {
            let characters: Vec<char> = pieces[piece].chars().collect();
            let (from, to) = (from.index(characters.len() + 1), to.index(characters.len() + 1));
            characters[from.min(to)..from.max(to)].iter().collect::<String>()
        };
        cuts.into_iter().map(cut).collect()
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "(api|cm|ldap_client|mtls_trusted_ca|x)(_cert|_key)?",
        "[_certkey.]{0,6}",
        any::<String>(),
    ]
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        near_pem().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Into::into),
            vec((name(), inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn bytes(bytes in vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes).map(|inventory| use_all(&inventory));
    }

    #[test]
    fn json_values(value in json()) {
        let _ = read(value.to_string()).map(|inventory| use_all(&inventory));
    }

    #[test]
    fn cut_json(value in json(), at in any::<prop::sample::Index>()) {
        let text = value.to_string().into_bytes();
        let _ = read(&text[..at.index(text.len() + 1)]);
    }

    #[test]
    fn entries(entries in vec((name(), near_pem()), 0..5)) {
        let entries: Vec<(&str, &str)> =
            entries.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        use_all(&crate::support::inventory(&entries));
    }

    #[test]
    fn text(text in prop_oneof![any::<String>(), near_pem()]) {
        use_all(&Inventory::from_pem(&text).0);
    }
}
