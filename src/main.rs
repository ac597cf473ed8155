//! Certdeck: the certificate panel for Redis Enterprise Software clusters.

mod api;
mod app;
mod browser;
mod config;
mod state;
mod ui;
mod webcrypto;

// Memory that held a private key is overwritten when it is freed: serde_json's scratch buffers
// and growing vectors included, which no type of ours could reach.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() {
    app::report_panics();
    leptos::mount::mount_to_body(app::App);
}
