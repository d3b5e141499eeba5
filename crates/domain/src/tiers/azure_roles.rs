//! How dangerous an Azure role is, by itself and by the managed identities in its scope that its holder can act as.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>

use super::lead::ReachedTier;
use super::rating::{Rating, TierRating};
use super::tier::Tier;
use crate::azure_role::AzureScope;
use crate::guid::Guid;

/// A role that is built into Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInAzureRole {
    /// The last part of the id of its definition, the same in every subscription.
    pub id: Guid,
    /// Its name.
    pub name: &'static str,
}

/// What the holder of a built-in Azure role can do that matters for its tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AzurePower {
    /// Assign roles in its scope, and so take every one of them.
    AssignsRoles,
    /// Change every resource in its scope.
    ManagesResources,
    /// Run code on resources of some types.
    RunsCode,
    /// Attach user-assigned identities.
    AttachesIdentities,
    /// Read secrets of key vaults.
    ReadsSecrets,
    /// Read settings.
    Reads,
}

/// The tier of an Azure role assignment, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AzureRating {
    /// The tier with its reason; nothing for a role that no one has rated.
    pub verdict: Option<TierRating>,
    /// Whether it may be higher, because it is not known which identities the role leads to, or what their tiers are.
    pub may_be_higher: bool,
}

impl AzurePower {
    /// Whether the holder can act as managed identities in the scope, so that their tiers count.
    pub fn leads_to_identities(self) -> bool {
        match self {
            Self::AssignsRoles | Self::ManagesResources | Self::RunsCode | Self::AttachesIdentities => true,
            Self::ReadsSecrets | Self::Reads => false,
        }
    }
}

impl AzureRating {
    /// The same as a rating, without the opinions of others.
    pub fn rating(self) -> Rating {
        Rating { verdict: self.verdict, opinions: Vec::new() }
    }
}

/// What a built-in role lets its holder do; nothing for a role that no one has rated.
pub fn azure_power(role: Guid) -> Option<AzurePower> {
    RATED.iter().find(|(roles, ..)| roles.iter().any(|it| it.id == role)).map(|(_, power, _)| *power)
}

/// The name of a built-in role that is rated here.
pub fn azure_role_name(role: Guid) -> Option<&'static str> {
    RATED.iter().flat_map(|(roles, ..)| roles.iter()).find(|it| it.id == role).map(|it| it.name)
}

/// The tier of an Azure role at a scope: the role's own, or that of the identities in its scope which the role lets its
/// holder act as, whichever is higher. What is rated by itself is the least that the role allows.
pub fn rate_azure(role: Guid, scope: &AzureScope, lead: ReachedTier) -> AzureRating {
    let Some((_, power, own)) = RATED.iter().find(|(roles, ..)| roles.iter().any(|it| it.id == role)) else {
        return AzureRating { verdict: None, may_be_higher: false };
    };
    if *power == AzurePower::AssignsRoles && *scope == AzureScope::Root {
        return AzureRating { verdict: Some(EVERYTHING), may_be_higher: false };
    }
    let reached = lead.worst.filter(|(_, tier)| *tier < own.tier && power.leads_to_identities());
    let verdict = match reached {
        Some((_, Tier::Zero)) => LEADS_TO_ZERO,
        Some((_, Tier::One)) => LEADS_TO_ONE,
        Some((_, Tier::Two)) | None => *own,
    };
    let may_be_higher = power.leads_to_identities() && !lead.complete && verdict.tier != Tier::Zero;
    AzureRating { verdict: Some(verdict), may_be_higher }
}

const EVERYTHING: TierRating = TierRating {
    tier: Tier::Zero,
    reason: "Can assign any Azure role in every subscription, and so use every managed identity.",
};
const LEADS_TO_ZERO: TierRating = TierRating {
    tier: Tier::Zero,
    reason: "Can use a tier 0 managed identity on a resource in its scope, and so take over the tenant.",
};
const LEADS_TO_ONE: TierRating =
    TierRating { tier: Tier::One, reason: "Can use a tier 1 managed identity on a resource in its scope." };

const fn role(id: &str, name: &'static str) -> BuiltInAzureRole {
    BuiltInAzureRole { id: Guid::known(id), name }
}

pub(super) const OWNER: BuiltInAzureRole = role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner");
pub(super) const CONTRIBUTOR: BuiltInAzureRole = role("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor");
pub(super) const USER_ACCESS_ADMINISTRATOR: BuiltInAzureRole =
    role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator");
pub(super) const RBAC_ADMINISTRATOR: BuiltInAzureRole =
    role("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator");
