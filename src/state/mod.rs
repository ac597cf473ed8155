//! What the views show and what a user can do, as signals, without a view of it.
//!
//! [`App`] lives as long as the page. It makes a [`Panel`] when somebody signs in, and drops it
//! when the session ends. Everything else here is a part of one of them and knows neither.

mod activity;
mod analysis;
mod app;
mod clock;
mod deletion;
mod external_changes;
mod inventory;
mod notices;
mod panel;
mod rows;
mod signed_out_reason;

pub use activity::Activity;
pub use app::{App, Phase};
pub use clock::Clock;
pub use deletion::Deletion;
pub use inventory::{InventoryState, Refreshed, SHORT};
pub use notices::Notices;
pub use panel::Panel;
pub use rows::Rows;
pub use signed_out_reason::SignedOutReason;
