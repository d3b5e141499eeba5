//! Adding an identity to a group: finding the group, and what its members get.

use super::count;
use super::problem::explain;
use super::role_name;
use domain::azure_role::AzureRole;
use domain::group::{FixedMembers, Group, GroupAccess};
use domain::ids::ObjectId;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::tiers::ReachedTier;

/// The heading.
pub const HEADING: &str = "Add to a group";
/// The kind of a row about a group.
pub const GROUP: &str = "Group";
/// The label of the search.
pub const SEARCH: &str = "Group name or object ID";
/// The button that searches.
pub const FIND: &str = "Find groups";
/// Said while groups are searched for.
pub const SEARCHING: &str = "Searching groups";
/// Where nothing fits.
pub const NONE: &str = "No groups found. Search matches the start of words.";
/// Where there is more than is shown.
pub const MORE: &str = "More groups exist. Enter more of the name.";
/// Said while what the members get is read.
pub const READING_ACCESS: &str = "Loading what members of this group get";
/// The heading of what the members get.
pub const ACCESS: &str = "What members get";
/// The button that picks another group.
pub const OTHER: &str = "Change group";
/// The button that adds the group to the selection.
pub const ADD: &str = "Add to selection";
/// Beside a group that Entra roles can be assigned to.
pub const ROLE_ASSIGNABLE: &str = "Role-assignable";
/// What that takes.
pub const ROLE_ASSIGNABLE_NEEDS: &str = "Changing the members of this group also requires the permission \
    RoleManagement.ReadWrite.Directory and the role Privileged Role Administrator.";
/// What applying asks for.
pub const ASKED: &str = "When you apply, you're asked to consent to GroupMember.ReadWrite.All, for this change only. \
    The registration for changes doesn't have this permission by default.";
/// Over the groups that the identity can be removed from.
pub const REMOVE: &str = "Remove from groups";
/// What can be removed there.
pub const REMOVE_DIRECT: &str =
    "Select groups, then select Remove. If the identity is a member through another group, remove it from that group.";

/// Why an identity can't be added to a group or removed from it, and what to do instead.
pub fn fixed(fixed: FixedMembers) -> (&'static str, &'static str) {
    match fixed {
        FixedMembers::Dynamic => (
            "This is a dynamic group: a rule decides who its members are.",
            "Change the rule in the Entra admin center, or choose a group with assigned members.",
        ),
        FixedMembers::OnPremises => (
            "This group is synchronized from an on-premises directory, so its members can't be changed here.",
            "Choose a group that was created in Microsoft Entra ID.",
        ),
        FixedMembers::MailEnabled => (
            "This is a mail-enabled group, whose members Microsoft Graph can't change.",
            "Choose a security group without mail.",
        ),
        FixedMembers::Microsoft365 => {
            ("This is a Microsoft 365 group. Only users can be its members.", "Choose a security group.")
        }
    }
}

/// What a group is.
pub fn kind(group: &Group) -> &'static str {
    match group.fixed {
        Some(FixedMembers::Dynamic) => "Dynamic group",
        Some(FixedMembers::OnPremises) => "Synchronized from on-premises",
        Some(FixedMembers::MailEnabled) => "Mail-enabled group",
        Some(FixedMembers::Microsoft365) => "Microsoft 365 group",
        None if group.role_assignable => ROLE_ASSIGNABLE,
        None => "Security group",
    }
}

/// The kind of a row about a group, with the ID that tells groups of one name apart.
pub fn group_of(id: ObjectId) -> String {
    format!("{GROUP} · {id}")
}

/// How many groups were found.
pub fn found(number: usize) -> String {
    format!("{} found", count::of(number, "group", "groups"))
}

/// Whether the group was added to the selection.
pub fn added(number: usize) -> String {
    match number {
        0 => "Already in your selection.".to_owned(),
        _ => "Added to your selection.".to_owned(),
    }
}

/// What the members of a group get, a sentence for each kind. What couldn't be read says why.
pub fn access(access: &GroupAccess) -> [String; 3] {
    [entra_roles(access), azure_roles(&access.azure_roles), app_roles(access)]
}

fn entra_roles(access: &GroupAccess) -> String {
    let named = |listing: &Listing<domain::held_role::GroupRole>| {
        let name = |it: &domain::held_role::GroupRole| {
            it.definition.as_ref().map_or_else(|| role_name::role(it.role), |it| it.display_name.clone())
        };
        listing.items.iter().map(name).collect()
    };
    said("Entra roles", access.directory_roles.as_ref().map(|listing| (named(listing), rest(listing))))
}

fn azure_roles(listing: &Result<Listing<(AzureRole, ReachedTier)>, Problem>) -> String {
    if *listing == Err(Problem::SignInNeeded) {
        return "Azure roles: unknown. Azure isn't connected.".to_owned();
    }
    let named = |listing: &Listing<(AzureRole, ReachedTier)>| {
        let name = |(it, _): &(AzureRole, ReachedTier)| {
            let role = it.role_name.clone().unwrap_or_else(|| role_name::azure_role(it.role));
            format!("{role} ({})", super::azure::scope(&it.scope, it.subscription_name.as_deref()))
        };
        listing.items.iter().map(name).collect()
    };
    said("Azure roles", listing.as_ref().map(|listing| (named(listing), rest(listing))))
}

fn app_roles(access: &GroupAccess) -> String {
    let mut of: Vec<String> = Vec::new();
    if let Ok(listing) = &access.app_roles {
        for it in &listing.items {
            let name = if it.resource_name.is_empty() { it.resource.to_string() } else { it.resource_name.clone() };
            if !of.contains(&name) {
                of.push(name);
            }
        }
    }
    let has_some = !of.is_empty();
    let sentence = said("APIs with app roles", access.app_roles.as_ref().map(|listing| (of, rest(listing))));
    match has_some {
        true => format!("{sentence} A group's app roles aren't in the tokens of identities that are members."),
        false => sentence,
    }
}

/// Why something may be missing from a list.
fn rest<T>(listing: &Listing<T>) -> Option<Problem> {
    let unreadable = (listing.unreadable > 0).then_some(Problem::Unreadable("an entry"));
    listing.gap.clone().or(unreadable)
}

fn said(what: &str, read: Result<(Vec<String>, Option<Problem>), &Problem>) -> String {
    match read {
        Err(problem) => format!("{what}: unknown. {}", explain(problem).what),
        Ok((names, None)) if names.is_empty() => format!("{what}: none."),
        Ok((names, Some(gap))) if names.is_empty() => format!("{what}: unknown. {}", explain(&gap).what),
        Ok((names, None)) => format!("{what}: {}.", names.join(", ")),
        Ok((names, Some(gap))) => format!("{what}: {}, and maybe more. {}", names.join(", "), explain(&gap).what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::example::Example;
    use domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn access_of_a_group_says_what_it_has_and_what_is_unknown() {
        let mut example = Example::new();
        example.offer_group(1, &[EXCHANGE_ADMINISTRATOR], None);
        let mut reading = example.groups.remove(0).access;
        reading.azure_roles = Err(Problem::SignInNeeded);
        let [entra, azure, app] = access(&reading);
        assert_eq!(entra, "Entra roles: Exchange Administrator.");
        assert_eq!(azure, "Azure roles: unknown. Azure isn't connected.");
        assert_eq!(app, "APIs with app roles: none.");
        let [entra, ..] = access(&GroupAccess::unread(&Problem::Offline));
        assert!(entra.starts_with("Entra roles: unknown. "), "{entra}");
    }
}
