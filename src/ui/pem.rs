//! An item's certificates as PEM, never a key.

use std::sync::Arc;

use cert_inventory::{Certificate, Item};
use leptos::prelude::*;
use panel_logic::file_name::file_name;

use super::kit::{Icon, download};
use super::strings::labels;

/// Certificates as PEM.
pub fn pem(certificates: &[Certificate]) -> String {
    certificates.iter().map(Certificate::to_pem).collect()
}

/// A button that downloads them.
#[component]
pub fn PemDownload(item: Arc<Item>) -> impl IntoView {
    let save = move |_| {
        download(&file_name(&item.name, "_cert.pem"), "text/plain", &pem(&item.certificates));
    };
    view! {
        <button type="button" on:click=save>
            <Icon name="download" />
            <span>{labels::PEM_DOWNLOAD}</span>
        </button>
    }
}
