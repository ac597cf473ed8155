//! Exports the inventory as CSV, RFC 4180, for spreadsheets.
//!
//! It starts with a byte order mark; without one, Excel decodes the file in the system's code page
//! and garbles every non-ASCII name. Python calls this encoding `utf-8-sig`.
//!
//! Anyone who issues a certificate or names an entry chooses text that a spreadsheet may read as a
//! formula, or as a number or date whose digits it then changes. Invisible characters, including
//! line breaks and tabs, are made [`visible`]. A value that a spreadsheet would not read as text is
//! prefixed with an apostrophe, `'`, or if it may be a date, with `'’`, because SheetJS recognizes
//! dates after a plain one. To restore the original text, remove these prefixes at the start and
//! after each semicolon. Semicolons count, because Excel splits fields at them, even inside quotes,
//! where the comma is the decimal separator.

use std::iter;

use crate::asn1::time::Timestamp;
use crate::findings::rule::Context;
use crate::findings::rules::Finding;
use crate::findings::verdict::{Assessment, assess};
use crate::inventory::item::Item;
use crate::inventory::license::License;
use crate::text::hex::hex;
use crate::text::visible::visible;
use crate::x509::certificate::Certificate;

/// The columns in their order; these names stay the same. The last seven are about the entry as a
/// whole and stand in the row of its leaf.
pub const COLUMNS: [&str; 28] = [
    // Of the entry, in each of its rows.
    "name",
    "title",
    "required",
    // Per entry, set once: what decides, dates and all else.
    "verdict",
    "verdict_reason",
    // Per certificate. The first one sent has position 1.
    "position",
    "is_leaf",
    "date_status",
    "days_left",
    "percent_left",
    "not_before",
    "not_after",
    "subject",
    "issuer",
    "sans",
    "extended_key_usage",
    "serial",
    "sha256",
    "signature",
    "key_kind",
    "key_curve",
    "key_bits",
    // Per entry, set once.
    "private_key",
    "private_key_reused_by",
    "entry_date_status",
    "findings",
    "problems",
    "affects",
];

type Row = [String; COLUMNS.len()];

/// A row a certificate, or one for an entry without certificates; never a private key, only
/// [whether it matches](crate::KeyMatch::word). The last row is the cluster's license, where that
/// is known: it has no position, which every certificate has.
///
/// Times are RFC 3339 in UTC. `days_left` are calendar days in UTC, negative once it has expired
/// and empty where there is no end; `percent_left` is the share of its lifetime. In a list `; ` stands between two values, and `\` before a
/// `\` or `;` of a value. A field is empty where nothing is known, or a part can't be read.
#[must_use]
pub fn csv<'a>(items: impl IntoIterator<Item = &'a Item>, context: &Context<'_>) -> String {
    csv_pieces(items, context).collect()
}

/// The same, row by row.
pub fn csv_pieces<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    context: &Context<'_>,
) -> impl Iterator<Item = String> {
    let head = || written("\u{feff}", &COLUMNS);
    let rows_of = move |item: &'a Item| {
        let item = item.with_signatures(context.signatures);
        let assessment = assess(&item, context);
        let count = item.certificates.len().max(1);
        (0..count).map(move |index| written("", &row(&item, &assessment, index, context)))
    };
    let license = context.license.into_iter();
    let license = license.map(|license| written("", &license_row(&license, context)));
    iter::once_with(head).chain(items.into_iter().flat_map(rows_of)).chain(license)
}

fn license_row(license: &License, context: &Context<'_>) -> Row {
    let expiry = license.expiry(context.now, &context.thresholds);
    let of = |column: &str| match column {
        "name" => "license".to_owned(),
        "title" => "Cluster license".to_owned(),
        "date_status" => expiry.id().to_owned(),
        "days_left" => days_left(license.expiration, context.now),
        "percent_left" => percent(license.percent_left(context.now)),
        "not_before" => license.activation.map(|time| time.to_string()).unwrap_or_default(),
        "not_after" => license.expiration.to_string(),
        _ => String::new(),
    };
    COLUMNS.map(of)
}

