//! Directory roles.

use domain::ids::RoleDefinitionId;

/// A directory role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDefinition {
    /// The id; for a built-in role the template id.
    pub id: RoleDefinitionId,
    /// The name.
    pub display_name: String,
    /// What it allows.
    pub description: String,
    /// Whether Microsoft made it.
    pub is_built_in: bool,
    /// Whether it has any effect.
    pub is_enabled: bool,
    /// Whether Microsoft calls it privileged. Only the beta version tells.
    pub is_privileged: bool,
    /// Whether a service principal may have it. Only the beta version tells.
    pub allows_service_principals: bool,
    /// The actions that it allows.
    pub allowed_actions: Vec<String>,
}

impl RoleDefinition {
    /// A role of Microsoft's that service principals may have.
    pub fn built_in(id: RoleDefinitionId, display_name: &str, description: &str, is_privileged: bool) -> Self {
        Self {
            id,
            display_name: display_name.to_owned(),
            description: description.to_owned(),
            is_built_in: true,
            is_enabled: true,
            is_privileged,
            allows_service_principals: true,
            allowed_actions: Vec::new(),
        }
    }

    /// A role that the organization made for itself.
    pub fn custom(id: RoleDefinitionId, display_name: &str, description: &str, allowed_actions: &[&str]) -> Self {
        Self {
            is_built_in: false,
            allowed_actions: allowed_actions.iter().map(|&action| action.to_owned()).collect(),
            ..Self::built_in(id, display_name, description, false)
        }
    }
}
