//! The whole page: which of its faces is shown, and what happens when it breaks.

use leptos::prelude::*;
use web_sys::window;

use super::notice_list::NoticeList;
use super::sign_in::SignIn;
use super::signed_in::Frame;
use super::starting::{Starting, Unconfigured};
use crate::state::{Phase, Session};
use crate::ui::words;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    view! {
        {move || page(session)}
        {move || {
            session.locale.track();
            view! { <NoticeList notices=session.notices /> }
        }}
    }
}

/// The face that is shown. Another language is another face: every text of it is new.
fn page(session: Session) -> AnyView {
    session.locale.track();
    match session.phase.get() {
        Phase::Starting => view! { <Starting /> }.into_any(),
        Phase::Unconfigured(error) => view! { <Unconfigured error /> }.into_any(),
        Phase::SignedOut(why) => view! { <SignIn session why /> }.into_any(),
        Phase::SignedIn(panel, username) => view! { <Frame panel=*panel username /> }.into_any(),
    }
}

/// Says in the page that it broke, and where. The panic's own message stays unsaid: it might
/// quote what was being read.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let (Some(body), Ok(message)) = (document.body(), document.create_element("p")) else {
            return;
        };
        message.set_class_name("boot-failure");
        // Nothing is left to handle an error of the page's own last words.
        drop(message.set_attribute("role", "alert"));
        message.set_text_content(Some(&format!("{} ({place})", words::BROKEN.english())));
        drop(body.append_child(&message));
    }));
}
