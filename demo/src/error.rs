//! The demo's error type.

/// Any reason not to start, with text for display.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
