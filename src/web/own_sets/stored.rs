//! The form in which a set is stored: its key, and which entries are sets.

use std::fmt;

use domain::sets::{OwnSet, read_own};
use domain::sort;

/// What every key begins with.
pub(super) const PREFIX: &str = "bestow.set.";

/// Tells one set in this browser from another, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnSetId(u64);

impl OwnSetId {
    /// An id from a number that was drawn.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Reads the sixteen digits of an id.
    pub fn parse(text: &str) -> Option<Self> {
        let digits =
            text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if digits { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for OwnSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The key of a set.
pub fn key(id: OwnSetId) -> String {
    format!("{PREFIX}{id}")
}

/// The sets among what is in the browser, by name. What is damaged or not a set is passed over.
pub fn read_all(stored: impl Iterator<Item = (String, String)>) -> Vec<(OwnSetId, OwnSet)> {
    let mut sets: Vec<(OwnSetId, OwnSet)> = stored
        .filter_map(|(key, text)| Some((OwnSetId::parse(key.strip_prefix(PREFIX)?)?, read_own(&text).ok()?)))
        .collect();
    sort::sort_by_cached_key(&mut sets, |(id, set)| (set.name.to_lowercase(), *id));
    sets
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::permission_set::PermissionSet;
    use domain::sets::write_own;

    #[test]
    fn sets_are_read_by_name_and_what_is_damaged_is_passed_over() {
        let set = |name: &str| OwnSet {
            name: name.to_owned(),
            purpose: String::new(),
            wishes: PermissionSet::LogReading.wishes(),
        };
        let stored = |id: u64, name: &str| (key(OwnSetId::new(id)), write_own(&set(name)).unwrap());
        let all = [
            stored(1, "reports"),
            stored(3, "Reports"),
            stored(2, "Mail"),
            (key(OwnSetId::new(4)), "{".to_owned()),
            ("bestow.set.4".to_owned(), write_own(&set("misplaced")).unwrap()),
            ("bestow.journal.1".to_owned(), write_own(&set("foreign")).unwrap()),
        ];
        let read: Vec<(u64, String)> =
            read_all(all.into_iter()).into_iter().map(|(id, set)| (id.0, set.name)).collect();
        assert_eq!(read, [(2, "Mail".to_owned()), (1, "reports".to_owned()), (3, "Reports".to_owned())]);
    }
}
