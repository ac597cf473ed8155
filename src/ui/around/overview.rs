//! The number of certificates of each verdict, and of those whose key is reused. Each count is a
//! filter.

use cert_inventory::{Counts, Verdict};
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::license::LicenseStatus;
use crate::ui::status::appearance;
use crate::ui::strings::{labels, phrases};

/// A strip of counts, one a verdict. Those that are usual are always there, the others where they
/// count something. Several that are pressed show the rows of all of them.
#[component]
pub fn Overview(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let (is_listed, is_analyzed) = (panel.inventory.is_listed, panel.inventory.is_analyzed);
    let count = move |verdict: Verdict| {
        let count = Memo::new(move |_| counts.get().of(verdict));
        view! { <Count panel verdict count /> }
    };
    // A placeholder of the same size prevents layout shift.
    let placeholder = move || {
        (is_listed.get() && !is_analyzed.get())
            .then(|| view! { <div class="overview to-come">{""}</div> })
    };
    let strip = move || {
        is_analyzed.get().then(|| {
            view! {
                <div class="overview" role="group" aria-label=labels::OVERVIEW>
                    {Verdict::ALL.map(count).collect_view()}
                    <ReusedKeys panel counts />
                    <div class="cluster-facts">
                        <p class="version">
                            {move || {
                                panel
                                    .inventory
                                    .versions
                                    .with(|versions| phrases::versions(versions))
                            }}
                        </p>
                        <LicenseStatus panel />
                        {move || {
                            let role = panel.inventory.read_only_role()?;
                            Some(
                                view! {
                                    <p class="read-only" title=phrases::read_only(&role)>
                                        <Icon name="lock" />
                                        {labels::READ_ONLY}
                                    </p>
                                },
                            )
                        }}
                    </div>
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
fn Count(panel: Panel, verdict: Verdict, count: Memo<usize>) -> impl IntoView {
    let (color, icon) = appearance(verdict, None);
    let usual = [Verdict::Broken, Verdict::Expired, Verdict::Expiring, Verdict::Ok];
    let pressed =
        Memo::new(move |_| panel.selection.with(|asked| asked.verdicts.contains(verdict)));
    let is_there = Memo::new(move |_| usual.contains(&verdict) || count.get() > 0 || pressed.get());
    let class = move || match count.get() {
        0 => "count none".to_owned(),
        _ => format!("count {color}"),
    };
    let press = move |_| {
        let is_in = !pressed.get_untracked();
        panel.selection.update(|asked| asked.verdicts.set(verdict, is_in));
    };
    move || {
        is_there.get().then(|| {
            view! {
                <button
                    type="button"
                    class=class
                    aria-pressed=move || pressed.get().to_string()
                    on:click=press
                >
                    <Icon name=icon />
                    <span class="count-number">{count}</span>
                    <span>{phrases::verdict(verdict)}</span>
                </button>
            }
        })
    }
}

/// How many names share their private key with another, as a filter; or that none does.
#[component]
fn ReusedKeys(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let pressed = Memo::new(move |_| panel.selection.with(|asked| asked.reused));
    let press = move |_| panel.selection.update(|asked| asked.reused = !asked.reused);
    move || {
        let Counts { reused_keys, keys, comparable_keys, .. } = counts.get();
        if reused_keys == 0 && !pressed.get() {
            let none = phrases::no_reused_keys(keys.saturating_sub(comparable_keys));
            return view! { <p class="no-reused">{none}</p> }.into_any();
        }
        view! {
            <button
                type="button"
                class="count"
                aria-pressed=move || pressed.get().to_string()
                on:click=press
            >
                <Icon name="key" />
                <span class="count-number">{reused_keys}</span>
                <span>{labels::REUSED}</span>
            </button>
        }
        .into_any()
    }
}
