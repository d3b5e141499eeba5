//! The change as PowerShell, with the cmdlets of the Microsoft Graph modules.
//!
//! <https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment>
//! <https://learn.microsoft.com/powershell/module/microsoft.graph.applications/new-mgserviceprincipalapproleassignedto>
//! <https://learn.microsoft.com/powershell/module/microsoft.graph.groups/new-mggroupmemberbyref>
//! <https://learn.microsoft.com/powershell/module/microsoft.graph.identity.governance/new-mgrolemanagementdirectoryroleassignment>

use super::comment::sentence;
use super::contents::{Script, variable};
use super::language::Language;
use super::step::{ScriptAction, ScriptApi, ScriptStep};
use crate::cloud::Cloud;
use crate::ids::AppId;
use crate::sort;

/// Writes the whole script.
pub(super) fn write(script: &Script) -> String {
    let mut text = head(script);
    for api in script.apis_to_create() {
        let create = create_api(api);
        text.push_str(&format!(
            "\n# The tenant has no service principal for this API yet.\n${} = {create}\n",
            variable(api)
        ));
    }
    for (number, step) in script.steps_for(Language::PowerShell) {
        text.push_str(&format!("\n# {}\n{}\n", sentence(number, step), command(script.cloud, step)));
    }
    text
}

/// The command that creates the service principal of an API.
fn create_api(api: AppId) -> String {
    format!("New-MgServicePrincipal -AppId '{api}'")
}

fn head(script: &Script) -> String {
    let azure = script.azure_steps(Language::PowerShell).then(|| {
        format!(
            "Connect-AzAccount -Tenant '{}' -Environment {} | Out-Null\n",
            script.tenant,
            azure_environment(script.cloud)
        )
    });
    let azure = azure.unwrap_or_default();
    let mut scopes: Vec<&str> = script.steps.iter().flat_map(|step| step.deed.scopes()).copied().collect();
    if scopes.is_empty() {
        return format!("# Needs the modules Az.Accounts and Az.Resources.\n$ErrorActionPreference = 'Stop'\n{azure}");
    }
    let modules = if azure.is_empty() { "" } else { ", and Az.Accounts and Az.Resources for Azure roles" };
    let groups = if script.changes_members() { ", and Microsoft.Graph.Groups for members of groups" } else { "" };
    scopes.push(if script.apis_to_create().is_empty() { "Application.Read.All" } else { "Application.ReadWrite.All" });
    sort::sort(&mut scopes);
    scopes.dedup();
    let scopes = scopes.iter().map(|scope| format!("'{scope}'")).collect::<Vec<_>>().join(", ");
    format!(
        "# Needs the modules Microsoft.Graph.Applications and Microsoft.Graph.Identity.Governance{groups}{modules}.\n\
         $ErrorActionPreference = 'Stop'\n\
         Connect-MgGraph -TenantId '{}' -Environment {} -Scopes {scopes} -NoWelcome\n{azure}",
        script.tenant,
        environment(script.cloud),
    )
}

const fn environment(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "Global",
        Cloud::UsGovernment => "USGov",
        Cloud::UsGovernmentDod => "USGovDoD",
        Cloud::China => "China",
    }
}

const fn azure_environment(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Public => "AzureCloud",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => "AzureUSGovernment",
        Cloud::China => "AzureChinaCloud",
    }
}

/// A text between single quotes, of characters that [`ScriptAction::skip_reason`] lets through.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn command(cloud: Cloud, step: &ScriptStep) -> String {
    let principal = step.principal;
    match &step.deed {
        ScriptAction::Grant { api, role } => {
            let resource = match api {
                ScriptApi::InTenant(id) => format!("'{id}'"),
                ScriptApi::ToCreate(app_id) => format!("${}.Id", variable(*app_id)),
            };
            format!(
                "New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId {resource} -BodyParameter @{{\n    \
                 principalId = '{principal}'\n    resourceId  = {resource}\n    appRoleId   = '{role}'\n}}"
            )
        }
        ScriptAction::Revoke { resource, assignment, .. } => format!(
            "Remove-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId '{resource}' -AppRoleAssignmentId '{assignment}'"
        ),
        ScriptAction::Assign { role, scope, hours: None } => format!(
            "New-MgRoleManagementDirectoryRoleAssignment -BodyParameter @{{\n    principalId      = '{principal}'\n    \
             roleDefinitionId = '{role}'\n    directoryScopeId = '{scope}'\n}}"
        ),
        ScriptAction::Assign { role, scope, hours: Some(hours) } => format!(
            "New-MgRoleManagementDirectoryRoleAssignmentScheduleRequest -BodyParameter @{{\n    \
             action           = 'adminAssign'\n    principalId      = '{principal}'\n    \
             roleDefinitionId = '{role}'\n    directoryScopeId = '{scope}'\n    \
             justification    = 'Reviewed change'\n    scheduleInfo     = @{{\n        \
             startDateTime = (Get-Date).ToUniversalTime().ToString('o')\n        \
             expiration    = @{{ type = 'afterDuration'; duration = 'PT{hours}H' }}\n    }}\n}}"
        ),
        ScriptAction::Remove { role, scope, time_bound: true, .. } => format!(
            "New-MgRoleManagementDirectoryRoleAssignmentScheduleRequest -BodyParameter @{{\n    \
             action           = 'adminRemove'\n    principalId      = '{principal}'\n    \
             roleDefinitionId = '{role}'\n    directoryScopeId = '{scope}'\n    \
             justification    = 'Reviewed change'\n}}"
        ),
        ScriptAction::AssignAzure { role, .. } => {
            let condition = role.condition.as_ref().map_or_else(String::new, |it| {
                format!(" `\n    -Condition {} -ConditionVersion {}", quoted(&it.text), quoted(&it.version))
            });
            format!(
                "New-AzRoleAssignment -ObjectId '{principal}' -ObjectType 'ServicePrincipal' `\n    \
                 -RoleDefinitionId '{}' -Scope {}{condition}",
                role.role,
                quoted(&role.scope.to_string())
            )
        }
        ScriptAction::RemoveAzure { role, .. } => format!(
            "Remove-AzRoleAssignment -ObjectId '{principal}' -RoleDefinitionId '{}' -Scope {}",
            role.role,
            quoted(&role.scope.to_string())
        ),
        ScriptAction::AddMember { group, .. } => format!(
            "New-MgGroupMemberByRef -GroupId '{group}' -BodyParameter @{{\n    \
             '@odata.id' = '{}/v1.0/directoryObjects/{principal}'\n}}",
            cloud.graph_root()
        ),
        ScriptAction::RemoveMember { group, .. } => {
            format!("Remove-MgGroupMemberByRef -GroupId '{group}' -DirectoryObjectId '{principal}'")
        }
        ScriptAction::Remove { assignment, .. } => {
            format!("Remove-MgRoleManagementDirectoryRoleAssignment -UnifiedRoleAssignmentId '{assignment}'")
        }
    }
}
