//! Why a request got no answer, as far as a browser says.

use cert_inventory::NoAnswer;

/// What is known about the request that failed.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Seconds after which it was given up.
    pub seconds: u32,
    /// Whether it went to another origin than the page's: a browser then hides more of what went
    /// wrong.
    pub is_cross_origin: bool,
}

/// The reason, from the name of the exception and whether the browser believes to be online.
#[must_use]
pub fn no_answer(exception: &str, is_online: bool, request: Request) -> NoAnswer {
    match exception {
        "TimeoutError" => NoAnswer::TimedOut { seconds: request.seconds },
        _ if !is_online => NoAnswer::Offline,
        _ if request.is_cross_origin => NoAnswer::OtherOrigin,
        _ => NoAnswer::Unreachable,
    }
}
