//! Facts about Microsoft's APIs and directory roles, as compact tables: what exists, and what it is for.
//!
//! The tables are large. Only the simulator reads them, so that the page, which learns all of this from the tenant,
//! does not carry them; the few ids that the page reasons about are in [`well_known`](super::well_known).
//! IDs, values and display names are Microsoft's; descriptions are this project's own.

pub mod apis;
pub mod directory_roles;
mod graph_wording;
mod table;

/// The lines of a table that say something.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
