//! The body of an answer while it arrives.
//!
//! The one type outside the parser that holds private keys: it can be filled and handed to
//! [`Inventory::read`](crate::Inventory::read), and that is all.

use std::fmt;

use zeroize::Zeroizing;

/// The bytes of an answer that holds private keys. They are wiped when it is dropped, and growing
/// leaves no copy behind.
#[derive(Default)]
pub struct Body(Zeroizing<Vec<u8>>);

impl Body {
    /// An empty body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty body with room for so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(bytes)))
    }

    /// Appends a piece of the answer. The caller wipes its own copy.
    pub fn extend(&mut self, chunk: &[u8]) {
        let needed = self.0.len().saturating_add(chunk.len());
        if needed > self.0.capacity() {
            // A vector that grows by itself frees its old bytes as they are.
            let mut grown = Self::with_capacity(needed.max(self.0.capacity().saturating_mul(2)));
            grown.0.extend_from_slice(&self.0);
            *self = grown;
        }
        self.0.extend_from_slice(chunk);
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has arrived.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes, hidden)", self.len())
    }
}
