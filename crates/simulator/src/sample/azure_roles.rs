//! Azure roles of the sample: what identities may do in Azure, and who may run code where they live.

use super::azure::{CORPORATE, DEVELOPMENT, MANAGEMENT_GROUP, PRODUCTION};
use super::dates::days_before;
use super::identities::{HR_SYNC, SPARE, id_by_name};
use super::ids::id_of;
use super::people::{
    ADMINISTRATOR, APPLICATION_ADMINISTRATOR, ELIGIBLE_ADMINISTRATOR, SECURITY_REVIEWER, add_group, group,
};
use crate::tenant::{
    AzureCustomRole, AzureEligibility, AzureLock, AzureRole, LockLevel, ServicePrincipal, ServicePrincipalKind, Tenant,
};
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::time::Timestamp;
use std::time::Duration;

/// A role of Azure by its id and its name.
type Role = (&'static str, &'static str);

const OWNER: Role = ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner");
const CONTRIBUTOR: Role = ("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor");
const READER: Role = ("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader");
const USER_ACCESS_ADMINISTRATOR: Role = ("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator");
const RBAC_ADMINISTRATOR: Role = ("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator");
const WEBSITE_CONTRIBUTOR: Role = ("de139f84-1756-47ae-9be6-808fbbe84772", "Website Contributor");
const AUTOMATION_CONTRIBUTOR: Role = ("f353d9bd-d4a6-484e-a77a-8050b599b867", "Automation Contributor");
const KEY_VAULT_SECRETS_USER: Role = ("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User");
const STORAGE_BLOB_DATA_CONTRIBUTOR: Role = ("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor");
const SLOT_SWAPPER: Role = ("6f1e0c34-9a57-4d82-b0c6-3e7d51a9f248", "Halden Slot Swapper");

const SUBSCRIPTIONS: [(Guid, &str); 3] =
    [(PRODUCTION, "Halden Production"), (DEVELOPMENT, "Halden Development"), (CORPORATE, "Halden Corporate IT")];
const READERS_OF_AZURE: [domain::ids::UserId; 4] =
    [ADMINISTRATOR, APPLICATION_ADMINISTRATOR, SECURITY_REVIEWER, ELIGIBLE_ADMINISTRATOR];
/// The group whose members administer the resource group of the deployments.
const DELIVERY_ADMINISTRATORS: &str = "sg-azure-delivery-administrators";
/// Lets its holder assign and remove three harmless roles, to applications and identities only.
const DELEGATED: &str = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR \
    (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals \
    {acdd72a7-3385-48ef-bd42-f606fba81ae7, 4633458b-17de-408a-b874-0445c86b69e6, ba92f5b4-2d11-453d-a403-e96b0029c9fe} \
    AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase \
    {'ServicePrincipal'})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR \
    (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals \
    {acdd72a7-3385-48ef-bd42-f606fba81ae7, 4633458b-17de-408a-b874-0445c86b69e6, ba92f5b4-2d11-453d-a403-e96b0029c9fe} \
    AND @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase \
    {'ServicePrincipal'}))";
/// Limits the role to one container.
const CONDITION: &str =
    "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'warehouse'";

pub(super) fn add(tenant: &mut Tenant, now: Timestamp) {
    tenant.subscriptions.extend(SUBSCRIPTIONS);
    // What is being made is outside the group of what runs.
    let topmost = (tenant.id.to_string(), "Tenant Root Group");
    let below = |id: &str| vec![(id.to_owned(), "Halden Logistics"), topmost.clone()];
    tenant.management_groups.extend([
        (PRODUCTION, below("halden")),
        (CORPORATE, below("halden")),
        (DEVELOPMENT, vec![topmost.clone()]),
    ]);
    tenant.azure_readers.extend(READERS_OF_AZURE);
    for (number, id) in (0..).zip(identities(tenant)) {
        if number % 3 == 0
            && let Some(scope) = group_of(tenant, id)
        {
            assign(tenant, now, 40, id.0, CONTRIBUTOR, scope);
        }
    }
    assign_to_identities(tenant, now);
    assign_to_people(tenant, now);
    let_people_assign(tenant, now);
    add_what_else_there_is(tenant);
    let deploy = id_by_name(tenant, "id-halden-deploy").map(ServicePrincipalId);
    let used = ["Microsoft.Web/sites/app-customs", "Microsoft.ContainerInstance/containerGroups/deploy-runner"];
    let of = |path: &str| format!("{}/providers/{path}", in_group(PRODUCTION, "rg-delivery"));
    tenant.identity_users.extend(deploy.into_iter().flat_map(|id| used.map(|path| (id, of(path)))));
    add_resources_without_own_identity(tenant, now);
}

