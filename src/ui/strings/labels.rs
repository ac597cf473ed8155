//! The panel's labels: fixed texts in English, which are the keys to their translations.

use cert_inventory::{Column, Field, KeyClass};
use panel_logic::activity::Action;

use super::Label;

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => {
        $(pub const $name: Label = Label($text);)*
    };
}

labels! {
    TITLE = "Certdeck";
    BROKEN = "Certdeck ran into an internal error and stopped. Reload the page to continue.";
    STARTING = "Connecting to the cluster…";

    CONFIG_TITLE = "Can’t use config.json";
    CONFIG_HELP = "Correct the file next to index.html, or remove it to use the defaults. Then \
        reload this page.";

    SIGN_IN = "Sign in";
    SIGNING_IN = "Signing in…";
    SIGN_IN_LEAD = "Sign in with your cluster username and password.";
    USERNAME = "Username";
    PASSWORD = "Password";
    SIGN_IN_NOTE = "Your username and password are sent only to the cluster. The password isn’t \
        saved, so you’ll need to sign in again if you reload the page.";
    NAME_MISSING = "Enter your username.";
    PASSWORD_MISSING = "Enter your password.";
    NAME_WITH_COLON = "A username can’t contain a colon.";
    SESSION_ENDED = "Your session has expired (401). Sign in to pick up where you left off.";
    IDLE_TITLE = "Are you still there?";
    IDLE_WARNING = "You’ll be signed out soon because of inactivity, and this page will discard \
        its data. Click or press any key to stay signed in.";
    STAY = "Stay signed in";
    LOCK_WARNING = "This page will lock soon because of inactivity and discard its data. Click or \
        press any key to keep it open.";
    KEEP_OPEN = "Keep open";
    UNLOCK = "Show the certificates";
    LEFT = "You left this page, so it discarded its data.";
    LEAVE_TITLE = "Sign out now?";
    LEAVE_WARNING = "A change is still in progress. If you sign out, it continues, but you won’t \
        see its outcome.";
    LEAVE_STAY = "Wait";
    CONFIRM_PASSWORD = "Your password";
    CHECKING_PASSWORD = "Checking the password…";
    TRY_AGAIN = "Try again";

    REFRESH = "Refresh";
    CHECKED_WHY = "The list was read earlier. The cluster’s health report, which contains no keys, \
        shows no change since.";
    REFRESHED = "Refreshed.";
    NOT_REFRESHED = "refresh failed";
    SIGN_OUT = "Sign out";
    NOT_SAVED = "The browser couldn’t save the file.";
    LOADING = "Loading certificates…";
    NOT_LOADED = "Couldn’t load the certificates.";
    PART_COMING = "Loading the rest of the page…";
    PART_OUT_OF_REACH = "Couldn’t load the rest of the page. Until it’s loaded, the list isn’t \
        refreshed and details don’t open. The server may be unreachable, or Certdeck may have been \
        updated. If it was updated, reload the page.";
    DISMISS = "Dismiss";

    OVERVIEW = "Certificates by status";
    LICENSE = "Cluster license";
    FILTERS = "Filters";
    EXPIRES_BEFORE = "Expires before";
    SIGNATURE_ALGORITHM = "Signature algorithm";
    REUSED_KEYS = "Reused keys only";
    REUSED = "reused keys";
    NO_REUSED = "no reused keys";
    BY_PURPOSE = "Group by purpose only";
    EXPIRATION = "Expiration";
    TIMELINE = "Expiring in the next 13 months";
    SHOW_TIMELINE = "Show the timeline";
    TODAY = "today";
    NEXT_END = "Next:";
    SEARCH = "Search";
    SEARCH_HINT = "Name, subject, fingerprint, serial…";
    ANY = "Any";
    ORDER = "Sort by";
    DELETABLE_ONLY = "Deletable only";
    SHOW_ALL = "Show all";
    CLEAR_SEARCH = "Clear search";
    CLEAR_FILTERS = "Clear filters";
    PREVIOUS = "Previous certificate";
    NEXT = "Next certificate";
    THEME_SYSTEM = "Theme: system";
    THEME_LIGHT = "Theme: light";
    THEME_DARK = "Theme: dark";
    ACTIVITY = "Activity";
    ACTIVITY_LEAD = "Actions and results since you signed in. This list is cleared when you sign \
        out.";
    ACTIVITY_SAVE = "Save as JSON";
    EXPORT = "Export";
    EXPORT_LEAD = "Exported files never contain private keys.";
    LIST_SCOPE = "The cluster’s list doesn’t include the internal CA, mesh_ca_signed, \
        gossip_ca_signed, the CAs for LDAP and S3, or database certificates. Internode \
        certificates that the cluster generates differ from node to node; the list has one.";
    EXPORT_CSV = "CSV";
    EXPORT_CSV_WHAT = "One row per certificate, for spreadsheets";
    EXPORT_JSON = "JSON";
    EXPORT_JSON_WHAT = "All facts and findings, for scripts and to compare later";
    EXPORT_CALENDAR = "Calendar";
    EXPORT_CALENDAR_WHAT = "One event per expiration date, with reminders (iCalendar)";
    EXPORT_PRINT = "Print";
    EXPORT_PRINT_WHAT = "A page for your audit records";
    SUMMARY = "Summary";
    VALIDITY = "Valid from, until";
    NAMES_COVERED = "Subject and alternative names";
    KEY_AND_SIGNATURE = "Key and signature";
    EXPORT_NOTHING = "None of these certificates has an expiration date to export.";
    COMPARE = "Compare with an export…";
    COMPARE_SHORT = "Compare";
    COMPARE_WHAT = "See what has changed since a JSON export";
    COMPARE_TITLE = "Compare with an export";
    COMPARE_LEAD = "Choose a JSON export to see what has changed on the cluster since. The file isn’t \
        uploaded, and is discarded when you sign out.";
    COMPARE_CHOOSE = "Choose a file…";
    COMPARE_WHICH = "The file has the lists of several clusters. Choose the one of this cluster.";
    CLUSTERS = "Clusters in the file";
    COMPARE_UNREADABLE = "The browser couldn’t read the file. Choose it again.";
    COMPARE_CLUSTER_UNKNOWN = "The cluster’s name is missing from the export or from this page, so the \
        export may be from another cluster.";
    CHANGED_NAMES = "What changed";
    NEW_KEY = "new";
    SAME_KEY = "same as before";
    NEW_FINDINGS = "New findings";
    GONE_FINDINGS = "Resolved findings";
    SERIAL = "Serial number";
    VALID_FROM = "Valid from";
    VALID_UNTIL = "Valid until";
    ALTERNATIVE_NAMES = "Alternative names";
    SIGNATURE = "Signature algorithm";
    SIGNATURE_CHECKED = "Signature check";
    SHA_1 = "SHA-1 fingerprint";
    VERSION = "Version";
    PUBLIC_KEY = "Public key";
    SHA_256 = "SHA-256 fingerprint";
    REPLACE = "Commands to replace it";
    REPLACE_OTHERWISE = "Other ways to replace it";
    PLACEHOLDERS = "What the words in capitals stand for:";
    VERIFY_HERE = "Then click Refresh in Certdeck: the finding disappears.";
    SAVE_PAIR = "Back up the private key, too (in a terminal)";
    NO_COMMAND = "No terminal commands are offered for this name, because a shell could run parts of it. \
        Terminal commands need a name of letters, digits, “.”, “_”, and “-” that begins with a letter or digit.";
    COMMAND_COPY = "command";
    CONNECTION_API = "This page connects to the cluster through this certificate.";
    CONNECTION_CLIENT = "Clients that reach the API with a client certificate lose access, \
        including this page if it uses one.";
    CONNECTION_SAFE = "This page doesn’t connect through this certificate.";
    KEYS = "Keyboard shortcuts";
    MENU = "Menu";
    KEYS_ON = "Use single-letter shortcuts";

    TABLE = "Cluster certificates";
    NAME = "Name";
    STATUS = "Status";
    SUBJECT = "Subject";
    ISSUER = "Issuer";
    PRIVATE_KEY = "Private key";
    KEY = "Key";
    FORMAT = "Format";
    ALSO_KEY_OF = "Also used by";
    CERTIFICATE_SHARES_KEY = "Its certificate has the public key of";
    ENCRYPTED = "unknown: the key is encrypted";
    NOT_STORED = "not in the key file";
    PUBLIC_KEY_SHA_256 = "Public key SHA-256";
    ACTION = "Action";
    GROUP_ATTENTION = "Needs attention";
    GROUP_OPTIONAL = "Optional";
    GROUP_REQUIRED = "Required by the cluster";
    GROUP_OTHER = "Other names";
    GROUP_OTHER_NOTE = "Not in the Redis Enterprise documentation. The cluster decides which of \
        these can be deleted.";
    NOTHING_LISTED = "The cluster doesn’t list any certificates. On a working cluster, an \
        administrator sees at least seven. Check that this is the right address.";

    CHANGED_ELSEWHERE = "Changed outside this page:";

    PARTLY_DELETED = "may be partly deleted: check every node’s disk";
    NONE = "—";
    KEY_UNKNOWN = "unknown key type";
    READ_ONLY = "Read-only";
    NOT_ADDRESSABLE_WHY = "No request can address this name, because it’s empty, “.”, “..”, or \
        not shown. It can’t be deleted through the API.";
    UNREADABLE = "unreadable";
    REQUIRED = "required";
    REQUIRED_WHY = "The cluster requires this certificate. You can replace it, but not delete it.";

    CLOSE = "Close";
    FINDINGS = "Findings";
    WHAT_TO_DO = "What to do";
    IMPACT = "Impact:";
    PROBLEMS = "Problems";
    CERTIFICATE = "Certificate";
    CHAIN = "Certificate chain";
    CERTIFICATES = "Certificates";
    CHAIN_IN_ORDER = "Each certificate is followed by its issuer.";
    CHAIN_OUT_OF_ORDER = "The certificates aren’t in order from leaf to root.";
    EXTENSIONS = "Extensions";
    FOUND_IN_DETAILS = "Match in the details";
    SIGNATURE_VALID = "Valid";
    SIGNATURE_INVALID = "Not valid";
    SIGNATURE_UNCHECKED = "Not checked: the issuer isn’t in this entry, or this browser can’t \
        check it";
    CRITICAL = "critical";
    PEM = "PEM";
    PEM_COPY = "PEM text";
    PEM_DOWNLOAD = "Download PEM";
    PEM_NOTE = "Certificates only. Private keys are never included.";
    KEY_NEVER_SHOWN = "Certdeck never shows or keeps private keys. Each one is overwritten in \
        memory as soon as these facts have been read.";
    NOT_IN_LIST = "The cluster doesn’t list this name.";

    COPIED = "Copied";
    NOT_COPIED = "Couldn’t copy: the browser blocked it";

    DELETE = "Delete";
    DELETING = "Deleting… This finishes when every node has removed it.";
    CANCEL = "Cancel";
    GO_ON = "Continue in background";
    DELETE_STOPS_UNKNOWN = "This name isn’t in the Redis Enterprise documentation, so what depends on it is unknown.";
    DELETE_FINAL = "It will be removed from the cluster’s configuration and every node’s disk. \
        This can’t be undone.";
    DELETE_FINAL_KEY = "It will be removed from the cluster’s configuration and every node’s \
        disk, and its private key will be lost. This can’t be undone.";
    DELETE_KEEP = "Keep a copy of the certificate:";

    DIALOG_COMING = "Loading…";
    DIALOG_OUT_OF_REACH = "Couldn’t load this part of the page. The server may be unreachable, or \
        Certdeck may have been updated. If it was updated, reload the page.";
    REPLACE_NOW = "Replace";
    SHOW = "Show";
    ROTATE_NOW = "Rotate";
    REPLACE_LEAD = "Add the new certificate, its chain, and its private key, in as many files as \
        you have: PEM or DER, whatever they’re named. They go to the cluster only.";
    REPLACE_LEAD_CAS = "Add all certificates that the cluster is to trust under this name, in PEM or \
        DER. They replace those it has now.";
    FILES_DROP = "Drop files here, paste them, or";
    FILES_CHOOSE = "Choose files…";
    FILES_FOLDER = "Choose a folder…";
    FILES_FOUND = "What the files contain";
    FILES_LEFT_OUT = "Not used";
    FILES_READING = "Reading…";
    FILES_FORGET = "Remove all files";
    FILE_UNREAD = "The browser couldn’t read it. If it’s a folder, use “Choose a folder…”.";
    NEEDS_CERTIFICATE = "There’s no certificate in these files yet.";
    PASTED = "Pasted text";
    ROLE_LEAF = "Certificate";
    ROLE_INTERMEDIATE = "Intermediate";
    ROLE_ROOT = "Root";
    ROLE_CA = "CA";
    WHICH_CERTIFICATE = "The files contain several certificates. Which one is to be used?";
    SENT_DOWNLOAD = "Download what will be sent";
    SENT_NOTE = "Certificates only, without the private key.";
    ALSO_FOR = "Use the same certificate for";
    ANOTHER_NAME = "Replace another one, too";
    CHOOSE_NAME = "Choose a name";
    CHECKS = "Checks";
    CHECKS_PASSED = "No errors or warnings.";
    SETTINGS_COMING = "The cluster’s settings are still being read.";
    FIRST_DO = "Before you replace it";
    CURRENT = "Current";
    NEW = "New";
    SIDE_BY_SIDE = "Compared with the current certificate";
    NAMES_ADDED = "Names added";
    NAMES_REMOVED = "Names removed";
    CERTIFICATES_COUNT = "Certificates in the chain";
    HOW_TO_GET = "How to get a certificate";
    HOW_TO_GET_LEAD = "Run this in a terminal on a computer that you trust. It creates the private \
        key there; only the request goes to your CA.";
    OPEN_ERRORS = "These errors would make the cluster refuse the certificate, or something would \
        stop working. Correct the files. If you know better, type the name to send it anyway.";
    READ_WARNINGS = "I’ve read the warnings and want to replace it anyway.";
    CHANGE_PENDING = "A deletion is still in progress. Wait until it’s done.";
    REPLACING_LEAD = "The cluster is updating every node, which can take up to 15 minutes. You can \
        go on using the page.";
    LOOKING = "Reading the list to see which certificate the cluster has now.";
    MAY_BE_AWAY = "The API may be unavailable for several minutes after this change. That’s \
        expected: the page tries again until it responds.";
    STOP_WAITING = "Stop waiting";
    RESULTS = "What happened";
    SAME_FILES = "Try again with the same files";
    FILES_GONE = "The files are no longer in memory. To try again, add them again.";
    START_OVER = "Choose other files";
    ROTATE_LEAD = "The cluster generates a new certificate and private key and gives them to every \
        node. Nothing else is needed.";
    ROTATE_OWN = "This one seems to be your own. A rotation may discard it and put one that the \
        cluster made in its place.";
    ROTATE_WHICH = "Which certificates";
    NODES_COMING = "Looking for nodes that are down…";
    NODES_UNREAD = "Couldn’t read the nodes. Nodes that are down miss a rotation: check with rladmin \
        status.";
    NODES_ACTIVE = "All nodes are active.";
}

