//! Comparing an identity with a permission set or another identity.

use super::problem::explain;
use super::{held_role, role_name};
use domain::held_role::{AssignedDirectoryRole, RoleAccess, RolePart};

/// The heading before the identity's name is known.
pub fn heading(identity: &str) -> String {
    format!("Compare permissions: {identity}")
}

/// The heading of the choice.
pub const AGAINST: &str = "Compare with";
/// What the buttons below the table copy and save.
pub const SAVE_HINT: &str = "The table above as text for a ticket, with tenant, time and who ran the comparison. Contains names and IDs \
     from your tenant.";
/// What the button copies, for screen readers.
pub const TABLE: &str = "the comparison as Markdown";
/// The result, in the Markdown table.
pub const RESULT: &str = "Result";
/// The button that compares it with the set.
pub const CHECK: &str = "Compare with set";
/// The label of the box for another identity.
pub const OTHER: &str = "Another identity or application";
/// The button that compares it with the identity.
pub const COMPARE: &str = "Compare";
/// Where the identity is compared with itself.
pub const ITSELF: &str = "This is the same identity.";
/// Said while both sides are read.
pub const READING: &str = "Loading current permissions";
/// What the region is, for its refresh button.
pub const REGION: &str = "the comparison";
/// The columns.
pub const WHAT: &str = "Permission";
/// The column of the finding.
pub const FINDING: &str = "Status";
/// The column of what is to be known.
pub const NOTES: &str = "Details";
/// What is looked at, in a sentence.
pub const THIS: &str = "this identity";
/// What it is compared with, in a sentence.
pub const THE_OTHER: &str = "the other identity or application";
/// Where neither side has anything.
pub const NOTHING: &str = "Neither has any permissions.";
/// The button that chooses what is missing in the set.
pub const ADD_MISSING: &str = "Add missing permissions";
/// The button that chooses what only the other has.
pub const COPY_MISSING: &str = "Copy to this identity…";
/// The button where something is ticked that is to be removed.
pub const CHANGE_TICKED: &str = "Change selected…";
/// Where what is compared is an application.
pub const NOT_CHANGED_HERE: &str =
    "Applications are read-only here. Swap to copy these permissions to the managed identity.";
/// The link that compares the other way round.
pub const SWAP: &str = "Swap";
/// The label of the filter.
pub const ONLY: &str = "Show";
/// The filter that filters nothing.
pub const ALL: &str = "All";
/// What both buttons lead to.
pub const ADD_NEXT: &str = "Opens a change with the selected items. Nothing is applied until you review it.";

/// The link to the set that is selected.
pub const LOOK: &str = "Contents";

/// The name of a link that compares.
pub fn compare_with(name: &str) -> String {
    format!("{COMPARE} with {name}")
}

/// What an identity is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonKind {
    /// A permission set.
    Set,
    /// Another identity.
    Identity,
}

/// Which directory roles arrive through groups, beside those of which the table says so; why that is not known; nothing,
/// where none do.
pub fn through_groups(whose: &str, access: &RoleAccess, beside: &[AssignedDirectoryRole]) -> Option<String> {
    let said = |role: &AssignedDirectoryRole| {
        let name = role.definition.as_ref().map(|definition| definition.display_name.clone());
        let way = held_role::assignment_path(role.way, access);
        format!(
            "{} ({}, {})",
            name.unwrap_or_else(|| role_name::role(role.role)),
            way,
            held_role::place(&role.scope, access)
        )
    };
    let roles: Vec<String> = beside.iter().map(said).collect();
    let has = format!("Also assigned to {whose} through groups: {}.", roles.join("; "));
    let missing = held_role::missing_roles(RolePart::ThroughGroups);
    let gap = access.through_groups.gap().map(|problem| format!("{missing} {}", explain(&problem).what));
    match (roles.is_empty(), gap) {
        (true, None) => None,
        (true, Some(gap)) => Some(format!("For {whose}: {gap}")),
        (false, None) => Some(has),
        (false, Some(gap)) => Some(format!("{has} {gap}")),
    }
}

/// That it is not known which directory roles end by themselves, where one that does would be asked for without an end.
pub fn ends_unread(whose: &str, access: &RoleAccess) -> Option<String> {
    let why = explain(&access.scheduled.ends_gap()?).what;
    let missing = held_role::missing_roles(RolePart::TimeBound);
    Some(format!("For {whose}: {missing} {why} A time-bound role would be copied as permanent."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory_entry::{DirectoryEntry, EntryKind};
    use domain::directory_role::DirectoryScope;
    use domain::held_role::{GroupRole, RoleSource};
    use domain::ids::ObjectId;
    use domain::listing::Listing;
    use domain::problem::Problem;
    use domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn roles_through_groups_are_named_or_said_to_be_unread() {
        let mut access = RoleAccess::pending("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
        access.through_groups = RoleSource::Read(Listing::complete(Vec::new()));
        assert_eq!(through_groups(THIS, &access, &access.roles()), None);
        let group: ObjectId = "61b0c52f-a902-4769-9a09-c6628335b00a".parse().unwrap();
        access.groups.push(DirectoryEntry {
            id: group,
            kind: EntryKind::Group { role_assignable: Some(true) },
            name: Some("Operations".to_owned()),
        });
        let role = GroupRole {
            group,
            id: "r1".parse().unwrap(),
            role: EXCHANGE_ADMINISTRATOR,
            definition: None,
            scope: DirectoryScope::Tenant,
        };
        access.through_groups = RoleSource::Read(Listing::complete(vec![role]));
        let said = through_groups(THIS, &access, &access.roles()).unwrap();
        let wanted = "Exchange Administrator (Group: Operations, Directory (tenant-wide)).";
        assert!(said.contains("assigned to this identity") && said.ends_with(wanted), "{said}");
        assert_eq!(through_groups(THIS, &access, &[]), None, "what the table says is not said beside it");
        access.scheduled = RoleSource::Failed(Problem::Offline);
        let said = ends_unread(THE_OTHER, &access).unwrap();
        assert!(
            said.starts_with(
                "For the other identity or application: The end times of some role assignments couldn't be loaded"
            ),
            "{said}"
        );
        access.scheduled = RoleSource::Read(Listing::complete(Vec::new()));
        assert_eq!(ends_unread(THE_OTHER, &access), None);
        access.through_groups = RoleSource::Failed(Problem::Offline);
        let said = through_groups(THE_OTHER, &access, &[]).unwrap();
        assert!(
            said.starts_with(
                "For the other identity or application: Some role assignments through groups couldn't be loaded"
            ),
            "{said}"
        );
    }
}
