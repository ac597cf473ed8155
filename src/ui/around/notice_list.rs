//! Outcomes, each until somebody dismisses it: who was away when it came reads it later.

use cert_inventory::Tone;
use leptos::prelude::*;

use crate::language::localized;
use crate::state::Notices;
use crate::ui::kit::{Icon, focus};
use crate::ui::strings::labels;

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
        let sentences = Memo::new(move |_| {
            notices.queue.with(|queue| {
                let notice = queue.of(tone).find(|notice| notice.id == id);
                notice.map(|notice| notice.sentences.clone()).unwrap_or_default()
            })
        });
        // A sentence that comes later is read out by itself, and not with what was read before.
        let numbered = move || sentences.get().into_iter().enumerate();
        view! {
            <div class=class role=role aria-atomic=role.map(|_| "false")>
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
