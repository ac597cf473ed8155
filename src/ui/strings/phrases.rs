//! The panel's phrases: texts with a fact in them, or that depend on a number. Numbers have two
//! forms, singular and plural, as in English and German.

use cert_inventory::{Change, Message, Verdict, Version, message};

use super::{Label, labels};
use crate::language::localized;

/// Where the sign-in form sends the password.
pub fn sign_in_at(api: &str) -> String {
    localized(&message!("Your password will be sent to {0}", api))
}

/// A requested language is unavailable.
pub fn not_spoken(language: &str) -> Message {
    message!("Couldn’t load {0}. The page stays in the current language.", language)
}

/// A copy button's label.
pub fn copy(what: Label) -> String {
    localized(&message!("Copy {0}", cert_inventory::Label(what.0)))
}

/// A user's role that can't change anything.
pub fn read_only(role: &str) -> String {
    localized(&message!(
        "Your role, {0}, can’t replace or delete certificates. It needs the update_cluster \
         permission.",
        role
    ))
}

/// The delete button's label, which starts like the dialog's title.
pub fn delete_label(name: &str) -> String {
    localized(&message!("Delete {0}", name))
}

/// The replace button's label, and its dialog's title.
pub fn replace_label(name: &str) -> String {
    localized(&message!("Replace {0}", name))
}

/// The same for a name that isn't set.
pub fn set_label(name: &str) -> String {
    localized(&message!("Set {0}", name))
}

/// The rotate button's label, and its dialog's title.
pub fn rotate_label(name: &str) -> String {
    localized(&message!("Rotate {0}", name))
}

/// The choice to rotate one name.
pub fn rotate_one(name: &str) -> String {
    localized(&message!("only {0}", name))
}

/// The choice to rotate all.
pub fn rotate_all(names: &str) -> String {
    localized(&message!("all that the cluster made: {0}", names))
}

/// Nodes that miss a rotation.
pub fn nodes_inactive(nodes: &str) -> String {
    localized(&message!(
        "These nodes aren’t active: {0}. They miss the rotation, and before version 8.2.0-46 they \
         don’t get the new certificates later either. Bring them up first.",
        nodes
    ))
}

/// The dialog's title for several names.
pub fn replace_several(count: usize) -> String {
    localized(&message!("Replace {0} certificates", count))
}

/// The dialog's title, and the banner, while a replacement is under way.
pub fn replacing(names: &str) -> String {
    localized(&message!("Replacing {0}…", names))
}

/// The button that takes a name out of what is to be replaced.
pub fn leave_out(name: &str) -> String {
    localized(&message!("Don’t replace {0}", name))
}

/// The label of the text box that lets errors pass.
pub fn replace_type(name: &str) -> String {
    localized(&message!("Type {0} to replace it despite the errors", name))
}

/// The file that a part is from.
pub fn from_file(file: &str) -> String {
    localized(&message!("from {0}", file))
}

/// The name in the cluster's list that a certificate is from.
pub fn from_list(name: &str) -> String {
    localized(&message!("from the cluster’s list ({0})", name))
}

/// How the names are sent.
pub fn sent_together(count: usize) -> String {
    localized(&message!("The cluster checks all {0} certificates before it changes any.", count))
}

/// The same for a cluster that takes one at a time.
pub fn sent_one_by_one(requests: usize) -> String {
    localized(&message!(
        "This cluster takes them in {0} requests, one after the other. If one fails, those before \
         it stay replaced, and those after it aren’t sent.",
        requests
    ))
}

/// A name that was not sent, because one before it failed.
pub fn not_sent(name: &str) -> String {
    localized(&message!("Not sent: {0}. A request before it failed.", name))
}

/// The title of what is to be done after a name was replaced.
pub fn then_do(name: &str) -> String {
    localized(&message!("What to do now for {0}", name))
}

/// How long the page goes on reading the list.
pub fn patience(minutes: i64) -> String {
    localized(&match minutes {
        ..=1 => message!("The page stops trying in about a minute."),
        minutes => message!("The page stops trying in about {0} minutes.", minutes),
    })
}

/// How much speaks against something, if anything.
pub fn objections(errors: usize, warnings: usize) -> String {
    let errors = match errors {
        0 => None,
        1 => Some(message!("1 error")),
        errors => Some(message!("{0} errors", errors)),
    };
    let warnings = match warnings {
        0 => None,
        1 => Some(message!("1 warning")),
        warnings => Some(message!("{0} warnings", warnings)),
    };
    let both: Vec<_> = errors.iter().chain(&warnings).map(localized).collect();
    both.join(", ")
}

/// The dialog's title.
pub fn delete_question(name: &str) -> String {
    localized(&message!("Delete {0}?", name))
}

