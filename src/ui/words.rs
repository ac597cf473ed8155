//! The panel's own sentences, in English, which is the key to every other language. What an
//! answer means is told by `cert-inventory`.
//!
//! A [`Word`] is one text; what has a fact in it, or depends on a number, is a function. Numbers
//! have two forms here, for one and for more, as English and German do.

use cert_inventory::{
    Change, Column, Field, KeyClass, KeyFormat, KeyMatch, Message, Severity, StatusClass, Text,
    Unchecked, message,
};
use leptos::prelude::*;

use crate::language;
use crate::state::Action;

/// A text, put into a view in the language that the page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(&'static str);

impl Word {
    /// In the language that the page speaks.
    pub fn told(self) -> &'static str {
        language::words().words(self.0)
    }

    /// In English, for where nothing else can be relied on.
    pub fn english(self) -> &'static str {
        self.0
    }
}

impl IntoRender for Word {
    type Output = &'static str;

    fn into_render(self) -> Self::Output {
        self.told()
    }
}

impl IntoAttributeValue for Word {
    type Output = &'static str;

    fn into_attribute_value(self) -> Self::Output {
        self.told()
    }
}

macro_rules! words {
    ($($name:ident = $words:literal;)*) => {
        $(pub const $name: Word = Word($words);)*
    };
}

