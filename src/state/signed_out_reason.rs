//! Why the user is signed out, for the sign-in form.

use cert_inventory::ReadFailure;

/// Why the user is signed out.
#[derive(Clone)]
pub enum SignedOutReason {
    /// Startup or an explicit sign-out: nothing to explain.
    Expected,
    /// The cluster no longer accepts the token.
    SessionEnded,
    /// The page was idle for this many minutes.
    Idle(u32),
    /// The page was idle for this many minutes, where nobody signs in.
    Locked(u32),
    /// The page was left, where nobody signs in.
    Left,
    /// The session reached its total length of this many hours.
    TooLong(u32),
    /// The cluster gave no usable response to the first request.
    NoResponse(ReadFailure),
}