/// What an administrator finds who wants to give a resource an identity: one resource of each usual type without, and
/// an account that uses a user-assigned one alone. The administrator may change all of them.
fn add_resources_without_own_identity(tenant: &mut Tenant, now: Timestamp) {
    let runbooks = in_group(CORPORATE, "rg-runbooks");
    for (group, path) in [
        (&runbooks, "Microsoft.Automation/automationAccounts/aa-branch-printers"),
        (&runbooks, "Microsoft.Automation/automationAccounts/aa-guest-review"),
        (&runbooks, "Microsoft.Logic/workflows/logic-badge-requests"),
        (&in_group(PRODUCTION, "rg-delivery"), "Microsoft.Compute/virtualMachines/vm-labels-01"),
        (&in_group(PRODUCTION, "rg-delivery"), "Microsoft.Web/sites/func-route-import"),
        (&in_group(PRODUCTION, "rg-delivery"), "Microsoft.App/containerApps/ca-parcel-events"),
    ] {
        tenant.azure.resources.push(format!("{group}/providers/{path}"));
    }
    let invites = id_by_name(tenant, "id-guest-invites").map(ServicePrincipalId);
    let account = format!("{runbooks}/providers/Microsoft.Automation/automationAccounts/aa-guest-review");
    tenant.identity_users.extend(invites.map(|id| (id, account)));
    assign(tenant, now, 45, ADMINISTRATOR.0, CONTRIBUTOR, runbooks);
}

/// Roles at every kind of scope, one through a group, one of the company's own and one with a condition.
fn assign_to_identities(tenant: &mut Tenant, now: Timestamp) {
    let vault = format!("{}/providers/Microsoft.KeyVault/vaults/kv-lifecycle", in_group(CORPORATE, "rg-automation"));
    for (name, role, scope, age) in [
        ("aa-m365-lifecycle", KEY_VAULT_SECRETS_USER, vault, 600),
        ("aa-m365-lifecycle", READER, format!("/subscriptions/{CORPORATE}"), 598),
        ("id-halden-deploy", OWNER, MANAGEMENT_GROUP.to_owned(), 640),
        ("id-halden-deploy", SLOT_SWAPPER, format!("/subscriptions/{PRODUCTION}"), 410),
        (HR_SYNC, READER, format!("/subscriptions/{CORPORATE}"), 700),
        ("adf-warehouse", STORAGE_BLOB_DATA_CONTRIBUTOR, in_group(DEVELOPMENT, "rg-load-test"), 320),
    ] {
        if let Some(id) = id_by_name(tenant, name) {
            assign(tenant, now, age, id, role, scope);
        }
    }
    if let Some(last) = tenant.azure_roles.last_mut() {
        last.condition = CONDITION.to_owned();
    }
    // One that Privileged Identity Management ends by itself.
    let reader = Guid::known(READER.0);
    let hr_sync = id_by_name(tenant, HR_SYNC);
    if let Some(role) = tenant.azure_roles.iter_mut().find(|it| Some(it.principal) == hr_sync && it.role == reader) {
        role.end = Some(now + Duration::from_secs(45 * 86_400));
    }
    let everything = format!("/subscriptions/{CORPORATE}");
    assign(tenant, now, 210, group("sg-automation-corporate").0, READER, everything);
}

/// Who may run code on what: as a person, through a group, in a resource group and above it.
fn assign_to_people(tenant: &mut Tenant, now: Timestamp) {
    let staff = |account: &str| id_of("user", account);
    for (who, role, scope) in [
        (staff("fatima.noor"), USER_ACCESS_ADMINISTRATOR, "/".to_owned()),
        (staff("fatima.noor"), OWNER, MANAGEMENT_GROUP.to_owned()),
        (group("sg-integration-team").0, AUTOMATION_CONTRIBUTOR, in_group(CORPORATE, "rg-automation")),
        (group("sg-integration-team").0, WEBSITE_CONTRIBUTOR, in_group(CORPORATE, "rg-onboarding")),
        (staff("ole.moe"), CONTRIBUTOR, format!("/subscriptions/{PRODUCTION}")),
        (staff("priya.raman"), CONTRIBUTOR, format!("/subscriptions/{CORPORATE}")),
        (staff("bjorn.asen"), CONTRIBUTOR, format!("/subscriptions/{DEVELOPMENT}")),
    ] {
        assign(tenant, now, 365, who, role, scope);
    }
}

/// Who may assign roles: the administrator in one subscription, and through a group in one resource group of another;
/// a colleague under a condition; another one after activating a role. All of them see more than that.
fn let_people_assign(tenant: &mut Tenant, now: Timestamp) {
    add_group(tenant, DELIVERY_ADMINISTRATORS, false, &[ADMINISTRATOR.0]);
    let subscription = |id: Guid| format!("/subscriptions/{id}");
    for (who, role, scope) in [
        (ADMINISTRATOR.0, USER_ACCESS_ADMINISTRATOR, subscription(CORPORATE)),
        (ADMINISTRATOR.0, READER, MANAGEMENT_GROUP.to_owned()),
        (ADMINISTRATOR.0, READER, subscription(DEVELOPMENT)),
        (group(DELIVERY_ADMINISTRATORS).0, OWNER, in_group(PRODUCTION, "rg-delivery")),
        (SECURITY_REVIEWER.0, READER, MANAGEMENT_GROUP.to_owned()),
        (ELIGIBLE_ADMINISTRATOR.0, READER, subscription(CORPORATE)),
        (APPLICATION_ADMINISTRATOR.0, RBAC_ADMINISTRATOR, subscription(DEVELOPMENT)),
    ] {
        assign(tenant, now, 380, who, role, scope);
    }
    if let Some(last) = tenant.azure_roles.last_mut() {
        last.condition = DELEGATED.to_owned();
    }
    let (principal, role) = (ELIGIBLE_ADMINISTRATOR.0, Guid::known(OWNER.0));
    tenant.azure.eligibilities.push(AzureEligibility { principal, role, scope: subscription(CORPORATE) });
}