fn row(item: &Item, assessment: &Assessment, index: usize, context: &Context<'_>) -> Row {
    let known = item.known();
    let certificate = item.certificates.get(index);
    let is_leaf = item.chain.leaf == certificate.map(|_| index);
    let of = |fact: &dyn Fn(&Certificate) -> Option<String>| {
        certificate.and_then(fact).unwrap_or_default()
    };
    let of_item = |fact: &dyn Fn() -> String| if is_leaf { fact() } else { String::new() };
    let key = |fact: &dyn Fn(&crate::PublicKey) -> Option<String>| {
        of(&|certificate| fact(certificate.public_key.as_ref().ok()?))
    };
    [
        text(&item.name),
        known.map_or("", |known| known.title.0).to_owned(),
        known.map(|known| known.required.to_string()).unwrap_or_default(),
        of_item(&|| assessment.verdict.id().to_owned()),
        of_item(&|| assessment.fact().map(|fact| fact.to_string()).unwrap_or_default()),
        of(&|_| Some((index + 1).to_string())),
        of(&|_| Some(is_leaf.to_string())),
        of(&|it| Some(it.expiry(context.now, &context.thresholds).id().to_owned())),
        of(&|it| it.not_after.ok().map(|end| days_left(end, context.now))),
        of(&|it| Some(percent(it.percent_left(context.now)))),
        of(&|it| it.not_before.ok().map(|time| time.to_string())),
        of(&|it| it.not_after.ok().map(|time| time.to_string())),
        of(&|it| it.subject.as_ref().ok().map(|name| text(&name.to_string()))),
        of(&|it| it.issuer.as_ref().ok().map(|name| text(&name.to_string()))),
        of(&|it| it.sans().ok().map(|names| list(names.iter().map(ToString::to_string)))),
        of(&|it| it.extended_key_usage().ok()?.map(|usage| list(usage.names().map(str::to_owned)))),
        of(&|it| it.serial.as_ref().ok().map(|serial| text(&serial.to_string()))),
        of(&|it| Some(text(&hex(&it.sha256)))),
        of(&|it| it.signature.as_ref().ok().map(|signature| text(signature.shown_name()))),
        key(&|key| Some(text(key.kind.name()))),
        key(&|key| key.kind.curve().map(text)),
        key(&|key| key.bits.map(|bits| bits.to_string())),
        of_item(&|| item.key_match.id().to_owned()),
        of_item(&|| {
            let (names, more) = item.some_of_key_reused_by();
            let more = (more > 0).then(|| format!("(and {more} more)"));
            list(names.into_iter().map(str::to_owned).chain(more))
        }),
        of_item(&|| item.status(context.now, &context.thresholds).to_owned()),
        of_item(&|| list(assessment.findings.iter().map(rule))),
        of_item(&|| problems(item)),
        of_item(&|| assessment.reach.whom(item).map(|it| it.to_string()).unwrap_or_default()),
    ]
}

fn days_left(end: Timestamp, now: Timestamp) -> String {
    match end {
        Timestamp::NEVER_EXPIRES => String::new(),
        end => (end.day() - now.day()).to_string(),
    }
}

fn percent(left: Option<u8>) -> String {
    left.map(|left| left.to_string()).unwrap_or_default()
}

/// `san-missing (warning)`.
fn rule(finding: &Finding) -> String {
    [finding.rule.id(), " (", finding.severity.id(), ")"].concat()
}

/// Each problem's entry and description: `api_key: It is empty.`
fn problems(item: &Item) -> String {
    let sentences = item.problems.iter();
    let sentences = sentences.map(|problem| [&problem.entry, ": ", &problem.to_string()].concat());
    text(&sentences.collect::<Vec<_>>().join(" "))
}

fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> =
        values.map(|value| value.replace('\\', "\\\\").replace(';', "\\;")).collect();
    text(&values.join("; "))
}

/// Escapes untrusted text so that a spreadsheet reads it as text.
fn text(text: &str) -> String {
    let shown = visible(text);
    let mut harmless = String::with_capacity(shown.len() + 1);
    for (index, piece) in shown.split(';').enumerate() {
        if index > 0 {
            harmless.push(';');
        }
        if is_more_than_text(piece) {
            harmless.push_str(if hides_a_date(piece) { "'’" } else { "'" });
        }
        harmless.push_str(piece);
    }
    harmless
}

/// Whether a spreadsheet may read it as a formula, number, date, or boolean. Only a leading letter
/// indicates text, unless a date follows; of values with a leading digit, only fingerprints and
/// long serial numbers are recognized as text. A leading apostrophe counts, too, so that removing
/// one always restores the original.
fn is_more_than_text(piece: &str) -> bool {
    let piece = piece.trim();
    match piece.chars().next() {
        None => false,
        Some(first) if first.is_alphabetic() => is_truth_value(piece) || may_be_date(piece),
        Some(first) => !(first.is_ascii_digit() && is_long_hex(piece)),
    }
}

fn is_truth_value(piece: &str) -> bool {
    ["true", "false"].iter().any(|value| piece.eq_ignore_ascii_case(value))
}

/// One or two words followed by digits, as in `Feb-2024` or `Tue Feb 6 2024 5:30 PM`, in any
/// language. Also matches names of numbered things.
fn may_be_date(piece: &str) -> bool {
    let Some(digit) = piece.find(|c: char| c.is_ascii_digit()) else { return false };
    let (words, rest) = piece.split_at(digit);
    let is_between = |c: char| " .,/-".contains(c);
    let mut letters = words.split(is_between).map(|word| word.chars().count());
    let is_short = letters.clone().filter(|count| *count > 0).count() < 3;
    let is_plain = words.chars().all(|c| c.is_alphabetic() || is_between(c));
    piece.as_bytes().get(..3).is_some_and(is_month)
        || is_plain
            && is_short
            && letters.any(|count| count > 2)
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || is_between(c) || ":+AaPpMmTtZz".contains(c))
}

/// Whether it may be a date even after a plain apostrophe: a digit and a month, or three numbers. A
/// leading `’` counts, too, so that removing the prefix always restores the original.
fn hides_a_date(piece: &str) -> bool {
    let numbers = piece.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let has_month = || piece.as_bytes().windows(3).any(is_month);
    numbers > 2 || numbers > 0 && has_month() || piece.starts_with('’')
}

/// English only, as in SheetJS.
fn is_month(letters: &[u8]) -> bool {
    let months = b"janfebmaraprmayjunjulaugsepoctnovdec";
    months.chunks(3).any(|month| letters.eq_ignore_ascii_case(month))
}

/// Hexadecimal with several letters far apart, which can be neither a number in exponent notation
/// nor a date.
fn is_long_hex(piece: &str) -> bool {
    let letters = piece.split(|c: char| c.is_ascii_digit()).filter(|run| !run.is_empty());
    piece.len() > 15 && piece.bytes().all(|byte| byte.is_ascii_hexdigit()) && letters.count() > 2
}

/// A row after a beginning.
fn written(beginning: &str, fields: &[impl AsRef<str>]) -> String {
    let mut csv = beginning.to_owned();
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        push_field(&mut csv, field.as_ref());
    }
    csv.push_str("\r\n");
    csv
}

fn push_field(csv: &mut String, field: &str) {
    if !field.contains([',', ';', '"', '\r', '\n']) {
        csv.push_str(field);
        return;
    }
    csv.push('"');
    for (index, piece) in field.split('"').enumerate() {
        if index > 0 {
            csv.push_str("\"\"");
        }
        csv.push_str(piece);
    }
    csv.push('"');
}
