//! Which notices replace others.

use cert_inventory::{Tone, message};
use panel_logic::notices::{Notice, NoticeQueue, PartialDeletion};

fn ids(queue: &NoticeQueue, tone: Tone) -> Vec<u32> {
    queue.of(tone).map(|notice| notice.id).collect()
}

#[test]
fn a_success_stays_until_the_next_and_a_failure_stays() {
    let mut queue = NoticeQueue::default();
    let first = queue.announce(Tone::Success, message!("one"));
    let second = queue.announce(Tone::Failure, message!("two"));
    let both = (ids(&queue, Tone::Success), ids(&queue, Tone::Failure));
    assert_eq!(both, (vec![first], vec![second]));
    let third = queue.announce(Tone::Failure, message!("three"));
    let fourth = queue.announce(Tone::Success, message!("four"));
    assert_eq!(ids(&queue, Tone::Failure), [second, third]);
    assert_eq!(ids(&queue, Tone::Success), [fourth]);
    assert_eq!([first, second, third, fourth], [0, 1, 2, 3]);
    queue.dismiss(second);
    queue.dismiss(second);
    assert_eq!(ids(&queue, Tone::Failure), [third]);
    queue.clear();
    assert_eq!(queue.of(Tone::Failure).count() + queue.of(Tone::Success).count(), 0);
    // IDs are never reused.
    assert_eq!(queue.announce(Tone::Success, message!("five")), 4);
}

#[test]
fn a_notice_changes_until_it_is_dismissed() {
    let mut queue = NoticeQueue::default();
    let id = queue.announce(Tone::Success, message!("deleted"));
    queue.amend(id, Tone::Failure, Some(message!("but still listed")));
    let sentences = vec![message!("deleted"), message!("but still listed")];
    let expected = Notice { id, tone: Tone::Failure, sentences, partial: None };
    assert_eq!(queue.of(Tone::Failure).collect::<Vec<_>>(), [&expected]);
    queue.amend(id, Tone::Failure, None);
    assert_eq!(queue.of(Tone::Failure).collect::<Vec<_>>(), [&expected]);
    queue.dismiss(id);
    queue.amend(id, Tone::Success, Some(message!("late")));
    assert_eq!(queue.of(Tone::Success).count(), 0);
    queue.amend(id, Tone::Failure, None);
    assert_eq!(queue.of(Tone::Failure).count(), 0);
    queue.amend(id, Tone::Failure, Some(message!("still listed")));
    let sentences = vec![message!("still listed")];
    let expected = Notice { id, tone: Tone::Failure, sentences, partial: None };
    assert_eq!(queue.of(Tone::Failure).collect::<Vec<_>>(), [&expected]);
}

#[test]
fn partial_deletion() {
    let mut queue = NoticeQueue::default();
    let add = |queue: &mut NoticeQueue, is_listed| {
        let id = queue.announce(Tone::Failure, message!("partly deleted"));
        queue.set_partial(id, PartialDeletion { name: "api".to_owned(), is_listed });
        id
    };
    let id = add(&mut queue, false);
    assert!(queue.is_partial("api") && !queue.is_partial("cm"));
    queue.dismiss(id);
    assert!(!queue.is_partial("api"));

    add(&mut queue, false);
    assert!(!queue.follow_list(|_| false));
    assert!(queue.is_partial("api"));
    assert!(queue.follow_list(|name| name == "api"), "it came back");
    assert!(!queue.is_partial("api"));

    add(&mut queue, true);
    assert!(!queue.follow_list(|_| true), "it was never gone");
    queue.forget_partial("cm");
    assert!(queue.is_partial("api"));
    queue.forget_partial("api");
    assert_eq!(queue.of(Tone::Failure).count(), 0);
}
