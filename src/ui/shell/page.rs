//! The whole page, in its current phase.

use leptos::prelude::*;

use super::sign_in::{SignIn, SignInPage};
use super::signed_in::SignedIn;
use super::starting::Unconfigured;
use crate::state::{App, Phase};
use crate::ui::lazy::LazyViews;

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::start();
    let sign_in = SignInPage::find();
    let lazy = LazyViews::new();
    view! {
        {move || face(app, lazy, sign_in)}
        {move || {
            app.locale.track();
            lazy.notices(app.notices)
        }}
    }
}

/// The current phase's view. A change of language recreates it: every text is new.
fn face(app: App, lazy: LazyViews, sign_in: SignInPage) -> AnyView {
    app.locale.track();
    let phase = app.phase.get();
    if matches!(phase, Phase::Unconfigured(_) | Phase::SignedIn(..)) {
        sign_in.remove();
    }
    match phase {
        // The form is there already.
        Phase::Starting => ().into_any(),
        Phase::Unconfigured(error) => view! { <Unconfigured error /> }.into_any(),
        Phase::SignedOut(reason) => view! { <SignIn app reason page=sign_in /> }.into_any(),
        Phase::SignedIn(panel, username) => {
            view! { <SignedIn app panel=*panel username lazy /> }.into_any()
        }
    }
}
