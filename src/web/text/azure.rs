//! What an identity may do in Azure, and who may run code on its resource.

use super::resource_type::resource_type;
use domain::azure_resource::AzureResource;
use domain::azure_role::{AzureRole, AzureScope, Controller, ManagementGroup, PrincipalKind, ScopeRelation};
use domain::directory_entry::DirectoryEntry;
use domain::guid::Guid;
use domain::sorted_map::SortedMap;
use domain::tiers::BuiltInAzureRole as RatedRole;

/// The kind of a row about Azure.
pub const AZURE_ROLE: &str = "Azure role";
/// The button that connects Azure.
pub const CONNECT: &str = "Connect Azure";
/// Before Azure is connected.
pub const NOT_CONNECTED: &str = "Azure isn't connected.";
/// What connecting it means.
pub const NOT_CONNECTED_NEXT: &str = "Azure requires a separate sign-in to Azure Resource Manager. Bestow uses the \
    access token to read, and changes role assignments and identities of resources only when you apply a reviewed \
    change. The token stays in memory and is discarded when you sign out or reload.";
/// Where the deployment allows no token that could change something.
pub const NOT_OFFERED: &str = "This deployment doesn't connect to Azure.";
/// Why.
pub const NOT_OFFERED_NEXT: &str =
    "The deployment is read-only, and Azure Resource Manager has no read-only delegated permission.";
/// Where roles can be seen without connecting Azure here.
pub const ROLES_INSTEAD: &str = "In the Azure portal, see Azure role assignments of the identity.";
/// Where the principals that can run code on the resource can be seen.
pub const CONTROL_INSTEAD: &str = "In the Azure portal, see Access control (IAM) of the resource.";

/// The heading of the roles.
pub const ROLES: &str = "Azure roles";
/// What the region is, for its refresh button.
pub const ROLES_REGION: &str = "Azure roles";
/// Said while they are read.
pub const READING_ROLES: &str = "Loading Azure roles";
/// Where there are none.
pub const NO_ROLES: &str = "No Azure role assignments in the scopes you can read.";
/// Why that may not be all.
pub const AS_FAR_AS: &str = "Azure shows only what you can read. Assignments at management groups and in subscriptions \
                             that you can't read are missing without an error. To see those at management groups, you need \
                             a role with Microsoft.Authorization/roleAssignments/read there, such as Reader. The data can be \
                             a few minutes old.";
/// Where roles through groups may be missing.
pub const GROUPS_MISSING: &str =
    "Group memberships couldn't be loaded completely. Azure roles assigned through groups may be missing.";
/// The column of the role.
pub const ROLE: &str = "Role";
/// The column of the scope.
pub const WHERE: &str = "Scope";
/// The column of the assignment path.
pub const WAY: &str = "Assignment path";
/// The column of the own resource.
pub const OWN_RESOURCE: &str = "Includes the identity's resource";
/// The column of the date.
pub const SINCE: &str = "Assigned";
/// Beside a role of the tenant's own.
pub const CUSTOM: &str = "Custom role";
/// Beside a role with a condition.
pub const CONDITION: &str = "Conditional";

/// The heading of the principals that can run code on the resource.
pub const CONTROL: &str = "Who can use this identity";
/// What the region is, for its refresh button.
pub const CONTROL_REGION: &str = "who can use this identity";
/// Said while they are read.
pub const READING_CONTROL: &str = "Loading who can run code on the identity's resource";
/// Before the roles that are enough.
pub const ENOUGH: &str = "Roles that allow this";
/// Custom roles.
pub const ENOUGH_NEXT: &str = "Custom roles can allow this, too.";
/// Where no principal was found.
pub const NO_CONTROLLERS: &str = "No assignments of these roles in the scopes you can read.";
/// Where the directory names no Azure resource.
pub const NO_HOST: &str = "Unknown: the directory doesn't name the Azure resource of this identity.";
/// The columns of these principals.
pub const CONTROL_COLUMNS: &[&str] = &["Principal", "Type", "Role", "Scope"];
/// Their caption.
pub const CONTROL_CAPTION: &str = "Principals that can run code on this resource";
/// The caption of the resources.
pub const HOSTS: &str = "Azure resources that use this identity";
/// Their columns.
pub const HOST_COLUMNS: &[&str] = &["Resource", "Type", "Resource group", "How the identity can be used"];
/// Where no resource is seen.
pub const NO_HOSTS: &str = "No Azure resource that uses this identity in the subscriptions you can read.";
/// Said while they are read.
pub const READING_HOSTS: &str = "Loading associated resources";
/// The link to what Microsoft says of the roles.
pub const ROLES_SOURCE: &str = "Azure built-in roles (Microsoft Learn)";
/// The link to what Microsoft says about it.
pub const CONTROL_SOURCE: &str = "Microsoft's recommendation";

