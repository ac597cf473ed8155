//! The one error of the demo, below everything else.

/// Any reason not to start; its text is meant for a person.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
