//! The whole page, in its current phase.

use leptos::prelude::*;

use super::sign_in::SignIn;
use super::signed_in::SignedIn;
use super::starting::{Starting, Unconfigured};
use crate::state::{App, Phase};
use crate::ui::lazy::LazyViews;

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::start();
    let lazy = LazyViews::new();
    view! {
        {move || face(app, lazy)}
        {move || {
            app.locale.track();
            lazy.notices(app.notices)
        }}
    }
}

/// The current phase's view. A change of language recreates it: every text is new.
fn face(app: App, lazy: LazyViews) -> AnyView {
    app.locale.track();
    match app.phase.get() {
        Phase::Starting => view! { <Starting /> }.into_any(),
        Phase::Unconfigured(error) => view! { <Unconfigured error /> }.into_any(),
        Phase::SignedOut(reason) => view! { <SignIn app reason /> }.into_any(),
        Phase::SignedIn(panel, username) => {
            view! { <SignedIn app panel=*panel username lazy /> }.into_any()
        }
    }
}
