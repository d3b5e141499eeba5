//! Every refusal of a write, and what it says to do next.

use domain::azure_assignment::AzureAssignmentId;
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem as Is;
use domain::problem::Problem;
use simulator::personas::Persona;
use simulator::tenant::{AzureLock, AzurePolicy, LockLevel, Tenant};

use crate::office::{CONTRIBUTOR, CORPORATE, DEVELOPMENT, Office, PRODUCTION, READER};

/// What assigning Reader in the administrator's own subscription says after this change of the tenant.
fn refused(change: impl FnOnce(&mut Tenant)) -> Is {
    let office = Office::new();
    office.change(change);
    let problem =
        office.run(office.directory.assign_azure_role(&office.new_assignment(READER, CORPORATE))).unwrap_err();
    assert!(office.azure_changes().is_empty());
    problem
}

#[test]
fn subscription_that_is_full_locked_disallowed_or_disabled_is_told_apart() {
    assert!(matches!(refused(|tenant| tenant.azure.most_in_subscription = 1), Is::LimitReached(_)));
    let locked = refused(|tenant| {
        let (scope, name) = (CORPORATE.to_owned(), "freeze".to_owned());
        tenant.azure.locks.push(AzureLock { scope, name, level: LockLevel::ReadOnly });
    });
    let Is::Locked { scopes, .. } = locked else { panic!("{locked}") };
    assert_eq!(scopes, [AzureScope::parse(CORPORATE)]);
    let disallowed = refused(|tenant| {
        let (definition, assignment) = ("Allowed roles".to_owned(), "No new roles".to_owned());
        tenant.azure.policies.push(AzurePolicy { scope: CORPORATE.to_owned(), definition, assignment });
    });
    let Is::DisallowedByPolicy { policy, .. } = disallowed else { panic!("{disallowed}") };
    assert_eq!(policy.as_deref(), Some("No new roles"));
    let disabled = refused(|tenant| {
        let id = CORPORATE.rsplit('/').next().unwrap().parse().unwrap();
        tenant.azure.disabled_subscriptions.insert(id);
    });
    assert!(matches!(disabled, Is::SubscriptionReadOnly(_)), "{disabled}");
}

#[test]
fn multi_factor_authentication_is_asked_of_the_user() {
    let problem = refused(|tenant| tenant.azure.requires_multi_factor = true);
    let Is::NotSent(Problem::StepUp(claims)) = problem else { panic!("{problem}") };
    assert!(claims.json().contains("acrs"), "{claims:?}");
}

#[test]
fn missing_right_is_told_and_a_condition_as_well() {
    let office = Office::new();
    let problem =
        office.run(office.directory.assign_azure_role(&office.new_assignment(READER, PRODUCTION))).unwrap_err();
    let Is::Forbidden { condition_possible: true, said } = problem else { panic!("{problem}") };
    assert!(said.message.contains("Microsoft.Authorization/roleAssignments/write") && said.request_id.is_some());
    let office = Office::of(Persona::ApplicationAdministrator, Vec::new());
    let assign = |role: &str| office.run(office.directory.assign_azure_role(&office.new_assignment(role, DEVELOPMENT)));
    assert!(matches!(assign(CONTRIBUTOR), Err(Is::Forbidden { condition_possible: true, .. })));
    assert!(assign(READER).is_ok());
}

#[test]
fn same_role_under_another_name_is_already_assigned_and_names_the_other() {
    let office = Office::new();
    let mut other = office.new_assignment(READER, CORPORATE);
    other.name = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap();
    assert!(office.run(office.directory.assign_azure_role(&other)).is_ok());
    let problem =
        office.run(office.directory.assign_azure_role(&office.new_assignment(READER, CORPORATE))).unwrap_err();
    let Is::AlreadyAssigned { existing, .. } = problem else { panic!("{problem}") };
    assert_eq!(existing, Some(other.name));
    let taken = domain::azure_assignment::NewAzureAssignment {
        name: other.name,
        ..office.new_assignment(CONTRIBUTOR, CORPORATE)
    };
    let problem = office.run(office.directory.assign_azure_role(&taken)).unwrap_err();
    assert!(matches!(problem, Is::NameTaken(_)), "{problem}");
    assert_eq!(office.azure_changes(), [true]);
}

#[test]
fn what_does_not_exist_is_told_apart() {
    let office = Office::new();
    let assign =
        |role: &str, scope: &str| office.run(office.directory.assign_azure_role(&office.new_assignment(role, scope)));
    let none = "00000000-0000-4000-8000-00000000dead";
    assert!(matches!(assign(none, CORPORATE), Err(Is::RoleNotFound(_))));
    assert!(matches!(assign(READER, &format!("{CORPORATE}/resourceGroups/none")), Err(Is::ScopeNotFound(_))));
    let mut nobody = office.new_assignment(READER, CORPORATE);
    nobody.grant.principal = none.parse().unwrap();
    let problem = office.run(office.directory.assign_azure_role(&nobody)).unwrap_err();
    assert!(matches!(problem, Is::PrincipalNotFound(_)), "{problem}");
}

#[test]
fn lock_keeps_an_assignment_and_the_last_administrator_stays() {
    let office = Office::new();
    let new = office.new_assignment(READER, &format!("{CORPORATE}/resourceGroups/rg-security"));
    let made = office.run(office.directory.assign_azure_role(&new)).unwrap();
    let problem = office.run(office.directory.remove_azure_role(&made.id)).unwrap_err();
    let Is::Locked { scopes, .. } = problem else { panic!("{problem}") };
    assert!(matches!(&scopes[..], [AzureScope::ResourceGroup { name, .. }] if name == "rg-security"), "{scopes:?}");
    // A Global Administrator may remove the last one; someone else may not.
    let office = Office::of(Persona::EligibleAdministrator, Vec::new());
    let name = "3f2a1c52-9d04-4e6b-8a17-2c5e90d1b640".parse().unwrap();
    office.change(|tenant| {
        let owner = domain::guid::Guid::known("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
        let theirs = tenant.azure_roles.iter().find(|it| it.principal == simulator::sample::ELIGIBLE_ADMINISTRATOR.0);
        let last = simulator::tenant::AzureRole { role: owner, name, ..theirs.unwrap().clone() };
        tenant.azure_roles = vec![last];
    });
    let name = domain::azure_assignment::AzureAssignmentName(name);
    let id = AzureAssignmentId::at(&AzureScope::parse(CORPORATE), name).unwrap();
    let problem = office.run(office.directory.remove_azure_role(&id)).unwrap_err();
    assert!(matches!(problem, Is::LastAdministrator(_)), "{problem}");
}
