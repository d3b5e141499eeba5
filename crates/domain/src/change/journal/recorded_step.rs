//! A step of a change as a journal or a receipt records it, in IDs.

use crate::change::permission::{AppRoleIds, AppRoleName, Permission, RoleKey};
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use crate::app_role_assignment::AppRoleGrant;
use crate::azure_assignment::AzureAssignmentId;
use crate::change::permission_wire::WireAzureRole;
use crate::change::plan::{
    Addition, AssignmentEnd, HeldAppRole, HeldAzureRole, HeldDirectoryRole, HeldMembership, MissingAppRole,
    MissingAzureRole, MissingDirectoryRole, MissingMembership, Removal, Step,
};
use crate::change::wish::{Lasting, Wanted, Wish};
use crate::directory_role::{DirectoryRoleGrant, DirectoryScope};
use crate::group::GroupMembership;
use crate::ids::{
    AppId, AppRoleAssignmentId, AppRoleId, ObjectId, RoleAssignmentId, RoleDefinitionId, ServicePrincipalId,
};
use crate::time::Timestamp;

/// A step of a change, in IDs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub(crate) enum RecordedStep {
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
    AssignAzure {
        principal: ServicePrincipalId,
        azure_role: WireAzureRole,
    },
    RemoveAzure {
        assignment: AzureAssignmentId,
        principal: ServicePrincipalId,
        azure_role: WireAzureRole,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        /// Whether the end could not be read. Without it and without an end, the assignment was permanent.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        end_unknown: bool,
    },
    AddMember {
        principal: ServicePrincipalId,
        group: ObjectId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        role_assignable: bool,
    },
    RemoveMember {
        principal: ServicePrincipalId,
        group: ObjectId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        role_assignable: bool,
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

impl RecordedStep {
    pub(crate) fn of(step: &Step) -> Self {
        match step {
            Step::Add(Addition::AppRole(missing)) => {
                let AppRoleGrant { principal, resource, app_role } = missing.grant();
                Self::Grant { principal, resource, app_role, api: missing.api() }
            }
            Step::Add(Addition::EntraRole(missing)) => {
                let hours = missing.lasting().hours();
                let DirectoryRoleGrant { principal, role, scope } = missing.grant();
                Self::Assign { principal: *principal, role: *role, scope: scope.to_string(), hours }
            }
            Step::Remove(Removal::AppRole(held)) => {
                let AppRoleGrant { principal, resource, app_role } = held.grant();
                let assignment = held.assignment().clone();
                Self::Revoke { assignment, principal, resource, app_role, api: held.api() }
            }
            Step::Remove(Removal::EntraRole(held)) => {
                let DirectoryRoleGrant { principal, role, scope } = held.grant();
                let assignment = held.assignment().clone();
                let until = held.until().map(Timestamp::millis);
                let (scope, end_unknown) = (scope.to_string(), held.end() == AssignmentEnd::Unknown);
                Self::Remove { assignment, principal: *principal, role: *role, scope, until, end_unknown }
            }
            Step::Add(Addition::GroupMembership(missing)) => {
                let GroupMembership { principal, group } = missing.membership();
                Self::AddMember { principal, group, role_assignable: missing.role_assignable() }
            }
            Step::Remove(Removal::GroupMembership(held)) => {
                let GroupMembership { principal, group } = held.membership();
                Self::RemoveMember { principal, group, role_assignable: held.role_assignable() }
            }
            Step::Add(Addition::AzureRole(missing)) => {
                Self::AssignAzure { principal: step.principal(), azure_role: WireAzureRole::of(&missing.role()) }
            }
            Step::Remove(Removal::AzureRole(held)) => {
                let (assignment, azure_role) = (held.assignment().clone(), WireAzureRole::of(&held.role()));
                let (until, end_unknown) = match held.end() {
                    AssignmentEnd::At(end) => (Some(end.millis()), false),
                    AssignmentEnd::Permanent => (None, false),
                    AssignmentEnd::Unknown => (None, true),
                };
                Self::RemoveAzure { assignment, principal: step.principal(), azure_role, until, end_unknown }
            }
        }
    }

    /// Whether an Azure role in it can be sent. Without its condition or its scope, it would be another one.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Self::AssignAzure { azure_role, .. } | Self::RemoveAzure { azure_role, .. } => {
                azure_role.role_at().is_some()
            }
            Self::Grant { .. }
            | Self::Assign { .. }
            | Self::Revoke { .. }
            | Self::Remove { .. }
            | Self::AddMember { .. }
            | Self::RemoveMember { .. } => true,
        }
    }

    /// The identity that changes.
    pub(crate) fn principal(&self) -> ServicePrincipalId {
        match self {
            Self::Grant { principal, .. }
            | Self::Assign { principal, .. }
            | Self::Revoke { principal, .. }
            | Self::AssignAzure { principal, .. }
            | Self::RemoveAzure { principal, .. }
            | Self::AddMember { principal, .. }
            | Self::RemoveMember { principal, .. }
            | Self::Remove { principal, .. } => *principal,
        }
    }

    /// The wish that it was approved for; nothing, where its scope is none that a wish can name.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        let wish = match self.clone() {
            Self::Grant { app_role, api, .. } => {
                Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(app_role) }), Lasting::Permanent)
            }
            Self::Assign { role, scope, hours, .. } => {
                let scope = DirectoryScope::parse_known(&scope)?;
                Wish::Add(Permission::EntraRole { role, scope }, Lasting::from(hours))
            }
            Self::Revoke { resource, app_role, .. } => {
                Wish::Remove(Permission::AppRole(AppRoleIds { resource, role: app_role }))
            }
            Self::Remove { role, scope, .. } => {
                Wish::Remove(Permission::EntraRole { role, scope: DirectoryScope::parse(&scope) })
            }
            Self::AddMember { group, .. } => Wish::Add(Permission::GroupMembership(group), Lasting::Permanent),
            Self::RemoveMember { group, .. } => Wish::Remove(Permission::GroupMembership(group)),
            Self::AssignAzure { azure_role, .. } => {
                Wish::Add(Permission::AzureRole(Box::new(azure_role.role_at()?)), Lasting::Permanent)
            }
            Self::RemoveAzure { azure_role, .. } => {
                Wish::Remove(Permission::AzureRole(Box::new(azure_role.role_at()?)))
            }
        };
        Some(Wanted { identity: self.principal(), wish })
    }

    /// The step; nothing, where its scope cannot be sent.
    pub(crate) fn step(&self) -> Option<Step> {
        Some(match self.clone() {
            Self::Grant { principal, resource, app_role, api } => {
                Step::Add(Addition::AppRole(MissingAppRole::new(AppRoleGrant { principal, resource, app_role }, api)))
            }
            Self::Assign { principal, role, scope, hours } => {
                let grant = DirectoryRoleGrant { principal, role, scope: DirectoryScope::parse_known(&scope)? };
                Step::Add(Addition::EntraRole(MissingDirectoryRole::new(grant, hours.into())))
            }
            Self::Revoke { assignment, principal, resource, app_role, api } => Step::Remove(Removal::AppRole(
                HeldAppRole::new(assignment, AppRoleGrant { principal, resource, app_role }, api),
            )),
            Self::Remove { assignment, principal, role, scope, until, end_unknown } => {
                let grant = DirectoryRoleGrant { principal, role, scope: DirectoryScope::parse(&scope) };
                let end = end(until, end_unknown);
                Step::Remove(Removal::EntraRole(HeldDirectoryRole::new(assignment, grant, end)))
            }
            Self::AddMember { principal, group, role_assignable } => {
                let membership = GroupMembership { principal, group };
                Step::Add(Addition::GroupMembership(MissingMembership::new(membership, role_assignable)))
            }
            Self::RemoveMember { principal, group, role_assignable } => {
                let membership = GroupMembership { principal, group };
                Step::Remove(Removal::GroupMembership(HeldMembership::new(membership, role_assignable)))
            }
            Self::AssignAzure { principal, azure_role } => {
                let role = azure_role.role_at()?;
                let (assignment, grant) = (role.assignment_of(principal)?, role.granted_to(principal));
                Step::Add(Addition::AzureRole(Box::new(MissingAzureRole::new(assignment, grant, None))))
            }
            Self::RemoveAzure { assignment, principal, azure_role, until, end_unknown } => {
                let grant = azure_role.role_at()?.granted_to(principal);
                Step::Remove(Removal::AzureRole(Box::new(HeldAzureRole::new(
                    assignment,
                    grant,
                    None,
                    end(until, end_unknown),
                ))))
            }
        })
    }
}

/// The end as it was noted.
fn end(until: Option<i64>, unknown: bool) -> AssignmentEnd {
    match until {
        Some(end) => AssignmentEnd::At(Timestamp::from_millis(end)),
        None if unknown => AssignmentEnd::Unknown,
        None => AssignmentEnd::Permanent,
    }
}
