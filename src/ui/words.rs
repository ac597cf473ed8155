//! The panel's own sentences. What an answer means is told by `cert-inventory`.

use cert_inventory::{ChangeKind, Column, Field, KeyClass, StatusClass};

use crate::state::Action;

pub const TITLE: &str = "Certdeck";
pub const BROKEN: &str =
    "Certdeck met an error of its own and has stopped. Reload the page to go on.";
pub const STARTING: &str = "Asking the cluster…";

pub const CONFIG_TITLE: &str = "config.json cannot be used";
pub const CONFIG_HELP: &str =
    "Correct the file beside index.html, or remove it to use the defaults, then reload.";

pub const SIGN_IN: &str = "Sign in";
pub const SIGNING_IN: &str = "Signing in…";
pub const SIGN_IN_LEAD: &str = "with a user of the cluster";
pub const SIGN_IN_AT: &str = "The password goes to";
pub const USERNAME: &str = "Username";
pub const PASSWORD: &str = "Password";
pub const SIGN_IN_NOTE: &str = "Name and password go to the cluster and nowhere else. The \
    password is not kept: a reload asks again.";
pub const NAME_MISSING: &str = "Enter the user name.";
pub const PASSWORD_MISSING: &str = "Enter the password.";
pub const NAME_WITH_COLON: &str = "A user name cannot hold a colon.";
pub const SESSION_ENDED: &str = "Your session has ended (401). Sign in to go on where you were.";
pub const IDLE_TITLE: &str = "Still there?";
pub const IDLE_WARNING: &str = "Nobody has used this page for a while. It is about to sign out \
    and to forget what it shows. Any key or click keeps it.";
pub const STAY: &str = "Stay signed in";
pub const TRY_AGAIN: &str = "Try again";

pub const REFRESH: &str = "Refresh";
pub const REFRESHED: &str = "Refreshed.";
pub const NOT_REFRESHED: &str = "not refreshed";
pub const SIGN_OUT: &str = "Sign out";
pub const LOADING: &str = "Reading the certificates…";
pub const NOT_LOADED: &str = "The certificates could not be read";
pub const STALE: &str = "Not refreshed. What you see is older:";
pub const DISMISS: &str = "Dismiss";

pub const OVERVIEW: &str = "Certificates by status";
pub const WITH_FINDINGS: &str = "with findings";
pub const TIMELINE: &str = "Ends in the next 13 months";
pub const TODAY: &str = "today";
pub const NEXT_END: &str = "Next:";
pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "Name, subject, fingerprint, serial…";
pub const ANY: &str = "any";
pub const ORDER: &str = "Order by";
pub const DELETABLE_ONLY: &str = "Deletable only";
pub const SHOW_ALL: &str = "Show all";
pub const NOTHING_SHOWN: &str = "No certificate is what you look for.";
pub const PREVIOUS: &str = "Previous certificate";
pub const NEXT: &str = "Next certificate";
pub const THEME_SYSTEM: &str = "Colours: as the system";
pub const THEME_LIGHT: &str = "Colours: light";
pub const THEME_DARK: &str = "Colours: dark";
pub const ACTIVITY: &str = "Activity";
pub const ACTIVITY_LEAD: &str = "What was done and answered since you signed in. Signing out \
    forgets it.";
pub const ACTIVITY_SAVE: &str = "Save as JSON";
pub const EXPORT: &str = "Export";
pub const EXPORT_LEAD: &str = "Facts only: no file holds a private key.";
pub const EXPORT_SHOWN: &str = "Only what is shown now";
pub const EXPORT_CSV: (&str, &str) = ("CSV", "a row a certificate, for spreadsheets");
pub const EXPORT_JSON: (&str, &str) = ("JSON", "every fact and finding, for programs");
pub const EXPORT_CALENDAR: (&str, &str) =
    ("Calendar", "an event at each end, with reminders before it (iCalendar)");
pub const EXPORT_PRINT: (&str, &str) = ("Print", "a page for an audit file");
pub const EXPORT_NOTHING: &str = "No certificate here has an end that a calendar could hold.";
pub const SERIAL: &str = "Serial";
pub const VALID_FROM: &str = "Valid from";
pub const VALID_UNTIL: &str = "Valid until";
pub const PUBLIC_KEY: &str = "Public key";
pub const SHA_256: &str = "SHA-256";
pub const REPLACE: &str = "Replace it";
pub const REPLACE_NODE: &str = "On a node of the cluster, or where the API is reached; capital \
    words stand for your own files and name, and curl asks for the password:";
pub const ROTATE: &str = "Or let the cluster make a new one by itself:";
pub const SAVE_PAIR: &str = "Save the private key too, from a terminal";
pub const SAVE_PAIR_LEAD: &str = "The panel never shows a private key. This command asks the \
    cluster for it and writes a file that only you can read:";
pub const COMMAND_COPY: &str = "the command";
pub const CONNECTION_API: &str = "This page reaches the cluster through this certificate.";
pub const CONNECTION_CLIENT: &str = "Whoever reaches the API with a client certificate, this \
    page included if it does, is no longer let in.";
