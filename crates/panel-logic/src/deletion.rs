//! A deletion, from confirmation to response.

use cert_inventory::Timestamp;

/// How far a deletion has come; there is one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// No deletion.
    Idle,
    /// The dialog is asking to confirm this name.
    Confirming(String),
    /// The request for this name is on its way.
    Deleting {
        /// The name.
        name: String,
        /// When it was sent.
        since: Timestamp,
        /// Whether its dialog was closed: nobody has to wait for a cluster that hangs.
        in_background: bool,
    },
}

impl Step {
    /// The name that the dialog is about, if it is open.
    #[must_use]
    pub fn in_dialog(&self) -> Option<&str> {
        match self {
            Self::Idle | Self::Deleting { in_background: true, .. } => None,
            Self::Confirming(name) | Self::Deleting { name, .. } => Some(name),
        }
    }

    /// The name whose request is on its way, and when it was sent.
    #[must_use]
    pub fn sent(&self) -> Option<(&str, Timestamp)> {
        match self {
            Self::Deleting { name, since, .. } => Some((name, *since)),
            _ => None,
        }
    }

    /// Whether a request is pending.
    #[must_use]
    pub fn is_deleting(&self) -> bool {
        self.sent().is_some()
    }

    /// The step after somebody asked to delete a name: a request on its way comes back into view,
    /// since it has to end first. `None` while the dialog is open.
    #[must_use]
    pub fn ask(&self, name: &str) -> Option<Self> {
        match self {
            Self::Idle => Some(Self::Confirming(name.to_owned())),
            Self::Deleting { name, since, in_background: true } => {
                Some(Self::Deleting { name: name.clone(), since: *since, in_background: false })
            }
            _ => None,
        }
    }

    /// The step after the dialog was closed; `None` where none is open. A request on its way
    /// cannot be called back: it goes on behind the page.
    #[must_use]
    pub fn close(&self) -> Option<Self> {
        match self {
            Self::Confirming(_) => Some(Self::Idle),
            Self::Deleting { name, since, in_background: false } => {
                Some(Self::Deleting { name: name.clone(), since: *since, in_background: true })
            }
            _ => None,
        }
    }

    /// The next step when the dialog is confirmed; `None` the second time.
    #[must_use]
    pub fn confirm(&self, now: Timestamp) -> Option<Self> {
        match self {
            Self::Confirming(name) => {
                Some(Self::Deleting { name: name.clone(), since: now, in_background: false })
            }
            _ => None,
        }
    }
}
