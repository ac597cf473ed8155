//! Exports the inventory as JSON, for programs. Facts are verbatim, invisible characters included:
//! programs compare them, and JSON escapes them where necessary.

use std::iter;

use serde::ser::Serialize;
use serde_json::{Value, json};

use crate::findings::rule::Context;
use crate::findings::rules::Finding;
use crate::findings::verdict::assess;
use crate::inventory::item::Item;
use crate::inventory::json::LoadError;
use crate::inventory::problem::Problem;
use crate::keys::private_key::KeyMatch;
use crate::text::hex::hex;
use crate::text::sorted::sorted;
use crate::x509::algorithm::KeyKind;
use crate::x509::certificate::Certificate;

/// What `format` says in every file.
pub const FORMAT: &str = "certdeck-certificates";

/// The version of the format, in `format_version`. It rises when what [`compare`](crate::compare)
/// reads changes its meaning or its place; new members alone don't raise it.
pub const FORMAT_VERSION: u64 = 1;
/// What the format of a file with the lists of several clusters is called; see
/// [`Snapshot::read_several`](crate::Snapshot::read_several).
pub const CLUSTERS_FORMAT: &str = "certdeck-clusters";

/// How much of a list a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every name.
    Whole,
    /// The names that a search or filter left.
    Filtered,
}

/// `{"format", "format_version", "filtered", "cluster": {"name", "versions", "license"}, "time",
/// "certificates": [{"name", "status", "verdict", "verdict_reason", "affects", "impact", "chain", "leaf", "key",
/// "findings"}], "errors": [{"entry", "problem"}]}`, indented, without a line break at the end.
///
/// `status` is that of the dates alone, whatever else is wrong: `verdict` is what decides.
///
/// `time` is the instant that all is judged by, and `leaf` an index in `chain`. Times are RFC 3339,
/// hexadecimal is in lower case, and what isn't there or can't be read is `null`. `errors` holds
/// `problems`, those of no item, and then the problems of each item.
///
/// Of the names that share an item's key, `reused_by` has 20 at most, and `reused_by_more` the number
/// of others. Where that is needed, `shared_keys` has all names of every shared key, each once.
#[must_use]
pub fn json<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    problems: &[Problem],
    extent: Extent,
    context: &Context<'_>,
) -> String {
    let items: Vec<&Item> = items.into_iter().collect();
    json_pieces(&items, problems, extent, context).collect()
}

/// The same, item by item.
pub fn json_pieces<'a>(
    items: &'a [&'a Item],
    problems: &'a [Problem],
    extent: Extent,
    context: &'a Context<'_>,
) -> impl Iterator<Item = String> {
    let certificate = |found: &&Item| item(&found.with_signatures(context.signatures), context);
    let all_problems = problems.iter().chain(items.iter().flat_map(|item| &item.problems));
    let text = |text: &str| iter::once(text.to_owned());
    let end = move || {
        let mut end = member("filtered", &(extent == Extent::Filtered));
        end += &member("format", &FORMAT);
        end += &member("format_version", &FORMAT_VERSION);
        if items.iter().any(|item| item.some_of_key_reused_by().1 > 0) {
            end += &member("shared_keys", &shared_keys(items));
        }
        end += &member("time", &context.now.to_string());
        // The last one has no comma.
        end.truncate(end.len() - 1);
        end + "\n}"
    };
    text("{\n  \"certificates\": ")
        .chain(array(items.iter().map(certificate)))
        .chain(iter::once_with(|| member("cluster", &cluster(context))))
        .chain(text("\n  \"errors\": "))
        .chain(array(all_problems.map(problem)))
        .chain(iter::once_with(end))
}

/// A member of the document, with a comma.
fn member(name: &str, value: &impl Serialize) -> String {
    ["\n  \"", name, "\": ", &indented(value, "  "), ","].concat()
}

/// An array that is a member of the document, with a comma, element by element.
fn array(elements: impl Iterator<Item = Value>) -> impl Iterator<Item = String> {
    let (mut elements, mut before) = (elements.map(Some).chain(iter::once(None)), "[");
    iter::from_fn(move || {
        let piece = match (elements.next()?, before) {
            (Some(element), _) => [before, "\n    ", &indented(&element, "    ")].concat(),
            (None, "[") => "[],".to_owned(),
            (None, _) => "\n  ],".to_owned(),
        };
        before = ",";
        Some(piece)
    })
}

/// A value as it's written this deep in the document.
fn indented(value: &impl Serialize, indentation: &str) -> String {
    // Writing to a string can't fail. A text's own line breaks are escaped.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.replace('\n', &["\n", indentation].concat())
}