/// A scope in words: where there is none in the scope itself, with the name of the management group or the subscription.
pub fn scope(scope: &AzureScope, name: Option<&str>) -> String {
    let subscription = |id: &Guid| name.map_or_else(|| id.to_string(), str::to_owned);
    match scope {
        AzureScope::Root => "All of Azure in this tenant (root scope)".to_owned(),
        AzureScope::ManagementGroup(group) => {
            format!("{} (management group)", name.unwrap_or_else(|| group_name(group)))
        }
        AzureScope::Subscription(id) => format!("{} (subscription)", subscription(id)),
        AzureScope::ResourceGroup { subscription: id, name } => {
            format!("{name} (resource group), {} (subscription)", subscription(id))
        }
        AzureScope::Resource(resource) => {
            let subscription = resource.subscription().map(|id| format!(", {} (subscription)", subscription(&id)));
            resource_in_words(resource) + subscription.as_deref().unwrap_or_default()
        }
        AzureScope::Other(text) => text.clone(),
    }
}

/// The name of a management group or a subscription, with its ID where another one has the same name.
pub fn scope_name(scopes: &SortedMap<String, String>, scope: &AzureScope) -> Option<String> {
    let key = scope.to_string().to_lowercase();
    let name = scopes.get(&key)?;
    let is_shared = scopes.iter().any(|(other, its)| *other != key && its.trim().eq_ignore_ascii_case(name.trim()));
    let id = key.rsplit('/').next().filter(|_| is_shared);
    Some(id.map_or_else(|| name.clone(), |id| format!("{name}, {id}")))
}

/// The name of a scope, and what it is.
pub fn place_and_kind(role: &AzureRole) -> (String, &str) {
    let subscription = |id: Guid| role.subscription_name.clone().unwrap_or_else(|| id.to_string());
    match &role.scope {
        AzureScope::Root => ("All of Azure in this tenant".to_owned(), "Root scope"),
        AzureScope::ManagementGroup(group) => (group_name(group).to_owned(), "Management group"),
        AzureScope::Subscription(id) => (subscription(*id), "Subscription"),
        AzureScope::ResourceGroup { name, .. } => (name.clone(), "Resource group"),
        AzureScope::Resource(resource) => (resource.name().to_owned(), resource_type(resource.resource_type())),
        AzureScope::Other(text) => (text.clone(), "Scope"),
    }
}

/// That something is an Azure role, with its scope and whether a condition limits it.
pub fn role_scope(scope: &str, is_conditional: bool) -> String {
    format!("{AZURE_ROLE} · {scope}{}", if is_conditional { ", with a condition" } else { "" })
}

/// The scope of a role, in words.
pub fn place(role: &AzureRole) -> String {
    match &role.scope {
        AzureScope::ManagementGroup(_) => scope(&role.scope, None),
        other => scope(other, role.subscription_name.as_deref()),
    }
}

/// The name of a management group; its ID, where it has no name.
fn group_name(group: &ManagementGroup) -> &str {
    group.name.as_deref().unwrap_or(&group.id)
}

fn resource_in_words(resource: &AzureResource) -> String {
    let kind = resource_type(resource.resource_type());
    let group = resource.resource_group().map_or_else(String::new, |group| format!(", resource group {group}"));
    format!("{} ({kind}){group}", resource.full_name())
}

/// Where an assignment is removed that can't be removed here.
pub fn removed_elsewhere(role: &AzureRole, identity: Guid) -> &'static str {
    if role.principal == identity {
        return "Remove this role assignment in the Azure portal: Bestow doesn't support its scope.";
    }
    "Remove the role assignment from the group in the Azure portal, or remove the identity from the group."
}

/// How an assignment reaches the identity.
pub fn assignment_path(role: &AzureRole, identity: Guid, groups: &[DirectoryEntry]) -> String {
    if role.principal == identity {
        return "Direct".to_owned();
    }
    let group = groups.iter().find(|group| group.id.0 == role.principal);
    let name = group.and_then(|group| group.name.clone()).unwrap_or_else(|| role.principal.to_string());
    format!("Group: {name}")
}

/// Where a role's scope is relative to the identity's own resource.
pub fn scope_relation(standing: ScopeRelation) -> &'static str {
    match standing {
        ScopeRelation::Direct => "Direct",
        ScopeRelation::Inherited => "Inherited",
        ScopeRelation::Elsewhere => "No",
        ScopeRelation::NotKnown => "Unknown",
    }
}

/// The name of a role; its ID, where the name is not known.
pub fn role_name(role: &AzureRole) -> String {
    role.role_name.clone().unwrap_or_else(|| role.role.to_string())
}

/// A role and its scope, as the summary names it.
pub fn role_at(role: &AzureRole) -> String {
    format!("{} in Azure: {}", role_name(role), place(role))
}

