//! Copying from another service principal.

use super::count;

/// The heading.
pub const HEADING: &str = "Copy from another identity or application";
/// What it does.
pub const WHAT: &str = "What another service principal holds and this identity lacks: a managed identity, an app \
                        registration, or what was a Run As account. Nothing is taken from it.";
/// The label of the search.
pub const FROM: &str = "Copy from";
/// The button that looks at what one holds.
pub const LOOK: &str = "Look";
/// Beside the identity that is to hold it.
pub const ITSELF: &str = "This identity itself";
/// Said while it is read.
pub const READING: &str = "Reading what it holds";
/// The name of the button that looks, for those who listen.
pub fn look_at(name: &str) -> String {
    format!("Look at what {name} holds")
}

/// What is listed and not ticked, because a copy selects nothing that may be tier 0.
pub const NOT_TICKED: &str =
    "Tier 0 and unrated permissions are not selected. Select one only if this identity needs it.";

/// What can be copied.
pub fn summary(name: &str, missing: usize, held: usize) -> String {
    let missing = match missing {
        0 => format!("{name} holds nothing that is missing here"),
        number => {
            format!("{name} holds {} here", count::of(number, "thing that is missing", "things that are missing"))
        }
    };
    match held {
        0 => format!("{missing}."),
        held => format!("{missing}, and {} that it has too.", count::grouped(held)),
    }
}

/// What is listed and not ticked, because it arrives already.
pub fn through_groups(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "directory role", "directory roles");
        format!(
            "This identity has {what} of it through a group only. Tick what it is to hold without the group as well."
        )
    })
}

/// What is not listed, because this identity may have it.
pub fn unclear(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "thing of it is", "things of it are");
        format!("{what} not offered, because what this identity holds could not be read in full.")
    })
}

/// What cannot be copied.
pub fn not_copyable(number: usize) -> Option<String> {
    (number > 0).then(|| {
        let what = count::of(number, "thing", "things");
        format!("{what} of it cannot be copied: the API is not in this tenant any more, or the time is nearly over.")
    })
}

/// The button that adds what is ticked.
pub fn add(number: usize) -> String {
    format!("Add {number} to the selection")
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
        assert!(said.starts_with("This identity has 2 directory roles of it through a group only."), "{said}");
        assert!(unclear(1).unwrap().starts_with("1 thing of it is not offered"));
        assert!(unclear(2).unwrap().starts_with("2 things of it are not offered"));
        assert!(not_copyable(1).unwrap().starts_with("1 thing of it cannot be copied"));
    }

    #[test]
    fn the_summary_counts_what_is_missing_and_what_is_there() {
        assert_eq!(summary("aa-old", 0, 0), "aa-old holds nothing that is missing here.");
        assert_eq!(summary("aa-old", 1, 2), "aa-old holds 1 thing that is missing here, and 2 that it has too.");
    }
}
