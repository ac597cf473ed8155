//! The page's title and icon: a pinned tab shows the worst status in the cluster.

use cert_inventory::{Counts, Verdict};
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::status::appearance;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// Keeps both at what is shown: the worst state, the cluster, the site.
pub fn follow(panel: Panel, counts: Memo<Counts>) {
    let is_stale = Memo::new(move |_| panel.inventory.failure.with(Option::is_some));
    let worst = Memo::new(move |_| {
        let counts = counts.get();
        Verdict::ALL.into_iter().find(|it| it.needs_attention() && counts.of(*it) > 0)
    });
    Effect::new(move || {
        let cluster = panel.inventory.cluster_name.get().unwrap_or_default();
        let worst = worst.get().map(|worst| phrases::verdict_count(worst, counts.get().of(worst)));
        let stale = if is_stale.get() { labels::NOT_REFRESHED.localized() } else { "" };
        set(&[stale, &worst.unwrap_or_default(), &shown(&cluster), &panel.title()]);
    });
    let own_icon = icon().and_then(|icon| icon.get_attribute("href"));
    Effect::new(move || {
        let color = match (panel.inventory.is_analyzed.get(), is_stale.get()) {
            (_, true) => "%237b8a99",
            (true, false) => dot(worst.get().unwrap_or(Verdict::Ok)),
            (false, false) => return,
        };
        set_icon(&drawing(color));
    });
    on_cleanup(move || {
        set(&[&panel.title()]);
        if let Some(own_icon) = own_icon {
            set_icon(&own_icon);
        }
    });
}

/// Sets the title to the non-empty parts and the panel's name.
pub fn set(parts: &[&str]) {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.chain([labels::TITLE.localized()]).collect();
    document().set_title(&parts.join(" · "));
}

/// The color of the icon's dot.
fn dot(verdict: Verdict) -> &'static str {
    match appearance(verdict, None).0 {
        "bad" => "%23b3261e",
        "warn" => "%23e08a00",
        _ => "%2317803c",
    }
}

fn icon() -> Option<web_sys::Element> {
    document().query_selector("link[rel=icon]").ok().flatten()
}

fn set_icon(href: &str) {
    if let Some(icon) = icon() {
        // Can't fail: the name is valid.
        drop(icon.set_attribute("href", href));
    }
}

/// The icon, with a dot as its seal.
fn drawing(color: &str) -> String {
    format!(
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>\
         <rect x='2' y='4' width='28' height='20' rx='3.5' fill='%230f766e'/>\
         <path d='M7 10h10M7 15h5' stroke='%23fff' stroke-width='2.4'/>\
         <circle cx='21' cy='20' r='9' fill='{color}' stroke='%23fff' stroke-width='2'/></svg>"
    )
}
