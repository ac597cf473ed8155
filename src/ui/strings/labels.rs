//! The panel's labels: texts without a fact in them. Each stands here in English, which is the key
//! to its translations.

use cert_inventory::{Column, Field, KeyClass, KeyFormat, KeyMatch, StatusClass, Unchecked};
use panel_logic::activity::Action;

use super::Label;

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => {
        $(pub const $name: Label = Label($text);)*
    };
}

labels! {
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
    LICENSE = "Cluster license";
    TIMELINE = "Ends in the next 13 months";
    SHOW_TIMELINE = "Show the timeline";
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
    LIST_SCOPE = "Not in the cluster’s list, and therefore not included: the internal CA, \
        mesh_ca_signed, gossip_ca_signed, the CAs for LDAP and S3, and database certificates. \
        Internode certificates that the cluster makes differ per node; the list has one.";
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
    REPLACE = "Commands to replace it";
    REPLACE_NODE = "Run the rladmin command on a cluster node, the others wherever the API can be \
        reached. Replace these words:";
    SAVE_PAIR = "Save the private key too, from a terminal";
    SAVE_PAIR_LEAD = "The panel never shows a private key. This command asks the \
        cluster for it and writes a file that only you can read:";
    COMMAND_COPY = "the command";
    CONNECTION_API = "This page reaches the cluster through this certificate.";
    CONNECTION_CLIENT = "Whoever reaches the API with a client certificate, this \
        page included if it does, is no longer let in.";
    CONNECTION_SAFE = "This page’s own connection does not depend on it.";
    KEYS = "Keys";
    MENU = "Menu";
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
    CERTIFICATE_SHARES_KEY = "Its certificate has the public key of";
    ENCRYPTED = "hidden by the key’s encryption";
    NOT_STORED = "not in the key file";
    PUBLIC_KEY_SHA_256 = "SHA-256 of its public key";
    ACTION = "Action";
    GROUP_OPTIONAL = "Optional";
    GROUP_REQUIRED = "Required by the cluster";
    GROUP_OTHER = "Other names";
    GROUP_OTHER_NOTE = "not in the reference: the cluster decides what may be deleted";
    NOTHING_LISTED = "The cluster lists no certificate at all. An administrator of a \
        working cluster sees at least its own seven: is this address the right one?";

    CHANGED_ELSEWHERE = "Changed by someone else:";

    WRONG_DATES = "ends before it begins";
    NO_END = "without end";
    NO_DATE = "no readable date";
    NONE = "—";
    HIDDEN = "private key hidden";
    NO_KEY_EXPECTED = "no private key";
    KEY_MISSING = "private key missing";
    KEY_UNREADABLE = "private key unreadable";
    KEY_UNKNOWN = "key of unknown kind";
    NOT_ADDRESSABLE = "no request can name it";
    NO_CERTIFICATE = "no certificate";
    UNREADABLE = "unreadable";
    REQUIRED = "required";
    REQUIRED_WHY = "The cluster refuses to delete it: a required certificate can be replaced, not removed.";

    CLOSE = "Close";
    FINDINGS = "Findings";
    WHAT_TO_DO = "What to do";
    NO_FINDINGS = "Nothing was found wrong.";
    PROBLEMS = "What could not be read";
    CERTIFICATE = "Certificate";
    CHAIN = "Certificate chain";
    CERTIFICATES = "Certificates";
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
    GO_ON = "Continue in background";
    DELETE_STOPS_UNKNOWN = "Certdeck does not know this name, nor what depends on it.";
    DELETE_FINAL = "It is removed from the cluster’s configuration and from every \
        node’s disk. It cannot be undone.";
    DELETE_FINAL_KEY = "It is removed from the cluster’s configuration and from every \
        node’s disk. It cannot be undone, and the private key is lost with it.";
    DELETE_KEEP = "Keep the certificate:";
}

/// Keys, and what they do.
pub const KEY_LIST: [(&str, Label); 7] = [
    ("/", Label("search")),
    ("j", Label("next row, or next certificate in the drawer")),
    ("k", Label("previous row, or previous certificate in the drawer")),
    ("Enter", Label("open the drawer of a row")),
    ("Esc", Label("close what is open")),
    ("r", Label("refresh")),
    ("?", Label("these keys")),
];