words! {
    TITLE = "Certdeck";
    BROKEN = "Certdeck met an error of its own and has stopped. Reload the page to go on.";
    STARTING = "Asking the cluster…";

    CONFIG_TITLE = "config.json cannot be used";
    CONFIG_HELP = "Correct the file beside index.html, or remove it to use the defaults, then reload.";

    SIGN_IN = "Sign in";
    SIGNING_IN = "Signing in…";
    SIGN_IN_LEAD = "Sign in with a user of the cluster.";
    USERNAME = "Username";
    PASSWORD = "Password";
    SIGN_IN_NOTE = "Name and password go to the cluster and nowhere else. The \
        password is not kept: a reload asks again.";
    NAME_MISSING = "Enter the user name.";
    PASSWORD_MISSING = "Enter the password.";
    NAME_WITH_COLON = "A user name cannot hold a colon.";
    SESSION_ENDED = "Your session has ended (401). Sign in to go on where you were.";
    IDLE_TITLE = "Still there?";
    IDLE_WARNING = "Nobody has used this page for a while. It is about to sign out \
        and to forget what it shows. Any key or click keeps it.";
    STAY = "Stay signed in";
    TRY_AGAIN = "Try again";

    REFRESH = "Refresh";
    REFRESHED = "Refreshed.";
    NOT_REFRESHED = "not refreshed";
    SIGN_OUT = "Sign out";
    NOT_SAVED = "The browser refused to save the file.";
    LOADING = "Reading the certificates…";
    NOT_LOADED = "The certificates could not be read";
    PART_COMING = "Fetching this part of the page…";
    PART_OUT_OF_REACH = "This part of the page cannot be fetched. Its server may be out of \
        reach, or have a newer Certdeck: then reload the page.";
    STALE = "Not refreshed. What you see is older:";
    DISMISS = "Dismiss";

    OVERVIEW = "Certificates by status";
    WITH_FINDINGS = "with findings";
    TIMELINE = "Ends in the next 13 months";
    TODAY = "today";
    NEXT_END = "Next:";
    SEARCH = "Search";
    SEARCH_HINT = "Name, subject, fingerprint, serial…";
    ANY = "any";
    ORDER = "Order by";
    DELETABLE_ONLY = "Deletable only";
    SHOW_ALL = "Show all";
    NOTHING_SHOWN = "No certificate is what you look for.";
    PREVIOUS = "Previous certificate";
    NEXT = "Next certificate";
    THEME_SYSTEM = "Colours: as the system";
    THEME_LIGHT = "Colours: light";
    THEME_DARK = "Colours: dark";
    ACTIVITY = "Activity";
    ACTIVITY_LEAD = "What was done and answered since you signed in. Signing out \
        forgets it.";
    ACTIVITY_SAVE = "Save as JSON";
    EXPORT = "Export";
    EXPORT_LEAD = "Facts only: no file holds a private key.";
    EXPORT_SHOWN = "Only what is shown now";
    EXPORT_CSV = "CSV";
    EXPORT_CSV_WHAT = "a row a certificate, for spreadsheets";
    EXPORT_JSON = "JSON";
    EXPORT_JSON_WHAT = "every fact and finding, for programs";
    EXPORT_CALENDAR = "Calendar";
    EXPORT_CALENDAR_WHAT = "an event at each end, with reminders before it (iCalendar)";
    EXPORT_PRINT = "Print";
    EXPORT_PRINT_WHAT = "a page for an audit file";
    EXPORT_NOTHING = "No certificate here has an end that a calendar could hold.";
    SERIAL = "Serial";
    VALID_FROM = "Valid from";
    VALID_UNTIL = "Valid until";
    ALTERNATIVE_NAMES = "Alternative names";
    SIGNATURE = "Signature";
    SIGNATURE_CHECKED = "Checked with its issuer’s key";
    SHA_1 = "SHA-1";
    VERSION = "Version";
    PUBLIC_KEY = "Public key";
    SHA_256 = "SHA-256";
    REPLACE = "Replace it";
    REPLACE_NODE = "On a node of the cluster, or where the API is reached; capital \
        words stand for your own files and name, and curl asks for the password:";
    ROTATE = "Or let the cluster make a new one by itself:";
    SAVE_PAIR = "Save the private key too, from a terminal";
    SAVE_PAIR_LEAD = "The panel never shows a private key. This command asks the \
        cluster for it and writes a file that only you can read:";
    COMMAND_COPY = "the command";
    CONNECTION_API = "This page reaches the cluster through this certificate.";
    CONNECTION_CLIENT = "Whoever reaches the API with a client certificate, this \
        page included if it does, is no longer let in.";
    CONNECTION_SAFE = "This page’s own connection does not depend on it.";
    KEYS = "Keys";
    KEYS_ON = "Letters act as keys";

    TABLE = "Certificates of the cluster";
    NAME = "Name";
    STATUS = "Status";
    SUBJECT = "Subject";
    ISSUER = "Issuer";
    PRIVATE_KEY = "Private key";
    KEY = "Key";
    FORMAT = "Format";
    ALSO_KEY_OF = "Also the key of";
    PUBLIC_KEY_SHA_256 = "SHA-256 of its public key";
    ACTION = "Action";
    GROUP_OPTIONAL = "Optional";
    GROUP_REQUIRED = "Required by the cluster";
    GROUP_OTHER = "Other names";
    GROUP_OTHER_NOTE = "not in the reference: the cluster decides what may be deleted";
    NOTHING_LISTED = "The cluster lists no certificate at all. An administrator of a \
        working cluster sees at least its own seven: is this address the right one?";

    CHANGED_ELSEWHERE = "Changed by someone else:";

    EXPIRED = "Expired";
    NOT_YET_VALID = "Not yet valid";
    EXPIRES = "Expires";
    VALID = "Valid";
    NO_END = "without end";
    UNKNOWN = "Unknown";
    NO_DATE = "no readable date";
    EMPTY_SLOT = "empty slot";
    NONE = "—";
    HIDDEN = "private key hidden";
    NO_KEY_EXPECTED = "no private key";
    KEY_MISSING = "private key missing";
    KEY_UNKNOWN = "key of unknown kind";
    NOT_ADDRESSABLE = "no request can name it";
    SELF_SIGNED = "self-signed";
    NO_CERTIFICATE = "no certificate";
    UNREADABLE = "unreadable";
    REQUIRED = "required";
    REQUIRED_WHY = "The cluster refuses to delete it: a required certificate can be replaced, not removed.";

    CLOSE = "Close";
    FINDINGS = "Findings";
    NO_FINDINGS = "Nothing was found wrong.";
    PROBLEMS = "What could not be read";
    CERTIFICATE = "Certificate";
    CHAIN = "Chain";
    CHAIN_IN_ORDER = "Each certificate is followed by its issuer.";
    CHAIN_OUT_OF_ORDER = "The certificates are not in the order leaf to root.";
    EXTENSIONS = "Extensions";
    SIGNATURE_VALID = "the signature is valid";
    SIGNATURE_INVALID = "the signature is not valid";
    SIGNATURE_UNCHECKED = "not checked: the issuer is not in this entry, or this browser cannot";
    CRITICAL = "critical";
    PEM = "PEM";
    PEM_COPY = "the PEM text";
    PEM_DOWNLOAD = "Download PEM";
    PEM_NOTE = "Certificates only. A private key never leaves the reader.";
    KEY_NEVER_SHOWN = "Certdeck never shows a private key, and keeps none: it is \
        overwritten in memory as soon as these facts have been read.";
    NOT_IN_LIST = "The cluster’s list does not have this name.";

    COPIED = "Copied";
    NOT_COPIED = "Not copied: the browser refused, as it does without https";

    DELETE = "Delete";
    DELETING = "Deleting… The cluster removes it from every node before it answers.";
    CANCEL = "Cancel";
    DELETE_STOPS_UNKNOWN = "Certdeck does not know this name, nor what depends on it.";
    DELETE_FINAL = "It is removed from the cluster’s configuration and from every \
        node’s disk. It cannot be undone.";
    DELETE_FINAL_KEY = "It is removed from the cluster’s configuration and from every \
        node’s disk. It cannot be undone, and the private key is lost with it.";
    DELETE_KEEP = "Keep the certificate:";
}

