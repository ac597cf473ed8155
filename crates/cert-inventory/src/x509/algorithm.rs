//! Public keys and signature algorithms, with their strengths.

mod curve;
mod key_identity;
mod key_kind;
mod numbers;
mod public_key;
mod signature;

pub use curve::Curve;
pub use key_identity::KeyIdentity;
pub use key_kind::KeyKind;
pub(crate) use numbers::bit_length;
pub use public_key::PublicKey;
pub(crate) use public_key::dsa_prime_bits;
pub use signature::{Hash, SignatureAlgorithm};
