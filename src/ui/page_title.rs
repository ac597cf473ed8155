//! The title of the page, which names the tab in a browser full of them.

use cert_inventory::visible;
use leptos::prelude::*;

use super::words;
use crate::state::Panel;

/// Keeps the title at what is shown: the cluster, then the site.
pub fn follow(panel: Panel) {
    Effect::new(move || {
        let cluster = panel.inventory.cluster_name.get().unwrap_or_default();
        set(&[&visible(&cluster), &panel.title()]);
    });
    on_cleanup(move || set(&[&panel.title()]));
}

/// Sets it to these parts, those that say something, and the panel's own name.
pub fn set(parts: &[&str]) {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.chain([words::TITLE]).collect();
    document().set_title(&parts.join(" · "));
}
