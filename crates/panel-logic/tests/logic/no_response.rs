//! How a browser's exceptions are classified.

use cert_inventory::NoResponse;
use panel_logic::no_response::{Request, no_response};

#[test]
fn the_most_certain_reason_counts() {
    let timed_out = NoResponse::TimedOut { seconds: 10 };
    for (exception, is_online, is_cross_origin, expected) in [
        ("TimeoutError", true, false, timed_out),
        ("TimeoutError", false, true, timed_out),
        ("TypeError", false, false, NoResponse::Offline),
        ("TypeError", false, true, NoResponse::Offline),
        ("TypeError", true, false, NoResponse::Unreachable),
        ("TypeError", true, true, NoResponse::OtherOrigin),
        ("AbortError", true, false, NoResponse::Unreachable),
        ("", true, false, NoResponse::Unreachable),
    ] {
        let request = Request { seconds: 10, is_cross_origin };
        let found = no_response(exception, is_online, request);
        assert_eq!(found, expected, "{exception}, {is_online}, {is_cross_origin}");
    }
}
