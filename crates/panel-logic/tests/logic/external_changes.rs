//! Who made a change, and which of several is shown.

use cert_inventory::{Change, ChangeKind, Timestamp};
use panel_logic::external_changes::ExternalChanges;

fn change(name: &str, kind: ChangeKind) -> Change {
    Change { name: name.to_owned(), kind }
}

fn names(changes: &ExternalChanges) -> Vec<&str> {
    changes.all().iter().map(|seen| seen.change.name.as_str()).collect()
}

#[test]
fn the_last_change_of_a_name_counts() {
    let mut changes = ExternalChanges::default();
    let (early, late) = (Timestamp(1), Timestamp(2));
    let first = vec![change("a", ChangeKind::Added), change("b", ChangeKind::Removed)];
    assert_eq!(changes.add(first.clone(), early), first);
    let second = vec![change("a", ChangeKind::CertificateReplaced)];
    assert_eq!(changes.add(second.clone(), late), second);
    assert_eq!(names(&changes), ["b", "a"]);
    let seen = changes.of("a").unwrap();
    assert_eq!((&seen.change, seen.seen), (&second[0], late));
    assert_eq!(changes.of("b").unwrap().seen, early);
    assert_eq!(changes.of("c"), None);
    assert_eq!(changes.add(Vec::new(), late), []);
    assert_eq!(names(&changes), ["b", "a"]);
    changes.acknowledge();
    assert_eq!(names(&changes), <[&str; 0]>::default());
}

#[test]
fn own_deletion_is_not_an_external_change() {
    let mut changes = ExternalChanges::default();
    changes.expect_deletion(Some("a".to_owned()));
    // Someone else changes it first.
    let replaced = vec![change("a", ChangeKind::CertificateReplaced)];
    assert_eq!(changes.add(replaced.clone(), Timestamp(1)), replaced);
    let both = vec![change("a", ChangeKind::Removed), change("b", ChangeKind::Removed)];
    assert_eq!(changes.add(both, Timestamp(2)), [change("b", ChangeKind::Removed)]);
    // Only once: the next removal is someone else's.
    let again = vec![change("a", ChangeKind::Removed)];
    assert_eq!(changes.add(again.clone(), Timestamp(3)), again);
}

#[test]
fn a_deletion_that_failed_is_not_expected() {
    let mut changes = ExternalChanges::default();
    changes.expect_deletion(Some("a".to_owned()));
    changes.expect_deletion(None);
    let removed = vec![change("a", ChangeKind::Removed)];
    assert_eq!(changes.add(removed.clone(), Timestamp(1)), removed);
}

#[test]
fn what_is_replaced_on_this_page_is_not_somebody_elses_change_until_it_is_told() {
    let mut changes = ExternalChanges::default();
    changes.expect_replacements(vec!["a".to_owned(), "b".to_owned()]);
    let own = vec![
        change("a", ChangeKind::CertificateReplaced),
        change("b", ChangeKind::Added),
        change("c", ChangeKind::CertificateReplaced),
    ];
    let expected = [change("c", ChangeKind::CertificateReplaced)];
    assert_eq!(changes.add(own, Timestamp(1)), expected);
    // Nobody removes what is being replaced.
    let removed = vec![change("a", ChangeKind::Removed)];
    assert_eq!(changes.add(removed.clone(), Timestamp(2)), removed);
    changes.expect_replacements(Vec::new());
    let later = vec![change("b", ChangeKind::CertificateReplaced)];
    assert_eq!(changes.add(later.clone(), Timestamp(3)), later);
}
