//! Choosing, applying, and the frame of the steps of a change. The review's and the receipt's rows have their own
//! files.

use super::count;
use domain::change::origin::Origin;
use domain::change::permission::Permission;
use domain::change::wish::Wish;

/// The heading of the page: the identities that would be changed, whatever address led here.
pub fn heading(identities: &[String]) -> String {
    match identities {
        [] => "Change permissions".to_owned(),
        [one] => format!("Change permissions of {one}"),
        [one, two] => format!("Change permissions of {one} and {two}"),
        [one, two, rest @ ..] => {
            format!(
                "Change permissions of {one}, {two} and {}",
                count::of(rest.len(), "more identity", "more identities")
            )
        }
    }
}

/// Another selection is on screen than the one that was applied, before anything of it was sent.
pub const SELECTION_CHANGED: &str = "The selection changed while you were signing in. No changes made.";
/// What to do about it.
pub const SELECTION_CHANGED_NEXT: &str = "Check the review, then apply the change.";

/// Where a change is for other identities than the one whose page it was opened from.
pub fn other_identities(page: &str, changed: usize) -> String {
    match changed {
        0 | 1 => format!("This change was opened from the page of {page}, but it's for another identity."),
        several => format!("This change is for {}, not only for {page}.", count::of(several, "identity", "identities")),
    }
}
/// What to do about it.
pub const ELSEWHERE_NEXT: &str = "Check the names and object IDs below. You confirm them before anything is applied.";
/// What the identities of a change are, for screen reader users.
pub const CHANGED: &str = "Identities that this change affects";
/// The identities of a change that are not listed.
pub fn more_changed(number: usize) -> String {
    format!("And {}.", count::of(number, "more identity", "more identities"))
}

/// The name of the line of steps.
pub const STEPS: &str = "Steps of the change";
/// The steps, in order.
pub const STEP_NAMES: [&str; 4] = ["Select", "Review", "Apply", "Receipt"];

/// The label of the search.
pub const SEARCH: &str = "Search permissions and Entra roles";
/// What can be searched for.
pub const SEARCH_HINT: &str = "Name or purpose, such as “send mail”";
/// The label of the filter.
pub const API: &str = "API";
/// The filter that filters nothing.
pub const ALL_APIS: &str = "All APIs and roles";
/// The filter for directory roles alone.
pub const DIRECTORY_ROLES: &str = "Entra roles";
/// Said while the permissions are read.
pub const READING: &str = "Loading the permissions that your tenant's APIs offer";
/// What the region is, for its refresh button.
pub const REGION: &str = "the permissions of your APIs";
/// Beside something that is assigned.
pub const HELD: &str = "Already granted";
/// The button that draws more.
pub const MORE: &str = "Show more";
/// Where nothing fits.
pub const NO_MATCH: &str = "No permissions or roles match your search.";
/// What to do then.
pub const NO_MATCH_NEXT: &str = "Try fewer words. Delegated permissions aren't listed: managed identities can't use them. Looking for \
     storage, Key Vault or subscriptions? Add an Azure role above.";

/// The heading of what is chosen.
pub const CHOSEN: &str = "Your selection";
/// Where nothing is chosen.
pub const NOTHING_CHOSEN: &str = "No permissions selected.";
/// The button that continues.
pub const REVIEW: &str = "Review";
/// The button that empties the selection.
pub const CLEAR: &str = "Clear";
/// The button that removes something from the selection, for screen readers.
pub const REMOVE: &str = "Remove";
/// Something that a link asks to remove.
pub const REVOKED: &str = "Remove";
/// A removal, with the API or the scope.
pub fn removed(of: &str) -> String {
    format!("{REVOKED} · {of}")
}
/// A pasted name without an API.
pub const ANY_API: &str = "API not specified";

/// Where a selection did not come from the user.
pub fn filled_in(origin: Origin) -> &'static str {
    match origin {
        Origin::Link => "This selection comes from a link.",
        Origin::PastedText => "Part of this selection comes from pasted text or code.",
        Origin::Copy => "Part of this selection is copied.",
        Origin::File => "Part of this selection comes from a file.",
        Origin::ChangeRequest => "Part of this selection comes from a change request.",
    }
}
/// What that means.
pub const FILLED_IN_NEXT: &str = "Check your selection. In the review, select tier 0 permissions, unrated \
    permissions and removals yourself, and also everything that a link requests for other identities.";
/// Where rows of the review wait for the user's own tick.
pub const NOT_TICKED: &str = "Not everything is selected.";
/// What to do about them.
pub const NOT_TICKED_NEXT: &str = "Links, pasted text, code, copies and files don't select tier 0 permissions, \
    unrated permissions or removals. Links select nothing for other identities. Select a row only if you know why \
    it's needed.";
