//! Outcomes, each until somebody dismisses it.

use cert_inventory::Message;
use cert_inventory::outcome::Tone;
use leptos::prelude::*;

use super::kit::{Icon, focus};
use super::words;
use crate::language;
use crate::state::{Notice, Notices};

/// Two live regions: one speaks when there is a pause, the other at once.
#[component]
pub fn NoticeList(notices: Notices) -> impl IntoView {
    let of = move |tone: Tone| {
        move || {
            notices.list.get().into_iter().filter(|notice| notice.tone == tone).collect::<Vec<_>>()
        }
    };
    view! {
        <div class="notices">
            <For each=of(Tone::Failure) key=|notice| (notice.id, notice.told.len()) let:notice>
                <div class="notice failure" role="alert">
                    <Icon name="error" />
                    <p>{text(&notice)}</p>
                    <Dismiss notices id=notice.id />
                </div>
            </For>
            <div role="status">
                <For each=of(Tone::Success) key=|notice| (notice.id, notice.told.len()) let:notice>
                    <div class="notice success">
                        <Icon name="check" />
                        <p>{text(&notice)}</p>
                        <Dismiss notices id=notice.id />
                    </div>
                </For>
            </div>
        </div>
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
