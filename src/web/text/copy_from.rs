//! Copying from another service principal.

use super::count;

/// The heading.
pub const HEADING: &str = "Copy from another identity or application";
/// Where Azure is not connected.
pub const WITHOUT_AZURE: &str = "Azure roles aren't included: Azure isn't connected.";
/// What to do about it.
pub const WITHOUT_AZURE_NEXT: &str = "Connect Azure to copy Azure roles as well.";
/// What it does.
pub const WHAT: &str = "Copy permissions and Entra roles from another identity or application, for example a Run As \
    account. The source isn't changed.";
/// The label of the search.
pub const FROM: &str = "Copy from";
/// The button that shows the permissions of an identity or application.
pub const LOOK: &str = "Show permissions";
/// Beside the identity that is the target of the copy.
pub const ITSELF: &str = "This is the same identity";
/// Said while it is read.
pub const READING: &str = "Loading permissions";
/// The name of the button that looks, for screen readers.
pub fn look_at(name: &str) -> String {
    format!("Show permissions of {name}")
}

/// What is listed and not ticked, because a copy selects nothing that may be tier 0.
pub const NOT_TICKED: &str =
    "Tier 0 and unrated permissions aren't selected. Select one only if this identity needs it.";

/// What can be copied. `is_complete`: everything that the other one has was read and compared.
pub fn summary(name: &str, missing: usize, held: usize, is_complete: bool) -> String {
    if missing == 0 {
        return match is_complete {
            true => format!("This identity already has every permission of {name}."),
            false => format!("Nothing was found that {name} has and this identity doesn't have."),
        };
    }
    let missing = count::of(missing, "item", "items");
    match held {
        0 => format!("{name} has {missing} that this identity doesn't have."),
        held => format!(
            "{name} has {missing} that this identity doesn't have, and {} that both have.",
            count::grouped(held)
        ),
    }
}

/// What is listed and not selected, because the identity has it through a group.
pub fn through_groups(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "Entra role", "Entra roles");
        format!(
            "This identity has {what} of the source through a group only. Select the roles that this identity should also have \
             directly."
        )
    })
}

/// What is not listed, because this identity may have it.
pub fn unclear(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "item", "items");
        format!("{what} not offered: the permissions of this identity couldn't be loaded completely.")
    })
}

/// What cannot be copied.
pub fn not_copyable(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "item", "items");
        format!(
            "{what} can't be copied: the API was deleted, the assignment is about to expire, or its \
             end time couldn't be loaded."
        )
    })
}

/// The button that adds what is ticked.
pub fn add(number: usize) -> String {
    format!("Add {number} to selection")
}

/// After it was added.
pub fn added(number: usize) -> String {
    format!("{} added to the selection.", count::grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_simply_missing_is_said_only_where_there_is_any() {
        assert_eq!((through_groups(0), unclear(0), not_copyable(0)), (None, None, None));
        let said = through_groups(2).unwrap();
        assert!(said.starts_with("This identity has 2 Entra roles of the source through a group only."), "{said}");
        assert!(unclear(1).unwrap().starts_with("1 item not offered"));
        assert!(unclear(2).unwrap().starts_with("2 items not offered"));
        assert!(not_copyable(1).unwrap().starts_with("1 item can't be copied"));
    }

    #[test]
    fn the_summary_counts_what_is_missing_and_what_is_there() {
        assert_eq!(summary("aa-old", 0, 0, true), "This identity already has every permission of aa-old.");
        assert_eq!(summary("aa-old", 0, 0, false), "Nothing was found that aa-old has and this identity doesn't have.");
        assert_eq!(
            summary("aa-old", 1, 2, true),
            "aa-old has 1 item that this identity doesn't have, and 2 that both have."
        );
    }
}