/// Shortcuts and their actions.
pub const KEY_LIST: [(&str, Label); 7] = [
    ("/", Label("Search")),
    ("j", Label("Next row, or next certificate if details are open")),
    ("k", Label("Previous row, or previous certificate if details are open")),
    ("Enter", Label("Open the details of a row")),
    ("Esc", Label("Close the open details or dialog")),
    ("r", Label("Refresh")),
    ("?", Label("Show these shortcuts")),
];

/// A kind of private key, to choose.
pub fn key_class(class: KeyClass) -> Label {
    match class {
        KeyClass::Rsa => Label("RSA"),
        KeyClass::Ec => Label("EC"),
        KeyClass::EdDsa => Label("EdDSA"),
        KeyClass::Other => Label("Other"),
        KeyClass::None => Label("None"),
    }
}

/// A column's header.
pub fn column(column: Column) -> Label {
    match column {
        Column::Name => NAME,
        Column::Status => STATUS,
        Column::End => EXPIRATION,
        Column::Subject => SUBJECT,
        Column::Issuer => ISSUER,
        Column::Signature => SIGNATURE_ALGORITHM,
        Column::PrivateKey => PRIVATE_KEY,
        Column::ReusedKey => Label("Reused key"),
    }
}

/// An abbreviated month, 1 to 12. The browser's formatter takes long to initialize.
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

