//! Terminal commands to copy.

use cert_inventory::commands;
use leptos::html;
use leptos::prelude::*;

use super::copy_text::copy_text;
use super::strings::labels;
use crate::language;

/// Characters of a word that fits a line on a phone.
const SHORT: usize = 30;

/// A command with a copy button.
#[component]
pub fn Command(text: String) -> impl IntoView {
    view! {
        <div class="command">
            <code>{words(&text)}</code>
            {copy_text(labels::COMMAND_COPY, text)}
        </div>
    }
}

/// Commands, each after what it's for.
pub fn all_commands(commands: Vec<commands::Command>) -> impl IntoView {
    let view = |command: commands::Command| {
        view! {
            <p>{command.what.localized(language::translations())}</p>
            <Command text=command.text />
        }
    };
    commands.into_iter().map(view).collect_view()
}

/// What the words in capitals in these commands stand for.
pub fn placeholders(commands: &[commands::Command]) -> impl IntoView + use<> {
    let rows = commands::placeholders(commands).into_iter().map(|(word, meaning)| {
        view! {
            <dt>{word}</dt>
            <dd>{meaning.localized(language::translations())}</dd>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <p class="quiet-text">{labels::PLACEHOLDERS}</p>
            <dl class="placeholders">{rows}</dl>
        }
    })
}

/// A command that wraps between words. A long address, which no line has room for, wraps after a
/// slash.
fn words(text: &str) -> impl IntoView + use<> {
    // One text between two places to wrap, not one a word.
    let mut parts = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let pieces: Vec<&str> = match word.len() > SHORT {
            true => word.split_inclusive('/').collect(),
            false => vec![word],
        };
        for (at, piece) in pieces.into_iter().enumerate() {
            if at > 0 {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push_str(piece);
            }
        }
    }
    parts.into_iter().map(|part| (part, html::wbr())).collect_view()
}
