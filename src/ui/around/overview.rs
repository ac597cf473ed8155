//! The number of certificates of each verdict, and of those whose key is reused. Each count is a
//! filter.

use std::sync::Arc;

use cert_inventory::{Counts, Item, Selection, Verdict};
use leptos::prelude::*;
use panel_logic::route;

use crate::language;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::license::LicenseStatus;
use crate::ui::status::appearance;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// A strip of counts, one a verdict. Those that are usual are always there, the others where they
/// count something. Several that are pressed show the rows of all of them.
#[component]
pub fn Overview(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let (is_listed, is_analyzed) = (panel.inventory.is_listed, panel.inventory.is_analyzed);
    let count = move |verdict: Verdict| {
        let count = Memo::new(move |_| counts.get().of(verdict));
        view! { <Count panel verdict count /> }
    };
    // The style sheet has their room.
    let more = move || counts.get().unusual();
    // A placeholder of the same size prevents layout shift.
    let placeholder = move || {
        (is_listed.get() && !is_analyzed.get()).then(|| {
            view! {
                <div class="overview to-come" data-more=more>
                    {""}
                </div>
            }
        })
    };
    let strip = move || {
        is_analyzed.get().then(|| {
            view! {
                <div class="overview" data-more=more role="group" aria-label=labels::OVERVIEW>
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
    let pressed =
        Memo::new(move |_| panel.selection.with(|asked| asked.verdicts.contains(verdict)));
    let is_there = Memo::new(move |_| verdict.is_usual() || count.get() > 0 || pressed.get());
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

/// How many names share their private key with another, as a filter; or that none does. Then the
/// names of which that isn't known.
#[component]
fn ReusedKeys(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let pressed = Memo::new(move |_| panel.selection.with(|asked| asked.reused));
    let press = move |_| panel.selection.update(|asked| asked.reused = !asked.reused);
    let reused = Memo::new(move |_| counts.with(|counts| counts.reused_keys));
    move || {
        let unknown = view! { <NotComparable panel counts /> };
        if reused.get() == 0 && !pressed.get() {
            return view! { <p class="no-reused">{labels::NO_REUSED} {unknown}</p> }.into_any();
        }
        view! {
            <button
                type="button"
                class="count"
                aria-pressed=move || pressed.get().to_string()
                on:click=press
            >
                <Icon name="key" />
                <span class="count-number">{reused}</span>
                <span>{labels::REUSED}</span>
            </button>
            <p class="no-reused">{unknown}</p>
        }
        .into_any()
    }
}

/// The name whose private key can't be compared with others, and why; of several, how many, leading
/// to a search for them.
#[component]
fn NotComparable(panel: Panel, counts: Memo<Counts>) -> impl IntoView {
    let view = move |item: Arc<Item>, count: usize| {
        let why = item.key_match.label().localized(language::translations());
        let why = if count == 1 { why } else { why.split(':').next().unwrap_or(why) };
        let href = match count {
            1 => route::section(&item.name, route::PRIVATE_KEY),
            _ => route::address(
                None,
                None,
                &Selection { search: why.to_owned(), ..Selection::default() },
            ),
        };
        view! {
            " ("
            <a href=href title=why>
                {phrases::not_comparable(&shown(&item.name), count)}
            </a>
            ")"
        }
    };
    move || {
        let count = counts.with(|counts| counts.keys.saturating_sub(counts.comparable_keys));
        let is_one =
            |item: &Arc<Item>| item.key.as_ref().is_some_and(|key| key.spki_sha256().is_none());
        let first = (count > 0).then(|| panel.inventory.items().into_iter().find(is_one)).flatten();
        first.map(|item| view(item, count))
    }
}