/// The names of each key that several have.
fn shared_keys<'a>(items: &[&'a Item]) -> Vec<&'a [String]> {
    let mut groups: Vec<&[String]> = items.iter().map(|item| &*item.key_shared_by).collect();
    groups.retain(|names| !names.is_empty());
    let mut groups = sorted(groups, |a, b| a.first().cmp(&b.first()));
    groups.dedup_by(|a, b| std::ptr::eq(*a, *b));
    groups
}

/// The same for an unreadable body: no certificates, and one error without an entry.
#[must_use]
pub fn json_of_error(error: &LoadError) -> String {
    let error = json!({ "entry": null, "problem": error.to_string() });
    format!("{:#}", document(Vec::new(), vec![error]))
}

fn document(certificates: Vec<Value>, errors: Vec<Value>) -> Value {
    json!({
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "certificates": certificates,
        "errors": errors,
    })
}

fn cluster(context: &Context<'_>) -> Value {
    let license = context.license.map(|license| {
        json!({
            "not_before": license.activation.map(|time| time.to_string()),
            "not_after": license.expiration.to_string(),
            "status": license.expiry(context.now, &context.thresholds).id(),
            "percent_left": license.percent_left(context.now),
        })
    });
    json!({
        "name": context.fqdn,
        "versions": context.versions.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "license": license,
    })
}

fn item(item: &Item, context: &Context<'_>) -> Value {
    let assessment = assess(item, context);
    json!({
        "name": item.name,
        "status": item.status(context.now, &context.thresholds),
        "verdict": assessment.verdict.id(),
        "verdict_reason": assessment.fact().map(|fact| fact.to_string()),
        "affects": assessment.reach.whom(item).map(|whom| whom.to_string()),
        "impact": assessment.reach.message(item).map(|impact| impact.to_string()),
        "chain": item.certificates.iter().map(|it| certificate(it, context)).collect::<Vec<_>>(),
        "leaf": item.chain.leaf,
        "key": key(item),
        "findings": assessment.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn certificate(certificate: &Certificate, context: &Context<'_>) -> Value {
    let usage = certificate.extended_key_usage().ok().flatten();
    let public_key = certificate.public_key.as_ref().ok();
    let sans: Vec<String> =
        certificate.sans().unwrap_or_default().iter().map(ToString::to_string).collect();
    json!({
        "version": certificate.version.ok(),
        "subject": text(&certificate.subject),
        "issuer": text(&certificate.issuer),
        "serial": text(&certificate.serial),
        "not_before": text(&certificate.not_before),
        "not_after": text(&certificate.not_after),
        "percent_left": certificate.percent_left(context.now),
        "sans": sans,
        "extended_key_usage": usage.as_ref().map(|usage| usage.names().collect::<Vec<_>>()),
        "key": public_key.map(|key| {
            let spki_sha256 = certificate.spki_sha256().ok().map(|digest| hex(&digest));
            let facts = json!({ "bits": key.bits, "spki_sha256": spki_sha256 });
            with_kind(Some(&key.kind), facts)
        }),
        "signature": certificate.signature.as_ref().ok().map(|signature| signature.name()),
        "sha256": hex(&certificate.sha256),
        "sha1": hex(&certificate.sha1()),
        "ca": certificate.is_ca(),
    })
}

/// Null if no key is expected and none exists.
fn key(item: &Item) -> Value {
    if item.key_match == KeyMatch::NotExpected {
        return Value::Null;
    }
    let found = item.key.as_ref();
    let (names, more) = item.some_of_key_reused_by();
    let mut facts = json!({
        "bits": found.and_then(|key| key.bits),
        "spki_sha256": found.and_then(|key| key.spki_sha256()).map(|digest| hex(digest)),
        "match": item.key_match.id(),
        "reused_by": names,
    });
    if more > 0
        && let Value::Object(facts) = &mut facts
    {
        facts.insert("reused_by_more".to_owned(), more.into());
    }
    with_kind(found.and_then(|key| key.kind.as_ref()), facts)
}

fn with_kind(kind: Option<&KeyKind>, mut facts: Value) -> Value {
    if let Value::Object(facts) = &mut facts {
        facts.insert("kind".to_owned(), kind.map(KeyKind::name).into());
        if let Some(curve) = kind.and_then(KeyKind::curve) {
            facts.insert("curve".to_owned(), curve.into());
        }
    }
    facts
}

fn finding(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule.id(),
        "severity": finding.severity.id(),
        "meaning": finding.meaning.to_string(),
        "remedy": finding.remedy.to_string(),
    })
}

fn problem(problem: &Problem) -> Value {
    json!({ "entry": problem.entry, "problem": problem.to_string() })
}

fn text<T: ToString, E>(part: &Result<T, E>) -> Option<String> {
    part.as_ref().ok().map(ToString::to_string)
}
