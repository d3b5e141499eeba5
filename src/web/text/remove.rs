//! Removing the permissions and roles of an identity, and undoing a change.

use super::count;

/// The button that leads to the review of a removal.
pub const REMOVE: &str = "Remove…";
/// The button that takes every tick away.
pub const CLEAR: &str = "Clear selection";
/// The button on a receipt that reverses the change.
pub const UNDO: &str = "Undo this change…";

/// The button on a receipt that leads to removing what someone else assigned again.
pub const REMOVE_NEW: &str = "Remove the new assignment…";

/// The name of a tick box.
pub fn select(name: &str) -> String {
    format!("Select {name}")
}

/// How many rows are ticked.
pub fn selected(number: usize) -> String {
    format!("{} selected", count::grouped(number))
}

/// How many of the applied steps can't be undone; empty if all can.
pub fn not_undone(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "change", "changes");
        format!(
            "{what} can't be undone: the API was deleted, the assignment has expired, or its \
             end time couldn't be loaded."
        )
    })
}

/// A role of an API, for screen readers.
pub fn role_of(role: &str, api: &str) -> String {
    format!("{role} of {api}")
}

/// A directory role and its scope, for screen readers.
pub fn role_at(role: &str, place: &str) -> String {
    format!("{role}: {place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_undone_is_said_only_where_there_is_something() {
        assert_eq!(not_undone(0), None);
        assert!(not_undone(1).is_some_and(|said| said.starts_with("1 change can't")));
    }
}
