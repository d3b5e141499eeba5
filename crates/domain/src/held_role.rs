//! Every directory role of an identity, by assignment path.

use crate::sort;
use crate::sorted_map::SortedMap;

use super::directory_entry::DirectoryEntry;
use super::directory_role::{DirectoryScope, RoleAssignment, RoleDefinition};
use super::guid::Guid;
use super::ids::{ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};
use super::listing::Listing;
use super::problem::Problem;
use super::time::Timestamp;

/// A directory role that an identity has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedDirectoryRole {
    /// The role.
    pub role: RoleDefinitionId,
    /// Its definition, where one was read. A definition that is not built in is the tenant's own.
    pub definition: Option<RoleDefinition>,
    /// The scope.
    pub scope: DirectoryScope,
    /// How it arrives.
    pub way: AssignmentPath,
    /// For how long it is assigned.
    pub term: Term,
    /// The assignment that makes it so, where it is known. It is the identity's own only where the assignment path is
    /// direct.
    pub assignment: Option<RoleAssignmentId>,
}

/// How a directory role arrives at an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssignmentPath {
    /// It is assigned to the identity itself.
    Direct,
    /// It is assigned to this group, of which the identity is a member.
    Group(ObjectId),
    /// It arrives through a group which could not be told.
    SomeGroup,
}

/// For how long a role is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Until someone removes it.
    Permanent,
    /// Time-bound.
    Until {
        /// When it began, where the service says so.
        start: Option<Timestamp>,
        /// When it ends by itself.
        end: Timestamp,
    },
    /// Time-bound assignments could not be read, so it may end by itself or not.
    NotKnown,
}

/// An assignment of a directory role as Privileged Identity Management lists it, active now.
///
/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledRole {
    /// The identity or the group that has it.
    pub principal: Guid,
    /// The assignment from which it comes.
    pub origin: Option<RoleAssignmentId>,
    /// The role.
    pub role: RoleDefinitionId,
    /// Its definition, where the service gave it along.
    pub definition: Option<RoleDefinition>,
    /// The scope.
    pub scope: DirectoryScope,
    /// Whether the principal has it itself, and not through a group.
    pub direct: bool,
    /// When it began.
    pub start: Option<Timestamp>,
    /// When it ends by itself; never, where there is none.
    pub end: Option<Timestamp>,
}

/// A directory role that is assigned to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRole {
    /// The group.
    pub group: ObjectId,
    /// The id of the assignment.
    pub id: RoleAssignmentId,
    /// The role.
    pub role: RoleDefinitionId,
    /// Its definition, where the service gave it along.
    pub definition: Option<RoleDefinition>,
    /// The scope.
    pub scope: DirectoryScope,
}

/// One of the lists that the directory roles of an identity are put together from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum RoleSource<T> {
    /// It is being read.
    #[default]
    Pending,
    /// It was read, completely or not.
    Read(Listing<T>),
    /// It could not be read. A license that the tenant lacks is one reason and no failure.
    Failed(Problem),
}

/// Which list something is missing from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RolePart {
    /// Roles that are assigned to the identity itself.
    Direct,
    /// Whether assignments end by themselves.
    TimeBound,
    /// Roles that arrive through groups.
    ThroughGroups,
}

/// The name of the object within which a role counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeName {
    /// Its name.
    Named(String),
    /// It does not exist any more.
    Gone,
    /// Its name could not be read.
    Unread(Problem),
}

/// The directory roles of one identity, as far as they have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAccess {
    /// Whose roles these are.
    pub principal: ServicePrincipalId,
    /// What is assigned to the identity itself.
    pub direct: RoleSource<RoleAssignment>,
    /// What Privileged Identity Management lists, for the identity and for its groups.
    pub scheduled: RoleSource<ScheduledRole>,
    /// What is assigned to the groups of which it is a member.
    pub through_groups: RoleSource<GroupRole>,
    /// The groups that may carry roles.
    pub groups: Vec<DirectoryEntry>,
    /// The names of administrative units and applications within which roles count.
    pub scope_names: SortedMap<DirectoryScope, ScopeName>,
}

impl<T> RoleSource<T> {
    /// What was read so far.
    pub fn items(&self) -> &[T] {
        match self {
            Self::Read(listing) => &listing.items,
            Self::Pending | Self::Failed(_) => &[],
        }
    }

    /// Why something may be missing.
    pub fn gap(&self) -> Option<Problem> {
        match self {
            Self::Pending => None,
            Self::Failed(problem) => Some(problem.clone()),
            Self::Read(listing) if listing.unreadable > 0 && listing.gap.is_none() => {
                Some(Problem::Unreadable("an assignment"))
            }
            Self::Read(listing) => listing.gap.clone(),
        }
    }

    fn is_complete(&self) -> bool {
        matches!(self, Self::Read(listing) if listing.is_complete())
    }
}

impl RoleSource<ScheduledRole> {
    /// Why a role may end of which no end was read. Without the license none ends, so that nothing is missing.
    pub fn ends_gap(&self) -> Option<Problem> {
        match self {
            Self::Failed(Problem::LicenseMissing(_)) => None,
            _ => self.gap(),
        }
    }

    /// Whether a role of which no end was read does not end.
    pub fn has_every_end(&self) -> bool {
        *self != Self::Pending && self.ends_gap().is_none()
    }
}

impl<T> From<Result<Listing<T>, Problem>> for RoleSource<T> {
    fn from(answer: Result<Listing<T>, Problem>) -> Self {
        answer.map_or_else(Self::Failed, Self::Read)
    }
}

