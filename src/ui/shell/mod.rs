//! The page around the certificates, from startup to sign-out.

mod page;
mod sign_in;
mod signed_in;
mod starting;

pub use page::Page;
