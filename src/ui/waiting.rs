//! How long a request has been waiting for its response.

use cert_inventory::Timestamp;
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::strings::phrases;

/// The seconds since the request was sent; nothing where none is on its way. A timer is not read
/// out at every second.
#[component]
pub fn Waiting(
    panel: Panel,
    /// When it was sent.
    since: Signal<Option<Timestamp>>,
) -> impl IntoView {
    let since = Memo::new(move |_| since.get());
    move || {
        let since = since.get()?;
        let seconds = move || panel.clock.second.get().0.saturating_sub(since.0).max(0);
        Some(view! {
            <p class="quiet-text waiting-for" role="timer">
                {move || phrases::waiting(seconds())}
            </p>
        })
    }
}