/// The field that matched a search but isn't shown in the row.
pub fn field(field: Field) -> Label {
    match field {
        Field::Name => Label("name"),
        Field::Title | Field::Purpose => Label("purpose"),
        Field::Subject => Label("subject"),
        Field::Issuer => Label("issuer"),
        Field::SubjectAltName => Label("alternative name"),
        Field::Serial => Label("serial number"),
        Field::Fingerprint => Label("fingerprint"),
        Field::Status => Label("status"),
        Field::Date => Label("validity"),
        Field::Key => Label("key"),
        Field::Signature => Label("signature algorithm"),
        Field::PublicKeyDigest => Label("public key SHA-256"),
        Field::KeyId => Label("key identifier"),
        Field::Impact => Label("impact"),
        Field::Finding => Label("finding"),
    }
}

/// A logged action.
pub fn action(action: Action) -> Label {
    match action {
        Action::SignedIn => Label("Signed in"),
        Action::Read => Label("List loaded"),
        Action::ReadFailed => Label("List couldn’t be loaded"),
        Action::Deleted => DELETE,
        Action::Replaced => REPLACE_NOW,
        Action::Rotated => ROTATE_NOW,
        Action::ChangedExternally => Label("Changed outside this page"),
        Action::Exported => Label("Exported"),
        Action::Printed => Label("Printed"),
        Action::Compared => Label("Compared with an export"),
    }
}
