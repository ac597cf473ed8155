//! How many certificates there are of each kind. Each count shows those that it counts.

use cert_inventory::{Selection, StatusClass};
use leptos::prelude::*;

use crate::state::{Counts, Panel};
use crate::ui::kit::Icon;
use crate::ui::license::LicenseStatus;
use crate::ui::strings::{Label, labels, phrases};

/// A strip of counts. Those that are usual are always there, the others where they count
/// something.
#[component]
pub fn Overview(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let (is_listed, is_analyzed) = (panel.inventory.is_listed, panel.inventory.is_analyzed);
    let status = move |class: StatusClass| {
        let (color, icon, usual) = appearance(class);
        view! {
            <Count
                count=Signal::derive(move || counts.get().of(class))
                label=labels::status_class(class)
                color
                icon
                usual
                pressed=Signal::derive(move || panel.selection.with(|s| s.status == Some(class)))
                on_press=Callback::new(move |on: bool| {
                    panel.selection.update(|asked| asked.status = on.then_some(class));
                })
            />
        }
    };
    // A placeholder of its size, so that nothing below it moves.
    let placeholder = move || {
        (is_listed.get() && !is_analyzed.get())
            .then(|| view! { <div class="overview to-come">{""}</div> })
    };
    let strip = move || {
        is_analyzed.get().then(|| {
            view! {
                <div class="overview" role="group" aria-label=labels::OVERVIEW>
                    {StatusClass::ALL.map(status).collect_view()}
                    <Count
                        count=Signal::derive(move || counts.get().findings)
                        label=labels::WITH_FINDINGS
                        color="note"
                        icon="info"
                        usual=true
                        pressed=Signal::derive(move || panel.selection.with(|s| s.findings))
                        on_press=Callback::new(move |on: bool| {
                            panel.selection.update(|asked: &mut Selection| asked.findings = on);
                        })
                    />
                    <p class="version">
                        {move || {
                            panel.inventory.versions.with(|versions| phrases::versions(versions))
                        }}
                    </p>
                    <LicenseStatus panel />
                </div>
            }
        })
    };
    view! {
        {placeholder}
        {strip}
    }
}

#[component]
fn Count(
    count: Signal<usize>,
    label: Label,
    color: &'static str,
    icon: &'static str,
    /// Whether it is there with nothing to count.
    usual: bool,
    pressed: Signal<bool>,
    /// Gets whether it is to be pressed.
    on_press: Callback<bool>,
) -> impl IntoView {
    let is_there = Memo::new(move |_| usual || count.get() > 0 || pressed.get());
    let class = move || match count.get() {
        0 => "count none".to_owned(),
        _ => format!("count {color}"),
    };
    move || {
        is_there.get().then(|| {
            view! {
                <button
                    type="button"
                    class=class
                    aria-pressed=move || pressed.get().to_string()
                    on:click=move |_| on_press.run(!pressed.get_untracked())
                >
                    <Icon name=icon />
                    <span class="count-number">{count}</span>
                    <span>{label}</span>
                </button>
            }
        })
    }
}

/// The color, the icon, and whether the count is always there.
fn appearance(class: StatusClass) -> (&'static str, &'static str, bool) {
    match class {
        StatusClass::Expired => ("bad", "error", true),
        StatusClass::Expiring => ("warn", "warning", true),
        StatusClass::NotYetValid => ("bad", "clock", false),
        StatusClass::Unknown => ("warn", "warning", false),
        StatusClass::Healthy => ("good", "check", true),
        StatusClass::Empty => ("quiet", "empty", false),
    }
}