/// Keys, and what they do.
pub const KEY_LIST: [(&str, Word); 7] = [
    ("/", Word("search")),
    ("j", Word("next row, or next certificate in the drawer")),
    ("k", Word("previous row, or previous certificate in the drawer")),
    ("Enter", Word("open the drawer of a row")),
    ("Esc", Word("close what is open")),
    ("r", Word("refresh")),
    ("?", Word("these keys")),
];

/// What the sign-in form says of where the password goes.
pub fn sign_in_at(api: &str) -> String {
    say(message!("The password goes to {0}", api))
}

/// A language that was asked for is out of reach.
pub fn not_spoken(language: &str) -> Message {
    message!(
        "{0}: this language could not be fetched. The page goes on in the one it has.",
        language
    )
}

/// What a button copies.
pub fn copy(what: Word) -> String {
    say(message!("Copy {0}", Text(what.0)))
}

/// The name of the button and the dialog's question begin alike.
pub fn delete_label(name: &str) -> String {
    say(message!("Delete {0}", name))
}

/// The dialog's question.
pub fn delete_question(name: &str) -> String {
    say(message!("Delete {0}?", name))
}

/// The label of the dialog's text box.
pub fn delete_type(name: &str) -> String {
    say(message!("Type {0} to confirm", name))
}

/// What was typed is another name.
pub fn delete_mistyped(name: &str) -> String {
    say(message!("This is not {0}.", name))
}

/// What a deletion takes away.
pub fn delete_stops(what: Text) -> String {
    say(message!("What stops working: {0}.", what))
}

/// What a certificate is for.
pub fn secures(what: Text) -> String {
    say(message!("secures {0}", what))
}

/// What happened to a name, first seen at this time of the day.
pub fn changed_at(change: &Change, time: &str) -> String {
    say(message!("{0}, seen {1}", change.kind.word(), time))
}

/// Rows of this status, after their number.
pub fn status_class(class: StatusClass) -> Word {
    match class {
        StatusClass::Expired => Word("expired"),
        StatusClass::Expiring => Word("expiring"),
        StatusClass::NotYetValid => Word("not yet valid"),
        StatusClass::Unknown => Word("unknown"),
        StatusClass::Healthy => Word("healthy"),
        StatusClass::Empty => Word("empty"),
    }
}

/// A kind of private key, to choose.
pub fn key_class(class: KeyClass) -> Word {
    match class {
        KeyClass::Rsa => Word("RSA"),
        KeyClass::Ec => Word("EC"),
        KeyClass::EdDsa => Word("EdDSA"),
        KeyClass::Other => Word("other"),
        KeyClass::None => Word("none"),
    }
}

/// How a private key is written.
pub fn key_format(format: KeyFormat) -> Word {
    match format {
        KeyFormat::Pkcs1 => Word("PKCS #1"),
        KeyFormat::Pkcs8 => Word("PKCS #8"),
        KeyFormat::Sec1 => Word("SEC 1"),
        KeyFormat::Dsa => Word("DSA, as OpenSSL writes it"),
        KeyFormat::EncryptedPkcs8 => Word("PKCS #8, encrypted"),
        KeyFormat::EncryptedLegacy => Word("OpenSSL’s older encryption"),
        KeyFormat::OpenSsh => Word("OpenSSH, which the cluster cannot use"),
    }
}

