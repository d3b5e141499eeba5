//! What a step does, in ids.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use crate::app_role_assignment::AppRoleGrant;
use crate::change::plan::{AssignmentEnd, HeldAppRole, HeldDirectoryRole, MissingAppRole, MissingDirectoryRole, Step};
use crate::change::wish::{Lasting, RoleKey, Wanted, Wish};
use crate::directory_role::{DirectoryRoleGrant, DirectoryScope};
use crate::ids::{AppId, AppRoleAssignmentId, AppRoleId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId};
use crate::time::Timestamp;

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(crate) enum What {
    Grant {
        principal: ServicePrincipalId,
        resource: ServicePrincipalId,
        app_role: AppRoleId,
        api: AppId,
    },
    Assign {
        principal: ServicePrincipalId,
        role: RoleDefinitionId,
        scope: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<NonZeroU16>,
    },
    Revoke {
        assignment: AppRoleAssignmentId,
        principal: ServicePrincipalId,
        resource: ServicePrincipalId,
        app_role: AppRoleId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        api: Option<AppId>,
    },
    Remove {
        assignment: RoleAssignmentId,
        principal: ServicePrincipalId,
        role: RoleDefinitionId,
        scope: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        /// Whether the end could not be read. Without it and without an end, the assignment was permanent.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        end_unknown: bool,
    },
}

impl What {
    pub(crate) fn of(step: &Step) -> Self {
        match step {
            Step::Grant(missing) => {
                let AppRoleGrant { principal, resource, app_role } = missing.grant();
                Self::Grant { principal, resource, app_role, api: missing.api() }
            }
            Step::Assign(missing) => {
                let hours = missing.lasting().hours();
                let DirectoryRoleGrant { principal, role, scope } = missing.grant();
                Self::Assign { principal: *principal, role: *role, scope: scope.to_string(), hours }
            }
            Step::Revoke(held) => {
                let AppRoleGrant { principal, resource, app_role } = held.grant();
                let assignment = held.assignment().clone();
                Self::Revoke { assignment, principal, resource, app_role, api: held.api() }
            }
            Step::Remove(held) => {
                let DirectoryRoleGrant { principal, role, scope } = held.grant();
                let assignment = held.assignment().clone();
                let until = held.until().map(Timestamp::millis);
                let (scope, end_unknown) = (scope.to_string(), held.end() == AssignmentEnd::Unknown);
                Self::Remove { assignment, principal: *principal, role: *role, scope, until, end_unknown }
            }
        }
    }

    /// The identity that changes.
    pub(crate) fn principal(&self) -> ServicePrincipalId {
        match self {
            Self::Grant { principal, .. }
            | Self::Assign { principal, .. }
            | Self::Revoke { principal, .. }
            | Self::Remove { principal, .. } => *principal,
        }
    }

    /// The wish that it was approved for; nothing, where its scope is none that a wish can name.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        let wish = match self.clone() {
            Self::Grant { app_role, api, .. } => Wish::AppRole { api, role: RoleKey::Id(app_role) },
            Self::Assign { role, scope, hours, .. } => {
                let scope = DirectoryScope::parse_known(&scope)?;
                Wish::DirectoryRole { role, scope, lasting: Lasting::from(hours) }
            }
            Self::Revoke { resource, app_role, .. } => Wish::NoAppRole { resource, role: app_role },
            Self::Remove { role, scope, .. } => Wish::NoDirectoryRole { role, scope: DirectoryScope::parse(&scope) },
        };
        Some(Wanted { identity: self.principal(), wish })
    }

    /// The step; nothing, where its scope cannot be sent.
    pub(crate) fn step(&self) -> Option<Step> {
        Some(match self.clone() {
            Self::Grant { principal, resource, app_role, api } => {
                Step::Grant(MissingAppRole::new(AppRoleGrant { principal, resource, app_role }, api))
            }
            Self::Assign { principal, role, scope, hours } => {
                let grant = DirectoryRoleGrant { principal, role, scope: DirectoryScope::parse_known(&scope)? };
                Step::Assign(MissingDirectoryRole::new(grant, hours.into()))
            }
            Self::Revoke { assignment, principal, resource, app_role, api } => {
                Step::Revoke(HeldAppRole::new(assignment, AppRoleGrant { principal, resource, app_role }, api))
            }
            Self::Remove { assignment, principal, role, scope, until, end_unknown } => {
                let grant = DirectoryRoleGrant { principal, role, scope: DirectoryScope::parse(&scope) };
                let end = match until {
                    Some(end) => AssignmentEnd::At(Timestamp::from_millis(end)),
                    None if end_unknown => AssignmentEnd::Unknown,
                    None => AssignmentEnd::Permanent,
                };
                Step::Remove(HeldDirectoryRole::new(assignment, grant, end))
            }
        })
    }
}