/// Rows of this status, after their number.
pub fn status_class(class: StatusClass) -> Label {
    match class {
        StatusClass::Expired => Label("expired"),
        StatusClass::Expiring => Label("expiring"),
        StatusClass::NotYetValid => Label("not yet valid"),
        StatusClass::Unknown => Label("unknown"),
        StatusClass::Healthy => Label("healthy"),
        StatusClass::Empty => Label("empty"),
    }
}

/// A kind of private key, to choose.
pub fn key_class(class: KeyClass) -> Label {
    match class {
        KeyClass::Rsa => Label("RSA"),
        KeyClass::Ec => Label("EC"),
        KeyClass::EdDsa => Label("EdDSA"),
        KeyClass::Other => Label("other"),
        KeyClass::None => Label("none"),
    }
}

/// How a private key is written.
pub fn key_format(format: KeyFormat) -> Label {
    match format {
        KeyFormat::Pkcs1 => Label("PKCS #1"),
        KeyFormat::Pkcs8 => Label("PKCS #8"),
        KeyFormat::Sec1 => Label("SEC 1"),
        KeyFormat::Dsa => Label("DSA, as OpenSSL writes it"),
        KeyFormat::EncryptedPkcs8 => Label("PKCS #8, encrypted"),
        KeyFormat::EncryptedLegacy => Label("OpenSSL’s older encryption"),
        KeyFormat::OpenSsh => Label("OpenSSH, which the cluster cannot use"),
    }
}

/// How a key and a certificate fit.
pub fn key_match(key_match: &KeyMatch) -> Label {
    match key_match {
        KeyMatch::Matches => Label("matches"),
        KeyMatch::DoesNotMatch => Label("does not match"),
        KeyMatch::Missing => KEY_MISSING,
        KeyMatch::Unreadable => KEY_UNREADABLE,
        KeyMatch::CertificateMissing => Label("certificate missing"),
        KeyMatch::NotExpected => Label("not expected here"),
        KeyMatch::CannotBeChecked(why) => match why {
            Unchecked::Encrypted => Label("encrypted, can’t be checked"),
            Unchecked::PublicKeyNotStored => Label("can’t be checked: it holds no public key"),
            Unchecked::KeyUnreadable => Label("can’t be checked: unreadable key"),
            Unchecked::CertificateUnreadable => Label("can’t be checked: unreadable certificate"),
            Unchecked::Inconsistent => Label("damaged: its parts don’t fit together"),
        },
    }
}

/// The head of a column.
pub fn column(column: Column) -> Label {
    match column {
        Column::Name => NAME,
        Column::Status => STATUS,
        Column::Subject => SUBJECT,
        Column::Issuer => ISSUER,
        Column::PrivateKey => PRIVATE_KEY,
    }
}

/// A month, 1 to 12, in a few letters. The browser's own way to write it takes long to make ready.
pub fn month(month: u8) -> Label {
    match month {
        1 => Label("Jan"),
        2 => Label("Feb"),
        3 => Label("Mar"),
        4 => Label("Apr"),
        5 => Label("May"),
        6 => Label("Jun"),
        7 => Label("Jul"),
        8 => Label("Aug"),
        9 => Label("Sep"),
        10 => Label("Oct"),
        11 => Label("Nov"),
        _ => Label("Dec"),
    }
}

/// Where a search met something that the row does not show.
pub fn field(field: Field) -> Label {
    match field {
        Field::Name => Label("name"),
        Field::Title => Label("purpose"),
        Field::Subject => Label("subject"),
        Field::Issuer => Label("issuer"),
        Field::SubjectAltName => Label("alternative name"),
        Field::Serial => Label("serial"),
        Field::Fingerprint => Label("fingerprint"),
        Field::Status => STATUS,
        Field::Date => Label("validity"),
        Field::Key => KEY,
        Field::Signature => SIGNATURE,
        Field::PublicKeyDigest => PUBLIC_KEY_SHA_256,
        Field::KeyId => Label("key identifier"),
    }
}

/// What happened.
pub fn action(action: Action) -> Label {
    match action {
        Action::SignedIn => Label("Signed in"),
        Action::Read => Label("List read"),
        Action::ReadFailed => Label("List not read"),
        Action::Deleted => DELETE,
        Action::ChangedExternally => Label("Changed by someone else"),
        Action::Exported => Label("Exported"),
        Action::Printed => Label("Printed"),
    }
}
