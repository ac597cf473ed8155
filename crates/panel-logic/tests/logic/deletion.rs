//! One deletion at a time, and one request per confirmation.

use cert_inventory::Timestamp;
use panel_logic::deletion::Step;

#[test]
fn each_step_allows_only_its_transitions() {
    let now = Timestamp(7);
    let deleting =
        |in_background| Step::Deleting { name: "a".to_owned(), since: now, in_background };
    let (idle, confirming) = (Step::Idle, Step::Confirming("a".to_owned()));
    for (step, asked, closed, confirmed) in [
        (&idle, Some(Step::Confirming("b".to_owned())), None, None),
        (&confirming, None, Some(Step::Idle), Some(deleting(false))),
        (&deleting(false), None, Some(deleting(true)), None),
        (&deleting(true), Some(deleting(false)), None, None),
    ] {
        assert_eq!(step.ask("b"), asked, "{step:?}");
        assert_eq!(step.close(), closed, "{step:?}");
        assert_eq!(step.confirm(now), confirmed, "{step:?}");
    }
    let steps = [&idle, &confirming, &deleting(false), &deleting(true)];
    assert_eq!(steps.map(Step::in_dialog), [None, Some("a"), Some("a"), None]);
    assert_eq!(steps.map(Step::sent), [None, None, Some(("a", now)), Some(("a", now))]);
}
