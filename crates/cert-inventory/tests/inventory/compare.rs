//! A saved export compared with a later list.

use cert_inventory::export::{Extent, json, json_of_error};
use cert_inventory::{
    CompareError, Comparison, Context, DifferenceKind as Kind, Inventory, Saved, Snapshot,
    Timestamp, Verdict, compare,
};
use serde_json::{Value, json};

use crate::export::{broken_inventory, chains, context, demo_inventory, hostile_inventory};
use crate::support::{RsaPublic, ec_key, fixture, inventory, leaf, root, signed};

fn file(inventory: &Inventory, extent: Extent) -> String {
    json(inventory.iter(), &[], extent, &context())
}

fn saved(inventory: &Inventory, extent: Extent) -> Snapshot {
    Snapshot::read(&file(inventory, extent)).unwrap()
}

/// A change of a valid export.
fn edited(edit: impl FnOnce(&mut Value)) -> Result<Snapshot, CompareError> {
    let mut file: Value = serde_json::from_str(&file(&chains(), Extent::Whole)).unwrap();
    edit(&mut file);
    Snapshot::read(&file.to_string())
}

type Row<'a> = (&'a str, Kind, Option<bool>, Option<(Verdict, Verdict)>);

fn rows<'a>(comparison: &Comparison<'a>) -> Vec<Row<'a>> {
    let differences = comparison.differences.iter();
    differences.map(|it| (it.name, it.kind, it.has_new_key(), it.verdicts())).collect()
}

#[test]
fn an_export_reads_back_as_its_list() {
    for list in [chains(), broken_inventory(), hostile_inventory(), demo_inventory()] {
        let now = Snapshot::of(list.iter(), &context());
        let then = saved(&list, Extent::Whole);
        assert_eq!(then, now);
        let comparison = compare(&then, &now).unwrap();
        assert_eq!(comparison.differences, []);
        assert_eq!(comparison.unchanged, list.items.len());
    }
}

#[test]
fn each_name_has_its_most_significant_change() {
    let (old_key, new_key) = (ec_key(), ec_key());
    let until = |year, key: &rcgen::KeyPair| {
        let mut params = leaf();
        params.not_after = rcgen::date_time_ymd(year, 6, 1);
        signed(&params, key, "Root") + &root("Root")
    };
    let first = until(2027, &old_key);
    let (p256, p256_key) = (fixture("p256.cert.pem"), fixture("p256.pkcs8.pem"));
    let other_root = first.clone() + &root("Other");
    let old = inventory(&[
        ("api_cert", &first),
        ("cm_cert", &first),
        ("proxy_cert", &first),
        ("syncer_cert", &first),
        ("ldap_client_cert", &p256),
        ("ldap_client_key", &p256_key),
        ("sso_service_cert", &first),
        ("sso_issuer_cert", &first),
    ]);
    let new = inventory(&[
        ("api_cert", &first),
        // The same key and subject for longer, another key, and a shorter time.
        ("cm_cert", &until(2028, &old_key)),
        ("proxy_cert", &until(2028, &new_key)),
        ("syncer_cert", &until(2026, &old_key)),
        ("ldap_client_cert", &p256),
        ("ldap_client_key", &fixture("rsa.pkcs8.pem")),
        ("sso_service_cert", &other_root),
        ("mtls_trusted_ca_cert", &root("Root")),
    ]);
    let (old, new) = (saved(&old, Extent::Whole), Snapshot::of(new.iter(), &context()));
    let comparison = compare(&old, &new).unwrap();
    let broken = |was| Some((was, Verdict::Broken));
    assert_eq!(
        rows(&comparison),
        [
            ("cm", Kind::Renewed, Some(false), None),
            ("proxy", Kind::Replaced, Some(true), None),
            ("syncer", Kind::Replaced, Some(false), None),
            ("ldap_client", Kind::PrivateKeyReplaced, None, broken(Verdict::NotYetValid)),
            ("mtls_trusted_ca", Kind::Added, None, None),
            ("sso_service", Kind::OthersChanged, None, None),
            ("sso_issuer", Kind::Removed, None, None),
        ]
    );
    assert_eq!((comparison.unchanged, comparison.not_compared), (1, 0));
    let [_, _, syncer, ldap_client, ..] = &comparison.differences[..] else { panic!() };
    assert_eq!(syncer.new_findings, ["expired"]);
    assert_eq!(ldap_client.new_findings, ["key-mismatch"]);
    assert_eq!(ldap_client.gone_findings, [""; 0]);
}

