//! The steps of a replacement, in one dialog.

use leptos::prelude::*;
use panel_logic::replacing::Replacing;

use super::collect::Collect;
use super::progress::Progress;
use super::results::Results;
use super::title::focus_title;
use crate::state::Panel;
use crate::ui::kit::focus;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Collecting,
    UnderWay,
    Told,
}

/// The content of the dialog that is open for a name.
#[component]
pub fn ReplaceDialog(panel: Panel) -> impl IntoView {
    let tray = panel.replacing.tray();
    // What was done before is seen in the list.
    let is_done = |flow: &Replacing| flow.is_told() && flow.told().all(|told| told.is_done());
    if tray.flow.with_untracked(|flow| flow.as_ref().is_some_and(is_done)) {
        tray.clear();
    }
    if let Some(name) = panel.replacing.asked.get_untracked()
        && tray.flow.with_untracked(Option::is_none)
    {
        tray.begin(&name);
    }
    panel.read_replacement_settings();
    // Files that aren't sent are forgotten, with their private keys.
    on_cleanup(move || tray.clear());
    let step = Memo::new(move |_| {
        tray.flow.with(|flow| match flow {
            None => Step::Collecting,
            Some(flow) if flow.is_told() => Step::Told,
            Some(_) => Step::UnderWay,
        })
    });
    Effect::new(move || {
        step.track();
        // After it's drawn, what had the focus is gone.
        request_animation_frame(|| {
            if focus::is_lost() {
                focus_title();
            }
        });
    });
    move || match step.get() {
        Step::Collecting => view! { <Collect panel tray /> }.into_any(),
        Step::UnderWay => view! { <Progress panel tray /> }.into_any(),
        Step::Told => view! { <Results panel tray /> }.into_any(),
    }
}
