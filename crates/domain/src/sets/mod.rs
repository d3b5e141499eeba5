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
mod own;

pub use assignments::{OmissionReason, SkippedWish, write_assignments, write_role_names};
pub use ends::SourceRoleEnd;
pub use entry::{SetEntry, SetEntryOwner, entries, highest_tier, portable_wish};
pub use own::{read as read_own, write as write_own};

use super::change::wish::Wish;
use super::file_text::FileTextError;
use crate::change::permission::{AppRoleName, Permission};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The most permissions and roles that a set contains.
pub const MOST_ENTRIES: usize = 500;

/// The longest name or value, in characters.
pub const LONGEST_NAME: usize = 200;

/// A set that someone made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSet {
    /// What its maker calls it. Shown as text.
    pub name: String,
    /// What it is for, in the maker's words. Shown as text.
    pub purpose: String,
    /// Its permissions and roles, each once.
    pub wishes: Vec<Wish>,
}

impl OwnSet {
    /// The set, where it could be kept: with a name, with something in it, and with nothing in its texts that cannot be
    /// seen.
    ///
    /// # Errors
    ///
    /// [`SetError::BadName`], [`SetError::Empty`] or [`SetError::TooMany`].
    pub fn checked(self) -> Result<Self, SetError> {
        let name = checked_name(self.name)?;
        if !checked_text(&self.purpose) {
            return Err(SetError::BadName(self.purpose));
        }
        checked(Self { name, ..self })
    }
}

/// Why a file is not read as a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// It is larger than any set: choose another file.
    TooLarge,
    /// It contains too many permissions: divide it.
    TooMany,
    /// It is no JSON, or not of a form that is known: correct it at this place.
    NotASet {
        /// The line, counted from one.
        line: usize,
        /// The column, counted from one.
        column: usize,
        /// What was found, in the reader's words.
        found: String,
    },
    /// It was written by a newer version of the page: reload, or ask the host to update.
    NewerVersion,
    /// The same permission is in it twice: remove one.
    Twice(String),
    /// A name is empty, far too long, or has characters that draw nothing: correct it.
    BadName(String),
    /// A directory role has a scope that no other tenant knows: remove it.
    ScopeOfATenant(String),
    /// It has no permissions.
    Empty,
}

impl From<FileTextError> for SetError {
    fn from(none: FileTextError) -> Self {
        match none {
            FileTextError::TooLarge => Self::TooLarge,
            FileTextError::NotText => Self::NotASet { line: 0, column: 0, found: "it isn't text".to_owned() },
        }
    }
}

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
    own::read(text)
}

fn checked(set: OwnSet) -> Result<OwnSet, SetError> {
    if set.wishes.is_empty() {
        return Err(SetError::Empty);
    }
    if set.wishes.len() > MOST_ENTRIES {
        return Err(SetError::TooMany);
    }
    Ok(set)
}

/// A name that can be shown: not empty, not too long, nothing in it that draws nothing.
fn checked_name(name: String) -> Result<String, SetError> {
    let fits = !name.trim().is_empty() && checked_text(&name);
    if fits { Ok(name) } else { Err(SetError::BadName(name.chars().take(LONGEST_NAME).collect())) }
}

fn checked_text(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME && !text.chars().any(super::visible_text::is_hidden)
}

fn not_a_set(error: &serde_json::Error) -> SetError {
    SetError::NotASet { line: error.line(), column: error.column(), found: error.to_string() }
}

/// Adds a wish, unless the file asks for it already. Values are compared without regard to case, as APIs do.
fn push(wishes: &mut Vec<Wish>, wish: Wish, name: &str) -> Result<(), SetError> {
    use super::change::wish::{Lasting, RoleKey::Value};
    let same = |other: &Wish| match (other, &wish) {
        (
            Wish::Add(Permission::AppRole(AppRoleName { api, role: Value(value) }), Lasting::Permanent),
            Wish::Add(Permission::AppRole(AppRoleName { api: also, role: Value(too) }), _),
        ) => api == also && value.eq_ignore_ascii_case(too),
        (Wish::Named { name, .. }, Wish::Named { name: too, .. }) => name.eq_ignore_ascii_case(too),
        (other, wish) => other == wish,
    };
    if wishes.iter().any(same) {
        return Err(SetError::Twice(name.to_owned()));
    }
    if wishes.len() == MOST_ENTRIES {
        return Err(SetError::TooMany);
    }
    wishes.push(wish);
    Ok(())
}

#[cfg(test)]
mod tests;
