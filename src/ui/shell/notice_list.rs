//! Outcomes, each until somebody dismisses it.

use cert_inventory::{Message, Tone};
use leptos::prelude::*;
use panel_logic::notices::Notice;

use crate::language;
use crate::state::Notices;
use crate::ui::kit::{Icon, focus};
use crate::ui::strings::labels;

/// Two live regions: one speaks when there is a pause, the other at once.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    view! {
        <div class="notices">
            <NoticesOf notices tone=Tone::Failure />
            <div role="status">
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
    let list = move || notices.queue.with(|queue| queue.of(tone).cloned().collect::<Vec<_>>());
    view! {
        <For each=list key=|notice| (notice.id, notice.sentences.len()) let:notice>
            <div class=class role=role>
                <Icon name=icon />
                <p>{text(&notice)}</p>
                <Dismiss notices id=notice.id />
            </div>
        </For>
    }
}

fn text(notice: &Notice) -> String {
    Message::localized_all(&notice.sentences, language::translations())
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
