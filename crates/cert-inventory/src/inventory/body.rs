//! A response body as it arrives.
//!
//! The only type outside the parser that contains private keys: all it can do is be filled and be
//! passed to [`Inventory::read`](crate::Inventory::read).

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use zeroize::Zeroizing;

/// The bytes of a response with private keys, wiped on drop.
///
/// They stay in their original chunks until complete: a growing buffer would copy them repeatedly,
/// and an oversized response would need a large contiguous block, which WebAssembly memory never
/// gives back.
#[derive(Default)]
pub struct Body {
    pieces: Vec<Zeroizing<Vec<u8>>>,
    /// Fed as they arrive: all at once, they would take too long.
    hasher: DefaultHasher,
}

impl Body {
    /// An empty body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a chunk. The caller must wipe its own copy, if any.
    pub fn extend(&mut self, piece: impl Into<Vec<u8>>) {
        let piece = Zeroizing::new(piece.into());
        self.hasher.write(&piece);
        self.pieces.push(piece);
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Whether it has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Equal for equal bytes.
    pub(crate) fn digest(&self) -> u64 {
        self.hasher.finish()
    }

    /// All chunks joined.
    pub(crate) fn joined(mut self) -> Zeroizing<Vec<u8>> {
        if self.pieces.len() < 2 {
            return self.pieces.pop().unwrap_or_default();
        }
        let mut whole = Zeroizing::new(Vec::with_capacity(self.len()));
        for piece in self.pieces {
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
