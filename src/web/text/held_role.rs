//! The assignment path, the end and the scope of a directory role.

use domain::directory_role::DirectoryScope;
use domain::held_role::{AssignmentPath, RoleAccess, RolePart, ScopeName, Term};
use domain::ids::ObjectId;

/// Said while directory roles are read.
pub const READING_ROLES: &str = "Loading Entra roles, including those of groups";

/// How a role assignment reaches the identity.
pub fn assignment_path(way: AssignmentPath, access: &RoleAccess) -> String {
    let group = |id: ObjectId| {
        let entry = access.groups.iter().find(|group| group.id == id);
        entry.and_then(|group| group.name.clone()).unwrap_or_else(|| id.to_string())
    };
    match way {
        AssignmentPath::Direct => "Direct".to_owned(),
        AssignmentPath::Group(id) => format!("Group: {}", group(id)),
        AssignmentPath::SomeGroup => "Through a group".to_owned(),
    }
}

/// For how long a directory role is assigned.
pub fn term(term: Term) -> String {
    match term {
        Term::Permanent => "Permanent".to_owned(),
        Term::Until { start: Some(start), end } => format!("From {}, ends {}", start.date(), end.minute()),
        Term::Until { start: None, end } => format!("Ends {}", end.minute()),
        Term::NotKnown => "Unknown".to_owned(),
    }
}

/// Which part of the directory roles is missing.
pub fn missing_roles(part: RolePart) -> &'static str {
    match part {
        RolePart::Direct => "Some role assignments couldn't be loaded.",
        RolePart::TimeBound => "The end times of some role assignments couldn't be loaded.",
        RolePart::ThroughGroups => "Some role assignments through groups couldn't be loaded.",
    }
}

/// The scope of a directory role, with its name where that was read.
pub fn place(scope: &DirectoryScope, access: &RoleAccess) -> String {
    let written = super::identity::place(scope);
    match access.scope_names.get(scope) {
        Some(ScopeName::Named(name)) => format!("{name} ({written})"),
        Some(ScopeName::Gone) => format!("{written} (deleted)"),
        Some(ScopeName::Unread(_)) | None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory_entry::{DirectoryEntry, EntryKind};
    use domain::time::Timestamp;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn assignment_paths_and_terms_of_roles_are_distinct() {
        let group: ObjectId = ID.parse().unwrap();
        let mut access = RoleAccess::pending(ID.parse().unwrap());
        let entry = DirectoryEntry { id: group, kind: EntryKind::Group { role_assignable: Some(true) }, name: None };
        access.groups.push(DirectoryEntry { name: Some("Operators".to_owned()), ..entry });
        let unit = DirectoryScope::AdministrativeUnit(group);
        access.scope_names.insert(unit.clone(), ScopeName::Named("Branch".to_owned()));
        let at = Timestamp::from_millis(0);
        assert_eq!(assignment_path(AssignmentPath::Direct, &access), "Direct");
        assert_eq!(assignment_path(AssignmentPath::Group(group), &access), "Group: Operators");
        assert_eq!(assignment_path(AssignmentPath::SomeGroup, &access), "Through a group");
        assert_eq!(place(&DirectoryScope::Tenant, &access), "Directory (tenant-wide)");
        assert_eq!(place(&unit, &access), format!("Branch (Administrative unit {ID})"));
        assert_eq!(term(Term::Permanent), "Permanent");
        assert_eq!(term(Term::Until { start: None, end: at }), "Ends 1970-01-01 00:00 UTC");
        assert_eq!(term(Term::NotKnown), "Unknown");
    }
}
