//! One deletion at a time, and one request per confirmation.

use panel_logic::deletion::Step;

#[test]
fn each_step_allows_what_it_may() {
    let (idle, confirming, deleting) =
        (Step::Idle, Step::Confirming("a".to_owned()), Step::Deleting("a".to_owned()));
    for (step, asked, canceled, confirmed) in [
        (&idle, Some(Step::Confirming("b".to_owned())), None, None),
        (&confirming, None, Some(Step::Idle), Some(deleting.clone())),
        (&deleting, None, None, None),
    ] {
        assert_eq!(step.ask("b"), asked, "{step:?}");
        assert_eq!(step.cancel(), canceled, "{step:?}");
        assert_eq!(step.confirm(), confirmed, "{step:?}");
    }
    assert_eq!([&idle, &confirming, &deleting].map(Step::name), [None, Some("a"), Some("a")]);
    assert_eq!([&idle, &confirming, &deleting].map(Step::is_deleting), [false, false, true]);
}
