//! How dangerous an Azure role is. How far it reaches is decided by its scope, which is not judged here.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>

use super::{Rating, Tier, Verdict};
use crate::domain::guid::Guid;

/// A role that is built into Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AzureRole {
    /// The last part of the id of its definition, the same in every subscription.
    pub id: Guid,
    /// Its name.
    pub name: &'static str,
}

/// How dangerous a built-in Azure role is, for the roles that matter. Nothing is said about the others.
pub fn rate_azure_role(id: Guid) -> Option<Verdict> {
    RATED.iter().find(|(roles, _)| roles.iter().any(|role| role.id == id)).map(|(_, verdict)| *verdict)
}

/// The same as a rating, beside which nobody else's opinion stands.
pub fn rate_azure(id: Guid) -> Rating {
    Rating { verdict: rate_azure_role(id), opinions: Vec::new() }
}

const fn role(id: &str, name: &'static str) -> AzureRole {
    AzureRole { id: Guid::known(id), name }
}

pub(super) const OWNER: AzureRole = role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner");
pub(super) const CONTRIBUTOR: AzureRole = role("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor");
pub(super) const USER_ACCESS_ADMINISTRATOR: AzureRole =
    role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator");
pub(super) const RBAC_ADMINISTRATOR: AzureRole =
    role("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator");
pub(super) const VIRTUAL_MACHINE_CONTRIBUTOR: AzureRole =
    role("9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "Virtual Machine Contributor");
pub(super) const VIRTUAL_MACHINE_ADMINISTRATOR_LOGIN: AzureRole =
    role("1c0163c0-47e6-4577-8991-ea5c82e286e4", "Virtual Machine Administrator Login");
pub(super) const CONNECTED_MACHINE_ADMINISTRATOR: AzureRole =
    role("cd570a14-e51a-42ad-bac8-bafd67325302", "Azure Connected Machine Resource Administrator");
pub(super) const AUTOMATION_CONTRIBUTOR: AzureRole =
    role("f353d9bd-d4a6-484e-a77a-8050b599b867", "Automation Contributor");
pub(super) const WEBSITE_CONTRIBUTOR: AzureRole = role("de139f84-1756-47ae-9be6-808fbbe84772", "Website Contributor");
pub(super) const LOGIC_APP_CONTRIBUTOR: AzureRole =
    role("87a39d53-fc1b-424a-814c-f7e04687dc9e", "Logic App Contributor");
pub(super) const DATA_FACTORY_CONTRIBUTOR: AzureRole =
    role("673868aa-7521-48a0-acc6-0f60742d39f5", "Data Factory Contributor");
pub(super) const KUBERNETES_CONTRIBUTOR: AzureRole =
    role("ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8", "Azure Kubernetes Service Contributor Role");
pub(super) const KUBERNETES_CLUSTER_ADMIN: AzureRole =
    role("0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8", "Azure Kubernetes Service Cluster Admin Role");
pub(super) const KUBERNETES_RBAC_CLUSTER_ADMIN: AzureRole =
    role("b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b", "Azure Kubernetes Service RBAC Cluster Admin");
pub(super) const MANAGED_IDENTITY_OPERATOR: AzureRole =
    role("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator");
pub(super) const MANAGED_IDENTITY_CONTRIBUTOR: AzureRole =
    role("e40ec5ca-96e0-45a2-b4ff-59039f2c2b59", "Managed Identity Contributor");
pub(super) const KEY_VAULT_ADMINISTRATOR: AzureRole =
    role("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator");
pub(super) const KEY_VAULT_SECRETS_OFFICER: AzureRole =
    role("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer");
pub(super) const KEY_VAULT_SECRETS_USER: AzureRole =
    role("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User");
pub(super) const READER: AzureRole = role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader");

static RATED: &[(&[AzureRole], Verdict)] = &[
    (
        &[OWNER, USER_ACCESS_ADMINISTRATOR, RBAC_ADMINISTRATOR],
        Verdict { tier: Tier::Zero, reason: "It can give itself and others every right on what lies in its scope." },
    ),
    (
        &[CONTRIBUTOR],
        Verdict {
            tier: Tier::Zero,
            reason: "It can run code on everything in its scope, and so become every managed identity there.",
        },
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
        Verdict {
            tier: Tier::One,
            reason: "It can run code on these resources, and so become the managed identities that they have.",
        },
    ),
    (
        &[MANAGED_IDENTITY_OPERATOR, MANAGED_IDENTITY_CONTRIBUTOR],
        Verdict {
            tier: Tier::One,
            reason: "It can attach user-assigned identities to a resource of its own, and so become them.",
        },
    ),
    (
        &[KEY_VAULT_ADMINISTRATOR, KEY_VAULT_SECRETS_OFFICER, KEY_VAULT_SECRETS_USER],
        Verdict { tier: Tier::One, reason: "It can read the secrets in key vaults, and use whatever they open." },
    ),
    (
        &[READER],
        Verdict {
            tier: Tier::Two,
            reason: "It reads settings of everything in its scope, in which secrets are sometimes left.",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_hand_out_rights_are_the_worst_and_unknown_ones_are_not_rated() {
        let tier = |id| rate_azure_role(id).map(|verdict| verdict.tier);
        assert_eq!(tier(OWNER.id), Some(Tier::Zero));
        assert_eq!(tier(LOGIC_APP_CONTRIBUTOR.id), Some(Tier::One));
        assert_eq!(tier(READER.id), Some(Tier::Two));
        assert_eq!(tier(Guid::ZERO), None);
    }

    #[test]
    fn every_role_is_rated_once() {
        let mut ids: Vec<Guid> = RATED.iter().flat_map(|(roles, _)| *roles).map(|role| role.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
