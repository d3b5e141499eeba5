//! `/auditLogs/directoryAudits`: who changed what, as long as the tenant's license keeps it.
//!
//! <https://learn.microsoft.com/graph/api/directoryaudit-list>

use std::time::Duration;

use serde_json::{Value, json};

use super::super::inquiry::Inquiry;
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{LOG_READERS, has_scope, need_role};
use super::super::tenant::{AuditLogEntry, AuditTarget, Tenant};
use super::answers::{list, precise};
use super::methods::only_get;

/// How long entries are kept, with a premium license and without.
const KEPT: [Duration; 2] = [Duration::from_secs(30 * 86_400), Duration::from_secs(7 * 86_400)];

const SET: EntitySet = EntitySet {
    type_name: "directoryAudit",
    context: "auditLogs/directoryAudits",
    page: 1_000,
    largest_page: 1_000,
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("category", PropertyType::Text, "eq startswith"),
        Property::asked("correlationId", PropertyType::Text, "eq"),
        Property::asked("result", PropertyType::Text, "eq"),
        Property::plain("resultReason", PropertyType::Text),
        Property::asked("activityDisplayName", PropertyType::Text, "eq startswith"),
        Property::asked("activityDateTime", PropertyType::Time, "eq ge le gt lt"),
        Property::asked("loggedByService", PropertyType::Text, "eq"),
        Property::plain("operationType", PropertyType::Text),
        Property::plain("initiatedBy", PropertyType::Other),
        Property::asked("initiatedBy/user/id", PropertyType::Text, "eq"),
        Property::asked("initiatedBy/user/displayName", PropertyType::Text, "eq"),
        Property::asked("initiatedBy/user/userPrincipalName", PropertyType::Text, "eq startswith"),
        Property::asked("initiatedBy/app/appId", PropertyType::Text, "eq"),
        Property::asked("initiatedBy/app/displayName", PropertyType::Text, "eq"),
        Property::plain("targetResources", PropertyType::Other),
        Property::asked("targetResources/id", PropertyType::Text, "eq"),
        Property::asked("targetResources/displayName", PropertyType::Text, "eq startswith"),
        Property::plain("additionalDetails", PropertyType::Other),
    ],
    ..EntitySet::BASE
};

/// Answers the log, newest first.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    only_get(inquiry)?;
    if !has_scope(inquiry, &["AuditLog.Read.All"]) {
        return Err(Refusal::LogScopeMissing("AuditLog.Read.All"));
    }
    need_role(tenant, inquiry, LOG_READERS).map_err(|_| Refusal::LogRoleMissing)?;
    let oldest = inquiry.now - KEPT[usize::from(!tenant.premium)];
    let kept = tenant.audits.iter().filter(|it| it.at >= oldest);
    list(&SET, kept.map(|it| AuditRow { tenant, it }), inquiry)
}

struct AuditRow<'t> {
    tenant: &'t Tenant,
    it: &'t AuditLogEntry,
}

impl AuditRow<'_> {
    fn id(&self) -> String {
        let number = self.it.at.millis().rem_euclid(100_000_000);
        format!("Directory_{}_BESTO_{number}", self.it.correlation)
    }
}

impl Entity for AuditRow<'_> {
    /// The newest comes first.
    fn key(&self) -> String {
        format!("{:020}{}", i64::MAX - self.it.at.millis(), self.it.correlation)
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        match property {
            "id" => json!(self.id()),
            "category" => json!(it.category),
            "correlationId" => json!(it.correlation),
            "result" => json!("success"),
            "resultReason" => json!(""),
            "activityDisplayName" => json!(it.activity),
            "activityDateTime" => json!(precise(it.at)),
            "loggedByService" => json!("Core Directory"),
            "operationType" => json!(it.operation),
            "initiatedBy" => {
                let user = self.tenant.users.get(&it.by);
                let name = user.map(|user| user.display_name.as_str());
                let account = user.map(|user| user.user_principal_name.as_str());
                json!({"app": null, "user": {
                    "id": it.by, "displayName": name, "userPrincipalName": account, "ipAddress": "",
                }})
            }
            "targetResources" => Value::Array(it.targets.iter().map(target).collect()),
            "additionalDetails" => json!([]),
            _ => Value::Null,
        }
    }
}

/// The values of changed properties are JSON within a text, with quotes of their own.
fn target(target: &AuditTarget) -> Value {
    let quoted = |value: &Option<String>| value.as_ref().map(|text| json!(text).to_string());
    let modified = target.modified.iter().map(
        |(name, before, after)| json!({"displayName": name, "oldValue": quoted(before), "newValue": quoted(after)}),
    );
    json!({
        "id": target.id, "displayName": target.display_name, "type": target.kind, "userPrincipalName": null,
        "groupType": null, "modifiedProperties": modified.collect::<Vec<Value>>(),
    })
}