/// The role of the company's own, a lock, and resources that have no identity.
fn add_what_else_there_is(tenant: &mut Tenant) {
    let actions = ["Microsoft.Web/sites/slots/slotsswap/Action", "Microsoft.Web/sites/read"];
    tenant.azure.custom_roles.push(AzureCustomRole {
        id: Guid::known(SLOT_SWAPPER.0),
        name: SLOT_SWAPPER.1.to_owned(),
        actions: actions.map(str::to_owned).to_vec(),
        assignable_scopes: vec![format!("/subscriptions/{PRODUCTION}")],
    });
    let (scope, name) = (in_group(CORPORATE, "rg-security"), "keep-evidence".to_owned());
    tenant.azure.locks.push(AzureLock { scope, name, level: LockLevel::CanNotDelete });
    for (subscription, group, path) in [
        (CORPORATE, "rg-automation", "Microsoft.KeyVault/vaults/kv-lifecycle"),
        (CORPORATE, "rg-automation", "Microsoft.Storage/storageAccounts/sthaldenreports"),
        (CORPORATE, "rg-onboarding", "Microsoft.KeyVault/vaults/kv-onboarding"),
        (PRODUCTION, "rg-delivery", "Microsoft.Storage/storageAccounts/sthaldendeploy"),
        (PRODUCTION, "rg-delivery", "Microsoft.ContainerRegistry/registries/crhalden"),
        (DEVELOPMENT, "rg-load-test", "Microsoft.Storage/storageAccounts/sthaldenwarehouse"),
    ] {
        tenant.azure.resources.push(format!("{}/providers/{path}", in_group(subscription, group)));
    }
}

fn assign(tenant: &mut Tenant, now: Timestamp, age: u64, principal: Guid, role: Role, scope: String) {
    let principal_type = if tenant.users.keys().any(|id| id.0 == principal) {
        "User"
    } else if tenant.groups.keys().any(|id| id.0 == principal) {
        "Group"
    } else {
        "ServicePrincipal"
    };
    let (name, created) = (tenant.new_guid(), days_before(now, age));
    tenant.azure_roles.push(AzureRole {
        principal,
        principal_type,
        scope,
        name,
        role: Guid::known(role.0),
        role_name: role.1.to_owned(),
        custom: role == SLOT_SWAPPER,
        condition: String::new(),
        description: String::new(),
        created,
        created_by: None,
        end: None,
    });
}

fn identities(tenant: &Tenant) -> Vec<ServicePrincipalId> {
    let all = tenant.service_principals.values();
    let counts = |it: &&ServicePrincipal| it.kind == ServicePrincipalKind::ManagedIdentity && it.display_name != SPARE;
    all.filter(counts).map(|it| it.id).collect()
}

/// The resource group in which an identity lives.
fn group_of(tenant: &Tenant, id: ServicePrincipalId) -> Option<String> {
    let resource = tenant.service_principals.get(&id)?.alternative_names.iter().find(|name| name.starts_with('/'))?;
    let (scope, _) = resource.split_once("/providers/")?;
    Some(scope.to_owned())
}

fn in_group(subscription: Guid, name: &str) -> String {
    format!("/subscriptions/{subscription}/resourcegroups/{name}")
}

#[cfg(test)]
mod tests {
    use domain::sorted_set::SortedSet;
    use std::collections::HashSet;

    use super::*;
    use domain::azure_role::AzureScope;

    #[test]
    fn there_are_roles_at_every_kind_of_scope_and_for_every_kind_of_holder() {
        let tenant = crate::sample::tenant(Timestamp::from_millis(1_795_000_000_000));
        let kinds = |it: &AzureRole| std::mem::discriminant(&AzureScope::parse(&it.scope));
        let scopes: HashSet<_> = tenant.azure_roles.iter().map(kinds).collect();
        assert_eq!(scopes.len(), 5, "root, management group, subscription, resource group, resource");
        let kinds: SortedSet<&str> = tenant.azure_roles.iter().map(|it| it.principal_type).collect();
        assert_eq!(kinds.len(), 3);
        assert!(
            tenant.azure_roles.iter().any(|it| it.custom)
                && tenant.azure_roles.iter().any(|it| !it.condition.is_empty())
        );
        assert_eq!(tenant.identity_users.len(), 3);
    }
}
