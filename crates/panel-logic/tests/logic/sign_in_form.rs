//! What the form rejects.

use panel_logic::sign_in_form::{FormError, check};

#[test]
fn the_first_error_counts() {
    for (name, password, expected) in [
        ("admin@example.com", "secret", Ok(())),
        ("admin", "with:colon", Ok(())),
        (" ", " ", Ok(())),
        ("", "", Err(FormError::NameMissing)),
        ("", "secret", Err(FormError::NameMissing)),
        ("a:b", "", Err(FormError::NameWithColon)),
        (":", "secret", Err(FormError::NameWithColon)),
        ("admin", "", Err(FormError::PasswordMissing)),
    ] {
        assert_eq!(check(name, password), expected, "{name:?}, {password:?}");
    }
}
