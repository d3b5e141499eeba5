//! Whether a permission may lead to control of the tenant, as far as this release knows.
//!
//! An unrated permission is unknown, not harmless. What a link, a file, a pasted text or a copy brings is therefore
//! treated as tier 0 where it is unrated. The approval treats an unrated permission of Microsoft (newer than this
//! release) as tier 0 always, and one of the tenant's own (a custom API or a custom Entra role, which no one outside
//! the tenant can rate) only where something else than the user brought it: administrators pick those from the list
//! every day, and no one reads a dialog that always comes.

use super::permission::AzureRoleAt;
use crate::api::Api;
use crate::azure_rights::AzureRoleDefinition;
use crate::directory_role::RoleDefinition;
use crate::ids::{AppRoleId, RoleDefinitionId};
use crate::tiers::ReachedTier;
use crate::tiers::{
    AzurePower, Opinion, Rating, Recognized, Tier, azure_power, rate_app_role, rate_azure, rate_directory_role,
    recognize,
};

/// The actions with which a principal can give Azure roles to itself or others: an assignment, one for a time, a change of
/// what a role allows, and access to all of Azure.
const ASSIGN: [&str; 4] = [
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/elevateAccess/action",
];

/// What is known of the privileges that a permission gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privilege {
    /// It leads to control of the tenant.
    TierZero,
    /// No source rates it.
    Unrated(Owner),
    /// It is rated, and lower than tier 0.
    Lower,
}

/// Whose an unrated permission is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Microsoft's: a permission or a built-in role that this release does not know.
    Microsoft,
    /// The tenant's or a vendor's: an app role of a custom API, or a custom role.
    Custom,
}

impl Privilege {
    /// Of an app role of an API.
    pub fn of_app_role(api: &Api, role: AppRoleId) -> Self {
        let value = api.role(role).and_then(|role| role.value.as_deref());
        let is_listed = recognize(api.app_id, role, value) != Recognized::NotListed;
        let owner = if is_listed || api.is_microsofts() { Owner::Microsoft } else { Owner::Custom };
        Self::of(&rate_app_role(api.app_id, role), owner)
    }

    /// Of an Entra role. The scope makes no difference: an application within which a role counts may have any
    /// permission itself.
    pub fn of_directory_role(role: RoleDefinitionId, definition: Option<&RoleDefinition>) -> Self {
        let is_custom = definition.is_some_and(|definition| !definition.built_in);
        Self::of(&rate_directory_role(role), if is_custom { Owner::Custom } else { Owner::Microsoft })
    }

    /// Of an Azure role at its scope, by where it leads. Hundreds of Azure's built-in roles are rated by no one, and
    /// administrators pick them every day: unlike an unrated Entra role, one of them is asked about only where something
    /// else than the user brought it. One that can assign roles, or that may lead to a tier 0 identity because not
    /// everything could be read, is always asked about.
    pub fn of_azure_role(at: &AzureRoleAt, definition: Option<&AzureRoleDefinition>, lead: ReachedTier) -> Self {
        let rating = rate_azure(at.role, &at.scope, lead);
        let tier = rating.verdict.map(|verdict| verdict.tier);
        let allows = |it: &AzureRoleDefinition| {
            it.permissions.iter().any(|block| ASSIGN.iter().any(|action| block.allows(action)))
        };
        let assigns =
            azure_power(at.role) == Some(AzurePower::AssignsRoles) || definition.map_or(tier.is_none(), allows);
        match tier {
            Some(Tier::Zero) => Self::TierZero,
            _ if assigns => Self::Unrated(Owner::Microsoft),
            Some(Tier::One | Tier::Two) if !rating.may_be_higher => Self::Lower,
            Some(Tier::One | Tier::Two) => Self::Unrated(Owner::Microsoft),
            None => Self::Unrated(Owner::Custom),
        }
    }

    /// Whether it is tier 0, or may be for all that is known.
    pub fn may_be_tier_zero(self) -> bool {
        self != Self::Lower
    }

    /// A permission that this project does not rate counts as rated where others do, and none of them at the top.
    fn of(rating: &Rating, owner: Owner) -> Self {
        match rating.tier() {
            Some(Tier::Zero) => Self::TierZero,
            Some(Tier::One | Tier::Two) => Self::Lower,
            None if rating.opinions.is_empty() => Self::Unrated(owner),
            None if rating.opinions.iter().any(|opinion: &Opinion| opinion.is_top()) => Self::Unrated(owner),
            None => Self::Lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, ORDERS, USERS};
    use crate::well_known::{EXCHANGE_ADMINISTRATOR, MICROSOFT_GRAPH, PRIVILEGED_ROLE_ADMINISTRATOR};

    #[test]
    fn app_role_is_rated_by_api_and_id_and_unrated_ones_say_whose_they_are() {
        let example = Example::new();
        let graph = example.apis.by_app_id(MICROSOFT_GRAPH).unwrap();
        let orders = example.apis.by_app_id(ORDERS).unwrap();
        let unknown = AppRoleId::known("12345678-0000-4000-8000-000000000001");
        assert_eq!(Privilege::of_app_role(graph, USERS.parse().unwrap()), Privilege::TierZero);
        let user_read = AppRoleId::known("df021288-bdef-4463-88db-98f22de89214");
        assert_eq!(Privilege::of_app_role(graph, user_read), Privilege::Lower);
        assert_eq!(Privilege::of_app_role(graph, unknown), Privilege::Unrated(Owner::Microsoft));
        assert_eq!(Privilege::of_app_role(orders, orders.app_roles[0].id), Privilege::Unrated(Owner::Custom));
        // Only Microsoft's privilege level is known of this one, and it is not at the top.
        let places = AppRoleId::known("913b9306-0ce1-42b8-9137-6a7df690a760");
        assert_eq!(Privilege::of_app_role(graph, places), Privilege::Lower);
    }

    #[test]
    fn unknown_built_in_role_and_custom_role_are_unrated() {
        let mut definition = Example::new().directory_roles.unwrap().items.remove(0);
        let of = |role, definition: &RoleDefinition| Privilege::of_directory_role(role, Some(definition));
        assert_eq!(of(EXCHANGE_ADMINISTRATOR, &definition), Privilege::Lower);
        assert_eq!(of(PRIVILEGED_ROLE_ADMINISTRATOR, &definition), Privilege::TierZero);
        let unknown = RoleDefinitionId::known("12345678-0000-4000-8000-000000000002");
        assert_eq!(of(unknown, &definition), Privilege::Unrated(Owner::Microsoft));
        definition.built_in = false;
        assert_eq!(of(unknown, &definition), Privilege::Unrated(Owner::Custom));
    }
}