/// The heading of what is still to be picked before the review.
pub const INCOMPLETE: &str = "Complete your selection to continue";
/// The button that goes back to choosing.
pub const BACK: &str = "Back";
/// Said while the review is made.
pub const REVIEWING: &str = "Loading current permissions";
/// Where another change cannot begin, because one to the identity is being sent.
pub const FINISH_FIRST: &str = "A change to this identity is being applied. Finish that change first.";
/// The heading of the review.
pub const REVIEW_HEADING: &str = "Review the change";
/// What the region is, for its refresh button.
pub const REVIEW_REGION: &str = "the review";
/// Before a permission is granted.
pub const NO_ADMIN_CONSENT: &str = "Grants need no separate admin consent.";
/// Before anything is sent.
pub const TAKES_EFFECT: &str = "Changes take effect with the identity's next access token (up to 24 hours).";

/// The heading of the progress.
pub const APPLYING: &str = "Applying the change";
/// The button that stops what has not been sent.
pub const STOP: &str = "Stop";
/// The same button once it was pressed, until nothing is being sent any more.
pub const STOPPING: &str = "Stopping…";
/// The button that continues.
pub const RESUME: &str = "Continue";
/// The button that confirms a sign-in.
pub const CONFIRM_SIGN_IN: &str = "Continue sign-in";
/// The heading of a pause.
pub const PAUSED: &str = "Paused. Nothing is being sent.";

/// The heading of the receipt.
pub const RECEIPT: &str = "Receipt";
/// The button that leads to the identity.
pub const TO_IDENTITY: &str = "View identity";
/// The button that begins another change.
pub const ANOTHER: &str = "Add more permissions";
/// The button that chooses again what was not added.
pub const AGAIN: &str = "Retry failed items";

/// The review button, with what is chosen.
pub fn review(wishes: &[Wish]) -> String {
    format!("{REVIEW} {}", chosen_summary(wishes))
}

/// What is chosen, counted by kind: `8 permissions and 1 directory role`. What a pasted name means is not known yet.
pub fn chosen_summary<'a>(wishes: impl IntoIterator<Item = &'a Wish>) -> String {
    let (mut permissions, mut roles, mut azure_roles, mut groups, mut names) = (0, 0, 0, 0, 0);
    for wish in wishes {
        *match wish {
            Wish::Add(Permission::AppRole(_), _) | Wish::Remove(Permission::AppRole(_)) => &mut permissions,
            Wish::Add(Permission::EntraRole { .. }, _) | Wish::Remove(Permission::EntraRole { .. }) => &mut roles,
            Wish::Add(Permission::AzureRole(_), _) | Wish::Remove(Permission::AzureRole(_)) => &mut azure_roles,
            Wish::Add(Permission::GroupMembership(_), _) | Wish::Remove(Permission::GroupMembership(_)) => &mut groups,
            Wish::Named { .. } => &mut names,
        } += 1;
    }
    let of = |number: usize, one: &str, many: &str| (number > 0).then(|| count::of(number, one, many));
    let parts: Vec<String> = [
        of(permissions, "permission", "permissions"),
        of(roles, "Entra role", "Entra roles"),
        of(azure_roles, "Azure role", "Azure roles"),
        of(groups, "group", "groups"),
        of(names, "pasted name", "pasted names"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => count::of(0, "permission", "permissions"),
    }
}

/// The apply button, counted.
pub fn apply(number: usize) -> String {
    format!("Apply {}", count::of(number, "change", "changes"))
}

/// How many are chosen, said to screen reader users.
pub fn chosen(number: usize) -> String {
    format!("{} selected", count::grouped(number))
}

/// How many fit a search.
pub fn found(number: usize) -> String {
    format!("{} found", count::grouped(number))
}

/// The name of a checkbox's removal button.
pub fn remove(what: &str) -> String {
    format!("{REMOVE} {what}")
}

/// Why a change was made.
pub fn reason_given(reason: &str) -> String {
    format!("Justification: {reason}")
}

/// How far an apply is.
pub fn progress(done: usize, all: usize) -> String {
    format!("{} of {} done", count::grouped(done), count::of(all, "change", "changes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::example::{ORDERS, directory_role, named, wish};
    use domain::directory_role::DirectoryScope;
    use domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn what_is_chosen_is_called_what_it_is() {
        let (permission, role, name) =
            (wish(ORDERS, "Orders.Read"), directory_role(EXCHANGE_ADMINISTRATOR), named("x"));
        let taken = Wish::Remove(Permission::EntraRole { role: EXCHANGE_ADMINISTRATOR, scope: DirectoryScope::Tenant });
        for (wishes, said) in [
            (vec![&permission], "Review 1 permission"),
            (vec![&role], "Review 1 Entra role"),
            (vec![&name, &name], "Review 2 pasted names"),
            (vec![&permission, &role, &permission], "Review 2 permissions and 1 Entra role"),
            (vec![&role, &name, &permission, &taken], "Review 1 permission, 2 Entra roles and 1 pasted name"),
        ] {
            let wishes: Vec<Wish> = wishes.into_iter().cloned().collect();
            assert_eq!(review(&wishes), said);
        }
    }
}
