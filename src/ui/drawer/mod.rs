//! Everything about one certificate.

mod certificate_drawer;
mod certificate_facts;
mod commands;
mod private_key_facts;
mod validity_bar;

pub use certificate_drawer::{Drawer, PemDownload, step};
pub use commands::Command;
pub use private_key_facts::{describe, match_look};