#[test]
fn time_alone_changes_a_verdict() {
    let list = chains();
    let then = saved(&list, Extent::Whole);
    let later = Timestamp::parse_rfc3339("2026-12-02T00:00:00Z").unwrap();
    let now = Snapshot::of(list.iter(), &Context { now: later, ..context() });
    let comparison = compare(&then, &now).unwrap();
    let found = &comparison.differences[0];
    assert_eq!((found.name, found.kind), ("cm", Kind::Judged));
    assert_eq!(
        (&found.new_findings[..], &found.gone_findings[..]),
        (&["expired"][..], &["expires-soon"][..])
    );
}

#[test]
fn what_a_filter_left_out_is_not_compared() {
    let all = chains();
    let api = inventory(&[("api_cert", &signed(&leaf(), &RsaPublic::bits(2048), "Root"))]);
    let (part, whole) = (saved(&api, Extent::Filtered), saved(&all, Extent::Whole));
    for (old, new) in [(&part, &whole), (&whole, &part)] {
        let comparison = compare(old, new).unwrap();
        assert_eq!(rows(&comparison)[0].0, "api");
        assert_eq!((comparison.differences.len(), comparison.not_compared), (1, 2));
    }
}

#[test]
fn both_lists_are_of_one_cluster() {
    let here = saved(&chains(), Extent::Whole);
    let of = |name: Option<&str>| Snapshot { cluster: name.map(str::to_owned), ..here.clone() };
    for (name, is_known) in [(Some("CLUSTER.example.com."), true), (None, false)] {
        let old = of(name);
        assert_eq!(compare(&old, &here).unwrap().is_cluster_known, is_known, "{name:?}");
    }
    let other = of(Some("other.example.com"));
    let error = compare(&other, &here).unwrap_err();
    assert!(error.to_string().contains("other.example.com, not cluster.example.com"), "{error}");
}

#[test]
fn another_file_is_distinguished_from_a_damaged_one() {
    let whole = file(&chains(), Extent::Whole);
    let deep = "[".repeat(1 << 20);
    let digits = format!("{{\"format\": {}}}", "9".repeat(1 << 20));
    let large = " ".repeat(Snapshot::MAX_BYTES) + "{}";
    let rows: [(&str, CompareError); 15] = [
        ("", CompareError::NotJson),
        ("name,title\r\napi,REST API\r\n", CompareError::NotJson),
        (&whole[..whole.len() / 2], CompareError::NotJson),
        (&whole[..whole.len() - 1], CompareError::NotJson),
        (&deep, CompareError::NotJson),
        (&large, CompareError::TooLarge),
        ("[]", CompareError::NotAnExport),
        ("null", CompareError::NotAnExport),
        ("{}", CompareError::NotAnExport),
        (&digits, CompareError::NotJson),
        ("{\"certificates\": []}", CompareError::NotAnExport),
        ("{\"certificates\": [], \"cluster\": {}, \"time\": \"\"}", CompareError::Older),
        (
            "{\"format\": \"other\", \"certificates\": [], \"cluster\": {}, \"time\": \"\"}",
            CompareError::NotAnExport,
        ),
        ("{\"format\": \"certdeck-activity\", \"format_version\": 1}", CompareError::NotAnExport),
        ("{\"format\": \"certdeck-certificates\", \"format_version\": 1}", CompareError::Invalid),
    ];
    for (text, expected) in rows {
        let start: String = text.chars().take(40).collect();
        assert_eq!(Snapshot::read(text), Err(expected), "{start}");
    }
    assert!(Snapshot::read(&format!("\u{feff}{whole}\n")).is_ok());
}

#[test]
fn a_file_may_have_the_lists_of_several_clusters() {
    let one = file(&chains(), Extent::Whole);
    let unread = json_of_error(&Inventory::read_any(b"[]".to_vec()).unwrap_err());
    let several = |clusters: &str| {
        let text = format!(
            "{{\"format\": \"certdeck-clusters\", \"format_version\": 1, \"clusters\": {clusters}}}"
        );
        Snapshot::read_several(&text)
    };
    let both = format!(
        "[{{\"name\": \"east\", \"list\": {one}}}, {{\"name\": \"west\", \"list\": {unread}}}, \
         {{\"name\": \"north\", \"list\": {{}}}}]"
    );
    let list = Snapshot::read(&one).unwrap();
    let expected = [
        ("east".to_owned(), Ok(list.clone())),
        ("west".to_owned(), Err(CompareError::Unread)),
        ("north".to_owned(), Err(CompareError::NotAnExport)),
    ];
    assert_eq!(several(&both), Ok(Saved::Several(expected.into())));
    assert_eq!(Snapshot::read_several(&one), Ok(Saved::One(list)));
    assert_eq!(Snapshot::read_several(&unread), Err(CompareError::Unread));
    for wrong in
        ["null", "[]", "[1]", "[{}]", "[{\"name\": \"x\"}]", "[{\"name\": 1, \"list\": {}}]"]
    {
        assert_eq!(several(wrong), Err(CompareError::Invalid), "{wrong}");
    }
}

