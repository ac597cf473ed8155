//! What a person sees. Views read `state` and call it; none of them sends a request.
//!
//! Every text stands in a block (`{words::X}`), never as a literal inside an element: Leptos
//! makes a fully static element through `innerHTML`, which Trusted Types forbid.

mod activity;
mod audit;
mod certificate_facts;
mod commands;
mod delete_dialog;
mod drawer;
mod elsewhere;
mod export;
mod frame;
mod idle_warning;
mod keys;
mod kit;
mod language_switch;
mod marks;
mod notice_list;
mod overview;
mod page_title;
mod pieces;
mod private_key_facts;
mod rare;
mod route;
mod row;
mod sign_in;
mod starting;
mod status;
mod table;
mod theme;
mod time;
mod timeline;
mod toolbar;
mod validity_bar;
pub mod words;

pub use frame::Frame;
pub use notice_list::NoticeList;
pub use sign_in::SignIn;
pub use starting::{Starting, Unconfigured};
