//! What the views show and what a person can do: one cluster's panel, without a view of it.

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

pub use activity::{Action, Activity, Entry};
pub use app::{Phase, Session, Why};
pub use clock::Clock;
pub use deletion::{Deletion, Step};
pub use external_changes::Elsewhere;
pub use inventory::{InventoryState, Refreshed, SHORT};
pub use notices::{Notice, Notices};
pub use panel::Panel;
pub use rows::{Counts, Rows};
