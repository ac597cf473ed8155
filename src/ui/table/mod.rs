//! The table of certificates.

mod certificate_table;
mod external_changes;
mod filters;
mod row;
mod search_highlight;
mod toolbar;
mod virtual_rows;

pub use certificate_table::{Table, row_link, row_links};
pub use external_changes::ExternalChangesNotice;
pub use filters::Filters;
pub use toolbar::{SEARCH_ID, Toolbar, focus_search};
pub use virtual_rows::FarChunks;
