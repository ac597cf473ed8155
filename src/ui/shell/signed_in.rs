//! The page for a signed-in user.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::deletion::Step;

use super::keys::{KeyAction, Keys};
use super::menu::Menu;
use super::overview::Overview;
use super::{dropped_file, page_title};
use crate::state::{App, Panel, Refreshed};
use crate::ui::audit::Printed;
use crate::ui::dialogs::{Compared, IdleWarning};
use crate::ui::kit::{Icon, focus};
use crate::ui::lazy::{LazyView, LazyViews};
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::table::{ExternalChangesNotice, Table, Toolbar};
use crate::ui::text::shown;
use crate::ui::waiting::Waiting;
use crate::ui::{drawer, history, route, time};
use crate::{browser, language};

/// The top bar, the table, and the dialogs.
#[component]
pub fn SignedIn(app: App, panel: Panel, username: Option<String>) -> impl IntoView {
    panel.start();
    // This event bubbles from the document to the window.
    let seen = window_event_listener_untyped("visibilitychange", move |_| panel.resume());
    // A page that the browser keeps for "back" would show its data to whoever goes back.
    let hidden = window_event_listener_untyped("pagehide", move |_| panel.leave());
    let unloaded = window_event_listener_untyped("beforeunload", move |event| {
        if panel.deletion.is_deleting() {
            event.prevent_default();
        }
    });
    let online = window_event_listener(ev::online, move |_| panel.resume());
    let opened = route::follow(panel);
    let keys = Keys::new();
    let pressed = move |event: ev::KeyboardEvent| {
        panel.touch();
        match keys.pressed(&event) {
            Some(KeyAction::Refresh) => spawn_local(async move {
                panel.refresh_all().await;
            }),
            Some(KeyAction::Step(by)) => drawer::step(panel, opened, by),
            None => {}
        }
    };
    let listeners = [
        window_event_listener(ev::keydown, pressed),
        window_event_listener(ev::click, move |_| panel.touch()),
        window_event_listener(ev::pointermove, move |_| panel.pointer_moved()),
        window_event_listener(ev::wheel, move |_| panel.pointer_moved()),
    ];
    on_cleanup(move || {
        seen.remove();
        online.remove();
        hidden.remove();
        unloaded.remove();
        for listener in listeners {
            listener.remove();
        }
    });
    let counts = Memo::new(move |_| panel.counts());
    page_title::follow(panel, counts);
    focus::rescue_later();
    // Back and Forward close an open dialog.
    Effect::new(move || {
        opened.name.track();
        panel.deletion.close();
    });
    let [activity, exporting, comparing, filtering, leaving] =
        [(); 5].map(|()| RwSignal::new(false));
    let compared = RwSignal::new(Compared::default());
    let printed = RwSignal::new(None::<Printed>);
    let is_printing = Memo::new(move |_| printed.with(Option::is_some));
    let lazy = LazyViews::new();
    let is_listed = panel.inventory.is_listed;
    // Load them only once the list is shown.
    Effect::new(move || {
        if is_listed.get() {
            spawn_local(async move {
                browser::next_frame().await;
                lazy.fetch();
            });
        }
    });
    // Keep its size to prevent layout shift.
    let is_timeline_pending = move || {
        is_listed.get() && (lazy.is_pending() || panel.inventory.expirations.with(Option::is_none))
    };
    let is_open = Memo::new(move |_| opened.name.with(Option::is_some));
    let deleting =
        Memo::new(move |_| panel.deletion.step.with(|step| step.in_dialog().map(str::to_owned)));
    let close_drawer = Callback::new(move |()| route::close(panel));
    let keep = Callback::new(move |()| panel.deletion.close());
    let sheets = [keys.sheet, activity, exporting, comparing, leaving];
    let any_dialog = Memo::new(move |_| {
        // Each is read, so that each is followed.
        let open = sheets.map(|is_open| is_open.get());
        deleting.with(Option::is_some) || open.contains(&true)
    });
    let close_dialogs = Callback::new(move |()| {
        panel.deletion.close();
        sheets.into_iter().filter(|is_open| is_open.get_untracked()).for_each(|s| s.set(false));
    });
    Effect::new(move || {
        if !panel.deletion.step.with(Step::is_deleting) {
            leaving.set(false);
        }
    });
    history::follow_dialogs(any_dialog, close_dialogs);
    let sign_out = move |_| match panel.deletion.is_deleting() {
        true => leaving.set(true),
        false => panel.sign_out(),
    };
    let print = Callback::new(move |items| printed.set(Some(Printed::Audit(items))));
    // The table on the screen has no room for dates, and on a phone it's a list of cards.
    let on_print = window_event_listener_untyped("beforeprint", move |_| {
        let is_bare = !is_open.get_untracked() && !any_dialog.get_untracked();
        if is_bare && !printed.with_untracked(Option::is_some) && lazy.is_ready() {
            printed.set(Some(Printed::Table(untrack(|| panel.shown_items()))));
        }
    });
    on_cleanup(move || on_print.remove());
    let do_not_print = Callback::new(move |()| printed.set(None));
    let compare = Callback::new(move |()| {
        [activity, exporting].into_iter().for_each(|sheet| sheet.set(false));
        comparing.set(true);
    });
    let dropped = RwSignal::new_local(None);
    dropped_file::follow(move |file| {
        // Not over a question.
        match (comparing.get_untracked(), any_dialog.get_untracked()) {
            (true, _) => dropped.set(Some(file)),
            (false, true) => {}
            (false, false) => {
                dropped.set(Some(file));
                compare.run(());
            }
        }
    });
    let closing = |is_open: RwSignal<bool>| Callback::new(move |()| is_open.set(false));
    view! {
        <header class="bar">
            <div class="brand">
                <Icon name="lock" />
                <h1>{labels::TITLE}</h1>
            </div>
            {(!panel.title().is_empty())
                .then(|| view! { <p class="site-title">{panel.title()}</p> })}
            <div class="cluster">
                <p class="cluster-name">
                    {move || panel.inventory.cluster_name.get().map(|name| shown(&name))}
                </p>
                <Age panel />
            </div>
            <Refresh panel />
            <Menu app keys activity />
            <div class="account">
                <span class="username">{username}</span>
                {panel
                    .can_sign_out()
                    .then(|| {
                        view! {
                            <button type="button" on:click=sign_out>
                                <Icon name="sign-out" />
                                <span>{labels::SIGN_OUT}</span>
                            </button>
                        }
                    })}
            </div>
        </header>
        <main tabindex="-1">
            <Failure panel />
            <Skew panel />
            <PendingDeletion panel />
            <ExternalChangesNotice panel />
            <Overview panel counts />
            <div class="timeline-room" class:waiting=is_timeline_pending>
                {move || lazy.inline(LazyView::Timeline(panel))}
            </div>
            <Toolbar panel exporting compare filtering />
            {move || filtering.get().then(|| lazy.inline(LazyView::Filters(panel)))}
            <Table panel />
        </main>
        {move || is_open.get().then(|| lazy.dialog(LazyView::Drawer(panel, opened), close_drawer))}
        {move || deleting.get().map(|name| lazy.dialog(LazyView::Deletion(panel, name), keep))}
        {move || {
            let view = || LazyView::Keys {
                is_open: keys.sheet,
                are_on: keys.are_on,
            };
            keys.sheet.get().then(|| lazy.dialog(view(), closing(keys.sheet)))
        }}
        {move || {
            let is_waiting = panel.deletion.step.with(Step::is_deleting);
            let view = || LazyView::Leave(panel, leaving);
            (leaving.get() && is_waiting).then(|| lazy.dialog(view(), closing(leaving)))
        }}
        {move || {
            let view = || LazyView::Activity(panel, activity, compare);
            activity.get().then(|| lazy.dialog(view(), closing(activity)))
        }}
        {move || {
            let view = || LazyView::Export(panel, exporting, print);
            exporting.get().then(|| lazy.dialog(view(), closing(exporting)))
        }}
        {move || {
            let view = || LazyView::Compare(panel, comparing, compared, dropped);
            comparing.get().then(|| lazy.dialog(view(), closing(comparing)))
        }}
        {move || {
            let view = || LazyView::Audit(panel, printed);
            is_printing.get().then(|| lazy.dialog(view(), do_not_print))
        }}
        <IdleWarning panel />
    }
}

