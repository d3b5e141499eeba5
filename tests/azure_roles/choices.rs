//! What can be picked: scopes, roles, and what each user of the sample may do where.

use domain::azure_rights::{AzureRight, AzureTask};
use domain::azure_role::AzureScope;
use domain::azure_scope_tree::HierarchyAccess;
use domain::guid::Guid;
use simulator::personas::Persona;

use crate::office::{CORPORATE, DEVELOPMENT, Office, PRODUCTION};

#[test]
fn administrator_assigns_in_one_subscription_and_one_resource_group_of_another() {
    let office = Office::new();
    let may = |scope: &str| {
        office.run(office.directory.check_azure_rights(&AzureScope::parse(scope))).unwrap().may(AzureTask::Assign)
    };
    assert_eq!(may(CORPORATE), AzureRight::Probably);
    assert_eq!(may(&format!("{CORPORATE}/resourceGroups/rg-automation")), AzureRight::Probably);
    assert_eq!(may(&format!("{PRODUCTION}/resourceGroups/rg-delivery")), AzureRight::Probably, "through a group");
    assert_eq!(may(PRODUCTION), AzureRight::No);
    assert_eq!(may(DEVELOPMENT), AzureRight::No);
    assert_eq!(may("/providers/Microsoft.Management/managementGroups/halden"), AzureRight::No);
    assert_eq!(may("/"), AzureRight::No);
}

#[test]
fn other_users_assign_under_a_condition_or_not_at_all() {
    let may = |persona: Persona, scope: &str| {
        let office = Office::of(persona, Vec::new());
        office.run(office.directory.check_azure_rights(&AzureScope::parse(scope))).unwrap().may(AzureTask::Assign)
    };
    assert_eq!(may(Persona::ApplicationAdministrator, DEVELOPMENT), AzureRight::Probably, "conditions don't show");
    assert_eq!(may(Persona::EligibleAdministrator, CORPORATE), AzureRight::No, "before the activation");
    assert_eq!(may(Persona::Helpdesk, CORPORATE), AzureRight::No);
}

#[test]
fn scopes_come_with_their_names_and_what_is_above_them() {
    let office = Office::new();
    let scopes = office.run(office.directory.list_azure_scopes()).unwrap();
    assert!(scopes.is_complete());
    let named = |name: &str| scopes.items.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("{name}"));
    let halden = named("Halden Logistics");
    assert!(halden.scope.is_of_management_group() && halden.access == HierarchyAccess::View);
    let production = named("Halden Production");
    assert_eq!(production.scope, AzureScope::parse(PRODUCTION));
    assert_eq!(production.parent.as_ref().map(ToString::to_string), Some(halden.scope.to_string()));
    assert_eq!(named("Tenant Root Group").access, HierarchyAccess::None, "seen for what is below it");
    let corporate = named("Halden Corporate IT").scope.clone();
    let AzureScope::Subscription(id) = corporate else { panic!("{corporate:?}") };
    let groups = office.run(office.directory.list_azure_resource_groups(id)).unwrap();
    assert!(groups.items.iter().any(|it| it.name == "rg-automation") && groups.is_complete());
    let found = office.run(office.directory.find_azure_resources(id, "LIFECYCLE")).unwrap();
    let vault = found.items.iter().find(|it| it.name == "kv-lifecycle").unwrap();
    assert_eq!(vault.resource_type, "Microsoft.KeyVault/vaults");
    assert!(found.items.iter().all(|it| it.name.to_lowercase().contains("lifecycle")));
}

fn subscription(scope: &str) -> Guid {
    let AzureScope::Subscription(id) = AzureScope::parse(scope) else { panic!("{scope}") };
    id
}

#[test]
fn subscription_name_is_known_once_the_scopes_were_read() {
    let office = Office::new();
    let production = subscription(PRODUCTION);
    assert_eq!(office.directory.known_subscription_name(production), None);
    office.run(office.directory.azure_scopes()).unwrap();
    assert_eq!(office.directory.known_subscription_name(production).as_deref(), Some("Halden Production"));
    assert_eq!(office.directory.known_subscription_name(Guid::ZERO), None);
}

#[test]
fn subscription_name_that_another_one_shares_is_not_given() {
    let office = Office::new();
    let (production, development) = (subscription(PRODUCTION), subscription(DEVELOPMENT));
    office.change(|tenant| {
        tenant.subscriptions.insert(development, "halden production");
    });
    office.run(office.directory.azure_scopes()).unwrap();
    assert_eq!(office.directory.known_subscription_name(production), None);
}

#[test]
fn user_without_a_role_sees_no_scope_and_no_role() {
    let office = Office::of(Persona::Helpdesk, Vec::new());
    assert!(office.run(office.directory.list_azure_scopes()).unwrap().items.is_empty());
    let refused = office.run(office.directory.list_azure_roles(&AzureScope::parse(CORPORATE))).unwrap_err();
    assert!(matches!(refused, domain::problem::Problem::Forbidden(_)), "{refused}");
}

#[test]
fn roles_of_a_scope_are_the_built_in_ones_and_the_companys_own() {
    let office = Office::new();
    let listed = |scope: &str| office.run(office.directory.list_azure_roles(&AzureScope::parse(scope))).unwrap();
    let production = listed(PRODUCTION);
    let own = production.items.iter().find(|it| it.custom).unwrap();
    assert_eq!(
        (own.name.as_str(), own.assignable_scopes.as_slice()),
        ("Halden Slot Swapper", &[AzureScope::parse(PRODUCTION)][..])
    );
    let contributor = production.items.iter().find(|it| it.name == "Contributor").unwrap();
    assert!(!contributor.permissions[0].allows(AzureTask::Assign.action()));
    assert!(contributor.permissions[0].allows(AzureTask::AttachIdentity.action()));
    let operator = production.items.iter().find(|it| it.name == "Managed Identity Operator").unwrap();
    assert!(operator.permissions[0].allows(AzureTask::AttachIdentity.action()), "in its own spelling");
    assert!(listed(CORPORATE).items.iter().all(|it| !it.custom));
    office.change(|tenant| tenant.azure.page = Some(7));
    assert_eq!(listed(PRODUCTION), production, "in pages");
}
