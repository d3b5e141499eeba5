//! One step of a change, with the ids that any language needs to say it.

use std::num::NonZeroU16;

use super::language::{Language, StepSkipReason};
use crate::azure_assignment::AzureAssignmentId;
use crate::change::permission::AzureRoleAt;
use crate::change::plan::{Addition, Removal, Step};
use crate::directory_role::DirectoryScope;
use crate::ids::{
    AppId, AppRoleAssignmentId, AppRoleId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId,
};
use crate::visible_text::is_hidden;

/// A step, and the identity that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptStep {
    /// The identity, by its object id.
    pub principal: ServicePrincipalId,
    /// What is to be done.
    pub deed: ScriptAction,
    /// How people call what it is about. They are in comments only.
    pub names: Names,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptAction {
    /// Grant an app role.
    Grant {
        /// The API.
        api: ScriptApi,
        /// The role within it.
        role: AppRoleId,
    },
    /// Revoke an app role, by the assignment itself.
    Revoke {
        /// The service principal of the API.
        resource: ServicePrincipalId,
        /// The role within it.
        role: AppRoleId,
        /// The assignment.
        assignment: AppRoleAssignmentId,
    },
    /// Assign a directory role.
    Assign {
        /// The role.
        role: RoleDefinitionId,
        /// Where it is to count.
        scope: DirectoryScope,
        /// For how long; without an end, where nothing is said.
        hours: Option<NonZeroU16>,
    },
    /// Remove a directory role, by the assignment itself.
    Remove {
        /// The role.
        role: RoleDefinitionId,
        /// The scope.
        scope: DirectoryScope,
        /// The assignment.
        assignment: RoleAssignmentId,
        /// Whether it would end by itself, so that Privileged Identity Management keeps it.
        time_bound: bool,
    },
    /// Assign an Azure role, under the name that the change gives the assignment.
    AssignAzure {
        /// The role at its scope, with its condition.
        role: AzureRoleAt,
        /// The assignment.
        assignment: AzureAssignmentId,
    },
    /// Remove an Azure role, by the assignment itself.
    RemoveAzure {
        /// The role at its scope.
        role: AzureRoleAt,
        /// The assignment.
        assignment: AzureAssignmentId,
    },
    /// Add the identity to a group.
    AddMember {
        /// The group.
        group: ObjectId,
        /// Whether Entra roles can be assigned to it, which takes a further permission.
        role_assignable: bool,
    },
    /// Remove the identity from a group.
    RemoveMember {
        /// The group.
        group: ObjectId,
        /// Whether Entra roles can be assigned to it, which takes a further permission.
        role_assignable: bool,
    },
}

/// The API of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptApi {
    /// It is in the tenant, with this object id.
    InTenant(ServicePrincipalId),
    /// The tenant has no service principal for it yet, so the code creates one first.
    ToCreate(AppId),
}

/// Names from the tenant. The creator of an object chose its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The identity's name.
    pub identity: String,
    /// The value or name of the role.
    pub role: String,
    /// The name of the API; none for a directory role.
    pub api: Option<String>,
}

impl ScriptStep {
    /// A step of a reviewed plan, with the names to show beside it.
    pub fn of(step: &Step, names: Names) -> Self {
        let deed = match step {
            Step::Add(Addition::AppRole(missing)) => {
                let grant = missing.grant();
                ScriptAction::Grant { api: ScriptApi::InTenant(grant.resource), role: grant.app_role }
            }
            Step::Remove(Removal::AppRole(held)) => ScriptAction::Revoke {
                resource: held.grant().resource,
                role: held.grant().app_role,
                assignment: held.assignment().clone(),
            },
            Step::Add(Addition::EntraRole(missing)) => ScriptAction::Assign {
                role: missing.grant().role,
                scope: missing.grant().scope.clone(),
                hours: missing.lasting().hours(),
            },
            Step::Remove(Removal::EntraRole(held)) => ScriptAction::Remove {
                role: held.grant().role,
                scope: held.grant().scope.clone(),
                assignment: held.assignment().clone(),
                time_bound: held.until().is_some(),
            },
            Step::Add(Addition::AzureRole(missing)) => {
                ScriptAction::AssignAzure { role: missing.role(), assignment: missing.assignment().clone() }
            }
            Step::Remove(Removal::AzureRole(held)) => {
                ScriptAction::RemoveAzure { role: held.role(), assignment: held.assignment().clone() }
            }
            Step::Add(Addition::GroupMembership(missing)) => ScriptAction::AddMember {
                group: missing.membership().group,
                role_assignable: missing.role_assignable(),
            },
            Step::Remove(Removal::GroupMembership(held)) => {
                ScriptAction::RemoveMember { group: held.membership().group, role_assignable: held.role_assignable() }
            }
        };
        Self { principal: step.principal(), deed, names }
    }
}

