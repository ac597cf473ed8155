//! The user interface. Views read `state` and call it; none of them sends a request.
//!
//! Each imports only from those before it: [`kit`], [`strings`], the shared views in this folder,
//! [`table`], [`drawer`], [`dialogs`], [`around`], [`lazy`], [`shell`].
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
mod history;
mod kit;
mod lazy;
mod license;
pub mod panic_notice;
mod pem;
mod private_key;
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
