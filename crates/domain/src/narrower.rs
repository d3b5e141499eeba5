//! Alternatives with fewer privileges than a broad permission, and what each requires.
//!
//! [`tiers::narrower`](super::tiers::narrower) knows the roles of the same API that allow a part. Here are the two
//! alternatives that are not permissions: a directory role with a scope, and an application role in Exchange.

use super::ids::{AppId, AppRoleId, RoleDefinitionId};
use super::tiers::{self, Advice};
use super::well_known::{CLOUD_APPLICATION_ADMINISTRATOR, EXCHANGE_ONLINE, MICROSOFT_GRAPH};

/// A way to give less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// Another app role of the same API.
    AppRole {
        /// The role.
        role: AppRoleId,
        /// How it is narrower.
        advice: Advice,
    },
    /// A directory role that counts in one place only.
    DirectoryRole {
        /// The role.
        role: RoleDefinitionId,
        /// The place.
        place: AlternativeScope,
    },
    /// A role for applications in Exchange that counts for some mailboxes, and no app role at all.
    ExchangeRole(&'static str),
}

/// Where a directory role can be made to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlternativeScope {
    /// For the users, groups or devices of one administrative unit.
    AdministrativeUnit,
    /// For one application.
    Application,
}

/// What has to be done or be there for a narrower way to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// Someone opens each site, list or file to the identity. Until then it reaches nothing.
    OpenEachSite,
    /// The identity is made an owner of each application that it manages.
    Ownership,
    /// An administrative unit with the objects in it.
    AdministrativeUnit,
    /// A Microsoft Entra ID P1 license for each administrator of a unit.
    EntraP1,
    /// An Exchange administrator makes the identity known in Exchange and assigns the role with a scope of mailboxes.
    AssignmentInExchange,
    /// The broad permission is revoked, for permissions add up.
    RevokeTheBroad,
}

impl Alternative {
    /// What it needs, in the order of doing.
    pub fn requirements(self) -> &'static [Requirement] {
        match self {
            Self::AppRole { advice: Advice::Sites, .. } => &[Requirement::OpenEachSite, Requirement::RevokeTheBroad],
            Self::AppRole { advice: Advice::Owned, .. } => &[Requirement::Ownership, Requirement::RevokeTheBroad],
            Self::AppRole { .. } => &[Requirement::RevokeTheBroad],
            Self::DirectoryRole { place: AlternativeScope::AdministrativeUnit, .. } => {
                &[Requirement::AdministrativeUnit, Requirement::EntraP1, Requirement::RevokeTheBroad]
            }
            Self::DirectoryRole { place: AlternativeScope::Application, .. } => &[Requirement::RevokeTheBroad],
            Self::ExchangeRole(_) => &[Requirement::AssignmentInExchange, Requirement::RevokeTheBroad],
        }
    }
}

/// Every narrower way that is known for this role of this API.
pub fn alternatives(api: AppId, role: AppRoleId) -> Vec<Alternative> {
    let mut ways = Vec::new();
    if let Some(known) = tiers::alternative_rule(api, role) {
        ways.extend(known.roles.iter().map(|&role| Alternative::AppRole { role, advice: known.advice }));
    }
    let exchange = EXCHANGE_ROLES.iter().filter(|(of, broad, _)| *of == api && *broad == role);
    ways.extend(exchange.map(|(_, _, name)| Alternative::ExchangeRole(name)));
    if api == MICROSOFT_GRAPH {
        let scoped = SCOPED_ROLES.iter().filter(|(broad, _, _)| *broad == role);
        ways.extend(scoped.map(|&(_, role, place)| Alternative::DirectoryRole { role, place }));
    }
    ways
}

