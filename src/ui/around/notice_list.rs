//! Outcomes: a failure until somebody dismisses it, a success for as long as it takes to read.

use std::time::Duration;

use cert_inventory::{Message, Tone};
use leptos::html;
use leptos::prelude::*;

use crate::language::localized;
use crate::state::Notices;
use crate::ui::kit::{Icon, focus};
use crate::ui::strings::labels;

/// How long a success stays after its last sentence, unless somebody points at it.
const READING_TIME: Duration = Duration::from_secs(10);

/// Two live regions: one speaks when there is a pause, the other at once.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    view! {
        <div class="notices">
            <NoticesOf notices tone=Tone::Failure />
            <div role="status" aria-atomic="false">
                <NoticesOf notices tone=Tone::Success />
            </div>
        </div>
    }
}

#[component]
fn NoticesOf(notices: Notices, tone: Tone) -> impl IntoView {
    let (class, icon, role) = match tone {
        Tone::Failure => ("notice failure", "error", Some("alert")),
        Tone::Success => ("notice success", "check", None),
    };
    let ids = move || {
        notices.queue.with(|queue| queue.of(tone).map(|notice| notice.id).collect::<Vec<_>>())
    };
    let notice = move |id: u32| {
        let node = NodeRef::<html::Div>::new();
        let sentences = Memo::new(move |_| {
            notices.queue.with(|queue| {
                let notice = queue.of(tone).find(|notice| notice.id == id);
                notice.map(|notice| notice.sentences.clone()).unwrap_or_default()
            })
        });
        if tone == Tone::Success {
            Effect::new(move || {
                dismiss_later(notices, id, node, sentences, sentences.with(Vec::len));
            });
        }
        // A sentence that comes later is read out by itself, and not with what was read before.
        let numbered = move || sentences.get().into_iter().enumerate();
        view! {
            <div node_ref=node class=class role=role aria-atomic=role.map(|_| "false")>
                <Icon name=icon />
                <p>
                    <For
                        each=numbered
                        key=|(at, _)| *at
                        children=|(_, sentence)| view! { <span>{localized(&sentence)} {" "}</span> }
                    />
                </p>
                <Dismiss notices id />
            </div>
        }
    };
    view! { <For each=ids key=|id| *id children=notice /> }
}

/// Takes a notice away once it was read: not while somebody points at it or has the focus in it,
/// and not when a sentence has joined meanwhile, which has a time of its own.
fn dismiss_later(
    notices: Notices,
    id: u32,
    node: NodeRef<html::Div>,
    sentences: Memo<Vec<Message>>,
    count: usize,
) {
    let dismiss = move || {
        let is_last = sentences.try_with_untracked(Vec::len) == Some(count);
        let Some(element) = node.try_get_untracked().flatten().filter(|_| is_last) else { return };
        match element.matches(":hover, :focus-within") {
            Ok(true) => dismiss_later(notices, id, node, sentences, count),
            _ => notices.dismiss(id),
        }
    };
    set_timeout(dismiss, READING_TIME);
}

#[component]
fn Dismiss(notices: Notices, id: u32) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=labels::DISMISS
            on:click=move |_| {
                notices.dismiss(id);
                focus::rescue_later();
            }
        >
            <Icon name="close" />
        </button>
    }
}
