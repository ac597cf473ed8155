//! Details of one certificate, next to the table.

mod certificate_drawer;
mod certificate_facts;
mod findings;
mod private_key_facts;
mod steps;
mod validity_bar;

pub use certificate_drawer::{Drawer, step};