impl ScriptAction {
    /// Why a language cannot say this.
    pub fn skip_reason(&self, language: Language) -> Option<StepSkipReason> {
        match (self, language) {
            (Self::AssignAzure { .. } | Self::RemoveAzure { .. }, Language::Terraform | Language::Bicep) => {
                Some(StepSkipReason::NoAzureRoles)
            }
            (Self::AssignAzure { role, .. } | Self::RemoveAzure { role, .. }, _) if !is_sayable(role) => {
                Some(StepSkipReason::ScopeNotKnown)
            }
            (Self::Assign { scope: DirectoryScope::Other(_), .. }, _) => Some(StepSkipReason::ScopeNotKnown),
            (Self::Remove { scope: DirectoryScope::Other(_), .. }, Language::Terraform)
            | (Self::Remove { scope: DirectoryScope::Other(_), time_bound: true, .. }, _) => {
                Some(StepSkipReason::ScopeNotKnown)
            }
            (Self::Assign { .. } | Self::Remove { .. }, Language::Bicep) => Some(StepSkipReason::NoDirectoryRoles),
            (Self::Revoke { .. }, Language::Bicep) => Some(StepSkipReason::CannotTakeAway),
            (Self::AddMember { .. } | Self::RemoveMember { .. }, Language::Bicep) => {
                Some(StepSkipReason::NoGroupMembers)
            }
            (Self::Assign { hours: Some(_), .. } | Self::Remove { time_bound: true, .. }, Language::Terraform) => {
                Some(StepSkipReason::NoTimeLimit)
            }
            _ => None,
        }
    }

    /// The delegated scopes of Microsoft Graph that the step needs; none for an Azure role.
    pub fn scopes(&self) -> &'static [&'static str] {
        match self {
            Self::Grant { .. } | Self::Revoke { .. } => &["AppRoleAssignment.ReadWrite.All"],
            Self::Assign { hours: Some(_), .. } | Self::Remove { time_bound: true, .. } => {
                &["RoleAssignmentSchedule.ReadWrite.Directory"]
            }
            Self::Assign { hours: None, .. } | Self::Remove { .. } => &["RoleManagement.ReadWrite.Directory"],
            Self::AddMember { role_assignable: true, .. } | Self::RemoveMember { role_assignable: true, .. } => {
                &["GroupMember.ReadWrite.All", "RoleManagement.ReadWrite.Directory"]
            }
            Self::AddMember { .. } | Self::RemoveMember { .. } => &["GroupMember.ReadWrite.All"],
            Self::AssignAzure { .. } | Self::RemoveAzure { .. } => &[],
        }
    }
}

/// Whether the scope and the condition have only what a quoted text of both shells keeps as it is.
fn is_sayable(role: &AzureRoleAt) -> bool {
    let in_scope = |c: char| (c.is_alphanumeric() || " -_./(),@:".contains(c)) && !is_hidden(c);
    let in_condition = |c: char| c == '\n' || c.is_ascii_graphic() || c == ' ';
    let condition = role.condition.as_ref();
    let text = condition.is_none_or(|it| it.text.chars().all(in_condition));
    let version = condition.is_none_or(|it| it.version.bytes().all(|c| c.is_ascii_digit() || c == b'.'));
    role.scope.to_string().chars().all(in_scope) && text && version
}
