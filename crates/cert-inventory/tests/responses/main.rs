//! What a cluster's responses mean, held against tables of statuses and bodies.

mod alerts;
mod delete;
mod license;
mod nodes;
mod read;
