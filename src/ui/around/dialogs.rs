//! Everything that opens over the table.

use leptos::prelude::*;
use panel_logic::deletion::Step;

use super::keys::Keys;
use super::sheets::Sheets;
use crate::state::Panel;
use crate::ui::audit::{AuditSheet, Printed};
use crate::ui::dialogs::{
    ActivitySheet, CompareSheet, Compared, DeleteDialog, ExportSheet, IdleWarning, KeySheet,
    LeaveDialog,
};
use crate::ui::drawer::Drawer;
use crate::ui::history;
use crate::ui::on_demand::{OnDemand, OnDemandView};

#[component]
pub fn Dialogs(panel: Panel, sheets: Sheets) -> impl IntoView {
    let Sheets { opened, keys, activity, exporting, comparing, dropped, leaving, .. } = sheets;
    // Back and Forward close an open dialog.
    Effect::new(move |before: Option<()>| {
        opened.name.track();
        if before.is_some() {
            panel.deletion.close();
            panel.replacing.close();
        }
    });
    Effect::new(move || {
        let is_replacing = panel.replacing.is_under_way();
        if !panel.deletion.step.with(Step::is_deleting) && !is_replacing {
            leaving.set(false);
        }
    });
    let any_dialog = sheets.is_any_open(panel);
    history::follow_dialogs(any_dialog, Callback::new(move |()| sheets.close(panel)));
    let compared = RwSignal::new(Compared::default());
    let printed = RwSignal::new(None::<Printed>);
    let is_printing = Memo::new(move |_| printed.with(Option::is_some));
    let is_open = Memo::new(move |_| opened.name.with(Option::is_some));
    let deleting =
        Memo::new(move |_| panel.deletion.step.with(|step| step.in_dialog().map(str::to_owned)));
    let on_demand = OnDemand::new();
    let is_replacing = Memo::new(move |_| panel.replacing.asked.with(Option::is_some));
    let is_rotating = Memo::new(move |_| panel.replacing.rotating.with(Option::is_some));
    let close_replacing = Callback::new(move |()| panel.replacing.close());
    let print = Callback::new(move |items| printed.set(Some(Printed::Audit(items))));
    // The table on the screen has no room for dates, and on a phone it's a list of cards.
    let on_print = window_event_listener_untyped("beforeprint", move |_| {
        let is_bare = !is_open.get_untracked() && !any_dialog.get_untracked();
        if is_bare && !printed.with_untracked(Option::is_some) {
            printed.set(Some(Printed::Table(untrack(|| panel.shown_items()))));
        }
    });
    on_cleanup(move || on_print.remove());
    let compare = Callback::new(move |()| sheets.compare());
    view! {
        {move || is_open.get().then(|| view! { <Drawer panel opened /> })}
        {move || deleting.get().map(|name| view! { <DeleteDialog panel name /> })}
        {move || {
            is_replacing
                .get()
                .then(|| {
                    let name = panel.replacing.asked.get_untracked();
                    on_demand.dialog(OnDemandView::Replace(panel), name, close_replacing)
                })
        }}
        {move || {
            is_rotating
                .get()
                .then(|| {
                    let name = panel.replacing.rotating.get_untracked();
                    on_demand.dialog(OnDemandView::Rotate(panel), name, close_replacing)
                })
        }}
        {move || {
            let Keys { sheet: is_open, are_on } = keys;
            is_open.get().then(|| view! { <KeySheet is_open are_on /> })
        }}
        {move || {
            let is_replacing = panel.replacing.is_under_way();
            let is_waiting = panel.deletion.step.with(Step::is_deleting) || is_replacing;
            (leaving.get() && is_waiting).then(|| view! { <LeaveDialog panel is_open=leaving /> })
        }}
        {move || {
            activity.get().then(|| view! { <ActivitySheet panel is_open=activity compare /> })
        }}
        {move || {
            exporting.get().then(|| view! { <ExportSheet panel is_open=exporting print /> })
        }}
        {move || {
            comparing
                .get()
                .then(|| view! { <CompareSheet panel is_open=comparing compared dropped /> })
        }}
        {move || is_printing.get().then(|| view! { <AuditSheet panel printed /> })}
        <IdleWarning panel />
    }
}
