//! Why a request got no response, as far as browsers reveal it.

use cert_inventory::NoResponse;

/// What is known about the failed request.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Its timeout, in seconds.
    pub seconds: u32,
    /// Whether it went to another origin: browsers then hide more about the failure.
    pub is_cross_origin: bool,
}

/// The reason, from the exception's name and whether the browser reports being online.
#[must_use]
pub fn no_response(exception: &str, is_online: bool, request: Request) -> NoResponse {
    match exception {
        "TimeoutError" => NoResponse::TimedOut { seconds: request.seconds },
        _ if !is_online => NoResponse::Offline,
        _ if request.is_cross_origin => NoResponse::OtherOrigin,
        _ => NoResponse::Unreachable,
    }
}