impl RoleAccess {
    /// Nothing has been read yet.
    pub fn pending(principal: ServicePrincipalId) -> Self {
        Self {
            principal,
            direct: RoleSource::Pending,
            scheduled: RoleSource::Pending,
            through_groups: RoleSource::Pending,
            groups: Vec::new(),
            scope_names: SortedMap::new(),
        }
    }

    /// What is missing, and why.
    pub fn gaps(&self) -> Vec<(RolePart, Problem)> {
        [
            (RolePart::Direct, self.direct.gap()),
            (RolePart::TimeBound, self.scheduled.gap()),
            (RolePart::ThroughGroups, self.through_groups.gap()),
        ]
        .into_iter()
        .filter_map(|(part, gap)| Some((part, gap?)))
        .collect()
    }

    /// Whether a new token may give more: roles, or the names of groups and scopes.
    pub fn needs_new_token(&self) -> bool {
        let unread = |name: &ScopeName| matches!(name, ScopeName::Unread(problem) if problem.ends_with_new_token());
        self.gaps().iter().any(|(_, problem)| problem.ends_with_new_token())
            || self.groups.iter().any(|group| group.name.is_none())
            || self.scope_names.values().any(unread)
    }

    /// Every role, each assignment path once, in the order of names, scopes and ways.
    pub fn roles(&self) -> Vec<AssignedDirectoryRole> {
        let mut used = vec![false; self.scheduled.items().len()];
        let mut roles: Vec<AssignedDirectoryRole> = Vec::new();
        for assignment in self.direct.items() {
            let (role, scope) = (assignment.grant.role, &assignment.grant.scope);
            let term = self.term(&mut used, self.principal.0, role, scope, &assignment.id);
            roles.push(AssignedDirectoryRole {
                role,
                definition: assignment.definition.clone(),
                scope: scope.clone(),
                way: AssignmentPath::Direct,
                term,
                assignment: Some(assignment.id.clone()),
            });
        }
        for assignment in self.through_groups.items() {
            let term = self.term(&mut used, assignment.group.0, assignment.role, &assignment.scope, &assignment.id);
            roles.push(AssignedDirectoryRole {
                role: assignment.role,
                definition: assignment.definition.clone(),
                scope: assignment.scope.clone(),
                way: AssignmentPath::Group(assignment.group),
                term,
                assignment: Some(assignment.id.clone()),
            });
        }
        for (scheduled, _) in self.scheduled.items().iter().zip(used).filter(|(_, used)| !used) {
            self.add_scheduled(scheduled, &mut roles);
        }
        let name = |held: &AssignedDirectoryRole| held.definition.as_ref().map(|it| it.display_name.to_lowercase());
        sort::sort_by_cached_key(&mut roles, |held| (name(held), held.role, held.scope.clone(), held.way));
        roles
    }

    /// Adds a role that no list of assignments has, as happens where that list could not be read.
    fn add_scheduled(&self, scheduled: &ScheduledRole, roles: &mut Vec<AssignedDirectoryRole>) {
        let way = match (scheduled.principal == self.principal.0, scheduled.direct) {
            (true, true) => AssignmentPath::Direct,
            (true, false) => AssignmentPath::SomeGroup,
            (false, _) => AssignmentPath::Group(ObjectId(scheduled.principal)),
        };
        let same = |held: &AssignedDirectoryRole| held.role == scheduled.role && held.scope == scheduled.scope;
        let known = roles.iter().any(|held| match way {
            AssignmentPath::SomeGroup => same(held) && held.way != AssignmentPath::Direct,
            _ => same(held) && held.way == way,
        });
        if !known {
            roles.push(AssignedDirectoryRole {
                role: scheduled.role,
                definition: scheduled.definition.clone(),
                scope: scheduled.scope.clone(),
                way,
                term: scheduled.term(),
                assignment: scheduled.origin.clone().filter(|_| way != AssignmentPath::SomeGroup),
            });
        }
    }

    /// How long an assignment to the identity itself lasts.
    pub fn term_of(&self, assignment: &RoleAssignment) -> Term {
        let RoleAssignment { id, grant, .. } = assignment;
        self.term_listed(grant.principal.0, grant.role, &grant.scope, id)
    }

    /// How long an assignment lasts: as Privileged Identity Management lists it. One that it does not list, though all
    /// of its list was read, is not bound.
    fn term(
        &self,
        used: &mut [bool],
        principal: Guid,
        role: RoleDefinitionId,
        scope: &DirectoryScope,
        id: &RoleAssignmentId,
    ) -> Term {
        for (used, it) in used.iter_mut().zip(self.scheduled.items()) {
            *used |= it.is_of(principal, role, scope);
        }
        self.term_listed(principal, role, scope, id)
    }

    fn term_listed(
        &self,
        principal: Guid,
        role: RoleDefinitionId,
        scope: &DirectoryScope,
        id: &RoleAssignmentId,
    ) -> Term {
        let mut listed = self.scheduled.items().iter().filter(|it| it.is_of(principal, role, scope));
        let of_assignment = listed.clone().find(|it| it.origin.as_ref() == Some(id));
        match of_assignment.or_else(|| listed.next()) {
            Some(it) => it.term(),
            None if self.scheduled.is_complete() => Term::Permanent,
            None => Term::NotKnown,
        }
    }
}

impl ScheduledRole {
    /// Whether it is this role of this principal, held by itself.
    pub fn is_of(&self, principal: Guid, role: RoleDefinitionId, scope: &DirectoryScope) -> bool {
        self.principal == principal && self.direct && self.role == role && self.scope == *scope
    }

    /// How long it lasts.
    pub fn term(&self) -> Term {
        self.end.map_or(Term::Permanent, |end| Term::Until { start: self.start, end })
    }
}

#[cfg(test)]
mod tests;
