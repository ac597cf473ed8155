//! Certdeck: the certificate panel for Redis Enterprise Software clusters.

mod api;
mod browser;
mod kept;
mod language;
mod state;
mod ui;
mod webcrypto;

// Overwrites freed memory, which may have held a private key: serde_json's scratch buffers and
// growing vectors are out of reach of any type of ours.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    ui::panic_notice::install();
    // Not Leptos's own, which begins with the page.
    wasm_bindgen_futures::spawn_local(async {
        // Without its file the page is in English.
        language::preferred().activate().await;
        ui::theme::apply_kept();
        leptos::mount::mount_to_body(ui::Page);
    });
}