pub(super) const VIRTUAL_MACHINE_CONTRIBUTOR: BuiltInAzureRole =
    role("9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "Virtual Machine Contributor");
pub(super) const VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN: BuiltInAzureRole =
    role("1c0163c0-47e6-4577-8991-ea5c82e286e4", "Virtual Machine Administrator Login");
pub(super) const CONNECTED_MACHINE_ADMINISTRATOR: BuiltInAzureRole =
    role("cd570a14-e51a-42ad-bac8-bafd67325302", "Azure Connected Machine Resource Administrator");
pub(super) const AUTOMATION_CONTRIBUTOR: BuiltInAzureRole =
    role("f353d9bd-d4a6-484e-a77a-8050b599b867", "Automation Contributor");
pub(super) const WEBSITE_CONTRIBUTOR: BuiltInAzureRole =
    role("de139f84-1756-47ae-9be6-808fbbe84772", "Website Contributor");
pub(super) const LOGIC_APP_CONTRIBUTOR: BuiltInAzureRole =
    role("87a39d53-fc1b-424a-814c-f7e04687dc9e", "Logic App Contributor");
pub(super) const DATA_FACTORY_CONTRIBUTOR: BuiltInAzureRole =
    role("673868aa-7521-48a0-acc6-0f60742d39f5", "Data Factory Contributor");
pub(super) const KUBERNETES_CONTRIBUTOR: BuiltInAzureRole =
    role("ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8", "Azure Kubernetes Service Contributor Role");
pub(super) const KUBERNETES_CLUSTER_ADMIN: BuiltInAzureRole =
    role("0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8", "Azure Kubernetes Service Cluster Admin Role");
pub(super) const KUBERNETES_RBAC_CLUSTER_ADMIN: BuiltInAzureRole =
    role("b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", "Azure Kubernetes Service RBAC Cluster Admin");
pub(super) const MANAGED_IDENTITY_OPERATOR: BuiltInAzureRole =
    role("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator");
pub(super) const MANAGED_IDENTITY_CONTRIBUTOR: BuiltInAzureRole =
    role("e40ec5ca-96e0-45a2-b4ff-59039f2c2b59", "Managed Identity Contributor");
pub(super) const KEY_VAULT_ADMINISTRATOR: BuiltInAzureRole =
    role("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator");
pub(super) const KEY_VAULT_SECRETS_OFFICER: BuiltInAzureRole =
    role("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer");
pub(super) const KEY_VAULT_SECRETS_USER: BuiltInAzureRole =
    role("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User");
pub(super) const READER: BuiltInAzureRole = role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader");

static RATED: &[(&[BuiltInAzureRole], AzurePower, TierRating)] = &[
    (
        &[OWNER, USER_ACCESS_ADMINISTRATOR, RBAC_ADMINISTRATOR],
        AzurePower::AssignsRoles,
        TierRating { tier: Tier::One, reason: "Can assign any Azure role to itself and others in its scope." },
    ),
    (
        &[CONTRIBUTOR],
        AzurePower::ManagesResources,
        TierRating { tier: Tier::One, reason: "Can change every resource in its scope and run code on it." },
    ),
    (
        &[
            VIRTUAL_MACHINE_CONTRIBUTOR,
            VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN,
            CONNECTED_MACHINE_ADMINISTRATOR,
            AUTOMATION_CONTRIBUTOR,
            WEBSITE_CONTRIBUTOR,
            LOGIC_APP_CONTRIBUTOR,
            DATA_FACTORY_CONTRIBUTOR,
            KUBERNETES_CONTRIBUTOR,
            KUBERNETES_CLUSTER_ADMIN,
            KUBERNETES_RBAC_CLUSTER_ADMIN,
        ],
        AzurePower::RunsCode,
        TierRating { tier: Tier::One, reason: "Can run code on these resources, and so use their managed identities." },
    ),
    (
        &[MANAGED_IDENTITY_OPERATOR, MANAGED_IDENTITY_CONTRIBUTOR],
        AzurePower::AttachesIdentities,
        TierRating {
            tier: Tier::One,
            reason: "Can attach user-assigned identities to a resource of its own, and so use them.",
        },
    ),
    (
        &[KEY_VAULT_ADMINISTRATOR, KEY_VAULT_SECRETS_OFFICER, KEY_VAULT_SECRETS_USER],
        AzurePower::ReadsSecrets,
        TierRating { tier: Tier::One, reason: "Can read key vault secrets, and use what they give access to." },
    ),
    (
        &[READER],
        AzurePower::Reads,
        TierRating {
            tier: Tier::Two,
            reason: "Can read the settings of every resource in its scope, which sometimes contain secrets.",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ServicePrincipalId;

    fn rated(role: BuiltInAzureRole, scope: &str, worst: Option<Tier>, complete: bool) -> (Option<Tier>, bool) {
        let worst = worst.map(|tier| (ServicePrincipalId(Guid::ZERO), tier));
        let rating = rate_azure(role.id, &AzureScope::parse(scope), ReachedTier { worst, complete });
        (rating.verdict.map(|verdict| verdict.tier), rating.may_be_higher)
    }

    const GROUP: &str = "/subscriptions/1b87a2f0-0000-4000-8000-000000000001/resourceGroups/rg";

    #[test]
    fn a_role_over_resources_has_the_tier_of_the_identities_on_them() {
        let (zero, one, two) = (Some(Tier::Zero), Some(Tier::One), Some(Tier::Two));
        assert_eq!(rated(CONTRIBUTOR, GROUP, zero, true), (zero, false));
        assert_eq!(rated(CONTRIBUTOR, GROUP, zero, false), (zero, false), "nothing is higher");
        assert_eq!(rated(CONTRIBUTOR, GROUP, two, true), (one, false), "its own is higher");
        assert_eq!(rated(CONTRIBUTOR, GROUP, None, true), (one, false));
        assert_eq!(rated(CONTRIBUTOR, GROUP, None, false), (one, true));
        assert_eq!(rated(OWNER, GROUP, None, true), (one, false), "an empty resource group");
        assert_eq!(rated(OWNER, "/", None, false), (zero, false));
        assert_eq!(rated(LOGIC_APP_CONTRIBUTOR, GROUP, zero, true), (zero, false));
    }

    #[test]
    fn a_role_that_runs_no_code_leads_nowhere_and_an_unknown_one_is_not_rated() {
        assert_eq!(rated(READER, GROUP, Some(Tier::Zero), false), (Some(Tier::Two), false));
        assert_eq!(rated(KEY_VAULT_SECRETS_USER, GROUP, Some(Tier::Zero), false), (Some(Tier::One), false));
        assert_eq!(rated(BuiltInAzureRole { id: Guid::ZERO, name: "" }, "/", Some(Tier::Zero), false), (None, false));
    }

    #[test]
    fn every_role_is_rated_once() {
        let mut ids: Vec<Guid> = RATED.iter().flat_map(|(roles, ..)| *roles).map(|role| role.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
