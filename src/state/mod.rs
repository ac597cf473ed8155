//! State for the views and actions for the user, as signals, independent of any view.
//!
//! [`App`] lives as long as the page. It creates a [`Panel`] at sign-in and drops it when the
//! session ends. Everything else here is part of one of them and knows neither.

mod activity;
mod analysis;
mod app;
mod clock;
mod deletion;
mod external_changes;
mod inventory;
mod notices;
mod panel;
mod replacing;
mod rows;
mod signed_out_reason;
mod tray;

pub use activity::Activity;
pub use app::{App, Phase};
pub use clock::Clock;
pub use deletion::Deletion;
pub use inventory::{InventoryState, Refreshed, SHORT};
pub use notices::Notices;
pub use panel::{Given, Panel};
pub use replacing::Replacing;
pub use rows::Rows;
pub use signed_out_reason::SignedOutReason;
pub use tray::{Draft, Tray};

pub use crate::api::ChosenFile;
