//! The whole page, in its current phase.

use leptos::prelude::*;

use super::notice_list::NoticeList;
use super::sign_in::SignIn;
use super::signed_in::SignedIn;
use super::starting::{Starting, Unconfigured};
use crate::state::{App, Phase};

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::start();
    view! {
        {move || face(app)}
        {move || {
            app.locale.track();
            view! { <NoticeList notices=app.notices /> }
        }}
    }
}

/// The current phase's view. A change of language recreates it: every text is new.
fn face(app: App) -> AnyView {
    app.locale.track();
    match app.phase.get() {
        Phase::Starting => view! { <Starting /> }.into_any(),
        Phase::Unconfigured(error) => view! { <Unconfigured error /> }.into_any(),
        Phase::SignedOut(reason) => view! { <SignIn app reason /> }.into_any(),
        Phase::SignedIn(panel, username) => {
            view! { <SignedIn app panel=*panel username /> }.into_any()
        }
    }
}
