//! A deletion, from the question to the answer.

/// How far a deletion has come; there is one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is none.
    Idle,
    /// The dialog asks whether this name is meant.
    Confirming(String),
    /// The request for this name is on its way.
    Deleting(String),
}

impl Step {
    /// The name that is to be deleted.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Idle => None,
            Self::Confirming(name) | Self::Deleting(name) => Some(name),
        }
    }

    /// Whether a request is on its way.
    #[must_use]
    pub fn is_deleting(&self) -> bool {
        matches!(self, Self::Deleting(_))
    }

    /// The step after somebody asked to delete a name; `None` while a deletion is in hand.
    #[must_use]
    pub fn ask(&self, name: &str) -> Option<Self> {
        (*self == Self::Idle).then(|| Self::Confirming(name.to_owned()))
    }

    /// The step after the dialog was canceled; `None` where no dialog is open. A request on its
    /// way cannot be called back.
    #[must_use]
    pub fn cancel(&self) -> Option<Self> {
        matches!(self, Self::Confirming(_)).then_some(Self::Idle)
    }

    /// The step after the dialog was confirmed; `None` the second time.
    #[must_use]
    pub fn confirm(&self) -> Option<Self> {
        match self {
            Self::Confirming(name) => Some(Self::Deleting(name.clone())),
            _ => None,
        }
    }
}
