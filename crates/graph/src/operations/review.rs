//! What a change would do, read from the live tenant.

use domain::change::permission::{AppRoleName, Permission};
use futures_util::future::{join, join_all, join4, join5};

use super::directory::Directory;
use super::lookup::FoundObject;
use crate::transport::{Surroundings, Transport};
use domain::access::Held;
use domain::change::review::{Absence, Absent, AzureSituation, Review, Situation, review, review_absent};
use domain::change::wish::{Wanted, Wish};
use domain::group::GroupReading;
use domain::held_role::{RoleSource, ScheduledRole};
use domain::identity::ManagedIdentity;
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Problem;
use domain::sort;
use domain::sorted_map::SortedMap;
use domain::tiers::apis_with_value;
use domain::well_known::COMMON_APIS;

/// An identity of a change, with its permissions and roles.
struct IdentitySnapshot {
    who: Result<ManagedIdentity, Absent>,
    held: Held,
    scheduled: RoleSource<ScheduledRole>,
    azure: AzureSituation,
    groups: Vec<GroupReading>,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Reads everything that a review is made of, and makes it: one review of all identities of the wishes, `first`
    /// before the others. If one of them doesn't exist, its wishes are not possible and the others are reviewed.
    ///
    /// # Errors
    ///
    /// If the user or one of the identities couldn't be read, or there are no wishes.
    pub async fn review(&self, first: ServicePrincipalId, wanted: Vec<Wanted>) -> Result<Review, Problem> {
        let wishes_of = SortedMap::grouped(wanted.into_iter().map(|Wanted { identity, wish }| (identity, wish)));
        let apis = apis_of(wishes_of.values().flatten());
        let seen = wishes_of.iter().map(|(&identity, wishes)| self.read_identity(identity, wishes));
        // What a name without an API means shows only once the tenant's own APIs are known; a gap there is not in the
        // way of wishes that name theirs.
        let (seen, (person, roles, (), _tenant_apis)) = join(
            join_all(seen),
            join4(self.signed_in_user(), self.directory_roles(), self.load_apis(&apis), self.load_apis_of_tenant()),
        )
        .await;
        let (person, apis) = (person?, self.apis());
        let mut reviews = Vec::new();
        for (seen, (&id, wishes)) in seen.into_iter().zip(&wishes_of) {
            let IdentitySnapshot { who, held, scheduled, azure, groups } = seen?;
            let of_one = match who {
                Err(absent) => review_absent(&person, absent, &apis, &roles, wishes),
                Ok(identity) => {
                    let situation = Situation {
                        person: &person,
                        identity: &identity,
                        held: &held,
                        apis: &apis,
                        directory_roles: &roles,
                        scheduled: &scheduled,
                        azure: &azure,
                        groups: &groups,
                    };
                    review(situation, wishes)
                }
            };
            reviews.insert(if id == first { 0 } else { reviews.len() }, of_one);
        }
        let all = Review::of_all(reviews).map(|review| review.opened_from(first));
        all.ok_or(Problem::Unreadable("the identities of a change"))
    }

    /// Looks at one of them, and how long its directory roles last where that matters.
    async fn read_identity(&self, id: ServicePrincipalId, wishes: &[Wish]) -> Result<IdentitySnapshot, Problem> {
        let about_roles = |wish: &Wish| {
            matches!(
                wish,
                Wish::Add(Permission::EntraRole { .. }, _)
                    | Wish::Remove(Permission::EntraRole { .. })
                    | Wish::Named { api: None, .. }
            )
        };
        let scheduled =
            async { if wishes.iter().any(about_roles) { self.scheduled_roles(id).await } else { RoleSource::Pending } };
        let azure = self.azure_situation(id, wishes);
        let groups = self.group_situation(id, wishes);
        let (found, mut held, scheduled, (azure, readings), groups) =
            join5(self.find(id.0), self.assignments_of(id), scheduled, azure, groups).await;
        held.azure_roles = readings;
        let groups = groups.map_or_else(Vec::new, |(memberships, groups)| {
            held.memberships = memberships;
            groups
        });
        Ok(IdentitySnapshot { who: require_managed_identity(id, found?), held, scheduled, azure, groups })
    }
}

/// The identity, or why there is none to change.
fn require_managed_identity(id: ServicePrincipalId, found: FoundObject) -> Result<ManagedIdentity, Absent> {
    let (why, name) = match found {
        FoundObject::ManagedIdentity(identity) => return Ok(identity),
        FoundObject::Nothing { .. } => (Absence::NotFound, None),
        FoundObject::Deleted(principal) => (Absence::Deleted, Some(principal.display_name)),
        FoundObject::Application(principal) => (Absence::SomethingElse, Some(principal.display_name)),
        FoundObject::AppRegistration { display_name } => (Absence::SomethingElse, Some(display_name)),
        FoundObject::User { display_name }
        | FoundObject::Group { display_name }
        | FoundObject::Other { display_name, .. } => (Absence::SomethingElse, display_name),
    };
    Err(Absent { id, name, why })
}

/// The APIs that wishes name, and those that are always looked at.
pub fn apis_of<'a>(wishes: impl IntoIterator<Item = &'a Wish>) -> Vec<AppId> {
    let mut apis: Vec<AppId> = COMMON_APIS.to_vec();
    for wish in wishes {
        match wish {
            Wish::Add(Permission::AppRole(AppRoleName { api, .. }), _) | Wish::Named { api: Some(api), .. } => {
                apis.push(*api)
            }
            // Whether a value is meant that one of Microsoft's APIs has shows only once that API was looked at.
            Wish::Named { api: None, name } => apis.extend(apis_with_value(name)),
            Wish::Add(Permission::EntraRole { .. } | Permission::AzureRole(_) | Permission::GroupMembership(_), _)
            | Wish::Remove(_) => {}
        }
    }
    sort::sort(&mut apis);
    apis.dedup();
    apis
}
