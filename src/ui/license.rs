//! When the cluster's license expires: beside the counts, because it is no certificate.

use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::status::ExpiryStatus;
use crate::ui::strings::labels;
use crate::ui::time::Day;

/// The license's status and last day; nothing where it isn't known.
#[component]
pub fn LicenseStatus(panel: Panel) -> impl IntoView {
    move || {
        let license = panel.inventory.license.get()?;
        let expiry = license.expiry(panel.clock.minute.get(), &panel.thresholds.get());
        Some(view! {
            <p class="license">
                <span>{labels::LICENSE}</span>
                <ExpiryStatus expiry />
                <Day time=Ok(license.expiration) />
            </p>
        })
    }
}