#[test]
fn the_list_of_a_cluster_is_the_one_that_names_it() {
    let list = |cluster: Option<&str>| {
        let list = edited(|_| ()).unwrap();
        Ok(Snapshot { cluster: cluster.map(str::to_owned), ..list })
    };
    let named = |name: &str, cluster| (name.to_owned(), list(cluster));
    let unread = |name: &str| (name.to_owned(), Err(CompareError::Unread));
    let east = "east.example.com";
    for (lists, cluster, found) in [
        (vec![named("e", Some(east)), named("w", Some("west.example.com"))], Some(east), Some(0)),
        (vec![named("w", None), named("e", Some(east))], Some(east), Some(1)),
        // By the name it was saved under, unless the list has another.
        (vec![named("w", None), named(east, None)], Some(east), Some(1)),
        (vec![named(east, Some("west.example.com")), named("e", Some(east))], Some(east), Some(1)),
        (vec![named("w", None), unread(east)], Some(east), Some(1)),
        // Not for certain.
        (vec![named("e", Some(east)), named("e2", Some(east))], Some(east), None),
        (vec![named("e", None), named("w", None)], Some(east), None),
        (vec![named("e", Some(east))], None, None),
    ] {
        let expected = found.map(|at| lists[at].1.clone()).ok_or_else(|| lists.clone());
        assert_eq!(Saved::Several(lists).of_cluster(cluster), expected);
    }
    let one = list(Some("west.example.com"));
    assert_eq!(Saved::One(one.clone().unwrap()).of_cluster(Some(east)), Ok(one));
}

#[test]
fn one_wrong_part_makes_the_file_invalid() {
    type Edit = fn(&mut Value);
    let first = |file: &mut Value| file["certificates"][0].clone();
    assert!(edited(|_| ()).is_ok());
    assert!(edited(|file| file["later"] = json!({"more": [1]})).is_ok());
    assert_eq!(edited(|file| file["format_version"] = json!(2)), Err(CompareError::Newer));
    let edits: [Edit; 11] = [
        |file| file["format_version"] = json!(0),
        |file| file["time"] = json!("yesterday"),
        |file| file["time"] = Value::Null,
        |file| file["filtered"] = json!("no"),
        |file| file["cluster"] = json!("cluster.example.com"),
        |file| file["certificates"] = json!({}),
        |file| file["certificates"][0]["verdict"] = json!("splendid"),
        |file| file["certificates"][0]["leaf"] = json!(2),
        |file| file["certificates"][0]["leaf"] = json!(-1),
        |file| file["certificates"][0]["chain"][0]["sha256"] = json!("AB"),
        |file| file["certificates"][0]["chain"][0]["not_after"] = json!("2027-02-30T00:00:00Z"),
    ];
    for (at, edit) in edits.into_iter().enumerate() {
        assert_eq!(edited(edit), Err(CompareError::Invalid), "edit {at}");
    }
    let twice = edited(|file| {
        let again = first(file);
        file["certificates"].as_array_mut().unwrap().push(again);
    });
    assert_eq!(twice, Err(CompareError::Invalid));
}

/// A file may be as long as is read at all, and must not take time in the square of that.
#[test]
fn a_large_hostile_file_is_compared_at_once() {
    let item = |at: usize| {
        format!(
            "{{\"name\":\"n{at}\",\"verdict\":\"ok\",\"chain\":[],\"leaf\":null,\"key\":null,\
             \"findings\":[{{\"rule\":\"r{at}\"}}]}}"
        )
    };
    let items: Vec<_> = (0..120_000).map(item).collect();
    let text = format!(
        "{{\"format\":\"certdeck-certificates\",\"format_version\":1,\"filtered\":false,\
         \"cluster\":{{\"name\":null}},\"time\":\"2026-11-22T00:00:00Z\",\"certificates\":[{}]}}",
        items.join(",")
    );
    let start = std::time::Instant::now();
    let old = Snapshot::read(&text).unwrap();
    let now = Snapshot::of(chains().iter(), &context());
    let comparison = compare(&old, &now).unwrap();
    assert_eq!(comparison.differences.len(), 120_003);
    // Seconds in a debug build; the square of the number would be hours.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