pub const CONNECTION_SAFE: &str = "This page’s own connection does not depend on it.";
pub const KEYS: &str = "Keys";
pub const KEYS_ON: &str = "Letters act as keys";
pub const KEY_LIST: [(&str, &str); 7] = [
    ("/", "search"),
    ("j", "next row, or next certificate in the drawer"),
    ("k", "previous row, or previous certificate in the drawer"),
    ("Enter", "open the drawer of a row"),
    ("Esc", "close what is open"),
    ("r", "refresh"),
    ("?", "these keys"),
];

pub const TABLE: &str = "Certificates of the cluster";
pub const NAME: &str = "Name";
pub const STATUS: &str = "Status";
pub const SUBJECT: &str = "Subject";
pub const ISSUER: &str = "Issuer";
pub const PRIVATE_KEY: &str = "Private key";
pub const ACTION: &str = "Action";
pub const GROUP_OPTIONAL: &str = "Optional";
pub const GROUP_REQUIRED: &str = "Required by the cluster";
pub const GROUP_OTHER: &str = "Other names";
pub const GROUP_OTHER_NOTE: &str = "not in the reference: the cluster decides what may be deleted";
pub const NOTHING_LISTED: &str = "The cluster lists no certificate at all. An administrator of a \
    working cluster sees at least its own seven: is this address the right one?";

pub const CHANGED_ELSEWHERE: &str = "Changed by someone else:";

pub const EMPTY_SLOT: &str = "empty slot";
pub const NONE: &str = "—";
pub const HIDDEN: &str = "private key hidden";
pub const NO_KEY_EXPECTED: &str = "no private key";
pub const KEY_MISSING: &str = "private key missing";
pub const KEY_UNKNOWN: &str = "key of unknown kind";
pub const NOT_ADDRESSABLE: &str = "no request can name it";
pub const SELF_SIGNED: &str = "self-signed";
pub const NO_CERTIFICATE: &str = "no certificate";
pub const UNREADABLE: &str = "unreadable";
pub const REQUIRED: &str = "required";
pub const REQUIRED_WHY: &str =
    "The cluster refuses to delete it: a required certificate can be replaced, not removed.";

pub const CLOSE: &str = "Close";
pub const FINDINGS: &str = "Findings";
pub const NO_FINDINGS: &str = "Nothing was found wrong.";
pub const PROBLEMS: &str = "What could not be read";
pub const CERTIFICATE: &str = "Certificate";
pub const CHAIN: &str = "Chain";
pub const CHAIN_IN_ORDER: &str = "Each certificate is followed by its issuer.";
pub const CHAIN_OUT_OF_ORDER: &str = "The certificates are not in the order leaf to root.";
pub const EXTENSIONS: &str = "Extensions";
pub const SIGNATURE_VALID: &str = "the signature is valid";
pub const SIGNATURE_INVALID: &str = "the signature is not valid";
pub const SIGNATURE_UNCHECKED: &str =
    "not checked: the issuer is not in this entry, or this browser cannot";
pub const CRITICAL: &str = "critical";
pub const PEM: &str = "PEM";
pub const PEM_COPY: &str = "the PEM text";
pub const PEM_DOWNLOAD: &str = "Download PEM";
pub const PEM_NOTE: &str = "Certificates only. A private key never leaves the reader.";
pub const KEY_NEVER_SHOWN: &str = "Certdeck never shows a private key, and keeps none: it is \
    overwritten in memory as soon as these facts have been read.";
pub const NOT_IN_LIST: &str = "The cluster’s list does not have this name.";

pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "Not copied: the browser refused, as it does without https";

pub const DELETE: &str = "Delete";
pub const DELETING: &str = "Deleting… The cluster removes it from every node before it answers.";
pub const CANCEL: &str = "Cancel";
pub const DELETE_STOPS: &str = "What stops working";
pub const DELETE_STOPS_UNKNOWN: &str = "Certdeck does not know this name, nor what depends on it.";
pub const DELETE_FINAL: &str = "It is removed from the cluster’s configuration and from every \
    node’s disk. It cannot be undone.";
pub const DELETE_FINAL_KEY: &str = "It is removed from the cluster’s configuration and from every \
    node’s disk. It cannot be undone, and the private key is lost with it.";
pub const DELETE_KEEP: &str = "Keep the certificate:";

/// The name of the button and the dialog's question begin alike.
pub fn delete_label(name: &str) -> String {
    format!("{DELETE} {name}")
}

/// The dialog's question.
pub fn delete_question(name: &str) -> String {
    format!("{DELETE} {name}?")
}

/// The label of the dialog's text box.
pub fn delete_type(name: &str) -> String {
    format!("Type {name} to confirm")
}

/// What was typed is another name.
pub fn delete_mistyped(name: &str) -> String {
    format!("This is not {name}.")
}

