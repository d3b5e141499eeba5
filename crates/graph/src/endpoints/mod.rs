//! Every call that the page makes to Microsoft Graph, one file for each group.

pub mod administrative_units;
pub mod apis;
pub mod app_role_assignments;
pub mod applications;
pub mod audit_log;
pub mod delegated_grants;
pub mod directory_entries;
pub mod directory_objects;
pub mod directory_roles;
pub mod federated_credentials;
pub mod groups;
pub mod own_roles;
pub mod person;
mod requests;
pub mod role_access;
pub mod service_principals;
pub mod sign_ins;
pub mod whole_tenant;

use super::endpoint::{Collection, Endpoint, EndpointFacts, Write};
use domain::scope::Scope;

/// Every endpoint, in the order in which the page comes to need them.
pub const ALL: &[EndpointFacts] = &[
    person::Me::FACTS,
    person::MyOrganization::FACTS,
    person::MyDirectoryRoles::FACTS,
    own_roles::MyEligibleRoles::FACTS,
    own_roles::MyActiveRoles::FACTS,
    own_roles::MyRoleRequests::FACTS,
    own_roles::ListActivationRules::FACTS,
    service_principals::ListManagedIdentities::FACTS,
    service_principals::GetServicePrincipal::FACTS,
    service_principals::GetServicePrincipalByAppId::FACTS,
    service_principals::FindByAzureResource::FACTS,
    service_principals::FindByName::FACTS,
    apis::GetApi::FACTS,
    apis::GetApiByAppId::FACTS,
    apis::ListApisOfTenant::FACTS,
    app_role_assignments::ListAppRoleAssignments::FACTS,
    directory_roles::ListRoleDefinitions::FACTS,
    directory_roles::ListRoleAssignments::FACTS,
    role_access::ListScheduledRoles::FACTS,
    role_access::ListGroupRoles::FACTS,
    directory_entries::ListMemberships::FACTS,
    delegated_grants::ListDelegatedGrants::FACTS,
    federated_credentials::ListFederatedCredentials::FACTS,
    directory_entries::ListOwners::FACTS,
    directory_entries::ListOwnedObjects::FACTS,
    audit_log::ListAuditEntries::FACTS,
    audit_log::ListAppRoleChanges::FACTS,
    audit_log::ListRecentGrants::FACTS,
    sign_ins::ListNewestSignIns::FACTS,
    whole_tenant::ListGrants::FACTS,
    whole_tenant::ListAllRoleAssignments::FACTS,
    whole_tenant::ListAllScheduledRoles::FACTS,
    whole_tenant::ListGroupMembers::FACTS,
    whole_tenant::ListServicePrincipalsInGroup::FACTS,
    whole_tenant::ListSignInActivity::FACTS,
    administrative_units::GetAdministrativeUnit::FACTS,
    administrative_units::ListAdministrativeUnits::FACTS,
    applications::FindApplicationsByName::FACTS,
    applications::GetApplication::FACTS,
    applications::FindApplication::FACTS,
    directory_objects::GetDeletedServicePrincipal::FACTS,
    directory_objects::GetDirectoryObject::FACTS,
    groups::FindGroupsByName::FACTS,
    groups::GetGroup::FACTS,
    groups::ListGroupAppRoles::FACTS,
    groups::ListGroupMemberships::FACTS,
    groups::ListDirectMemberships::FACTS,
    app_role_assignments::GrantAppRole::FACTS,
    app_role_assignments::RevokeAppRole::FACTS,
    directory_roles::AssignDirectoryRole::FACTS,
    directory_roles::AssignDirectoryRoleForHours::FACTS,
    directory_roles::RemoveDirectoryRole::FACTS,
    directory_roles::RemoveTimeBoundDirectoryRole::FACTS,
    groups::AddGroupMember::FACTS,
    groups::RemoveGroupMember::FACTS,
    own_roles::RequestOwnRole::FACTS,
];

/// Scopes with which an endpoint tells more than without, and what more it tells.
pub const MORE_TO_SEE: &[(Scope, &str)] = &[(Scope::GroupMemberReadAll, directory_entries::NAMES)];

/// Scopes that some requests of an endpoint need besides, and for what.
pub const MORE_TO_CHANGE: &[(Scope, &str)] = &[(Scope::RoleManagementReadWriteDirectory, groups::ROLE_ASSIGNABLE)];
