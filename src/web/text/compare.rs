//! Holding an identity against a permission set or another identity.

use super::problem::explain;
use super::{held_role, role_name};
use crate::domain::held_role::{HeldRole, RoleAccess, RolePart};

/// The heading before the identity's name is known.
pub fn heading(identity: &str) -> String {
    format!("Check what {identity} holds")
}

/// The heading of the choice.
pub const AGAINST: &str = "Hold it against";
/// What the buttons below the table write down.
pub const HAND_ON_WHAT: &str = "The table above as text for a ticket, with the tenant, the time and who looked. It has \
                                names and ids of your tenant.";
/// What the button copies, for those who listen.
pub const TABLE: &str = "the comparison as Markdown";
/// What came of it, where it is written down.
pub const RESULT: &str = "Result";
/// The button that holds it against the set.
pub const CHECK: &str = "Check";
/// The label of the box for another identity.
pub const OTHER: &str = "Another identity or application";
/// The button that holds it against the identity.
pub const COMPARE: &str = "Compare";
/// Where the identity is held against itself.
pub const ITSELF: &str = "This is the identity itself.";
/// Said while both sides are read.
pub const READING: &str = "Reading what is held now";
/// What the region is, for its refresh button.
pub const REGION: &str = "the comparison";
/// The columns.
pub const WHAT: &str = "Permission";
/// The column of the finding.
pub const FINDING: &str = "How it stands";
/// The column of what is to be known.
pub const NOTES: &str = "What to know";
/// What is looked at, in a sentence.
pub const THIS: &str = "this identity";
/// What it is held against, in a sentence.
pub const THE_OTHER: &str = "the other one";
/// Where neither side holds anything.
pub const NOTHING: &str = "Neither of them holds anything.";
/// The button that chooses what is missing in the set.
pub const ADD_MISSING: &str = "Add what is missing";
/// The button that chooses what only the other holds.
pub const COPY_MISSING: &str = "Copy to this identity…";
/// The button where something is ticked that is to be taken away.
pub const CHANGE_TICKED: &str = "Change what is ticked…";
/// Where what is compared is an application.
pub const NOT_CHANGED_HERE: &str =
    "This is an application, which is only looked at here. Swap the sides to copy what it holds to an identity.";
/// The link that compares the other way round.
pub const SWAP: &str = "Swap the sides";
/// The label of the filter.
pub const ONLY: &str = "Show";
/// The filter that filters nothing.
pub const ALL: &str = "Everything";
/// What both buttons lead to.
pub const ADD_NEXT: &str = "Opens a change with these chosen. Nothing is written before you have reviewed it.";

/// The link to the set that is selected.
pub const LOOK: &str = "What it holds";

/// The name of a link that compares.
pub fn compare_with(name: &str) -> String {
    format!("{COMPARE} with {name}")
}

/// What an identity is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// A permission set.
    Set,
    /// Another identity.
    Identity,
}

/// Which directory roles arrive through groups, beside those of which the table says so; why that is not known; nothing,
/// where none do.
pub fn through_groups(whose: &str, access: &RoleAccess, beside: &[HeldRole]) -> Option<String> {
    let said = |role: &HeldRole| {
        let name = role.definition.as_ref().map(|definition| definition.display_name.clone());
        let way = held_role::way(role.way, access);
        format!(
            "{} ({}, {})",
            name.unwrap_or_else(|| role_name::role(role.role)),
            way,
            held_role::place(&role.scope, access)
        )
    };
    let roles: Vec<String> = beside.iter().map(said).collect();
    let has = format!("Beside what the table shows, {whose} has directory roles through groups: {}.", roles.join("; "));
    let missing = held_role::missing_roles(RolePart::ThroughGroups);
    let gap = access.through_groups.gap().map(|problem| format!("{missing} {}", explain(&problem).what));
    match (roles.is_empty(), gap) {
        (true, None) => None,
        (true, Some(gap)) => Some(format!("Of {whose}: {gap}")),
        (false, None) => Some(has),
        (false, Some(gap)) => Some(format!("{has} {gap}")),
    }
}

/// That it is not known which directory roles end by themselves, where one that does would be asked for without an end.
pub fn ends_unread(whose: &str, access: &RoleAccess) -> Option<String> {
    let why = explain(&access.scheduled.ends_gap()?).what;
    let missing = held_role::missing_roles(RolePart::TimeBound);
    Some(format!("Of {whose}: {missing} {why} A role that ends would be copied without its end."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory_entry::{DirectoryEntry, EntryKind};
    use crate::domain::directory_role::DirectoryScope;
    use crate::domain::held_role::{GroupRole, Source};
    use crate::domain::ids::ObjectId;
    use crate::domain::listing::Listing;
    use crate::domain::problem::Problem;
    use crate::domain::well_known::EXCHANGE_ADMINISTRATOR;

    #[test]
    fn roles_through_groups_are_named_or_said_to_be_unread() {
        let mut access = RoleAccess::pending("8097154c-b14f-4898-928c-16ca80e12dfd".parse().unwrap());
        access.through_groups = Source::Read(Listing::complete(Vec::new()));
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
        access.through_groups = Source::Read(Listing::complete(vec![role]));
        let said = through_groups(THIS, &access, &access.roles()).unwrap();
        let wanted = "Exchange Administrator (Through the group Operations, The whole tenant).";
        assert!(said.contains("this identity has") && said.ends_with(wanted), "{said}");
        assert_eq!(through_groups(THIS, &access, &[]), None, "what the table says is not said beside it");
        access.scheduled = Source::Failed(Problem::Offline);
        let said = ends_unread(THE_OTHER, &access).unwrap();
        assert!(said.starts_with("Of the other one: Whether roles end by themselves could not be read"), "{said}");
        access.scheduled = Source::Read(Listing::complete(Vec::new()));
        assert_eq!(ends_unread(THE_OTHER, &access), None);
        access.through_groups = Source::Failed(Problem::Offline);
        let said = through_groups(THE_OTHER, &access, &[]).unwrap();
        assert!(said.starts_with("Of the other one: Roles that come through groups could not be read"), "{said}");
    }
}
