//! Username and password: from the environment, a file, or standard input, never an argument, which
//! every user of the machine can read.

use std::env;
use std::fmt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::input;

/// The variable with the username.
const USER: &str = "CERTDECK_USER";
/// The variable with the password.
const PASSWORD: &str = "CERTDECK_PASSWORD";

/// A username and its password.
pub struct Credentials {
    /// The username.
    pub user: String,
    /// The password, wiped on drop.
    pub password: Zeroizing<String>,
}

impl Credentials {
    /// What is given, else what is set; `None` if nothing is, as a cluster may require no sign-in.
    pub fn find(user: Option<&str>, password_file: Option<&Path>) -> Result<Option<Self>, String> {
        let set = |name| match env::var(name) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(format!("{name} isn't UTF-8")),
        };
        let user = user.map_or_else(|| set(USER), |user| Ok(Some(user.to_owned())))?;
        let password = match password_file {
            Some(file) => Some(read(file)?),
            None => set(PASSWORD)?.map(Zeroizing::new),
        };
        match (user, password) {
            (Some(user), Some(password)) => Ok(Some(Self { user, password })),
            (None, None) => Ok(None),
            (Some(_), None) => Err(format!(
                "there's a username, but no password: set {PASSWORD} or give a password file"
            )),
            (None, Some(_)) => Err(format!("there's a password, but no username: set {USER}")),
        }
    }
}

/// The first line of a file.
fn read(file: &Path) -> Result<Zeroizing<String>, String> {
    let bytes = Zeroizing::new(input::read(file, 64 << 10)?);
    let text = std::str::from_utf8(&bytes);
    let text = text.map_err(|_| format!("{} isn't UTF-8", input::name(file)))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(Zeroizing::new(line.to_owned())),
        _ => Err(format!("{} has no password in its first line", input::name(file))),
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}
