//! What is wrong with certificates, and how to fix it.

pub(crate) mod advice;
mod chain;
pub(crate) mod checks;
pub mod commands;
mod entry;
mod folded;
mod form;
pub(crate) mod names;
pub(crate) mod new_pair;
pub(crate) mod reach;
mod remedy;
pub(crate) mod rule;
pub(crate) mod rules;
mod strength;
pub(crate) mod subjects;
pub(crate) mod tasks;
mod told;
mod usage;
mod validity;
pub(crate) mod verdict;