/// How a key and a certificate fit.
pub fn key_match(key_match: &KeyMatch) -> Word {
    match key_match {
        KeyMatch::Matches => Word("matches"),
        KeyMatch::DoesNotMatch => Word("does not match"),
        KeyMatch::Missing => KEY_MISSING,
        KeyMatch::CertificateMissing => Word("certificate missing"),
        KeyMatch::NotExpected => Word("not expected here"),
        KeyMatch::CannotBeChecked(why) => match why {
            Unchecked::Encrypted => Word("encrypted, can’t be checked"),
            Unchecked::PublicKeyNotStored => Word("can’t be checked: it holds no public key"),
            Unchecked::KeyUnreadable => Word("can’t be checked: unreadable key"),
            Unchecked::CertificateUnreadable => Word("can’t be checked: unreadable certificate"),
            Unchecked::Inconsistent => Word("damaged: its parts don’t fit together"),
        },
    }
}

/// A finding, with how bad it is.
pub fn finding(severity: Severity, meaning: Message) -> String {
    say(match severity {
        Severity::Error => message!("Error: {0}", meaning),
        Severity::Warning => message!("Warning: {0}", meaning),
        Severity::Note => message!("Note: {0}", meaning),
    })
}

/// A number of findings that are errors.
pub fn errors(count: usize) -> String {
    say(match count {
        1 => message!("1 error"),
        count => message!("{0} errors", count),
    })
}

/// A number of findings that are warnings.
pub fn warnings(count: usize) -> String {
    say(match count {
        1 => message!("1 warning"),
        count => message!("{0} warnings", count),
    })
}

/// A part that could not be read, and why.
pub fn unreadable(why: Message) -> String {
    say(message!("unreadable: {0}", why))
}

/// The head of a column.
pub fn column(column: Column) -> Word {
    match column {
        Column::Name => NAME,
        Column::Status => STATUS,
        Column::Subject => SUBJECT,
        Column::Issuer => ISSUER,
        Column::PrivateKey => PRIVATE_KEY,
    }
}

/// A month, 1 to 12, in a few letters. The browser's own way to write it takes long to make ready.
pub fn month(month: u8) -> Word {
    match month {
        1 => Word("Jan"),
        2 => Word("Feb"),
        3 => Word("Mar"),
        4 => Word("Apr"),
        5 => Word("May"),
        6 => Word("Jun"),
        7 => Word("Jul"),
        8 => Word("Aug"),
        9 => Word("Sep"),
        10 => Word("Oct"),
        11 => Word("Nov"),
        _ => Word("Dec"),
    }
}

/// Where a search met something that the row does not show.
pub fn field(field: Field) -> Word {
    match field {
        Field::Name => Word("name"),
        Field::Title => Word("purpose"),
        Field::Subject => Word("subject"),
        Field::Issuer => Word("issuer"),
        Field::SubjectAltName => Word("alternative name"),
        Field::Serial => Word("serial"),
        Field::Fingerprint => Word("fingerprint"),
    }
}

/// How many rows a search and filters leave.
pub fn shown_of(shown: usize, all: usize) -> String {
    say(message!("{0} of {1} shown", shown, all))
}

/// The first so many of a list, and how many more there are.
pub fn first_of(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut names: Vec<_> = names.take(most).collect();
    names.extend((more > 0).then(|| and_more(more)));
    names.join(", ")
}

/// A list goes on.
pub fn and_more(count: usize) -> String {
    say(message!("and {0} more", count))
}

/// Certificates that end too close to each other for marks of their own.
pub fn ends_together(count: usize, expired: bool, within_an_hour: bool) -> String {
    say(match (expired, within_an_hour) {
        (true, _) => message!("{0} have expired", count),
        (false, true) => message!("{0} expire within the same hour", count),
        (false, false) => message!("{0} expire close together", count),
    })
}

/// When a certificate ends.
pub fn ends_at(instant: &str, expired: bool) -> String {
    say(match expired {
        true => message!("expired {0}", instant),
        false => message!("expires {0}", instant),
    })
}

/// A certificate that an entry sends along with its own.
pub fn chain_of(name: &str) -> String {
    say(message!("chain of {0}", name))
}

