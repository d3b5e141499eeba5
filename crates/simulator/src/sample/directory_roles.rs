//! The directory roles of the sample, and the principals that have them: users, identities, and a group.

use super::azure::Host::User;
use super::azure::{CORPORATE, PRODUCTION};
use super::identities::{self, BUILD_AGENTS, id_by_name, identity};
use super::ids::id_of;
use super::oddities::EXCHANGE_WITHOUT_PERMISSION;
use super::people::{
    ADMINISTRATOR, APPLICATION_ADMINISTRATOR, ELIGIBLE_ADMINISTRATOR, HELPDESK, SECURITY_REVIEWER, add_group, group,
    oslo,
};
use crate::tenant::{RoleDefinition, RoleScope, Tenant};
use domain::catalog::directory_roles::built_in_roles;
use domain::guid::Guid;
use domain::ids::{ObjectId, RoleDefinitionId};
use domain::well_known::{
    APPLICATION_ADMINISTRATOR as APPLICATION_ADMINISTRATOR_ROLE, EXCHANGE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR,
    PRIVILEGED_ROLE_ADMINISTRATOR,
};

const DIRECTORY_READERS: RoleDefinitionId = RoleDefinitionId::known("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");
const GROUPS_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("fdd7a751-b60b-444a-984c-02652fe8fa1c");
const GUEST_INVITER: RoleDefinitionId = RoleDefinitionId::known("95e79109-95c0-4d8e-aee3-d01accf2d47b");
const HELPDESK_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("729827e3-9c14-49f7-bb1b-9608f156bbb8");
const REPORTS_READER: RoleDefinitionId = RoleDefinitionId::known("4a5d8f65-41da-4de4-8968-e035b65339cf");
const SECURITY_READER: RoleDefinitionId = RoleDefinitionId::known("5d6b6bb7-de71-4623-b4af-96380a352509");
const USER_ADMINISTRATOR: RoleDefinitionId = RoleDefinitionId::known("fe930be7-5e62-47db-91af-98c3a49a38b1");
const CREDENTIAL_ROTATOR: RoleDefinitionId = RoleDefinitionId::known("a8c15e62-7b30-4f94-8d2e-91c6f0b374d5");

/// The group that directory roles are assigned to, for identities that write reports.
const REPORT_WRITERS: &str = "sg-role-report-writers";

pub(super) fn add(tenant: &mut Tenant) {
    for role in built_in_roles() {
        let definition = RoleDefinition::built_in(role.id, role.display_name, role.description, role.privileged);
        tenant.add_role_definition(RoleDefinition { allows_service_principals: role.assignable, ..definition });
    }
    tenant.add_role_definition(RoleDefinition::custom(
        CREDENTIAL_ROTATOR,
        "Halden Credential Rotator",
        "Updates credentials (certificates and secrets) of app registrations.",
        &["microsoft.directory/applications/credentials/update"],
    ));
    assign_to_people(tenant);
    assign_to_identities(tenant);
}

fn assign_to_people(tenant: &mut Tenant) {
    for (person, role) in [
        (ADMINISTRATOR, GLOBAL_ADMINISTRATOR),
        (APPLICATION_ADMINISTRATOR, APPLICATION_ADMINISTRATOR_ROLE),
        (HELPDESK, HELPDESK_ADMINISTRATOR),
        (SECURITY_REVIEWER, SECURITY_READER),
        (SECURITY_REVIEWER, REPORTS_READER),
    ] {
        tenant.assign(person.0, role, RoleScope::Tenant);
    }
    tenant.make_eligible(ADMINISTRATOR.0, EXCHANGE_ADMINISTRATOR, RoleScope::Tenant);
    tenant.make_eligible(ELIGIBLE_ADMINISTRATOR.0, PRIVILEGED_ROLE_ADMINISTRATOR, RoleScope::Tenant);
}

/// Roles by every assignment path: direct, custom, limited to a unit and to an application, and through a group.
fn assign_to_identities(tenant: &mut Tenant) {
    let portal = RoleScope::Object(ObjectId(id_of("application", "Halden Order Portal")));
    for (name, role, scope) in [
        ("aa-m365-lifecycle", EXCHANGE_ADMINISTRATOR, RoleScope::Tenant),
        (EXCHANGE_WITHOUT_PERMISSION.name, EXCHANGE_ADMINISTRATOR, RoleScope::Tenant),
        ("id-hr-sync", EXCHANGE_ADMINISTRATOR, RoleScope::Tenant),
        ("id-identity-governance", PRIVILEGED_ROLE_ADMINISTRATOR, RoleScope::Tenant),
        ("sql-halden-prod", DIRECTORY_READERS, RoleScope::Tenant),
        ("id-guest-invites", GUEST_INVITER, RoleScope::Tenant),
        ("func-teams-provisioning", GROUPS_ADMINISTRATOR, RoleScope::Tenant),
        ("func-onboarding-prod", USER_ADMINISTRATOR, RoleScope::AdministrativeUnit(oslo())),
        (BUILD_AGENTS, APPLICATION_ADMINISTRATOR_ROLE, portal),
        ("id-halden-deploy", CREDENTIAL_ROTATOR, RoleScope::Tenant),
    ] {
        if let Some(id) = id_by_name(tenant, name) {
            tenant.assign(id, role, scope);
        }
    }
    let report_runner = id_by_name(tenant, "Finn O'Brien report runner");
    let writers: Vec<Guid> = id_by_name(tenant, "adf-warehouse").into_iter().chain(report_runner).collect();
    add_group(tenant, REPORT_WRITERS, true, &writers);
    tenant.assign(group(REPORT_WRITERS).0, REPORTS_READER, RoleScope::Tenant);
    add_nested_groups(tenant);
}

/// Identities in an ordinary group that is in another one.
fn add_nested_groups(tenant: &mut Tenant) {
    let lazy = identity("LazyAutomationAccount", identities::LAZY).0;
    let audit = identity("id-audit-export", User(CORPORATE, "rg-security")).0;
    let deploy = identity("id-halden-deploy", User(PRODUCTION, "rg-delivery")).0;
    add_group(tenant, "sg-automation-corporate", false, &[lazy, audit]);
    add_group(tenant, "sg-automation", false, &[group("sg-automation-corporate").0, deploy]);
}
