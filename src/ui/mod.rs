//! The user interface. Views read `state` and call it; none of them sends a request.
//!
//! Each imports only from those before it: [`kit`], [`strings`], the shared views in this folder,
//! [`table`], [`drawer`], [`dialogs`], [`replace`], [`on_demand`], [`around`], [`lazy`], [`shell`].
//!
//! Put every text in a block (`{labels::X}`), never as a literal inside an element: Leptos creates
//! fully static elements through `innerHTML`, which Trusted Types forbid.

mod around;
mod audit;
mod command;
mod copy_text;
mod delete_action;
mod dialogs;
mod drawer;
mod finding_row;
mod history;
mod kit;
mod lazy;
mod license;
mod on_demand;
pub mod panic_notice;
mod part;
mod pem;
mod private_key;
mod replace;
mod replace_action;
mod route;
mod shell;
mod status;
mod strings;
mod table;
mod text;
pub mod theme;
mod time;
mod timeline;
mod waiting;

pub use shell::Page;
