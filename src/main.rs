//! Certdeck: the certificate panel for Redis Enterprise Software clusters.

mod api;
mod browser;
mod kept;
mod language;
mod state;
mod ui;
mod webcrypto;

// Overwrites freed memory, which may have contained a private key: no type of ours can reach
// serde_json's scratch buffers or growing vectors.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    ui::panic_notice::install();
    // Not Leptos's `spawn_local`, which needs a mounted page.
    wasm_bindgen_futures::spawn_local(async {
        // If its file is unavailable, the page is in English.
        if !language::preferred().activate().await {
            language::LOCALES[0].activate().await;
        }
        ui::theme::apply_kept();
        leptos::mount::mount_to_body(ui::Page);
    });
}
