//! `/auditLogs/signIns` and `/beta/reports/servicePrincipalSignInActivities`: who signed in, and when.
//!
//! Without a condition on `signInEventTypes`, and always in v1.0, the log shows interactive sign-ins of users only.
//!
//! <https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta>

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::inquiry::{Inquiry, Version, no_such_segment};
use super::super::odata::{Entity, EntitySet, Property, PropertyType};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{LOG_READERS, has_scope, need_role};
use super::super::tenant::{ServicePrincipal, SignIn, Tenant, UserSignIn};
use super::answers::{list, precise};
use super::methods::only_get;
use domain::ids::ServicePrincipalId;
use domain::time::Timestamp;

/// How long sign-ins are kept. When a program signed in last is known for longer.
const KEPT: Duration = Duration::from_secs(30 * 86_400);

const SIGN_INS: EntitySet = EntitySet {
    type_name: "signIn",
    context: "auditLogs/signIns",
    page: 1_000,
    largest_page: 1_000,
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("createdDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("appId", PropertyType::Text, "eq"),
        Property::asked("servicePrincipalId", PropertyType::Text, "eq"),
        Property::asked("servicePrincipalName", PropertyType::Text, "eq startswith"),
        Property::asked("resourceDisplayName", PropertyType::Text, "eq"),
        Property::asked("signInEventTypes", PropertyType::Other, "eq"),
        Property::plain("status", PropertyType::Other),
        Property::plain("appDisplayName", PropertyType::Text),
        Property::asked("userDisplayName", PropertyType::Text, "eq startswith"),
        Property::asked("userId", PropertyType::Text, "eq"),
        Property::asked("userPrincipalName", PropertyType::Text, "eq startswith"),
    ],
    ..EntitySet::BASE
};

const V1_SIGN_INS: EntitySet = EntitySet {
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("createdDateTime", PropertyType::Time, "eq ge le"),
        Property::asked("appId", PropertyType::Text, "eq"),
        Property::asked("appDisplayName", PropertyType::Text, "eq startswith"),
        Property::asked("resourceDisplayName", PropertyType::Text, "eq"),
        Property::plain("status", PropertyType::Other),
        Property::asked("userDisplayName", PropertyType::Text, "eq startswith"),
        Property::asked("userId", PropertyType::Text, "eq"),
        Property::asked("userPrincipalName", PropertyType::Text, "eq startswith"),
    ],
    ..SIGN_INS
};

const ACTIVITIES: EntitySet = EntitySet {
    type_name: "servicePrincipalSignInActivity",
    context: "reports/servicePrincipalSignInActivities",
    page: 1_000,
    properties: &[
        Property::plain("id", PropertyType::Text),
        Property::asked("appId", PropertyType::Text, "eq"),
        Property::plain("lastSignInActivity", PropertyType::Other),
    ],
    ..EntitySet::BASE
};

/// Answers the log of sign-ins, newest first.
pub(super) fn answer(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_log(tenant, inquiry, "AuditLog.Read.All")?;
    let kept = |at: Timestamp| inquiry.now.since(at) <= KEPT;
    let users =
        tenant.user_sign_ins.iter().filter(|it| kept(it.at)).map(|it| SignInRow { tenant, it: SignInEntry::User(it) });
    let filter = inquiry.options.filter.as_deref().unwrap_or_default().to_ascii_lowercase();
    if inquiry.version == Version::V1 {
        return list(&V1_SIGN_INS, users, inquiry);
    }
    if !filter.contains("signineventtypes/any(") {
        return list(&SIGN_INS, users, inquiry);
    }
    let identities =
        tenant.sign_ins.iter().filter(|it| kept(it.at)).map(|it| SignInRow { tenant, it: SignInEntry::Identity(it) });
    list(&SIGN_INS, users.chain(identities), inquiry)
}

/// Answers when each program signed in last.
pub(super) fn answer_activities(tenant: &Tenant, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    if inquiry.version != Version::Beta {
        return Err(no_such_segment("servicePrincipalSignInActivities"));
    }
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
    if !has_scope(inquiry, &[scope]) {
        return Err(Refusal::LogScopeMissing(scope));
    }
    need_role(tenant, inquiry, LOG_READERS).map_err(|_| Refusal::LogRoleMissing)?;
    if tenant.premium { Ok(()) } else { Err(Refusal::NoPremiumLicense) }
}

struct SignInRow<'t> {
    tenant: &'t Tenant,
    it: SignInEntry<'t>,
}

enum SignInEntry<'t> {
    Identity(&'t SignIn),
    User(&'t UserSignIn),
}

impl Entity for SignInRow<'_> {
    /// The newest comes first.
    fn key(&self) -> String {
        let (at, id) = match self.it {
            SignInEntry::Identity(it) => (it.at, it.id),
            SignInEntry::User(it) => (it.at, it.id),
        };
        format!("{:020}{id}", i64::MAX - at.millis())
    }

    fn value(&self, property: &str) -> Value {
        match self.it {
            SignInEntry::Identity(it) => self.of_identity(it, property),
            SignInEntry::User(it) => self.of_user(it, property),
        }
    }
}

impl SignInRow<'_> {
    fn of_user(&self, it: &UserSignIn, property: &str) -> Value {
        let user = self.tenant.users.get(&it.user);
        match property {
            "id" => json!(it.id),
            "createdDateTime" => json!(precise(it.at)),
            "appDisplayName" => json!(it.app_display_name),
            "servicePrincipalId" | "servicePrincipalName" => json!(""),
            "signInEventTypes" => json!(["interactiveUser"]),
            "status" => json!({"errorCode": 0, "failureReason": null, "additionalDetails": null}),
            "userId" => json!(it.user),
            "userDisplayName" => json!(user.map(|it| it.display_name.as_str())),
            "userPrincipalName" => json!(user.map(|it| it.user_principal_name.as_str())),
            _ => Value::Null,
        }
    }

    fn of_identity(&self, it: &SignIn, property: &str) -> Value {
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
