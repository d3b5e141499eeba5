//! The ledger of the tenant as JSON, for tests to compare with what the page said.

use serde_json::{Value, json};
use simulator::ledger::{AzureRoleChange, Change, LedgerEntry};

/// One entry.
pub fn entry(entry: &LedgerEntry) -> Value {
    let mut value = match &entry.change {
        Change::Granted(grant) => json!({
            "change": "granted", "id": grant.id, "principal": grant.principal,
            "resource": grant.resource, "appRole": grant.app_role,
        }),
        Change::Revoked(grant) => json!({
            "change": "revoked", "id": grant.id, "principal": grant.principal,
            "resource": grant.resource, "appRole": grant.app_role,
        }),
        Change::Assigned(assignment) => json!({
            "change": "assigned", "id": assignment.id, "principal": assignment.principal,
            "role": assignment.role, "scope": assignment.scope.to_string(),
        }),
        Change::Removed(assignment) => json!({
            "change": "removed", "id": assignment.id, "principal": assignment.principal,
            "role": assignment.role, "scope": assignment.scope.to_string(),
        }),
        Change::MemberAdded(it) => json!({ "change": "memberAdded", "group": it.group, "member": it.member }),
        Change::MemberRemoved(it) => json!({ "change": "memberRemoved", "group": it.group, "member": it.member }),
        Change::Deleted(id) => json!({ "change": "deleted", "id": id }),
        Change::AzureRoleAssigned(role) => azure("azureRoleAssigned", role),
        Change::AzureRoleRemoved(role) => azure("azureRoleRemoved", role),
        Change::ResourceIdentities(it) => json!({
            "change": "resourceIdentities", "resource": it.resource, "enabled": it.enabled, "disabled": it.disabled,
            "attached": it.attached, "detached": it.detached,
        }),
        Change::IdentityCreated { resource, id } => {
            json!({ "change": "identityCreated", "resource": resource, "id": id })
        }
        Change::IdentityDeleted { resource, id } => {
            json!({ "change": "identityDeleted", "resource": resource, "id": id })
        }
        Change::Created { id, app_id } => json!({ "change": "created", "id": id, "appId": app_id }),
    };
    value["at"] = entry.at.to_string().into();
    value["by"] = json!(entry.by);
    value["app"] = json!(entry.app);
    value
}

fn azure(change: &str, role: &AzureRoleChange) -> Value {
    json!({
        "change": change, "name": role.name, "principal": role.principal, "role": role.role, "scope": role.scope,
        "condition": role.condition,
    })
}
