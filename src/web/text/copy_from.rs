//! Copying from another service principal.

use super::count;
use crate::domain::identity::ServicePrincipalKind;

/// The heading.
pub const HEADING: &str = "Copy from another identity or application";
/// What it does.
pub const WHAT: &str = "What another service principal holds and this identity lacks: a managed identity, an app \
                        registration, or what was a Run As account. Nothing is taken from it.";
/// The label of the search.
pub const FROM: &str = "Beginning of its name, or one of its ids";
/// The button that looks.
pub const LOOK: &str = "Look";
/// Said while it is read.
pub const READING: &str = "Reading what it holds";
/// Where nothing fits.
pub const NOBODY: &str = "No service principal fits.";
/// What to do then.
pub const NOBODY_NEXT: &str = "Try the beginning of its name, its object id or its application id.";

/// What kind of service principal it is.
pub fn kind(kind: &ServicePrincipalKind) -> &'static str {
    match kind {
        ServicePrincipalKind::ManagedIdentity => "Managed identity",
        ServicePrincipalKind::Application => "Application",
        ServicePrincipalKind::Legacy => "Legacy application",
        ServicePrincipalKind::Other(_) => "Service principal",
    }
}

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
    fn the_summary_counts_what_is_missing_and_what_is_there() {
        assert_eq!(summary("aa-old", 0, 0), "aa-old holds nothing that is missing here.");
        assert_eq!(summary("aa-old", 1, 2), "aa-old holds 1 thing that is missing here, and 2 that it has too.");
    }
}
