//! Permission sets: the list, one set, and a set in the making.

mod ending;
mod entry_owner;
mod list;
mod new_set;
mod one;
mod save;
mod tenant_words;
mod title;
mod use_it;

pub use list::SetsPage;
pub use new_set::NewSetPage;
pub use one::SetPage;
