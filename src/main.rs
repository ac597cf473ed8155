//! Certdeck: the certificate panel for Redis Enterprise Software clusters.

mod api;
mod browser;
mod language;
mod state;
mod ui;
mod webcrypto;

// Memory that held a private key is overwritten when it is freed: serde_json's scratch buffers
// and growing vectors included, which no type of ours could reach.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    ui::panic_notice::install();
    // Not Leptos's own, which begins with the page.
    wasm_bindgen_futures::spawn_local(async {
        // Without its file the page speaks English.
        language::preferred().activate().await;
        leptos::mount::mount_to_body(ui::Page);
    });
}
