//! What pages are put together from. A component gets values of the domain and signals, and draws them; none of them
//! reads from a tenant.
//!
//! The policy of the page forbids markup made from text, and the `view!` macro makes such markup of every element that
//! is written with literals only. So each element here has an expression: its text is a constant of
//! [`crate::web::text`], and where there is no text, an attribute's value is in braces.

mod activation_link;
mod app_roles;
mod azure_roles;
pub mod badge;
mod breakable;
mod checklists;
mod chosen_list;
mod copy_button;
mod crumbs;
mod directory_roles;
mod facts;
mod file_box;
mod filtered_rows;
mod heading;
mod identity_filters;
mod identity_line;
mod identity_row;
mod identity_table;
mod listing_gap;
mod long_table;
mod name_cell;
pub mod notice;
mod offer_list;
mod out_link;
mod outcome_table;
mod paste_box;
mod permission_filter;
mod pick_box;
mod region_head;
mod remove_bar;
mod review_table;
mod review_tables;
mod search_field;
mod set_select;
mod stacked_table;
mod step_line;
mod tenant_name;
mod text_table;
mod tier_badge;
mod tier_summary;
mod verification_table;
pub mod waiting;

pub use activation_link::{ActivationLink, follow_activation};
pub use app_roles::AppRoles;
pub use azure_roles::AzureRoles;
pub use badge::{Badge, Tone};
pub use checklists::Checklists;
pub use chosen_list::{ChosenList, ChosenWish};
pub use copy_button::{CopyButton, Copyable};
pub use crumbs::{Crumbs, SetCrumbs};
pub use directory_roles::DirectoryRoles;
pub use facts::Fact;
pub use file_box::FileBox;
pub use filtered_rows::FilteredRows;
pub use heading::{PageHeading, StepHeading};
pub use identity_filters::IdentityFilters;
pub use identity_line::IdentityLine;
pub use identity_table::IdentityTable;
pub use listing_gap::ListingGap;
pub use long_table::{LongTable, row_id, row_index};
pub use name_cell::NameCell;
pub use notice::{Notice, ProblemNotice};
pub use offer_list::{OfferGroup, OfferList};
pub use out_link::OutLink;
pub use outcome_table::{Outcome, OutcomeTable};
pub use paste_box::PasteBox;
pub use permission_filter::PermissionFilter;
pub use region_head::RegionHead;
pub use remove_bar::RemoveBar;
pub use review_table::ReviewControls;
pub use review_tables::ReviewTables;
pub use search_field::SearchField;
pub use set_select::SetSelect;
pub use stacked_table::StackedTable;
pub use step_line::StepLine;
pub use tenant_name::TenantName;
pub use text_table::TextTable;
pub use tier_badge::{TierBadge, tone};
pub use tier_summary::TierSummary;
pub use verification_table::VerificationTable;
pub use waiting::{Counted, SlowNotice, Waiting};
