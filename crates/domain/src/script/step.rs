//! One step of a change, with the ids that any language needs to say it.

use std::num::NonZeroU16;

use super::{Language, StepSkipReason};
use crate::change::plan::Step;
use crate::directory_role::DirectoryScope;
use crate::ids::{AppId, AppRoleAssignmentId, AppRoleId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};

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
            Step::Grant(missing) => {
                let grant = missing.grant();
                ScriptAction::Grant { api: ScriptApi::InTenant(grant.resource), role: grant.app_role }
            }
            Step::Revoke(held) => ScriptAction::Revoke {
                resource: held.grant().resource,
                role: held.grant().app_role,
                assignment: held.assignment().clone(),
            },
            Step::Assign(missing) => ScriptAction::Assign {
                role: missing.grant().role,
                scope: missing.grant().scope.clone(),
                hours: missing.lasting().hours(),
            },
            Step::Remove(held) => ScriptAction::Remove {
                role: held.grant().role,
                scope: held.grant().scope.clone(),
                assignment: held.assignment().clone(),
                time_bound: held.until().is_some(),
            },
        };
        Self { principal: step.principal(), deed, names }
    }
}

impl ScriptAction {
    /// Why a language cannot say this.
    pub fn left_out_of(&self, language: Language) -> Option<StepSkipReason> {
        match (self, language) {
            (Self::Assign { scope: DirectoryScope::Other(_), .. }, _) => Some(StepSkipReason::ScopeNotKnown),
            (Self::Remove { scope: DirectoryScope::Other(_), .. }, Language::Terraform)
            | (Self::Remove { scope: DirectoryScope::Other(_), time_bound: true, .. }, _) => {
                Some(StepSkipReason::ScopeNotKnown)
            }
            (Self::Assign { .. } | Self::Remove { .. }, Language::Bicep) => Some(StepSkipReason::NoDirectoryRoles),
            (Self::Revoke { .. }, Language::Bicep) => Some(StepSkipReason::CannotTakeAway),
            (Self::Assign { hours: Some(_), .. } | Self::Remove { time_bound: true, .. }, Language::Terraform) => {
                Some(StepSkipReason::NoTimeLimit)
            }
            _ => None,
        }
    }

    /// The delegated scope of Microsoft Graph that the step needs.
    pub fn scope(&self) -> &'static str {
        match self {
            Self::Grant { .. } | Self::Revoke { .. } => "AppRoleAssignment.ReadWrite.All",
            Self::Assign { hours: Some(_), .. } | Self::Remove { time_bound: true, .. } => {
                "RoleAssignmentSchedule.ReadWrite.Directory"
            }
            Self::Assign { hours: None, .. } | Self::Remove { .. } => "RoleManagement.ReadWrite.Directory",
        }
    }
}