/// What the timeline does not show.
pub fn beyond(later: usize, unreadable: usize) -> String {
    let later = (later > 0).then(|| say(message!("{0} later", later)));
    let unreadable =
        (unreadable > 0).then(|| say(message!("{0} without a readable end", unreadable)));
    later.into_iter().chain(unreadable).collect::<Vec<_>>().join(", ")
}

/// How long ago a list was read.
pub fn updated(seconds: i64) -> String {
    say(match seconds {
        ..5 => message!("updated just now"),
        5..60 => message!("updated {0} s ago", seconds),
        60..3600 => message!("updated {0} min ago", seconds / 60),
        _ => message!("updated {0} h ago", seconds / 3600),
    })
}

/// The session was ended after so many minutes without input.
pub fn idle_ended(minutes: u32) -> String {
    say(message!(
        "Nobody used this page for {0} minutes, so it signed out. Sign in to go on.",
        minutes
    ))
}

/// How long an unused session goes on.
pub fn seconds_left(seconds: i64) -> String {
    say(message!("Signing out in {0} s", seconds))
}

/// What happened.
pub fn action(action: Action) -> Word {
    match action {
        Action::SignedIn => Word("Signed in"),
        Action::Read => Word("List read"),
        Action::ReadFailed => Word("List not read"),
        Action::Deleted => DELETE,
        Action::Elsewhere => Word("Changed by someone else"),
        Action::Exported => Word("Exported"),
        Action::Printed => Word("Printed"),
    }
}

/// A number of certificates.
pub fn count(count: usize) -> Message {
    match count {
        1 => message!("1 entry"),
        count => message!("{0} entries", count),
    }
}

/// A file was handed to the browser.
pub fn saved(file: &str) -> String {
    say(message!("Saved {0}.", file))
}

/// The heading of what is printed.
pub fn audit_title(cluster: &str) -> String {
    match cluster {
        "" => TABLE.told().to_owned(),
        cluster => say(message!("Certificates of {0}", cluster)),
    }
}

/// When what is printed was read, and how many entries it has.
pub fn read_at(instant: &str, entries: usize) -> String {
    say(message!("Read {0}; {1}. No private key is printed.", instant, count(entries)))
}

/// How far a validity has gone.
pub fn elapsed(days: i64, of: i64) -> String {
    say(message!("day {0} of {1}", days, of))
}

/// The worst state, in a tab's title.
pub fn tab(class: StatusClass, count: usize) -> String {
    format!("{count} {}", status_class(class).told())
}

/// A number of days.
pub fn days(days: u32) -> String {
    say(match days {
        1 => message!("1 day"),
        days => message!("{0} days", days),
    })
}

/// So many days after now.
pub fn in_days(days: u32) -> String {
    say(match days {
        1 => message!("in 1 day"),
        days => message!("in {0} days", days),
    })
}

/// So many days before now.
pub fn days_ago(days: u32) -> String {
    say(match days {
        1 => message!("1 day ago"),
        days => message!("{0} days ago", days),
    })
}

/// A validity begins in so many days.
pub fn begins_in(days: u32) -> String {
    say(match days {
        0 => message!("begins today"),
        1 => message!("begins in 1 day"),
        days => message!("begins in {0} days", days),
    })
}

/// This browser's clock and the cluster's differ by so many seconds.
pub fn clock_skew(ahead: i64) -> String {
    let minutes = ahead.unsigned_abs() / 60;
    let amount = match minutes {
        ..120 => message!("{0} minutes", minutes),
        120..2880 => message!("{0} hours", minutes / 60),
        _ => message!("{0} days", minutes / 1440),
    };
    say(if ahead > 0 {
        message!(
            "This computer’s clock is {0} ahead of the cluster’s. Days until an expiry are \
             counted by this computer’s: set the one that is wrong.",
            amount
        )
    } else {
        message!(
            "This computer’s clock is {0} behind the cluster’s. Days until an expiry are counted \
             by this computer’s: set the one that is wrong.",
            amount
        )
    })
}

/// Which certificate of an entry is meant, where it is not the one that the entry is about.
pub fn certificate_of(number: usize, count: usize) -> String {
    say(message!("certificate {0} of {1}", number, count))
}

fn say(message: Message) -> String {
    language::told(&message)
}
