//! Why a file can't be compared.

use crate::message;
use crate::text::message::{Message, display_in_english};

/// Why a file can't be compared. Never contains its text, apart from its cluster's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// More than [`Snapshot::MAX_BYTES`](super::Snapshot::MAX_BYTES).
    TooLarge,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON of something else.
    NotAnExport,
    /// A format that this version doesn't know.
    Newer,
    /// An export from before exports said their format.
    Older,
    /// An export with something missing or invalid.
    Invalid,
    /// An export that says why it has no list.
    Unread,
    /// An export of another cluster.
    OtherCluster {
        /// The file's.
        saved: String,
        /// The one it should be.
        expected: String,
    },
}

impl CompareError {
    /// What is wrong with the file, and what to do.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::TooLarge => message!(
                "The file is too large to be an export of certificates. Choose another file."
            ),
            Self::NotJson => message!(
                "The file isn’t valid JSON, or it’s cut off. Choose a file that was exported as \
                 JSON."
            ),
            Self::NotAnExport => message!(
                "The file is JSON, but not a list of certificates from Certdeck. Choose a file \
                 that was exported as JSON."
            ),
            Self::Newer => message!(
                "The file was exported by a newer version of Certdeck. Update this one to compare \
                 with it."
            ),
            Self::Older => message!(
                "The file was exported by an older version of Certdeck and can’t be compared. \
                 Choose a later export."
            ),
            Self::Invalid => message!(
                "The file is an export from Certdeck, but something in it is missing or isn’t \
                 valid. It may have been edited. Choose the original file."
            ),
            Self::Unread => message!(
                "The file has no list: it couldn’t be read when the file was saved. Choose another \
                 file."
            ),
            Self::OtherCluster { saved, expected } => message!(
                "The file is from another cluster: {0}, not {1}. Choose an export of this cluster.",
                saved.as_str(),
                expected.as_str()
            ),
        }
    }
}

display_in_english!(CompareError);
