//! Public keys and signature algorithms: which, and how strong.

mod public_key;
mod signature;

pub use public_key::{Curve, KeyKind, PublicKey};
pub(crate) use public_key::{bit_length, dsa_prime_bits};
pub use signature::{Hash, SignatureAlgorithm};