/// What happened to a name, first seen at this time of the day.
pub fn changed_at(kind: ChangeKind, time: &str) -> String {
    format!("{}, seen {time}", kind.word())
}

/// Rows of this status, after their number.
pub fn status_class(class: StatusClass) -> &'static str {
    match class {
        StatusClass::Expired => "expired",
        StatusClass::Expiring => "expiring",
        StatusClass::NotYetValid => "not yet valid",
        StatusClass::Unknown => "unknown",
        StatusClass::Healthy => "healthy",
        StatusClass::Empty => "empty",
    }
}

/// A kind of private key, to choose.
pub fn key_class(class: KeyClass) -> &'static str {
    match class {
        KeyClass::Rsa => "RSA",
        KeyClass::Ec => "EC",
        KeyClass::EdDsa => "EdDSA",
        KeyClass::Other => "other",
        KeyClass::None => "none",
    }
}

/// The head of a column.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Name => NAME,
        Column::Status => STATUS,
        Column::Subject => SUBJECT,
        Column::Issuer => ISSUER,
        Column::PrivateKey => PRIVATE_KEY,
    }
}

/// Where a search met something that the row does not show.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Title => "purpose",
        Field::Subject => "subject",
        Field::Issuer => "issuer",
        Field::SubjectAltName => "alternative name",
        Field::Serial => "serial",
        Field::Fingerprint => "fingerprint",
    }
}

/// How many rows a search and filters leave.
pub fn shown_of(shown: usize, all: usize) -> String {
    format!("{shown} of {all} shown")
}

/// A list goes on.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// Certificates that end too close to each other for marks of their own.
pub fn ends_together(count: usize, expired: bool, within_an_hour: bool) -> String {
    match (expired, within_an_hour) {
        (true, _) => format!("{count} have expired"),
        (false, true) => format!("{count} expire within the same hour"),
        (false, false) => format!("{count} expire close together"),
    }
}

/// When a certificate ends.
pub fn ends_at(instant: &str, expired: bool) -> String {
    let verb = if expired { "expired" } else { "expires" };
    format!("{verb} {instant}")
}

/// A certificate that an entry sends along with its own.
pub fn chain_of(name: &str) -> String {
    format!("chain of {name}")
}

/// What the timeline does not show.
pub fn beyond(later: usize, unreadable: usize) -> String {
    let later = (later > 0).then(|| format!("{later} later"));
    let unreadable = (unreadable > 0).then(|| format!("{unreadable} without a readable end"));
    later.into_iter().chain(unreadable).collect::<Vec<_>>().join(", ")
}

/// How long ago a list was read.
pub fn updated(seconds: i64) -> String {
    match seconds {
        ..5 => "updated just now".to_owned(),
        5..60 => format!("updated {seconds} s ago"),
        60..3600 => format!("updated {} min ago", seconds / 60),
        _ => format!("updated {} h ago", seconds / 3600),
    }
}

/// The session was ended after so many minutes without input.
pub fn idle_ended(minutes: u32) -> String {
    format!("Nobody used this page for {minutes} minutes, so it signed out. Sign in to go on.")
}

/// How long an unused session goes on.
pub fn seconds_left(seconds: i64) -> String {
    format!("Signing out in {seconds} s")
}

/// What happened.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::SignedIn => "Signed in",
        Action::Read => "List read",
        Action::ReadFailed => "List not read",
        Action::Deleted => "Delete",
        Action::Elsewhere => "Changed by someone else",
        Action::Exported => "Exported",
    }
}

/// A number of certificates.
pub fn count(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}

/// A file was handed to the browser.
pub fn saved(file: &str) -> String {
    format!("Saved {file}.")
}

/// The heading of what is printed.
pub fn audit_title(cluster: &str) -> String {
    match cluster {
        "" => "Certificates of the cluster".to_owned(),
        cluster => format!("Certificates of {cluster}"),
    }
}

/// When what is printed was read, and how many entries it has.
pub fn read_at(instant: &str, entries: usize) -> String {
    format!("Read {instant}; {}. No private key is printed.", count(entries))
}

/// How far a validity has gone.
pub fn elapsed(days: i64, of: i64) -> String {
    format!("day {days} of {of}")
}

/// The worst state, in a tab's title.
pub fn tab(class: StatusClass, count: usize) -> String {
    format!("{count} {}", status_class(class))
}

/// A number of days.
pub fn days(days: u32) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// This browser's clock and the cluster's differ by so many seconds.
pub fn clock_skew(ahead: i64) -> String {
    let direction = if ahead > 0 { "ahead of" } else { "behind" };
    let minutes = ahead.unsigned_abs() / 60;
    let amount = match minutes {
        ..120 => format!("{minutes} minutes"),
        120..2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    };
    format!(
        "This computer’s clock is {amount} {direction} the cluster’s. Days until an expiry are \
         counted by this computer’s: set the one that is wrong."
    )
}

/// Which certificate of an entry is meant, where it is not the one that the entry is about.
pub fn certificate_of(number: usize, count: usize) -> String {
    format!("certificate {number} of {count}")
}
