//! What the files contain: which part is what, from which file, and what isn't used. Of a private key,
//! public facts alone.

use cert_inventory::{KEY_HIDDEN, KeyMatch, LeftOut, Link, Source, Submission};
use leptos::prelude::*;
use panel_logic::file_name::file_name;

use crate::language;
use crate::state::{Draft, Tray};
use crate::ui::command::Command;
use crate::ui::kit::{Icon, download};
use crate::ui::private_key::{describe, key_match_badge};
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::{breakable, shown};

/// What is shown, so that it's drawn anew only if it changes.
#[derive(Clone, PartialEq)]
struct Contents {
    /// Each certificate that is sent: what it is, its subject, and where it's from.
    certificates: Vec<(Label, String, String)>,
    key: Option<(String, KeyMatch)>,
    left_out: Vec<LeftOut>,
    unread: Vec<String>,
    /// The leaves to choose from, if there are several.
    choices: Vec<String>,
    is_empty: bool,
}

impl Contents {
    fn of(draft: &Draft) -> Self {
        let submission = draft.submission();
        let certificates = submission.map(|it| certificates(it, &draft.files)).unwrap_or_default();
        let key = submission.and_then(|it| Some((describe(it.item().key.as_deref()?), it)));
        let all = &draft.sorted.submissions;
        Self {
            certificates,
            key: key.map(|(kind, it)| (kind, it.item().key_match)),
            left_out: draft.sorted.left_out.clone(),
            unread: draft.unread.clone(),
            choices: if all.len() > 1 { all.iter().map(subject).collect() } else { Vec::new() },
            is_empty: draft.is_empty(),
        }
    }
}

fn certificates(submission: &Submission, files: &[String]) -> Vec<(Label, String, String)> {
    let all = submission.item().certificates.iter().zip(submission.sources()).enumerate();
    let row = |(at, (certificate, source)): (usize, (&cert_inventory::Certificate, &Source))| {
        let source = match source {
            Source::File(index) => {
                phrases::from_file(&shown(files.get(*index).map_or("", String::as_str)))
            }
            Source::Listed(name) => phrases::from_list(&shown(name)),
        };
        let subject = certificate.shown_name().unwrap_or_default();
        (role(submission, at), shown(&subject), source)
    };
    all.map(row).collect()
}

/// What a certificate is among those that are sent.
fn role(submission: &Submission, at: usize) -> Label {
    let item = submission.item();
    match item.chain.links.get(at) {
        _ if item.trust().is_some() => labels::ROLE_CA,
        _ if item.chain.leaf == Some(at) => labels::ROLE_LEAF,
        Some(Link::SelfSigned) => labels::ROLE_ROOT,
        _ => labels::ROLE_INTERMEDIATE,
    }
}

fn subject(submission: &Submission) -> String {
    let leaf = submission.item().leaf().and_then(cert_inventory::Certificate::shown_name);
    shown(&leaf.unwrap_or_default())
}

#[component]
pub fn Files(tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let of_draft =
        move |look: fn(&Draft) -> bool| name.with_value(|name| tray.with(name, look)) == Some(true);
    let is_reading = Memo::new(move |_| of_draft(Draft::is_reading));
    let contents = Memo::new(move |_| name.with_value(|name| tray.with(name, Contents::of)));
    let status = move || is_reading.get().then(|| labels::FILES_READING.localized());
    let list = move || {
        let contents = contents.get().filter(|contents| !contents.is_empty)?;
        Some(found(contents, tray, name))
    };
    view! {
        <p class="visually-hidden" role="status">
            {status}
        </p>
        {list}
    }
}

fn found(contents: Contents, tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let Contents { certificates, key, left_out, unread, choices, .. } = contents;
    let missing = certificates.is_empty();
    let forget = move |_| tray.forget(&name.get_value());
    let save = move |_| {
        let text = |draft: &Draft| draft.submission().map(Submission::certificate_text);
        let name = name.get_value();
        if let Some(text) = untrack(|| tray.with(&name, text)).flatten() {
            download(&file_name(&name, "_cert.pem"), "text/plain", &text);
        }
    };
    let rows = certificates.into_iter().map(|(role, subject, source)| {
        view! {
            <li>
                <strong>{role}</strong>
                <span>{breakable(&subject)} {" "} <span class="quiet-text">{source}</span></span>
            </li>
        }
    });
    let key = key.map(|(kind, key_match)| {
        view! {
            <li>
                <strong>{labels::PRIVATE_KEY}</strong>
                <span class="line">
                    {kind} {" "}
                    <span class="quiet-text">{KEY_HIDDEN.localized(language::translations())}</span>
                    {" "} {key_match_badge(&key_match)}
                </span>
            </li>
        }
    });
    let choices = (!choices.is_empty()).then(|| {
        let choice = |(at, subject): (usize, String)| {
            let is_chosen = move || {
                let chosen = |draft: &Draft| draft.chosen;
                name.with_value(|name| tray.with(name, chosen)) == Some(at)
            };
            let choose = move |_| {
                let name = name.get_value();
                tray.update(&name, |draft| draft.chosen = at);
            };
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name=name.with_value(|name| format!("which-{name}"))
                        prop:checked=is_chosen
                        on:change=choose
                    />
                    {subject}
                </label>
            }
        };
        view! {
            <fieldset class="choices">
                <legend>{labels::WHICH_CERTIFICATE}</legend>
                {choices.into_iter().enumerate().map(choice).collect_view()}
            </fieldset>
        }
    });
    let unread = unread.into_iter().map(|file| {
        let why = labels::FILE_UNREAD.localized().to_owned();
        not_used(file, why, None)
    });
    let left_out = left_out.into_iter().map(|left_out| {
        let why = language::localized(&left_out.message());
        not_used(left_out.file, why, left_out.reason.command())
    });
    let left_out: Vec<_> = unread.chain(left_out).collect();
    let left_out = (!left_out.is_empty()).then(|| {
        view! {
            <h3>{labels::FILES_LEFT_OUT}</h3>
            <ul class="plain left-out">{left_out}</ul>
        }
    });
    let download_button = (!missing).then(|| {
        view! {
            <button type="button" title=labels::SENT_NOTE on:click=save>
                <Icon name="download" />
                <span>{labels::SENT_DOWNLOAD}</span>
            </button>
        }
    });
    view! {
        <h3>{labels::FILES_FOUND}</h3>
        {missing.then(|| view! { <p role="status">{labels::NEEDS_CERTIFICATE}</p> })}
        <ul class="plain contents">{rows.collect_view()} {key}</ul>
        {choices}
        {left_out}
        <div class="buttons">
            {download_button} <button type="button" class="quiet" on:click=forget>
                {labels::FILES_FORGET}
            </button>
        </div>
    }
}

fn not_used(file: String, why: String, command: Option<&'static str>) -> impl IntoView {
    view! {
        <li>
            <strong>{breakable(&shown(&file))}</strong>
            <p>{why}</p>
            {command.map(|text| view! { <Command text=text.to_owned() /> })}
        </li>
    }
}
