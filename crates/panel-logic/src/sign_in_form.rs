//! What the sign-in form rejects before it asks the cluster.

/// Why a form cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// There is no user name.
    NameMissing,
    /// The user name has a colon, which ends it in basic authentication (RFC 7617).
    NameWithColon,
    /// There is no password.
    PasswordMissing,
}

/// Checks a form; the first error counts.
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