/// How old the list is.
#[component]
fn Age(panel: Panel) -> impl IntoView {
    let age = move || {
        let (read, checked) = (panel.inventory.read_at.get()?, panel.inventory.checked_at.get());
        let now = panel.clock.second.get();
        let has_failed = panel.inventory.failure.with(Option::is_some);
        Some(match checked.filter(|checked| *checked > read && !has_failed) {
            Some(checked) => phrases::checked(now.0.saturating_sub(checked.0)),
            None => phrases::updated(now.0.saturating_sub(read.0)),
        })
    };
    let why = move || {
        let (read, checked) = (panel.inventory.read_at.get()?, panel.inventory.checked_at.get());
        (checked > Some(read)).then(|| labels::CHECKED_WHY.localized())
    };
    view! {
        <p class="age" title=why>
            {age}
        </p>
    }
}

#[component]
fn Refresh(panel: Panel) -> impl IntoView {
    let result = RwSignal::new(None::<Label>);
    let refresh = move |_| {
        result.set(None);
        spawn_local(async move {
            if panel.refresh_all().await == Refreshed::Shown {
                result.try_set(Some(labels::REFRESHED));
            }
        });
    };
    view! {
        <span class="visually-hidden" role="status">
            {move || result.get().map(Label::localized)}
        </span>
        <button
            type="button"
            class="refresh"
            class:busy=move || panel.inventory.loading.get()
            on:click=refresh
        >
            <Icon name="refresh" />
            <span>{labels::REFRESH}</span>
        </button>
    }
}

