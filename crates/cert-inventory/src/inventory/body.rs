//! The body of an answer while it arrives.
//!
//! The one type outside the parser that holds private keys: it can be filled and handed to
//! [`Inventory::read`](crate::Inventory::read), and that is all.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use zeroize::Zeroizing;

/// The bytes of an answer that holds private keys. They are wiped when it is dropped.
///
/// They stay in the pieces in which they came until all are there: a buffer that grows would copy
/// them again and again, and an answer that is too large would need one long stretch of memory,
/// which a page never gives back.
#[derive(Default)]
pub struct Body(Vec<Zeroizing<Vec<u8>>>);

impl Body {
    /// An empty body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a piece of the answer. The caller wipes its own copy, if it has one.
    pub fn extend(&mut self, piece: impl Into<Vec<u8>>) {
        self.0.push(Zeroizing::new(piece.into()));
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|piece| piece.len()).sum()
    }

    /// Whether nothing has arrived.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same for the same bytes.
    pub(crate) fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.iter().for_each(|piece| hasher.write(piece));
        hasher.finish()
    }

    /// All of it, in one piece.
    pub(crate) fn joined(mut self) -> Zeroizing<Vec<u8>> {
        if self.0.len() < 2 {
            return self.0.pop().unwrap_or_default();
        }
        let mut whole = Zeroizing::new(Vec::with_capacity(self.len()));
        for piece in self.0 {
            whole.extend_from_slice(&piece);
        }
        whole
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes, hidden)", self.len())
    }
}
