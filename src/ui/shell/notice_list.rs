//! Outcomes, each until somebody dismisses it.

use cert_inventory::Message;
use cert_inventory::outcome::Tone;
use leptos::prelude::*;

use crate::language;
use crate::state::{Notice, Notices};
use crate::ui::kit::{Icon, focus};
use crate::ui::words;

/// Two live regions: one speaks when there is a pause, the other at once.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    view! {
        <div class="notices">
            <Told notices tone=Tone::Failure />
            <div role="status">
                <Told notices tone=Tone::Success />
            </div>
        </div>
    }
}

#[component]
fn Told(notices: Notices, tone: Tone) -> impl IntoView {
    let (class, icon, role) = match tone {
        Tone::Failure => ("notice failure", "error", Some("alert")),
        Tone::Success => ("notice success", "check", None),
    };
    let told = move || {
        notices.list.get().into_iter().filter(|notice| notice.tone == tone).collect::<Vec<_>>()
    };
    view! {
        <For each=told key=|notice| (notice.id, notice.told.len()) let:notice>
            <div class=class role=role>
                <Icon name=icon />
                <p>{text(&notice)}</p>
                <Dismiss notices id=notice.id />
            </div>
        </For>
    }
}

fn text(notice: &Notice) -> String {
    Message::all_told_in(&notice.told, language::words())
}

#[component]
fn Dismiss(notices: Notices, id: u32) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=words::DISMISS
            on:click=move |_| {
                notices.dismiss(id);
                focus::rescue_later();
            }
        >
            <Icon name="close" />
        </button>
    }
}
