//! The change as Terraform, with the azuread provider.
//!
//! Terraform removes only what it knows. A revoke is therefore written as an import: applying it once brings the
//! assignment into the state, and deleting its blocks and applying again takes it away.
//!
//! <https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/app_role_assignment>
//! <https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/directory_role_assignment>
//! <https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/group_member>

use super::comment::sentence;
use super::contents::{Script, variable};
use super::language::Language;
use super::step::{ScriptAction, ScriptApi, ScriptStep};
use crate::cloud::Cloud;
use crate::ids::{AppId, ObjectId, ServicePrincipalId};

/// Writes the whole file.
pub(super) fn write(script: &Script) -> String {
    let mut text = head(script);
    for api in script.apis_to_create() {
        text.push_str(&format!("\n# The tenant has no service principal for this API yet.\n{}\n", create_api(api)));
    }
    for (number, step) in script.steps_for(Language::Terraform) {
        text.push_str(&format!("\n# {}\n{}\n", sentence(number, step), block(number, step)));
    }
    text
}

/// The block that creates the service principal of an API.
fn create_api(api: AppId) -> String {
    format!(
        "resource \"azuread_service_principal\" \"{}\" {{\n  client_id    = \"{api}\"\n  use_existing = true\n}}",
        variable(api)
    )
}

fn head(script: &Script) -> String {
    let environment = match script.cloud {
        Cloud::Public => "global",
        Cloud::UsGovernment => "usgovernmentl4",
        Cloud::UsGovernmentDod => "usgovernmentl5",
        Cloud::China => "china",
    };
    format!(
        "terraform {{\n  required_version = \">= 1.5\"\n  required_providers {{\n    azuread = {{\n      \
         source  = \"hashicorp/azuread\"\n      version = \">= 3.0\"\n    }}\n  }}\n}}\n\n\
         provider \"azuread\" {{\n  tenant_id   = \"{}\"\n  environment = \"{environment}\"\n}}\n",
        script.tenant
    )
}

fn block(number: usize, step: &ScriptStep) -> String {
    let principal = step.principal;
    match &step.deed {
        ScriptAction::Grant { api, role } => {
            let resource = match api {
                ScriptApi::InTenant(id) => format!("\"{id}\""),
                ScriptApi::ToCreate(app_id) => format!("azuread_service_principal.{}.object_id", variable(*app_id)),
            };
            app_role(&format!("grant_{number}"), &role.to_string(), &principal.to_string(), &resource)
        }
        ScriptAction::Revoke { resource, role, assignment } => {
            let name = format!("revoke_{number}");
            let block = app_role(&name, &role.to_string(), &principal.to_string(), &format!("\"{resource}\""));
            let id = format!("/servicePrincipals/{resource}/appRoleAssignedTo/{assignment}");
            removed_block(&format!("azuread_app_role_assignment.{name}"), &id, &block)
        }
        // Left out before.
        ScriptAction::AssignAzure { .. } | ScriptAction::RemoveAzure { .. } => String::new(),
        ScriptAction::AddMember { group, .. } => group_member(&format!("add_{number}"), group, principal),
        ScriptAction::RemoveMember { group, .. } => {
            let name = format!("remove_{number}");
            let block = group_member(&name, group, principal);
            removed_block(&format!("azuread_group_member.{name}"), &format!("{group}/member/{principal}"), &block)
        }
        ScriptAction::Assign { role, scope, .. } => {
            directory_role(&format!("assign_{number}"), &role.to_string(), &principal.to_string(), &scope.to_string())
        }
        ScriptAction::Remove { role, scope, assignment, .. } => {
            let name = format!("remove_{number}");
            let block = directory_role(&name, &role.to_string(), &principal.to_string(), &scope.to_string());
            removed_block(&format!("azuread_directory_role_assignment.{name}"), assignment.as_str(), &block)
        }
    }
}

/// `resource` is an expression, the other two are ids.
fn app_role(name: &str, role: &str, principal: &str, resource: &str) -> String {
    format!(
        "resource \"azuread_app_role_assignment\" \"{name}\" {{\n  app_role_id         = \"{role}\"\n  \
         principal_object_id = \"{principal}\"\n  resource_object_id  = {resource}\n}}"
    )
}

fn directory_role(name: &str, role: &str, principal: &str, scope: &str) -> String {
    format!(
        "resource \"azuread_directory_role_assignment\" \"{name}\" {{\n  role_id             = \"{role}\"\n  \
         principal_object_id = \"{principal}\"\n  directory_scope_id  = \"{scope}\"\n}}"
    )
}

fn group_member(name: &str, group: &ObjectId, principal: ServicePrincipalId) -> String {
    format!(
        "resource \"azuread_group_member\" \"{name}\" {{\n  group_object_id  = \"{group}\"\n  \
         member_object_id = \"{principal}\"\n}}"
    )
}

fn removed_block(address: &str, id: &str, block: &str) -> String {
    format!(
        "# Apply once to bring the assignment into the state. Then delete both blocks and apply again.\n\
         import {{\n  to = {address}\n  id = \"{id}\"\n}}\n\n{block}"
    )
}
