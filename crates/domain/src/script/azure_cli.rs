//! The change for a POSIX shell, with `az role assignment` for Azure roles, `az ad group member` for groups, and `az rest`
//! for the rest, for which the Azure CLI has no command of its own.
//!
//! <https://learn.microsoft.com/cli/azure/ad/group/member>
//! <https://learn.microsoft.com/cli/azure/role/assignment>
//! <https://learn.microsoft.com/cli/azure/reference-index#az-rest>

use super::comment::sentence;
use super::contents::{Script, variable};
use super::language::Language;
use super::step::{ScriptAction, ScriptApi, ScriptStep};
use crate::cloud::Cloud;
use crate::ids::AppId;

/// Writes the whole script.
pub(super) fn write(script: &Script) -> String {
    let mut text = head(script);
    for api in script.apis_to_create() {
        let create = create_api(api);
        text.push_str(&format!(
            "\n# The tenant has no service principal for this API yet.\n{}=$({create} --query id --output tsv)\n",
            variable(api)
        ));
    }
    for (number, step) in script.steps_for(Language::AzureCli) {
        text.push_str(&format!("\n# {}\n{}\n", sentence(number, step), command(script.cloud, step)));
    }
    text
}

/// The command that creates the service principal of an API.
fn create_api(api: AppId) -> String {
    format!("az ad sp create --id {api}")
}

fn head(script: &Script) -> String {
    let cloud = match script.cloud {
        Cloud::Public => "AzureCloud",
        Cloud::UsGovernment | Cloud::UsGovernmentDod => "AzureUSGovernment",
        Cloud::China => "AzureChinaCloud",
    };
    format!(
        "#!/bin/sh\n# For bash, zsh or the Cloud Shell, with the quotes of a POSIX shell.\nset -eu\n\
         az cloud set --name {cloud}\naz login --tenant {} --allow-no-subscriptions\n",
        script.tenant
    )
}

fn command(cloud: Cloud, step: &ScriptStep) -> String {
    let principal = step.principal;
    match &step.deed {
        ScriptAction::Grant { api, role } => {
            // The shell puts the id of an API that was just created between two pieces of quoted text.
            let (in_path, in_body) = match api {
                ScriptApi::InTenant(id) => (id.to_string(), id.to_string()),
                ScriptApi::ToCreate(app_id) => {
                    (format!("${{{}}}", variable(*app_id)), format!("'\"${{{}}}\"'", variable(*app_id)))
                }
            };
            post(
                cloud,
                &format!("servicePrincipals/{in_path}/appRoleAssignedTo"),
                &format!(r#"{{"principalId":"{principal}","resourceId":"{in_body}","appRoleId":"{role}"}}"#),
            )
        }
        ScriptAction::Revoke { resource, assignment, .. } => {
            delete(cloud, &format!("servicePrincipals/{resource}/appRoleAssignedTo/{assignment}"))
        }
        ScriptAction::Assign { role, scope, hours: None } => post(
            cloud,
            "roleManagement/directory/roleAssignments",
            &format!(r#"{{"principalId":"{principal}","roleDefinitionId":"{role}","directoryScopeId":"{scope}"}}"#),
        ),
        ScriptAction::Assign { role, scope, hours: Some(hours) } => {
            let start = r#"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"#;
            post(
                cloud,
                "roleManagement/directory/roleAssignmentScheduleRequests",
                &format!(
                    r#"{{"action":"adminAssign","principalId":"{principal}","roleDefinitionId":"{role}","directoryScopeId":"{scope}","justification":"Reviewed change","scheduleInfo":{{"startDateTime":"{start}","expiration":{{"type":"afterDuration","duration":"PT{hours}H"}}}}}}"#
                ),
            )
        }
        ScriptAction::Remove { role, scope, time_bound: true, .. } => post(
            cloud,
            "roleManagement/directory/roleAssignmentScheduleRequests",
            &format!(
                r#"{{"action":"adminRemove","principalId":"{principal}","roleDefinitionId":"{role}","directoryScopeId":"{scope}","justification":"Reviewed change"}}"#
            ),
        ),
        ScriptAction::AssignAzure { role, assignment } => {
            let condition = role.condition.as_ref().map_or_else(String::new, |it| {
                format!(" \\\n  --condition {} --condition-version {}", quoted(&it.text), quoted(&it.version))
            });
            format!(
                "az role assignment create --assignee-object-id {principal} \\\n  \
                 --assignee-principal-type ServicePrincipal --role {} \\\n  --scope {} --name {}{condition}",
                role.role,
                quoted(&role.scope.to_string()),
                assignment.name()
            )
        }
        ScriptAction::RemoveAzure { assignment, .. } => {
            format!("az role assignment delete --ids {}", quoted(assignment.as_str()))
        }
        ScriptAction::AddMember { group, .. } => {
            format!("az ad group member add --group {group} --member-id {principal}")
        }
        ScriptAction::RemoveMember { group, .. } => {
            format!("az ad group member remove --group {group} --member-id {principal}")
        }
        ScriptAction::Remove { assignment, .. } => {
            delete(cloud, &format!("roleManagement/directory/roleAssignments/{assignment}"))
        }
    }
}

/// A text between single quotes, of characters that [`ScriptAction::skip_reason`] lets through.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn post(cloud: Cloud, path: &str, body: &str) -> String {
    let root = cloud.graph_root();
    format!(
        "az rest --method post --resource {root} --url \"{root}/v1.0/{path}\" \\\n  \
         --headers Content-Type=application/json \\\n  --body '{body}'"
    )
}

fn delete(cloud: Cloud, path: &str) -> String {
    let root = cloud.graph_root();
    format!("az rest --method delete --resource {root} --url \"{root}/v1.0/{path}\"")
}