/// A role and what decides its tier, as the summary names it.
pub fn role_with_reached_identity(role: &AzureRole, to: Option<&str>) -> String {
    match to {
        None => role_at(role),
        Some(name) => format!("{}. {}", role_at(role), leads_to(name)),
    }
}

/// The identity that a role lets its holder act as.
pub fn leads_to(name: &str) -> String {
    format!("Leads to the identity {name}")
}

/// A principal that can run code on the resource, as a row.
pub fn controller(controller: &Controller, names: &SortedMap<Guid, String>, roles: &[RatedRole]) -> Vec<String> {
    let who = names.get(&controller.principal).cloned().unwrap_or_else(|| controller.principal.to_string());
    let kind = match controller.kind {
        PrincipalKind::User => "User",
        PrincipalKind::Group => "Group",
        PrincipalKind::ServicePrincipal => "Service principal",
        PrincipalKind::Other => "Other",
    };
    let role = roles.iter().find(|role| role.id == controller.role);
    let role = role.map_or_else(|| controller.role.to_string(), |role| role.name.to_owned());
    let place = match &controller.scope {
        AzureScope::Resource(_) if controller.standing == ScopeRelation::Direct => {
            "Includes the identity's resource".to_owned()
        }
        AzureScope::ManagementGroup(group) if controller.standing == ScopeRelation::Inherited => {
            format!("{} (management group that contains this resource)", group_name(group))
        }
        AzureScope::ManagementGroup(group) => {
            format!("{} (management group; can't confirm that it contains this resource)", group_name(group))
        }
        AzureScope::Root => "All of Azure in this tenant (root scope)".to_owned(),
        AzureScope::Subscription(_) => "Subscription of this resource".to_owned(),
        AzureScope::ResourceGroup { name, .. } => format!("{name} (resource group)"),
        AzureScope::Resource(resource) => resource_in_words(resource),
        AzureScope::Other(text) => text.clone(),
    };
    vec![who, kind.to_owned(), role, place]
}

/// A resource that uses the identity, as a row.
pub fn host(resource: &AzureResource, sentence: &str) -> Vec<String> {
    vec![
        resource.name().to_owned(),
        resource_type(resource.resource_type()).to_owned(),
        resource.resource_group().unwrap_or_default().to_owned(),
        sentence.to_owned(),
    ]
}

/// How many roles there are.
pub fn roles(number: usize) -> String {
    super::count::of(number, "Azure role", "Azure roles")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUB: &str = "1b87a2f0-0000-4000-8000-000000000001";

    fn role(scope: &str, subscription_name: Option<&str>) -> AzureRole {
        AzureRole {
            id: String::new(),
            principal: Guid::ZERO,
            role: Guid::ZERO,
            role_name: Some("Reader".to_owned()),
            custom: false,
            scope: AzureScope::parse(scope),
            subscription_name: subscription_name.map(str::to_owned),
            created: None,
            conditional: false,
            standing: None,
        }
    }

    #[test]
    fn scopes_are_said_in_words() {
        let check = |scope: &str, words: &str| assert_eq!(place(&role(scope, Some("Production"))), words);
        let sub = format!("/subscriptions/{SUB}");
        check("/", "All of Azure in this tenant (root scope)");
        check(&sub, "Production (subscription)");
        check(&format!("{sub}/resourceGroups/rg1"), "rg1 (resource group), Production (subscription)");
        check(
            &format!("{sub}/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv"),
            "kv (Key vault), resource group rg1, Production (subscription)",
        );
        check("/providers/Microsoft.Management/managementGroups/halden", "halden (management group)");
        assert_eq!(place(&role(&sub, None)), format!("{SUB} (subscription)"));
    }

    #[test]
    fn rows_fill_their_columns() {
        let host_of =
            AzureResource::parse(&format!("/subscriptions/{SUB}/resourceGroups/rg/providers/A.B/c/d")).unwrap();
        assert_eq!(host(&host_of, "x").len(), HOST_COLUMNS.len());
        let it = Controller {
            principal: Guid::ZERO,
            kind: PrincipalKind::User,
            role: Guid::ZERO,
            scope: AzureScope::Root,
            standing: ScopeRelation::Inherited,
        };
        let row = controller(&it, &SortedMap::from([(Guid::ZERO, "Priya".to_owned())]), &[]);
        assert_eq!((row.len(), row[0].as_str()), (CONTROL_COLUMNS.len(), "Priya"));
    }

    #[test]
    fn assignment_path_names_the_group() {
        assert_eq!(assignment_path(&role("/", None), Guid::ZERO, &[]), "Direct");
        let other = Guid::known(SUB);
        assert_eq!(assignment_path(&role("/", None), other, &[]), format!("Group: {}", Guid::ZERO));
    }
}
