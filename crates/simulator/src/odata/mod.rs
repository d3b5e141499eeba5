//! The part of OData that Microsoft Graph's directory speaks: `$filter`, `$search`, `$select`, `$orderby`, pages.
//!
//! What the directory does not answer is refused with its own words, so that a query which works here works there.

mod check;
mod evaluate;
mod lexer;
mod list;
mod options;
mod parser;
mod search;
mod set;

pub(super) use list::{Address, count, list, one};
pub(super) use options::Options;
pub(super) use set::{Entity, EntitySet, Navigation, Property, PropertyType};
