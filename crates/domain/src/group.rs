//! Groups that an identity can be added to, and what their members get.

use crate::azure_role::AzureRole;
use crate::change::permission::AzureRoleAt;
use crate::change::privilege::{Owner, Privilege};
use crate::held_role::GroupRole;
use crate::ids::{AppRoleId, ObjectId, ServicePrincipalId};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::{Rating, ReachedTier, TierRating, rate_azure, rate_directory_role_at};

/// That a principal is a direct member of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupMembership {
    /// The member.
    pub principal: ServicePrincipalId,
    /// The group.
    pub group: ObjectId,
}

/// A group of the tenant.
///
/// <https://learn.microsoft.com/graph/api/resources/group>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its object ID.
    pub id: ObjectId,
    /// Its name. People choose it, and several groups can have the same one.
    pub name: String,
    /// What people wrote about it.
    pub description: String,
    /// Whether Entra roles can be assigned to it.
    pub role_assignable: bool,
    /// Why Microsoft Graph can't add or remove an identity; nothing, where it can.
    pub fixed: Option<FixedMembers>,
}

/// Why an identity can't be added to a group or removed from it.
///
/// <https://learn.microsoft.com/graph/api/resources/groups-overview>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedMembers {
    /// A rule decides who its members are.
    Dynamic,
    /// It is synchronized from an on-premises directory.
    OnPremises,
    /// It is a distribution group or a mail-enabled security group, which Exchange manages.
    MailEnabled,
    /// It is a Microsoft 365 group, whose members are users only.
    Microsoft365,
}

/// What the members of a group get, as far as it could be read.
///
/// The app roles of a group are shown and don't count: Microsoft Entra ID doesn't put them into the tokens of service
/// principals that are members.
///
/// <https://learn.microsoft.com/entra/identity-platform/howto-add-app-roles-in-apps>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAccess {
    /// The Entra roles that are assigned to the group.
    pub directory_roles: Result<Listing<GroupRole>, Problem>,
    /// The app roles that are granted to the group.
    pub app_roles: Result<Listing<GroupAppRole>, Problem>,
    /// The Azure roles of the group and of the groups that it is in, each with where it leads.
    pub azure_roles: Result<Listing<(AzureRole, ReachedTier)>, Problem>,
}

/// An app role that is granted to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAppRole {
    /// The service principal of the API.
    pub resource: ServicePrincipalId,
    /// Its name as it was noted with the grant.
    pub resource_name: String,
    /// The role within it.
    pub role: AppRoleId,
}

/// A group of a change, as it was read for the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupReading {
    /// Its object ID.
    pub id: ObjectId,
    /// The group.
    pub group: Result<Group, Problem>,
    /// What its members get.
    pub access: GroupAccess,
}

impl GroupAccess {
    /// What could be read of nothing.
    pub fn unread(problem: &Problem) -> Self {
        let problem = || problem.clone();
        Self { directory_roles: Err(problem()), app_roles: Err(problem()), azure_roles: Err(problem()) }
    }

    /// The highest tier of what a member gets, with its reason; nothing, where nothing of it is rated.
    pub fn rating(&self) -> Rating {
        let entra = items(&self.directory_roles).map(|it| rate_directory_role_at(it.role, &it.scope).verdict);
        let azure = items(&self.azure_roles).map(|(it, lead)| rate_azure(it.role, &it.scope, *lead).verdict);
        let verdict = entra.chain(azure).flatten().min_by_key(|it: &TierRating| it.tier);
        Rating { verdict, opinions: Vec::new() }
    }

    /// The privileges that a membership gives. What couldn't be read is unknown and not harmless: without the Entra roles
    /// it may be tier 0, and without Azure, which many don't connect, it is asked about where something else than the user
    /// chose the group.
    pub fn privilege(&self) -> Privilege {
        let entra =
            items(&self.directory_roles).map(|it| Privilege::of_directory_role(it.role, it.definition.as_ref()));
        let azure = items(&self.azure_roles)
            .map(|(it, lead)| Privilege::of_azure_role(&AzureRoleAt::new(it.role, it.scope.clone()), None, *lead));
        let unread_entra = (!is_complete(&self.directory_roles)).then_some(Privilege::Unrated(Owner::Microsoft));
        let unread_azure = (!is_complete(&self.azure_roles)).then_some(Privilege::Unrated(Owner::Custom));
        entra.chain(azure).chain(unread_entra).chain(unread_azure).min().unwrap_or(Privilege::Lower)
    }
}

fn items<T>(listing: &Result<Listing<T>, Problem>) -> impl Iterator<Item = &T> {
    listing.iter().flat_map(|listing| &listing.items)
}

fn is_complete<T>(listing: &Result<Listing<T>, Problem>) -> bool {
    listing.as_ref().is_ok_and(Listing::is_complete)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory_role::DirectoryScope;
    use crate::tiers::Tier;
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR};

    fn access(roles: &[crate::ids::RoleDefinitionId]) -> GroupAccess {
        let group = ObjectId::known("77777777-0000-4000-8000-000000000001");
        let role = |role: &crate::ids::RoleDefinitionId| GroupRole {
            group,
            id: "role".parse().unwrap(),
            role: *role,
            definition: None,
            scope: DirectoryScope::Tenant,
        };
        GroupAccess {
            directory_roles: Ok(Listing::complete(roles.iter().map(role).collect())),
            app_roles: Ok(Listing::complete(Vec::new())),
            azure_roles: Ok(Listing::complete(Vec::new())),
        }
    }

    #[test]
    fn membership_is_as_powerful_as_the_most_powerful_role_of_the_group() {
        assert_eq!(access(&[]).privilege(), Privilege::Lower);
        assert_eq!(access(&[EXCHANGE_ADMINISTRATOR]).privilege(), Privilege::Lower);
        let both = access(&[EXCHANGE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR]);
        assert_eq!((both.privilege(), both.rating().tier()), (Privilege::TierZero, Some(Tier::Zero)));
        assert_eq!(access(&[]).rating().tier(), None);
    }

    #[test]
    fn roles_that_could_not_be_read_are_not_taken_for_none() {
        let mut group = access(&[]);
        group.azure_roles = Err(Problem::SignInNeeded);
        assert_eq!(group.privilege(), Privilege::Unrated(Owner::Custom));
        group.directory_roles = Ok(Listing { gap: Some(Problem::Offline), ..Listing::complete(Vec::new()) });
        assert_eq!(group.privilege(), Privilege::Unrated(Owner::Microsoft));
        assert!(GroupAccess::unread(&Problem::Offline).privilege().may_be_tier_zero());
    }
}
