//! What a cluster's responses mean, held against tables of statuses and bodies.

mod delete;
mod read;
