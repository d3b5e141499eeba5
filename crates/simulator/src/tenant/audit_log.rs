//! Writes the directory's audit log.
//!
//! An entry about an app role names the API as its target; the holder is only among the changed properties. An entry
//! about a directory role names the holder. Both forms were read off live records.

use super::Tenant;
use super::assignments::{AppRoleAssignment, RoleAssignment};
use super::audit::{AuditLogEntry, AuditTarget};
use domain::ids::{ServicePrincipalId, UserId};
use domain::time::Timestamp;

impl Tenant {
    /// Logs that an app role was granted or revoked.
    pub fn log_app_role(&mut self, at: Timestamp, by: UserId, it: &AppRoleAssignment, granted: bool) {
        let api = self.service_principals.get(&it.resource);
        let role = api.and_then(|api| api.app_roles.iter().find(|role| role.id == it.app_role));
        let holder = self.service_principals.get(&ServicePrincipalId(it.principal));
        let modified = [
            ("AppRole.Id", Some(it.app_role.to_string())),
            ("AppRole.Value", role.and_then(|role| role.value.clone())),
            ("AppRole.DisplayName", role.map(|role| role.display_name.clone())),
            ("ServicePrincipal.ObjectID", Some(it.principal.to_string())),
            ("ServicePrincipal.DisplayName", it.principal_display_name.clone()),
            ("ServicePrincipal.AppId", holder.map(|holder| holder.app_id.to_string())),
        ];
        let target = AuditTarget {
            id: it.resource.0,
            display_name: it.resource_display_name.clone(),
            kind: "ServicePrincipal",
            modified: modified.into_iter().map(|(name, value)| changed(name, value, granted)).collect(),
        };
        let (activity, operation) = if granted {
            ("Add app role assignment to service principal", "Assign")
        } else {
            ("Remove app role assignment from service principal", "Unassign")
        };
        self.log(at, by, (activity, "ApplicationManagement", operation), vec![target]);
    }

    /// Logs that a directory role was assigned or removed.
    pub fn log_directory_role(&mut self, at: Timestamp, by: UserId, it: &RoleAssignment, assigned: bool) {
        let definition = self.role_definitions.get(&it.role);
        let modified = [
            ("Role.ObjectID", Some(it.role.to_string())),
            ("Role.DisplayName", definition.map(|role| role.display_name.clone())),
            ("Role.TemplateId", Some(it.role.to_string())),
        ];
        let holder = AuditTarget {
            id: it.principal,
            display_name: self.display_name_of(it.principal).map(str::to_owned),
            kind: self.principal_kind(it.principal).unwrap_or("ServicePrincipal"),
            modified: modified.into_iter().map(|(name, value)| changed(name, value, assigned)).collect(),
        };
        let role = AuditTarget { id: it.role.0, display_name: None, kind: "Role", modified: Vec::new() };
        let (activity, operation) =
            if assigned { ("Add member to role", "Assign") } else { ("Remove member from role", "Unassign") };
        self.log(at, by, (activity, "RoleManagement", operation), vec![holder, role]);
    }

    fn log(
        &mut self,
        at: Timestamp,
        by: UserId,
        what: (&'static str, &'static str, &'static str),
        targets: Vec<AuditTarget>,
    ) {
        let (activity, category, operation) = what;
        let correlation = self.new_guid();
        self.audits.push(AuditLogEntry { correlation, at, activity, category, operation, by, targets });
    }
}

fn changed(name: &'static str, value: Option<String>, added: bool) -> (&'static str, Option<String>, Option<String>) {
    if added { (name, None, value) } else { (name, value, None) }
}
