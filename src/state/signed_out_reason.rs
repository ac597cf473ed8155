//! Why nobody is signed in: what the sign-in form explains.

use cert_inventory::ReadFailure;

/// Why nobody is signed in.
#[derive(Clone)]
pub enum SignedOutReason {
    /// It is the beginning, or somebody signed out: there is nothing to explain.
    Expected,
    /// The cluster does not accept the token any more.
    SessionEnded,
    /// Nobody used the page for so many minutes.
    Idle(u32),
    /// The cluster gave no usable answer to the question whether it wants a sign-in.
    NoAnswer(ReadFailure),
}
