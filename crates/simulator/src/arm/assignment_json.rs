//! A role assignment as Azure Resource Manager writes it.

use serde_json::{Value, json};

use super::super::tenant::AzureRole;
use domain::time::Timestamp;

/// The id of an assignment: that of the scope where it was made.
pub(super) fn id_of(it: &AzureRole) -> String {
    format!("{}/providers/Microsoft.Authorization/roleAssignments/{}", it.scope.trim_end_matches('/'), it.name)
}

/// An assignment. The id of its role has no prefix, whatever prefix was sent.
pub(super) fn write(it: &AzureRole) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let by = it.created_by.map(|id| id.to_string()).unwrap_or_default();
    let mut properties = json!({
        "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{}", it.role),
        "principalId": it.principal,
        "principalType": it.principal_type,
        "scope": it.scope,
        "createdOn": precise(it.created),
        "updatedOn": precise(it.created),
        "createdBy": by,
        "updatedBy": by,
        "condition": text(&it.condition),
        "conditionVersion": text(if it.condition.is_empty() { "" } else { "2.0" }),
        "description": text(&it.description),
        "delegatedManagedIdentityResourceId": null,
    });
    // The description of the service has no null: what isn't there is left out.
    if let Some(object) = properties.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    json!({
        "properties": properties,
        "id": id_of(it),
        "type": "Microsoft.Authorization/roleAssignments",
        "name": it.name,
    })
}

/// A time with seven digits behind the second.
fn precise(at: Timestamp) -> String {
    format!("{}.{:03}0000Z", at.to_string().get(..19).unwrap_or_default(), at.millis().rem_euclid(1000))
}
