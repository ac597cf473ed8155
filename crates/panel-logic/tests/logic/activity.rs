//! The activity log and its file.

use cert_inventory::{Timestamp, message};
use panel_logic::activity::{Action, ActivityLog};
use serde_json::{Value, json};

#[test]
fn the_file_has_what_happened_in_english() {
    let mut log = ActivityLog::default();
    let unknown = json!({ "cluster": null, "user": null, "entries": [] });
    assert_eq!(serde_json::from_str::<Value>(&log.to_json(None, None)).unwrap(), unknown);
    log.add(Timestamp(0), Action::SignedIn, "admin@example.com", None);
    let number = log.add(Timestamp(60), Action::Deleted, "a\"b", Some(message!("Done.")));
    log.amend(number, message!("It is no longer listed."));
    log.amend(7, message!("Nobody’s."));
    let file = log.to_json(Some("cluster.example.com"), Some("admin@example.com"));
    assert!(file.ends_with("}\n"));
    let entries = json!([
        { "time": "1970-01-01T00:00:00Z", "action": "sign-in", "name": "admin@example.com", "outcome": "" },
        {
            "time": "1970-01-01T00:01:00Z",
            "action": "delete",
            "name": "a\"b",
            "outcome": "Done. It is no longer listed.",
        },
    ]);
    let (cluster, user) = ("cluster.example.com", "admin@example.com");
    let expected = json!({ "cluster": cluster, "user": user, "entries": entries });
    assert_eq!(serde_json::from_str::<Value>(&file).unwrap(), expected);
}

#[test]
fn the_oldest_entries_go() {
    let mut log = ActivityLog::default();
    for at in 0..502 {
        let number = log.add(Timestamp(at), Action::Read, "", None);
        assert_eq!(i64::try_from(number), Ok(at));
    }
    assert_eq!(log.entries().len(), 500);
    assert_eq!(log.entries()[0].number, 2);
    // Its entry was dropped.
    let before = log.clone();
    log.amend(0, message!("Late."));
    assert_eq!(log, before);
    log.amend(2, message!("In time."));
    assert_eq!(log.entries()[0].outcome, [message!("In time.")]);
}

#[test]
fn programs_know_the_actions_by_these_names() {
    for (action, key) in [
        (Action::SignedIn, "sign-in"),
        (Action::Read, "read"),
        (Action::ReadFailed, "read-failed"),
        (Action::Deleted, "delete"),
        (Action::ChangedExternally, "elsewhere"),
        (Action::Exported, "export"),
        (Action::Printed, "print"),
    ] {
        assert_eq!(action.key(), key);
    }
}
