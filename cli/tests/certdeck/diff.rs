//! Two saved lists.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::*;

fn saved(name: &str, body: &Value) -> String {
    let inspect = ["inspect", "--now", NOW, "--fqdn", "cluster.example.com"];
    let text = expect(0, &mut certdeck(&inspect), &body.to_string());
    file(name, &text).to_str().unwrap().to_owned()
}

#[test]
fn what_changed() {
    let (api, api_key) = pair("api", (2026, 1, 1), (2027, 12, 1));
    let (cm, cm_key) = pair("cm", (2026, 1, 1), (2026, 12, 20));
    let (newer, newer_key) = pair("cm", (2026, 11, 1), (2027, 11, 1));
    let (proxy, proxy_key) = pair("proxy", (2026, 1, 1), (2027, 12, 1));
    let (ldap, ldap_key) = pair("ldap", (2026, 1, 1), (2027, 12, 1));
    let old = saved(
        "old.json",
        &json!({
            "api_cert": api, "api_key": api_key,
            "cm_cert": cm, "cm_key": cm_key,
            "proxy_cert": proxy, "proxy_key": proxy_key,
            "ldap_client_cert": ldap, "ldap_client_key": ldap_key,
        }),
    );
    let new = saved(
        "new.json",
        &json!({
            "api_cert": api, "api_key": api_key,
            "cm_cert": newer, "cm_key": newer_key,
            "proxy_cert": proxy, "proxy_key": ldap_key,
            "sso_issuer_cert": ldap,
        }),
    );
    let same = ["diff", &old, &old];
    assert_eq!(expect(0, &mut certdeck(&same), ""), "0 changed, 4 unchanged\n");
    let changed = ["diff", &old, &new];
    let table = expect(1, &mut certdeck(&changed), "");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        assert_snapshot!("diff", table)
    });
    let text = expect(1, certdeck(&changed).args(["--format", "json"]), "");
    let found: Value = serde_json::from_str(&text).unwrap();
    let changes: Vec<_> = found["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (change["name"].as_str().unwrap(), change["change"].as_str().unwrap()))
        .collect();
    assert_eq!(
        changes,
        [
            ("cm", "replaced"),
            ("proxy", "private_key_replaced"),
            ("sso_issuer", "added"),
            ("ldap_client", "removed"),
        ]
    );
    assert_eq!(found["differences"][0]["has_new_key"], true);
    assert_eq!(found["differences"][0]["gone_findings"][0]["rule"], "expires-soon");
    assert_eq!(found["differences"][1]["new_findings"][0]["rule"], "key-mismatch");
    // A list from standard input, as in a pipe.
    let text = std::fs::read_to_string(&new).unwrap();
    assert_eq!(expect(1, &mut certdeck(&["diff", &old, "-"]), &text), table);
}

#[test]
fn several_clusters_are_compared_by_their_names() {
    let (old, _) = pair("api", (2026, 1, 1), (2027, 12, 1));
    let (new, _) = pair("api", (2026, 11, 1), (2028, 11, 1));
    let list = |certificate: &str| {
        let body = json!({ "api_cert": certificate }).to_string();
        let inspect = ["inspect", "--now", NOW, "--fqdn", "cluster.example.com"];
        expect(0, &mut certdeck(&inspect), &body)
    };
    let (old, new) = (list(&old), list(&new));
    let unread = expect(1, &mut certdeck(&["inspect"]), "[]");
    let several = |lists: &[(&str, &str)]| {
        let lists = lists.iter().map(|(name, list)| {
            let list: Value = serde_json::from_str(list).unwrap();
            json!({ "name": name, "list": list })
        });
        let lists: Vec<_> = lists.collect();
        json!({ "format": "certdeck-clusters", "format_version": 1, "clusters": lists }).to_string()
    };
    let before = several(&[("west", &old), ("east", &old), ("north", &old), ("away", &old)]);
    let after = several(&[("east", &new), ("west", &old), ("south", &old), ("away", &unread)]);
    let before = file("several-before.json", &before).to_str().unwrap().to_owned();
    let after = file("several-after.json", &after).to_str().unwrap().to_owned();
    let text = expect(3, &mut certdeck(&["diff", &before, &after]), "");
    let text = text.replace(&before, "BEFORE").replace(&after, "AFTER");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        assert_snapshot!("diff-several", text)
    });
    let text = expect(3, &mut certdeck(&["diff", &before, &after, "--format", "json"]), "");
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["clusters"][0]["diff"]["differences"][0]["change"], "replaced");
    assert_eq!(found["clusters"][2]["diff"], Value::Null);
    let one = |arguments: &[&str], code| expect(code, certdeck(&["diff"]).args(arguments), "");
    let east = one(&["--cluster", "east", &before, &after], 1);
    assert!(east.contains("1 changed, 0 unchanged"), "{east}");
    assert!(one(&["--cluster", "west", &before, &after], 0).starts_with("0 changed"));
    let alone = file("several-east.json", &new).to_str().unwrap().to_owned();
    assert_eq!(one(&["--cluster", "east", &before, &alone], 1), east);
    for (arguments, why) in [
        (&[&*before, &alone][..], "pass one as --cluster NAME: west, east, north, away"),
        (&["--cluster", "x", &before, &after], "has no cluster x: west, east, north, away"),
        (&["--cluster", "away", &before, &after], "couldn’t be read when the file was saved"),
    ] {
        let run = run(certdeck(&["diff"]).args(arguments), "");
        assert!(run.code == 3 && run.err.contains(why), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}

#[test]
fn what_cannot_be_compared() {
    let (api, _) = pair("api", (2026, 1, 1), (2027, 12, 1));
    let list = saved("list.json", &json!({ "api_cert": api }));
    let other = std::fs::read_to_string(&list).unwrap().replace("cluster.example", "east.example");
    for (old, new, input, why) in [
        (&*list, "-", &*other, "different clusters: cluster.example.com and east.example.com"),
        (&list, "-", "{", "standard input can't be compared. The file isn’t valid JSON"),
        (&list, "-", "{}", "not a list of certificates from Certdeck"),
        ("/does/not/exist", "-", "{}", "/does/not/exist can't be read"),
        ("-", "-", "", "only one of the lists can be standard input"),
    ] {
        let run = run(&mut certdeck(&["diff", old, new]), input);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(why), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}