/// The label of the dialog's text box.
pub fn delete_type(name: &str) -> String {
    localized(&message!("Type {0} to confirm", name))
}

/// A deletion goes on behind the page.
pub fn deleting(name: &str) -> String {
    localized(&message!("Deleting {0}…", name))
}

/// How long the page has been waiting for a response.
pub fn waiting(seconds: i64) -> String {
    localized(&message!("Waiting for the response: {0} s", seconds))
}

/// What was typed is another name.
pub fn delete_mistyped(name: &str) -> String {
    localized(&message!("This doesn’t match {0}.", name))
}

/// What stops working after a deletion.
pub fn delete_stops(what: cert_inventory::Label) -> String {
    localized(&message!("What stops working: {0}.", what))
}

/// A signature was verified with a certificate that is in another entry.
pub fn signed_by(name: &str) -> String {
    localized(&message!("Valid (issuer listed under {0})", name))
}

/// What happened to a name, and the time it was first seen.
pub fn changed_at(change: &Change, time: &str) -> String {
    localized(&message!("{0} (noticed at {1})", change.kind.label(), time))
}

/// Whose private keys can't be compared with others: one name, or how many.
pub fn not_comparable(name: &str, count: usize) -> String {
    localized(&match count {
        1 => message!("can’t compare {0}", name),
        _ => message!("can’t compare {0} keys", count),
    })
}

/// What was checked and is as it should be, and what couldn't be checked.
pub fn found_ok(
    has_notes: bool,
    passed: &[cert_inventory::Label],
    open: &[cert_inventory::Label],
) -> String {
    let list = |checks: &[cert_inventory::Label]| {
        checks.iter().map(|check| localized(&(*check).into())).collect::<Vec<_>>().join(", ")
    };
    let mut text = localized(&match has_notes {
        true => message!("No errors or warnings. Checked and found OK: {0}.", list(passed)),
        false => message!("No findings. Checked and found OK: {0}.", list(passed)),
    });
    if !open.is_empty() {
        text.push(' ');
        text.push_str(&localized(&message!("Couldn’t be checked: {0}.", list(open))));
    }
    text
}

/// The button that shows the filters, and how many of them are set.
pub fn filters(set: usize) -> String {
    match set {
        0 => labels::FILTERS.localized().to_owned(),
        set => format!("{} ({set})", labels::FILTERS.localized()),
    }
}

/// A part that could not be read, and why.
pub fn unreadable(why: Message) -> String {
    localized(&message!("unreadable: {0}", why))
}

/// A search, filters, or both leave no row.
pub fn nothing_matches(search: &str, filters: &[String]) -> String {
    let all = || filters.join(", ");
    localized(&match (search, filters) {
        (search, []) => message!("No certificates match “{0}”.", search),
        ("", _) => message!("No certificates match these filters: {0}.", all()),
        (search, _) => {
            message!("No certificates match “{0}” and these filters: {1}.", search, all())
        }
    })
}

/// A filter and what it's set to.
pub fn filter(label: Label, value: &str) -> String {
    format!("{}: {value}", label.localized())
}

/// The last read failed, and the page shows what was read at this time of the day.
pub fn stale(time: &str) -> String {
    localized(&message!("Refresh failed. Showing data from {0}.", time))
}

/// Where a search found what the row doesn't show.
pub fn found_in(field: Label) -> String {
    localized(&message!("Match in {0}:", cert_inventory::Label(field.0)))
}

/// How many rows a search and filters leave.
pub fn shown_of(shown: usize, all: usize) -> String {
    localized(&message!("Showing {0} of {1}", shown, all))
}

/// The first names in a list, and the number of others.
pub fn first_of(names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut names: Vec<_> = names.take(most).collect();
    names.extend((more > 0).then(|| and_more(more)));
    names.join(", ")
}

/// The number of others in a list.
pub fn and_more(count: usize) -> String {
    localized(&match count {
        1 => message!("and one more"),
        _ => message!("and {0} more", count),
    })
}

/// What is left out of a long text.
pub fn more_characters(count: usize) -> String {
    localized(&message!("{0} more characters", count))
}

/// Certificates that expire too close together for separate marks.
pub fn ends_together(count: usize, expired: bool, within_an_hour: bool) -> String {
    localized(&match (expired, within_an_hour) {
        (true, _) => message!("{0} certificates have expired", count),
        (false, true) => message!("{0} certificates expire within the same hour", count),
        (false, false) => message!("{0} certificates expire around the same time", count),
    })
}

/// When a certificate expires.
pub fn ends_at(instant: &str, expired: bool) -> String {
    localized(&match expired {
        true => message!("expired {0}", instant),
        false => message!("expires {0}", instant),
    })
}

/// When a certificate becomes valid.
pub fn begins_at(instant: &str) -> String {
    localized(&message!("becomes valid {0}", instant))
}

