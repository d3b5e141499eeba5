//! How a directory role arrives at an identity, for how long, and where it counts.

use crate::domain::directory_role::DirectoryScope;
use crate::domain::held_role::{RoleAccess, RolePart, ScopeName, Term, WayIn};
use crate::domain::ids::ObjectId;

/// Said while directory roles are read.
pub const READING_ROLES: &str = "Reading its directory roles, and those of its groups";

/// How a directory role arrives.
pub fn way(way: WayIn, access: &RoleAccess) -> String {
    let group = |id: ObjectId| {
        let entry = access.groups.iter().find(|group| group.id == id);
        entry.and_then(|group| group.name.clone()).unwrap_or_else(|| id.to_string())
    };
    match way {
        WayIn::Direct => "Assigned to it".to_owned(),
        WayIn::Group(id) => format!("Through the group {}", group(id)),
        WayIn::SomeGroup => "Through a group".to_owned(),
    }
}

/// For how long a directory role is assigned.
pub fn term(term: Term) -> String {
    match term {
        Term::Permanent => "Until somebody removes it".to_owned(),
        Term::Until { start: Some(start), end } => format!("From {} until {}", start.date(), end.minute()),
        Term::Until { start: None, end } => format!("Until {}", end.minute()),
        Term::NotKnown => "Unknown".to_owned(),
    }
}

/// Which part of the directory roles is missing.
pub fn missing_roles(part: RolePart) -> &'static str {
    match part {
        RolePart::Direct => "Roles that are assigned to it could not be read, or not all.",
        RolePart::TimeBound => "Whether roles end by themselves could not be read, or not for all.",
        RolePart::ThroughGroups => "Roles that come through groups could not be read, or not all.",
    }
}

/// Where a directory role counts, with its name where that was read.
pub fn place(scope: &DirectoryScope, access: &RoleAccess) -> String {
    let written = super::identity::place(scope);
    match access.scope_names.get(scope) {
        Some(ScopeName::Named(name)) => format!("{name} ({written})"),
        Some(ScopeName::Gone) => format!("{written}, which does not exist any more"),
        Some(ScopeName::Unread(_)) | None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory_entry::{DirectoryEntry, EntryKind};
    use crate::domain::time::Timestamp;

    const ID: &str = "5af1b6d2-7f0e-4c39-9a5e-3c1d2e4f5a6b";

    #[test]
    fn the_ways_in_and_the_terms_of_roles_are_told_apart() {
        let group: ObjectId = ID.parse().unwrap();
        let mut access = RoleAccess::pending(ID.parse().unwrap());
        let entry = DirectoryEntry { id: group, kind: EntryKind::Group { role_assignable: Some(true) }, name: None };
        access.groups.push(DirectoryEntry { name: Some("Operators".to_owned()), ..entry });
        let unit = DirectoryScope::AdministrativeUnit(group);
        access.scope_names.insert(unit.clone(), ScopeName::Named("Branch".to_owned()));
        let at = Timestamp::from_millis(0);
        assert_eq!(way(WayIn::Direct, &access), "Assigned to it");
        assert_eq!(way(WayIn::Group(group), &access), "Through the group Operators");
        assert_eq!(way(WayIn::SomeGroup, &access), "Through a group");
        assert_eq!(place(&DirectoryScope::Tenant, &access), "The whole tenant");
        assert_eq!(place(&unit, &access), format!("Branch (Administrative unit {ID})"));
        assert_eq!(term(Term::Permanent), "Until somebody removes it");
        assert_eq!(term(Term::Until { start: None, end: at }), "Until 1970-01-01 00:00 UTC");
        assert_eq!(term(Term::NotKnown), "Unknown");
    }
}
