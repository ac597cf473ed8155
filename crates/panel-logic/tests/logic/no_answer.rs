//! How a browser's exceptions are classified.

use cert_inventory::NoAnswer;
use panel_logic::no_answer::{Request, no_answer};

#[test]
fn the_most_certain_reason_counts() {
    let timed_out = NoAnswer::TimedOut { seconds: 10 };
    for (exception, is_online, is_cross_origin, expected) in [
        ("TimeoutError", true, false, timed_out),
        ("TimeoutError", false, true, timed_out),
        ("TypeError", false, false, NoAnswer::Offline),
        ("TypeError", false, true, NoAnswer::Offline),
        ("TypeError", true, false, NoAnswer::Unreachable),
        ("TypeError", true, true, NoAnswer::OtherOrigin),
        ("AbortError", true, false, NoAnswer::Unreachable),
        ("", true, false, NoAnswer::Unreachable),
    ] {
        let request = Request { seconds: 10, is_cross_origin };
        let found = no_answer(exception, is_online, request);
        assert_eq!(found, expected, "{exception}, {is_online}, {is_cross_origin}");
    }
}