/// Certificates that are too close together for separate marks, where some become valid.
pub fn begin_or_end_together(count: usize, within_an_hour: bool) -> String {
    localized(&match within_an_hour {
        true => message!("{0} certificates become valid or expire within the same hour", count),
        false => message!("{0} certificates become valid or expire around the same time", count),
    })
}

/// A chain certificate in an entry.
pub fn chain_of(name: &str) -> String {
    localized(&message!("CA certificate in {0}", name))
}

/// How many certificates expire after the timeline's end; nothing for none.
pub fn later(count: usize) -> String {
    localized(&match count {
        0 => return String::new(),
        1 => message!("1 more expires later"),
        later => message!("{0} more expire later", later),
    })
}

/// How many certificates have an expiration date that can't be read; nothing for none.
pub fn unreadable_dates(count: usize) -> Option<String> {
    let text = || localized(&message!("{0} with an unreadable expiration date", count));
    (count > 0).then(text)
}

/// How long ago the list was read.
pub fn updated(seconds: i64) -> String {
    localized(&match seconds {
        ..5 => message!("updated just now"),
        5..60 => message!("updated {0} s ago", seconds),
        60..3600 => message!("updated {0} min ago", seconds / 60),
        _ => message!("updated {0} h ago", seconds / 3600),
    })
}

/// How long ago the cluster reported that nothing changed.
pub fn checked(seconds: i64) -> String {
    localized(&match seconds {
        ..5 => message!("checked just now"),
        5..60 => message!("checked {0} s ago", seconds),
        60..3600 => message!("checked {0} min ago", seconds / 60),
        _ => message!("checked {0} h ago", seconds / 3600),
    })
}

/// The session ended after this many idle minutes.
pub fn idle_ended(minutes: u32) -> String {
    localized(&match minutes {
        1 => message!("You were signed out after 1 minute of inactivity. Sign in to continue."),
        minutes => message!(
            "You were signed out after {0} minutes of inactivity. Sign in to continue.",
            minutes
        ),
    })
}

/// The page was idle for too long, where nobody signs in.
pub fn locked(minutes: u32) -> String {
    localized(&message!(
        "This page locked after {0} minutes of inactivity and discarded its data.",
        minutes
    ))
}

/// The session was too long, however busy.
pub fn session_over(hours: u32) -> String {
    localized(&match hours {
        1 => message!(
            "You were signed out after 1 hour, the longest session this site allows. \
                       Sign in to continue."
        ),
        hours => message!(
            "You were signed out after {0} hours, the longest session this site allows. Sign in \
             to continue.",
            hours
        ),
    })
}

/// How long until an idle session ends.
pub fn seconds_left(seconds: i64, is_signed_in: bool) -> String {
    localized(&match is_signed_in {
        true => message!("Signing out in {0} s", seconds),
        false => message!("Locking in {0} s", seconds),
    })
}

/// The number of certificates.
pub fn count(count: usize) -> Message {
    match count {
        1 => message!("1 entry"),
        count => message!("{0} entries", count),
    }
}

/// A file was downloaded, with so many entries.
pub fn saved(file: &str, entries: usize) -> String {
    localized(&message!("Saved {0} ({1}).", file, count(entries)))
}

/// The choice to leave out the rows that search and filters hide.
pub fn only_shown(shown: usize, all: usize) -> String {
    localized(&message!("Only the {0} of {1} rows shown now", shown, all))
}

/// How far a file is written, in percent.
pub fn writing(percent: usize) -> String {
    localized(&message!("Writing the file: {0}%", percent))
}

/// How much of the list is compared, in percent.
pub fn comparing(percent: usize) -> String {
    localized(&message!("Comparing: {0}%", percent))
}

/// A button for tabs that come before those shown.
pub fn previous_tabs(count: usize) -> String {
    localized(&message!("Previous {0}", count))
}

/// A button for tabs that come after those shown.
pub fn next_tabs(count: usize) -> String {
    localized(&message!("Next {0}", count))
}

/// Which of an entry's certificates are shown as PEM.
pub fn first_as_pem(shown: usize, count: usize) -> String {
    localized(&message!(
        "The first {0} of {1} certificates are shown and copied. The download contains all of them.",
        shown,
        count
    ))
}

/// Whether the list differs from an export of an instant, which may have some of the names only.
pub fn compared(changed: usize, unchanged: usize, since: &str, is_whole: bool) -> Message {
    match (changed, unchanged) {
        (0, _) if is_whole => message!("Nothing has changed since {0}.", since),
        (0, 1) => message!("The 1 entry in the export hasn’t changed since {0}.", since),
        (0, same) => {
            message!("The {0} entries in the export haven’t changed since {1}.", same, since)
        }
        (1, 0) => message!("1 entry has changed since {0}.", since),
        (changed, 0) => message!("{0} entries have changed since {1}.", changed, since),
        (1, same) => message!("1 entry has changed since {0}; {1} are unchanged.", since, same),
        (changed, same) => {
            message!("{0} entries have changed since {1}; {2} are unchanged.", changed, since, same)
        }
    }
}