/// Roles of Microsoft Graph, with the directory role that allows their main work in one place.
///
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-assign-roles>
#[rustfmt::skip]
const SCOPED_ROLES: &[(AppRoleId, RoleDefinitionId, AlternativeScope)] = &[
    // User.ReadWrite.All: User Administrator
    (AppRoleId::known("741f803b-c850-494e-b5df-cde7c675a1ca"), RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1"), AlternativeScope::AdministrativeUnit),
    // Group.ReadWrite.All, GroupMember.ReadWrite.All: Groups Administrator
    (AppRoleId::known("62a82d76-70ea-41e2-9197-370581804d09"), RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c"), AlternativeScope::AdministrativeUnit),
    (AppRoleId::known("dbaae8cf-10b5-4b86-a4a1-f871c94c6695"), RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c"), AlternativeScope::AdministrativeUnit),
    // UserAuthenticationMethod.ReadWrite.All: Authentication Administrator
    (AppRoleId::known("50483e42-d915-4231-9639-7fdb7fd190e5"), RoleDefinitionId::known("c4e39bd9-1100-46d3-8c65-fb160da0071f"), AlternativeScope::AdministrativeUnit),
    // User-PasswordProfile.ReadWrite.All: Password Administrator
    (AppRoleId::known("cc117bb9-00cf-4eb8-b580-ea2a878fe8f7"), RoleDefinitionId::known("966707d0-3269-4727-9be2-8c3a10f19b9d"), AlternativeScope::AdministrativeUnit),
    // LicenseAssignment.ReadWrite.All: License Administrator
    (AppRoleId::known("5facf0c1-8979-4e95-abcf-ff3d079771c0"), RoleDefinitionId::known("4d6ac14f-3453-41d0-bef9-a3e0c569773a"), AlternativeScope::AdministrativeUnit),
    // Device.ReadWrite.All: Cloud Device Administrator
    (AppRoleId::known("1138cb37-bd11-4084-a2b7-9f71582aeddb"), RoleDefinitionId::known("7698a772-787b-4ac8-901f-60d6b08affd2"), AlternativeScope::AdministrativeUnit),
    // Application.ReadWrite.All: Cloud Application Administrator
    (AppRoleId::known("1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"), CLOUD_APPLICATION_ADMINISTRATOR, AlternativeScope::Application),
];

/// Roles that reach every mailbox, with the role for applications in Exchange that reaches some.
///
/// <https://learn.microsoft.com/exchange/permissions-exo/application-rbac>
#[rustfmt::skip]
const EXCHANGE_ROLES: &[(AppId, AppRoleId, &str)] = &[
    (MICROSOFT_GRAPH, AppRoleId::known("810c84a8-4a9e-49e6-bf7d-12d183f40d01"), "Application Mail.Read"),
    (MICROSOFT_GRAPH, AppRoleId::known("e2a3a72e-5f79-4c64-b1b1-878b674786c9"), "Application Mail.ReadWrite"),
    (MICROSOFT_GRAPH, AppRoleId::known("b633e1c5-b582-4048-a93e-9f11b44c7e96"), "Application Mail.Send"),
    (MICROSOFT_GRAPH, AppRoleId::known("798ee544-9d2d-430c-a058-570e29e34338"), "Application Calendars.Read"),
    (MICROSOFT_GRAPH, AppRoleId::known("ef54d2bf-783f-4e0f-bca1-3210c0444d99"), "Application Calendars.ReadWrite"),
    (MICROSOFT_GRAPH, AppRoleId::known("089fe4d0-434a-44c5-8827-41ba8a0b17f5"), "Application Contacts.Read"),
    (MICROSOFT_GRAPH, AppRoleId::known("6918b873-d17a-4dc1-b314-35f528134491"), "Application Contacts.ReadWrite"),
    (MICROSOFT_GRAPH, AppRoleId::known("40f97065-369a-49f4-947c-6a255697ae91"), "Application MailboxSettings.Read"),
    (MICROSOFT_GRAPH, AppRoleId::known("6931bccd-447a-43d1-b442-00a195474933"), "Application MailboxSettings.ReadWrite"),
    (EXCHANGE_ONLINE, AppRoleId::known("dc890d15-9560-4a4c-9b7f-a736ec74ec40"), "Application EWS.AccessAsApp"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::apis::well_known_apis;
    use crate::catalog::directory_roles::built_in_roles;

    fn role(api: AppId, value: &str) -> AppRoleId {
        let apis = well_known_apis();
        let roles = &apis.iter().find(|it| it.app_id == api).unwrap().app_roles;
        roles.iter().find(|role| role.value == value).unwrap().id
    }

    #[test]
    fn mail_is_narrowed_in_exchange_by_the_role_of_the_same_name() {
        for (api, id, name) in EXCHANGE_ROLES.iter().filter(|(api, _, _)| *api == MICROSOFT_GRAPH) {
            assert_eq!(role(*api, name.strip_prefix("Application ").unwrap()), *id);
        }
        let ways = alternatives(MICROSOFT_GRAPH, role(MICROSOFT_GRAPH, "Mail.Send"));
        assert_eq!(ways, [Alternative::ExchangeRole("Application Mail.Send")]);
        assert_eq!(ways[0].requirements(), [Requirement::AssignmentInExchange, Requirement::RevokeTheBroad]);
    }

    #[test]
    fn users_are_narrowed_by_parts_and_by_a_unit() {
        let ways = alternatives(MICROSOFT_GRAPH, role(MICROSOFT_GRAPH, "User.ReadWrite.All"));
        assert!(matches!(ways[0], Alternative::AppRole { advice: Advice::Part, .. }));
        let last = ways.last().unwrap();
        assert!(matches!(last, Alternative::DirectoryRole { place: AlternativeScope::AdministrativeUnit, .. }));
        assert!(last.requirements().contains(&Requirement::EntraP1));
    }

    #[test]
    fn another_api_with_the_same_role_id_gets_no_advice_of_microsoft_graph() {
        let shared = role(MICROSOFT_GRAPH, "User.ReadWrite.All");
        let sharepoint = crate::well_known::SHAREPOINT_ONLINE;
        assert_eq!(role(sharepoint, "User.ReadWrite.All"), shared);
        assert_eq!(alternatives(sharepoint, shared), []);
    }

    #[test]
    fn every_role_of_the_tables_exists() {
        let graph = well_known_apis().into_iter().find(|api| api.app_id == MICROSOFT_GRAPH).unwrap();
        for (broad, role, _) in SCOPED_ROLES {
            assert!(graph.app_roles.iter().any(|role| role.id == *broad && role.enabled), "{broad}");
            assert!(built_in_roles().any(|it| it.id == *role), "{role}");
        }
    }

    #[test]
    fn every_way_says_that_the_broad_permission_has_to_go() {
        for api in [MICROSOFT_GRAPH, EXCHANGE_ONLINE] {
            let apis = well_known_apis();
            for role in &apis.iter().find(|it| it.app_id == api).unwrap().app_roles {
                for way in alternatives(api, role.id) {
                    assert_eq!(way.requirements().last(), Some(&Requirement::RevokeTheBroad), "{}", role.value);
                }
            }
        }
    }
}
