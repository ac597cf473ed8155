//! Checks the sign-in form before it's sent.

/// Why a form can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// No username.
    NameMissing,
    /// The username has a colon, which ends it in basic authentication (RFC 7617).
    NameWithColon,
    /// No password.
    PasswordMissing,
}

/// Checks a form; returns the first error.
pub fn check(name: &str, password: &str) -> Result<(), FormError> {
    if name.is_empty() {
        Err(FormError::NameMissing)
    } else if name.contains(':') {
        Err(FormError::NameWithColon)
    } else if password.is_empty() {
        Err(FormError::PasswordMissing)
    } else {
        Ok(())
    }
}