/// Which file was compared, and the instant that the cluster's list is of.
pub fn compared_with(file: &str, as_of: &str) -> String {
    localized(&message!("Compared {0} with the cluster’s list of {1}.", file, as_of))
}

/// The same where the list could not be read for the comparison.
pub fn compared_with_stale(as_of: &str) -> String {
    localized(&message!("Refresh failed. Compared with the list of {0}.", as_of))
}

/// How many names an export of some rows leaves open.
pub fn not_compared(count: usize) -> String {
    localized(&match count {
        0 => message!(
            "The export contains only some of the certificates that the cluster had then. Other \
             names may have been removed since."
        ),
        1 => message!(
            "The export contains only some of the certificates. 1 other name can’t be compared."
        ),
        count => message!(
            "The export contains only some of the certificates. {0} other names can’t be compared.",
            count
        ),
    })
}

/// The title of the printed page.
pub fn audit_title(cluster: &str) -> String {
    match cluster {
        "" => labels::TABLE.localized().to_owned(),
        cluster => localized(&message!("Certificates for {0}", cluster)),
    }
}

/// The instant that the printed list is of.
pub fn list_of(instant: &str) -> String {
    localized(&message!("List as of {0}. Private keys aren’t included.", instant))
}

/// Who printed it, from which cluster, and when.
pub fn printed_by(user: Option<&str>, cluster: Option<&str>, instant: &str) -> String {
    localized(&match (user, cluster) {
        (Some(user), Some(cluster)) => {
            message!("Printed by {0} on {1} at {2}", user, cluster, instant)
        }
        (Some(user), None) => message!("Printed by {0} at {1}", user, instant),
        (None, Some(cluster)) => message!("Printed on {0} at {1}", cluster, instant),
        (None, None) => message!("Printed at {0}", instant),
    })
}

/// All names of the printed page, and how many of them have each verdict.
pub fn names_counted(count: usize, verdicts: &str) -> String {
    localized(&match count {
        1 => message!("1 name: {0}", verdicts),
        count => message!("{0} names: {1}", count, verdicts),
    })
}

/// The title of one certificate of several on paper.
pub fn certificate_title(number: usize, count: usize, is_leaf: bool) -> String {
    localized(&match is_leaf {
        true => message!("Certificate {0} of {1} (leaf)", number, count),
        false => message!("Certificate {0} of {1}", number, count),
    })
}

/// How much of a validity period has passed.
pub fn elapsed(days: i64, of: i64) -> String {
    localized(&message!("day {0} of {1}", days, of))
}

/// How much of a validity is left.
pub fn percent_left(percent: u8) -> String {
    localized(&message!("{0}% left", percent))
}

/// The versions of the cluster's nodes, oldest first; empty where they are not known.
pub fn versions(versions: &[Version]) -> String {
    let message = match versions {
        [] => return String::new(),
        [only] => message!("version {0}", only.to_string()),
        [older @ .., newest] => {
            let older: Vec<_> = older.iter().map(ToString::to_string).collect();
            message!("version {0}, upgrading to {1}", older.join(", "), newest.to_string())
        }
    };
    localized(&message)
}

/// How many have a verdict.
pub fn verdict_count(verdict: Verdict, count: usize) -> String {
    format!("{count} {}", self::verdict(verdict))
}

/// Rows of this verdict, after their number.
pub fn verdict(verdict: Verdict) -> String {
    localized(&verdict.label().into())
}

/// The browser's clock and the cluster's differ by this many seconds.
pub fn clock_skew(ahead: i64) -> String {
    let minutes = ahead.unsigned_abs() / 60;
    let amount = match minutes {
        ..120 => message!("{0} minutes", minutes),
        120..2880 => message!("{0} hours", minutes / 60),
        _ => message!("{0} days", minutes / 1440),
    };
    localized(&if ahead > 0 {
        message!(
            "This computer’s clock is {0} ahead of the cluster’s. Days until expiration are based \
             on this computer’s clock, so correct the clock that’s wrong.",
            amount
        )
    } else {
        message!(
            "This computer’s clock is {0} behind the cluster’s. Days until expiration are based \
             on this computer’s clock, so correct the clock that’s wrong.",
            amount
        )
    })
}

/// Which of an entry's certificates is meant, if not its own.
pub fn certificate_of(number: usize, count: usize) -> String {
    localized(&message!("certificate {0} of {1}", number, count))
}
