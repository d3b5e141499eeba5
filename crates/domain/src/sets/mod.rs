//! Permission sets of people's own, as files.
//!
//! Two forms are read: this project's own, and the lists of `Id`, `Name` and `AppRoleAssignments` that people have from
//! earlier tools. A file is read strictly: nothing unknown, nothing twice, nothing too large. Names in a file are shown
//! and never used to find anything; an API is known by its id.
//!
//! Deliberately absent: ids of a tenant. A set fits every tenant, which is why only tenant-wide scopes are accepted.

mod assignments;
mod ends;
mod entry;
mod error;
mod own_set;
mod set_file;

pub use assignments::{OmissionReason, SkippedWish, write_assignments, write_role_names};
pub use ends::SourceRoleEnd;
pub use entry::{SetEntry, SetEntryOwner, entries, highest_tier, portable_wish};
pub use error::SetError;
pub use own_set::{LARGEST, LONGEST_NAME, MOST_ENTRIES, OwnSet};
pub use set_file::{read as read_own, write as write_own};

use own_set::{checked, checked_name};

/// Reads a file in any of the known forms. The forms of earlier tools name no set, so the file's name is taken.
pub fn read(text: &str, file_name: &str) -> Result<OwnSet, SetError> {
    if text.len() > LARGEST {
        return Err(SetError::TooLarge);
    }
    if text.trim_start().starts_with('[') {
        let name = file_name.strip_suffix(".json").unwrap_or(file_name).chars().take(LONGEST_NAME).collect();
        let wishes = assignments::read(text)?;
        return checked(OwnSet { name: checked_name(name)?, purpose: String::new(), wishes });
    }
    set_file::read(text)
}

#[cfg(test)]
mod tests;
