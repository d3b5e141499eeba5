//! The change as Bicep, with the Microsoft Graph extension. It knows app role assignments, and no directory roles.
//!
//! <https://learn.microsoft.com/graph/templates/bicep/reference/approleassignedto>

use super::comment::sentence;
use super::contents::{Script, variable};
use super::language::Language;
use super::step::{ScriptAction, ScriptApi};
use crate::ids::AppId;

/// Writes the whole file.
pub(super) fn write(script: &Script) -> String {
    let mut text = format!(
        "// For the tenant {}.\nextension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'\n",
        script.tenant
    );
    for api in script.apis_to_create() {
        text.push_str(&format!("\n// The tenant has no service principal for this API yet.\n{}\n", create_api(api)));
    }
    for (number, step) in script.steps_for(Language::Bicep) {
        let ScriptAction::Grant { api, role } = &step.deed else { continue };
        let resource = match api {
            ScriptApi::InTenant(id) => format!("'{id}'"),
            ScriptApi::ToCreate(app_id) => format!("{}.id", variable(*app_id)),
        };
        text.push_str(&format!(
            "\n// {}\nresource grant_{number} 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {{\n  \
             principalId: '{}'\n  resourceId: {resource}\n  appRoleId: '{role}'\n}}\n",
            sentence(number, step),
            step.principal,
        ));
    }
    text
}

/// The block that creates the service principal of an API.
fn create_api(api: AppId) -> String {
    format!("resource {} 'Microsoft.Graph/servicePrincipals@v1.0' = {{\n  appId: '{api}'\n}}", variable(api))
}
