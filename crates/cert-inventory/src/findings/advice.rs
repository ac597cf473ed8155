//! What to do about an item's findings, as steps: get a certificate, put it in place, verify it.
//!
//! Several findings ask for the same, and one new certificate can satisfy them all.

use crate::findings::commands::{Command, replacing, request, verifying};
use crate::findings::rule::{Context, Get, IssuedBy, Remedy};
use crate::findings::rules::{Finding, Severity};
use crate::findings::subjects::joined;
use crate::findings::tasks::{Task, follow_ups};
use crate::inventory::item::Item;
use crate::text::message::Message;

/// The steps for an item, and its commands even where there is nothing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// What to get, in sentences; empty if nothing has to be replaced.
    pub get: Vec<Message>,
    /// The command that creates what to send to a CA, or a self-signed certificate.
    pub request: Option<Command>,
    /// The commands that put it in place, each of them enough; the first is the simplest.
    pub replace: Vec<Command>,
    /// What to know and to do before that.
    pub cautions: Vec<Message>,
    /// What has to follow it elsewhere.
    pub afterward: Vec<Task>,
    /// The command that shows whether it works.
    pub verify: Option<Command>,
    /// What else to do.
    pub others: Vec<Message>,
}

/// What to do about an item with these findings. Where some are errors or warnings, nothing has to
/// be done about notes.
#[must_use]
pub fn advice(item: &Item, findings: &[Finding], context: &Context<'_>) -> Advice {
    let is_serious = findings.iter().any(|finding| finding.severity != Severity::Note);
    let mut advice = Advice {
        replace: replacing(item, context.fqdn, context.version()),
        verify: verifying(item, context.fqdn),
        ..Advice::default()
    };
    let mut wanted: Vec<Message> = Vec::new();
    let mut new = None;
    for finding in findings.iter().filter(|it| !is_serious || it.severity != Severity::Note) {
        match &finding.remedy {
            Remedy::Replace { get, cautions } => {
                match get {
                    Get::New { from, with } => {
                        new = Some(*from);
                        wanted.extend(with.clone());
                    }
                    Get::Other(sentence) => add(&mut advice.get, sentence),
                }
                cautions.iter().for_each(|caution| add(&mut advice.cautions, caution));
            }
            Remedy::Rotate(sentence) => add(&mut advice.get, sentence),
            Remedy::Other(sentence) => add(&mut advice.others, sentence),
        }
    }
    if let Some(from) = new {
        let get = Get::New { from, with: joined(wanted.into_iter()) };
        advice.get.insert(0, get.message());
        advice.request = match from {
            IssuedBy::Ca | IssuedBy::SelfSigned => {
                request(item, context.fqdn, from == IssuedBy::SelfSigned)
            }
            IssuedBy::Owner(_) => None,
        };
    }
    if !advice.get.is_empty() {
        let (before, after): (Vec<_>, Vec<_>) =
            follow_ups(item, context.fqdn).into_iter().partition(|task| task.is_before);
        advice.cautions.extend(before.into_iter().map(|task| task.what));
        advice.afterward = after;
    }
    advice
}

fn add(sentences: &mut Vec<Message>, sentence: &Message) {
    if !sentences.contains(sentence) {
        sentences.push(sentence.clone());
    }
}
