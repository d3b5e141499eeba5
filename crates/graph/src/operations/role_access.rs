//! The directory roles of an identity, by every assignment path.

use std::cell::RefCell;

use futures_util::future::{join, join_all, join3};

use super::directory::Directory;
use crate::endpoint::Collection;
use crate::endpoints::administrative_units::GetAdministrativeUnit;
use crate::endpoints::applications::GetApplication;
use crate::endpoints::directory_entries::ListMemberships;
use crate::endpoints::directory_roles::ListRoleAssignments;
use crate::endpoints::role_access::{ListGroupRoles, ListScheduledRoles, MOST_GROUPS};
use crate::endpoints::service_principals::GetServicePrincipal;
use crate::transport::{Surroundings, Transport};
use domain::directory_entry::DirectoryEntry;
use domain::directory_role::DirectoryScope;
use domain::guid::Guid;
use domain::held_role::{RoleAccess, RoleSource, ScheduledRole, ScopeName};
use domain::ids::{ObjectId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::sorted_set::SortedSet;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The directory roles of an identity: permanent, time-bound and through groups, with the names of the scopes in
    /// which they count. `on_progress` is told what is known so far; the roles that are assigned to the identity
    /// itself come first. What cannot be read is missing from its part alone.
    pub async fn role_access(&self, identity: ServicePrincipalId, on_progress: impl Fn(&RoleAccess)) -> RoleAccess {
        let access = RefCell::new(RoleAccess::pending(identity));
        let (direct, scheduled, memberships) = join3(
            self.client.list(&ListRoleAssignments(identity), |_| ()),
            self.client.list(&ListScheduledRoles(identity.0), |_| ()),
            self.client.list(&ListMemberships(identity), |_| ()),
        )
        .await;
        access.borrow_mut().direct = direct.into();
        access.borrow_mut().scheduled = scheduled.into();
        on_progress(&access.borrow());
        let names = self.name_scopes(&access);
        let groups = self.through_groups(memberships, &access);
        join(names, groups).await;
        on_progress(&access.borrow());
        self.name_scopes(&access).await;
        on_progress(&access.borrow());
        access.into_inner()
    }

    /// Reads the roles of the groups of an identity.
    async fn through_groups(
        &self,
        memberships: Result<Listing<DirectoryEntry>, Problem>,
        access: &RefCell<RoleAccess>,
    ) {
        let memberships = match memberships {
            Ok(memberships) => memberships,
            Err(problem) => {
                access.borrow_mut().through_groups = RoleSource::Failed(problem);
                return;
            }
        };
        let groups: Vec<DirectoryEntry> =
            memberships.items.into_iter().filter(DirectoryEntry::may_carry_roles).collect();
        let ids: Vec<ObjectId> = groups.iter().map(|group| group.id).collect();
        let chunks: Vec<ListGroupRoles> = ids.chunks(MOST_GROUPS).map(|chunk| ListGroupRoles(chunk.to_vec())).collect();
        // A group that the token may not read need not be one that carries roles, and there may be hundreds: only
        // those that are known to are asked about their time-bound roles.
        let known = groups.iter().filter(|group| group.name.is_some()).map(|group| group.id.0);
        let schedules: Vec<ListScheduledRoles> = known.map(ListScheduledRoles).collect();
        let (roles, scheduled) = join(self.all_of(&chunks), self.all_of(&schedules)).await;
        let mut access = access.borrow_mut();
        access.groups = groups;
        access.through_groups = match roles {
            Ok(roles) => RoleSource::Read(Listing {
                gap: roles.gap.or(memberships.gap),
                unreadable: roles.unreadable + memberships.unreadable,
                items: roles.items,
            }),
            Err(problem) => RoleSource::Failed(problem),
        };
        add_scheduled(&mut access.scheduled, scheduled);
    }

    /// Reads several lists at once into one. Where not one of them can be read, that is the answer; where some cannot,
    /// the list has a gap.
    async fn all_of<C: Collection>(&self, lists: &[C]) -> Result<Listing<C::Item>, Problem> {
        let mut all = Listing::complete(Vec::new());
        let answers = join_all(lists.iter().map(|list| self.client.list(list, |_| ()))).await;
        let mut read_some = answers.is_empty();
        for answer in answers {
            match answer {
                Ok(listing) => {
                    read_some = true;
                    all.items.extend(listing.items);
                    all.unreadable += listing.unreadable;
                    all.gap = all.gap.or(listing.gap);
                }
                Err(problem) => all.gap = Some(problem),
            }
        }
        match all.gap {
            Some(problem) if !read_some => Err(problem),
            _ => Ok(all),
        }
    }

    /// Reads the names of the scopes of roles that have none yet.
    async fn name_scopes(&self, access: &RefCell<RoleAccess>) {
        let scopes: SortedSet<DirectoryScope> = {
            let access = access.borrow();
            let roles = access.roles().into_iter().map(|held| held.scope);
            roles.filter(|scope| !access.scope_names.contains_key(scope)).collect()
        };
        let names = scopes.into_iter().map(async |scope| {
            let name = self.scope_name(&scope).await;
            (scope, name)
        });
        for (scope, name) in join_all(names).await {
            if let Some(name) = name {
                access.borrow_mut().scope_names.insert(scope, name);
            }
        }
    }

    pub(super) async fn scope_name(&self, scope: &DirectoryScope) -> Option<ScopeName> {
        match scope {
            DirectoryScope::Tenant | DirectoryScope::Other(_) => None,
            DirectoryScope::AdministrativeUnit(unit) => {
                Some(scope_name_or_problem(self.client.get(&GetAdministrativeUnit(*unit)).await))
            }
            DirectoryScope::Application(id) => Some(self.application_name(id.0).await),
        }
    }

    /// A role may count for an app registration or for a service principal; both are written alike.
    async fn application_name(&self, id: Guid) -> ScopeName {
        let (application, principal) =
            join(self.client.get(&GetApplication(id)), self.client.get(&GetServicePrincipal(ServicePrincipalId(id))))
                .await;
        match (
            scope_name_or_problem(application.map(|it| it.display_name)),
            scope_name_or_problem(principal.map(|it| it.display_name)),
        ) {
            (named @ ScopeName::Named(_), _) | (_, named @ ScopeName::Named(_)) => named,
            (unread @ ScopeName::Unread(_), _) | (_, unread @ ScopeName::Unread(_)) => unread,
            _ => ScopeName::Gone,
        }
    }
}

/// Adds the time-bound roles of groups to those of the identity.
fn add_scheduled(scheduled: &mut RoleSource<ScheduledRole>, of_groups: Result<Listing<ScheduledRole>, Problem>) {
    let RoleSource::Read(listing) = scheduled else { return };
    match of_groups {
        Ok(more) => {
            listing.items.extend(more.items);
            listing.unreadable += more.unreadable;
            listing.gap = listing.gap.take().or(more.gap);
        }
        Err(problem) => listing.gap = listing.gap.take().or(Some(problem)),
    }
}

fn scope_name_or_problem(answer: Result<String, Problem>) -> ScopeName {
    match answer {
        Ok(name) => ScopeName::Named(name),
        Err(Problem::NotFound(_)) => ScopeName::Gone,
        Err(problem) => ScopeName::Unread(problem),
    }
}
