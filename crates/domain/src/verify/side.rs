//! One side of a comparison: the permissions of an identity, by their keys.

use super::finding::{ComparisonFinding, UnknownReason};
use super::thing::{ApiKey, AssigningGroup, ComparedPermission, ExistingAssignment, IndirectAssignment};
use crate::access::Held;
use crate::apis::KnownApis;
use crate::held_role::{AssignmentPath, RoleAccess, Term};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::sorted_map::SortedMap;
use crate::time::Timestamp;

/// A principal that has a permission, as far as that was read.
#[derive(Clone, Copy, Debug)]
pub struct ComparedPrincipal<'a> {
    /// What is assigned to it.
    pub held: &'a Held,
    /// How long its directory roles last, and which arrive through groups.
    pub roles: &'a RoleAccess,
}

/// The permissions of an identity, and why they may be incomplete.
pub(super) struct Side {
    /// Everything that could be read.
    pub things: SortedMap<ComparedPermission, ExistingAssignment>,
    /// The directory roles that arrive through groups, each by the way that lasts longest.
    through_groups: SortedMap<ComparedPermission, IndirectAssignment>,
    /// Why there may be more app roles.
    pub app_roles_gap: Option<Problem>,
    /// Why there may be more directory roles that are assigned to it.
    directory_roles_gap: Option<Problem>,
    /// Why there may be more directory roles that arrive through groups.
    through_groups_gap: Option<Problem>,
    /// Why directory roles may end of which no end was read.
    pub ends_gap: Option<Problem>,
}

impl Side {
    /// Reads the permissions of an identity.
    pub fn read(ComparedPrincipal { held, roles }: ComparedPrincipal<'_>, apis: &KnownApis) -> Self {
        let mut things = SortedMap::new();
        for assignment in held.app_roles.iter().flat_map(|listing| &listing.items) {
            let resource = assignment.grant.resource;
            let api = apis.by_id(resource).map_or(ApiKey::Resource(resource), |api| ApiKey::App(api.app_id));
            let thing = ComparedPermission::AppRole { api, role: assignment.grant.app_role };
            things.insert(thing, ExistingAssignment::AppRole(assignment.clone()));
        }
        for assignment in held.directory_roles.iter().flat_map(|listing| &listing.items) {
            let thing = ComparedPermission::DirectoryRole {
                role: assignment.grant.role,
                scope: assignment.grant.scope.clone(),
            };
            let term = match roles.term_of(assignment) {
                Term::NotKnown if roles.scheduled.has_every_end() => Term::Permanent,
                term => term,
            };
            things.insert(thing, ExistingAssignment::DirectoryRole { assignment: assignment.clone(), term });
        }
        Self {
            things,
            through_groups: through_groups(roles),
            app_roles_gap: gap(&held.app_roles),
            directory_roles_gap: gap(&held.directory_roles),
            through_groups_gap: roles.through_groups.gap(),
            ends_gap: roles.scheduled.ends_gap(),
        }
    }

    /// Why a permission that is not among those read may be assigned all the same.
    pub fn gap(&self, thing: &ComparedPermission) -> Option<Problem> {
        match thing {
            ComparedPermission::AppRole { .. } => self.app_roles_gap.clone(),
            ComparedPermission::DirectoryRole { .. } => {
                self.directory_roles_gap.as_ref().or(self.through_groups_gap.as_ref()).cloned()
            }
        }
    }

    /// Through which group a permission that isn't assigned directly is assigned.
    pub fn indirect_assignment(&self, thing: &ComparedPermission) -> Option<&IndirectAssignment> {
        self.through_groups.get(thing).filter(|_| self.directory_roles_gap.is_none())
    }

    /// The result for a permission that is wanted and not among the assigned ones.
    pub fn not_assigned(&self, thing: &ComparedPermission) -> ComparisonFinding {
        match (self.indirect_assignment(thing), self.gap(thing)) {
            (Some(arrival), _) => ComparisonFinding::ThroughGroup(arrival.clone()),
            (None, Some(problem)) => ComparisonFinding::CannotTell(UnknownReason::HeldUnread(problem)),
            (None, None) => ComparisonFinding::Missing,
        }
    }

    /// Whether something is assigned of an API of which nothing is known, so that it may be any API.
    pub fn has_unread_api(&self, apis: &KnownApis) -> bool {
        self.things.keys().any(|thing| is_of_unread_api(thing, apis))
    }
}

fn through_groups(roles: &RoleAccess) -> SortedMap<ComparedPermission, IndirectAssignment> {
    let mut arrivals: SortedMap<ComparedPermission, IndirectAssignment> = SortedMap::new();
    for held in roles.roles() {
        let id = match held.way {
            AssignmentPath::Direct => continue,
            AssignmentPath::Group(id) => Some(id),
            AssignmentPath::SomeGroup => None,
        };
        let name_of = |id| roles.groups.iter().find(|group| group.id == id).and_then(|group| group.name.clone());
        let arrival =
            IndirectAssignment { group: id.map(|id| AssigningGroup { id, name: name_of(id) }), term: held.term };
        let thing = ComparedPermission::DirectoryRole { role: held.role, scope: held.scope };
        let lasts_longer = |known: &IndirectAssignment| term_order(arrival.term) > term_order(known.term);
        if arrivals.get(&thing).is_none_or(lasts_longer) {
            arrivals.insert(thing, arrival);
        }
    }
    arrivals
}

/// A longer term is greater; one that is not known may be any but the longest.
fn term_order(term: Term) -> (u8, Option<Timestamp>) {
    match term {
        Term::Until { end, .. } => (0, Some(end)),
        Term::NotKnown => (1, None),
        Term::Permanent => (2, None),
    }
}

/// Whether the permission is a role of an API that was not read, and isn't known to be deleted.
pub(super) fn is_of_unread_api(thing: &ComparedPermission, apis: &KnownApis) -> bool {
    matches!(thing, ComparedPermission::AppRole { api: ApiKey::Resource(resource), .. } if !apis.is_deleted(*resource))
}

fn gap<T>(listing: &Result<Listing<T>, Problem>) -> Option<Problem> {
    match listing {
        Err(problem) => Some(problem.clone()),
        Ok(listing) if listing.gap.is_some() => listing.gap.clone(),
        Ok(listing) if listing.unreadable > 0 => Some(Problem::Unreadable("an assignment")),
        Ok(_) => None,
    }
}