/// A deletion whose dialog was closed before its response came.
#[component]
fn PendingDeletion(panel: Panel) -> impl IntoView {
    let name = Memo::new(move |_| {
        panel.deletion.step.with(|step| match step.in_dialog() {
            Some(_) => None,
            None => step.sent().map(|(name, _)| shown(name)),
        })
    });
    move || {
        let name = name.get()?;
        Some(view! {
            <div class="notice">
                <Icon name="clock" />
                <p role="status">{phrases::deleting(&name)}</p>
                <Waiting panel />
            </div>
        })
    }
}

/// Warns that the browser's clock or the cluster's is wrong, which affects every count of days.
#[component]
fn Skew(panel: Panel) -> impl IntoView {
    move || {
        let ahead = panel.inventory.clock_skew.get()?;
        Some(view! {
            <div class="notice" role="status">
                <Icon name="clock" />
                <p>{phrases::clock_skew(ahead)}</p>
            </div>
        })
    }
}

/// Why the last read failed. Earlier data remains below it.
#[component]
fn Failure(panel: Panel) -> impl IntoView {
    move || {
        let failure = panel.inventory.failure.get()?;
        // The list was read then, or is known not to have changed since.
        let as_of = panel.inventory.read_at.get().max(panel.inventory.checked_at.get());
        let lead = as_of.map_or_else(
            || labels::NOT_LOADED.localized().to_owned(),
            |at| phrases::stale(&time::of_day(at)),
        );
        Some(view! {
            <div class="notice failure" role="alert">
                <Icon name="error" />
                <p>
                    <strong>{lead}</strong>
                    {format!(" {}", language::localized(&failure.message()))}
                </p>
            </div>
        })
    }
}
