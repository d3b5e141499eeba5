//! A permission set of a user's own, and what it can contain.

use super::error::SetError;
use crate::change::permission::{AppRoleName, Permission, RoleKey};
use crate::change::wish::{Lasting, Wish};
use crate::visible_text::is_hidden;

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

/// The set, where it has something in it and not too much.
pub(super) fn checked(set: OwnSet) -> Result<OwnSet, SetError> {
    if set.wishes.is_empty() {
        return Err(SetError::Empty);
    }
    if set.wishes.len() > MOST_ENTRIES {
        return Err(SetError::TooMany);
    }
    Ok(set)
}

/// A name that can be shown: not empty, not too long, nothing in it that draws nothing.
pub(super) fn checked_name(name: String) -> Result<String, SetError> {
    let fits = !name.trim().is_empty() && checked_text(&name);
    if fits { Ok(name) } else { Err(SetError::BadName(name.chars().take(LONGEST_NAME).collect())) }
}

/// Whether a text can be shown: not too long, nothing in it that draws nothing.
pub(super) fn checked_text(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME && !text.chars().any(is_hidden)
}

/// Adds a wish, unless the file asks for it already. Values are compared without regard to case, as APIs do.
pub(super) fn push(wishes: &mut Vec<Wish>, wish: Wish, name: &str) -> Result<(), SetError> {
    let same = |other: &Wish| match (other, &wish) {
        (
            Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Value(value) }), Lasting::Permanent),
            Wish::Add(Permission::AppRole(AppRoleName { api: also, role: RoleKey::Value(too) }), _),
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
