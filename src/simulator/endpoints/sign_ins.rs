//! `/beta/auditLogs/signIns` and `/beta/reports/servicePrincipalSignInActivities`: when identities signed in.
//!
//! The first version of the API has neither for managed identities, so that it is refused there.
//!
//! <https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta>

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::inquiry::{Inquiry, Version};
use super::super::odata::{Entity, EntitySet, Kind, Property};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{LOG_READERS, has_scope, need_role};
use super::super::tenant::{ServicePrincipal, SignIn, Tenant};
use super::answers::list;
use super::{not_known, only_get, precise};
use crate::domain::ids::ServicePrincipalId;

/// How long sign-ins are kept. When a program signed in last is known for longer.
const KEPT: Duration = Duration::from_secs(30 * 86_400);

const SIGN_INS: EntitySet = EntitySet {
    type_name: "signIn",
    context: "auditLogs/signIns",
    directory: false,
    page: 1_000,
    properties: &[
        Property::plain("id", Kind::Text),
        Property::asked("createdDateTime", Kind::Time, "eq ge le"),
        Property::asked("appId", Kind::Text, "eq"),
        Property::asked("servicePrincipalId", Kind::Text, "eq"),
        Property::asked("servicePrincipalName", Kind::Text, "eq startswith"),
        Property::asked("resourceDisplayName", Kind::Text, "eq"),
        Property::asked("signInEventTypes", Kind::Other, "eq"),
        Property::plain("status", Kind::Other),
    ],
};

const ACTIVITIES: EntitySet = EntitySet {
    type_name: "servicePrincipalSignInActivity",
    context: "reports/servicePrincipalSignInActivities",
    directory: false,
    page: 1_000,
    properties: &[
        Property::plain("id", Kind::Text),
        Property::asked("appId", Kind::Text, "eq"),
        Property::plain("lastSignInActivity", Kind::Other),
    ],
};

/// Answers the log of sign-ins, newest first.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_log(tenant, inquiry, "AuditLog.Read.All")?;
    let kept = tenant.sign_ins.iter().filter(|it| inquiry.now.since(it.at) <= KEPT);
    let rows = kept.map(|it| Row { tenant, it });
    list(&SIGN_INS, rows, inquiry)
}

/// Answers when each program signed in last.
pub(super) fn answer_activities(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_log(tenant, inquiry, "AuditLog.Read.All")?;
    let mut newest: BTreeMap<ServicePrincipalId, &SignIn> = BTreeMap::new();
    for it in &tenant.sign_ins {
        newest.entry(it.principal).and_modify(|last| *last = if it.at > last.at { it } else { last }).or_insert(it);
    }
    let latest = newest
        .into_iter()
        .filter_map(|(id, last)| Some(Activity { principal: tenant.service_principals.get(&id)?, last }));
    list(&ACTIVITIES, latest, inquiry)
}

fn need_log(tenant: &Tenant, inquiry: &Inquiry<'_>, scope: &'static str) -> Result<(), Refusal> {
    only_get(inquiry)?;
    if inquiry.version != Version::Beta {
        return Err(not_known(inquiry));
    }
    if !has_scope(inquiry, &[scope]) {
        return Err(Refusal::LogScopeMissing(scope));
    }
    need_role(tenant, inquiry, LOG_READERS)?;
    if tenant.premium { Ok(()) } else { Err(Refusal::NoPremiumLicence) }
}

struct Row<'t> {
    tenant: &'t Tenant,
    it: &'t SignIn,
}

impl Entity for Row<'_> {
    /// The newest comes first.
    fn key(&self) -> String {
        format!("{:020}{}", i64::MAX - self.it.at.millis(), self.it.id)
    }

    fn value(&self, property: &str) -> Value {
        let it = self.it;
        let principal = self.tenant.service_principals.get(&it.principal);
        match property {
            "id" => json!(it.id),
            "createdDateTime" => json!(precise(it.at)),
            "appId" => json!(principal.map(|it| it.app_id)),
            "servicePrincipalId" => json!(it.principal),
            "servicePrincipalName" => json!(principal.map(|it| it.display_name.as_str())),
            "resourceDisplayName" => json!(it.resource_display_name),
            "signInEventTypes" => json!(["managedIdentity"]),
            "status" => json!({"errorCode": it.error_code, "failureReason": null, "additionalDetails": null}),
            _ => Value::Null,
        }
    }
}

struct Activity<'t> {
    principal: &'t ServicePrincipal,
    last: &'t SignIn,
}

impl Entity for Activity<'_> {
    fn key(&self) -> String {
        self.principal.app_id.to_string()
    }

    fn value(&self, property: &str) -> Value {
        match property {
            "id" | "appId" => json!(self.principal.app_id),
            "lastSignInActivity" => {
                json!({"lastSignInDateTime": precise(self.last.at), "lastSignInRequestId": self.last.id})
            }
            _ => Value::Null,
        }
    }
}
