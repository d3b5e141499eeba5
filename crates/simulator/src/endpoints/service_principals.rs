//! `/servicePrincipals`: identities, APIs and programs.
//!
//! <https://learn.microsoft.com/graph/api/serviceprincipal-list>

use http::Method;
use serde_json::{Value, json};

use super::super::inquiry::{Inquiry, Version, no_such_segment};
use super::super::ledger::Change;
use super::super::odata::{Entity, EntitySet, Kind, Navigation, Property, count};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{APPLICATION_ADMINISTRATORS, READ_AGENTS, READ_APPLICATIONS, need_role, need_scope};
use super::super::tenant::{AppRole, PermissionScope, ServicePrincipal, ServicePrincipalKind, Tenant};
use super::answers::{created, list, one};
use super::app_role_assignments::{self, Side};
use super::directory_objects::{Membership, memberships};
use super::{Directory, delegated_grants, federated_credentials, not_known, owners};
use domain::ids::{AppId, ServicePrincipalId};
use domain::time::Timestamp;

/// How many related objects `$expand` shows, without saying that there are more.
const MOST_EXPANDED: usize = 20;

const BY_EQUALITY: &str = "eq ne in";

/// What the service tells of a service principal.
pub(super) const SERVICE_PRINCIPALS: EntitySet = EntitySet {
    type_name: "servicePrincipal",
    context: "servicePrincipals",
    directory: true,
    properties: &[
        Property::asked("id", Kind::Text, "eq ne in"),
        Property::asked("deletedDateTime", Kind::Time, ""),
        Property::asked("accountEnabled", Kind::Flag, BY_EQUALITY),
        Property::plain("agentIdentityBlueprintId", Kind::Text).derived(),
        Property::asked("alternativeNames", Kind::Other, "eq ge le startswith"),
        Property::asked("appDisplayName", Kind::Text, ""),
        Property::plain("appDescription", Kind::Text),
        Property::asked("appId", Kind::Text, "eq ne in startswith"),
        Property::asked("applicationTemplateId", Kind::Text, "eq ne"),
        Property::asked("appOwnerOrganizationId", Kind::Guid, "eq ne ge le"),
        Property::asked("appRoleAssignmentRequired", Kind::Flag, "eq ne"),
        Property::plain("createdByAppId", Kind::Text),
        Property::asked("createdDateTime", Kind::Time, "eq ne ge le in"),
        Property::asked("description", Kind::Text, "eq ne ge le startswith"),
        Property::plain("disabledByMicrosoftStatus", Kind::Text),
        Property::asked("displayName", Kind::Text, "eq ne ge le in startswith"),
        Property::asked("homepage", Kind::Text, "eq ne ge le in startswith"),
        Property::plain("loginUrl", Kind::Text),
        Property::plain("logoutUrl", Kind::Text),
        Property::plain("notes", Kind::Text),
        Property::plain("notificationEmailAddresses", Kind::Other),
        Property::plain("preferredSingleSignOnMode", Kind::Text),
        Property::plain("replyUrls", Kind::Other),
        Property::asked("servicePrincipalNames", Kind::Other, "eq ge le startswith"),
        Property::asked("servicePrincipalType", Kind::Text, BY_EQUALITY),
        Property::plain("signInAudience", Kind::Text),
        Property::asked("tags", Kind::Other, "eq ge le startswith"),
        Property::plain("tokenEncryptionKeyId", Kind::Text),
        Property::plain("addIns", Kind::Other),
        Property::plain("appRoles", Kind::Other),
        Property::plain("info", Kind::Other),
        Property::plain("keyCredentials", Kind::Other),
        Property::plain("oauth2PermissionScopes", Kind::Other),
        Property::plain("passwordCredentials", Kind::Other),
        Property::plain("resourceSpecificApplicationPermissions", Kind::Other),
        Property::plain("verifiedPublisher", Kind::Other),
    ],
    navigation: &[
        Navigation { name: "appRoleAssignments", target: &app_role_assignments::SET },
        Navigation { name: "appRoleAssignedTo", target: &app_role_assignments::SET },
    ],
    ..EntitySet::BASE
};

/// Agent identities as a list of their own.
const AGENT_IDENTITIES: EntitySet = EntitySet {
    type_name: "agentIdentity",
    context: "servicePrincipals/microsoft.graph.agentIdentity",
    properties: &[
        Property::asked("id", Kind::Text, "eq"),
        Property::asked("accountEnabled", Kind::Flag, BY_EQUALITY),
        Property::plain("agentIdentityBlueprintId", Kind::Text),
        Property::asked("appId", Kind::Text, "eq ne in startswith"),
        Property::plain("createdByAppId", Kind::Text),
        Property::asked("createdDateTime", Kind::Time, "eq ne ge le in"),
        Property::plain("disabledByMicrosoftStatus", Kind::Text),
        Property::asked("displayName", Kind::Text, "eq ne ge le in startswith"),
        Property::asked("servicePrincipalType", Kind::Text, BY_EQUALITY),
        Property::asked("tags", Kind::Other, "eq ge le startswith"),
    ],
    ..SERVICE_PRINCIPALS
};

/// Answers what is behind `/servicePrincipals`. A key in parentheses comes as the first part.
pub(super) fn answer(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::GET, []) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            list(&SERVICE_PRINCIPALS, rows(directory.seen()), inquiry)
        }
        (&Method::GET, ["$count"]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            count(&SERVICE_PRINCIPALS, rows(directory.seen()), &inquiry.options)
        }
        (&Method::GET, [AGENTS, rest @ ..]) => answer_agents(directory.seen(), inquiry, rest),
        (&Method::POST, []) => create(directory, inquiry),
        (&Method::GET, [key]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.seen();
            let row = ServicePrincipalRow { tenant, principal: find(tenant, key)?, deleted: None };
            one(&SERVICE_PRINCIPALS, &row, inquiry)
        }
        (_, [key, "approleassignments", rest @ ..]) => {
            app_role_assignments::answer(directory, inquiry, key, Side::Principal, rest)
        }
        (_, [key, "approleassignedto", rest @ ..]) => {
            app_role_assignments::answer(directory, inquiry, key, Side::Resource, rest)
        }
        (&Method::GET, [key, relation @ ..]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.seen();
            let it = find(tenant, key)?;
            match relation {
                ["memberof", cast @ ..] => memberships(tenant, inquiry, it.id.0, Membership::Direct, cast),
                ["transitivememberof", cast @ ..] => {
                    memberships(tenant, inquiry, it.id.0, Membership::Transitive, cast)
                }
                ["owners", rest @ ..] => owners::answer_owners(tenant, inquiry, rest, it),
                ["ownedobjects", rest @ ..] => owners::answer_owned(tenant, inquiry, rest, it.id.0),
                ["oauth2permissiongrants"] => delegated_grants::answer(tenant, inquiry, Some(it.id)),
                ["federatedidentitycredentials"] => federated_credentials::answer(tenant, inquiry, it.id),
                _ => Err(not_known(inquiry)),
            }
        }
        _ => Err(not_known(inquiry)),
    }
}

/// The cast to agent identities, as a part of a path.
const AGENTS: &str = "microsoft.graph.agentidentity";

/// Answers what is behind `/servicePrincipals/microsoft.graph.agentIdentity`.
///
/// <https://learn.microsoft.com/graph/api/agentidentity-list>
fn answer_agents(tenant: &Tenant, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    let find_agent = |key: &str| {
        let found = find(tenant, key)?;
        if found.kind == ServicePrincipalKind::AgentIdentity {
            Ok(found)
        } else {
            Err(Refusal::NotFound(key.to_owned()))
        }
    };
    match rest {
        [] => {
            need_scope(inquiry, READ_AGENTS)?;
            let agents = rows(tenant).filter(|row| row.principal.kind == ServicePrincipalKind::AgentIdentity);
            list(&AGENT_IDENTITIES, agents, inquiry)
        }
        [key] => {
            need_scope(inquiry, READ_AGENTS)?;
            one(&AGENT_IDENTITIES, &ServicePrincipalRow { tenant, principal: find_agent(key)?, deleted: None }, inquiry)
        }
        // Only the beta version knows what an agent identity inherits of its blueprint.
        [key, "inheritedapproleassignments"] if inquiry.version == Version::Beta => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let agent = find_agent(key)?;
            let blueprint = agent.blueprint.and_then(|app| tenant.service_principal_of(app));
            app_role_assignments::list_all(tenant, inquiry, blueprint.map(|it| it.id.0))
        }
        [_, "inheritedapproleassignments"] => Err(no_such_segment("inheritedAppRoleAssignments")),
        _ => Err(not_known(inquiry)),
    }
}

/// Finds a service principal by object id, or by `appId='…'`.
pub(super) fn find<'t>(tenant: &'t Tenant, key: &str) -> Result<&'t ServicePrincipal, Refusal> {
    let missing = || Refusal::NotFound(key.trim_start_matches("appid=").trim_matches('\'').to_owned());
    let found = match key.strip_prefix("appid=") {
        Some(quoted) => quoted.trim_matches('\'').parse().ok().and_then(|id| tenant.service_principal_of(id)),
        None => key.parse().ok().and_then(|id: ServicePrincipalId| tenant.service_principals.get(&id)),
    };
    found.ok_or_else(missing)
}

fn rows(tenant: &Tenant) -> impl Iterator<Item = ServicePrincipalRow<'_>> {
    tenant.service_principals.values().map(move |principal| ServicePrincipalRow { tenant, principal, deleted: None })
}

/// `POST /servicePrincipals {"appId"}`: makes a program that exists elsewhere known in this tenant.
fn create(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
    need_scope(inquiry, &["Application.ReadWrite.All", "Directory.ReadWrite.All"])?;
    need_role(directory.tenant, inquiry, APPLICATION_ADMINISTRATORS)?;
    let body = inquiry.json(&["appId"])?;
    let app_id: AppId = body["appId"].as_str().and_then(|text| text.parse().ok()).ok_or(Refusal::INVALID_VALUE)?;
    if directory.tenant.service_principal_of(app_id).is_some() {
        return Err(Refusal::AppInUse(app_id));
    }
    let registered = directory.tenant.applications.values().find(|application| application.app_id == app_id);
    let own = registered.map(|it| (it.display_name.clone(), directory.tenant.id));
    let mut principal = match (directory.tenant.known_apps.get(&app_id), own) {
        (Some(template), _) => template.clone(),
        (None, Some((name, owner))) => {
            ServicePrincipal::application(ServicePrincipalId(app_id.0), app_id, &name, owner)
        }
        (None, None) => return Err(Refusal::NoSuchApp(app_id)),
    };
    principal.id = ServicePrincipalId(directory.tenant.mint());
    principal.created = inquiry.now;
    let id = principal.id;
    directory.tenant.add_service_principal(principal);
    directory.changes.push(Change::Created { id, app_id });
    let principal = find(directory.tenant, &id.to_string())?;
    let row = ServicePrincipalRow { tenant: directory.tenant, principal, deleted: None };
    created(&SERVICE_PRINCIPALS, &row, inquiry)
}

/// A service principal in a list.
pub(super) struct ServicePrincipalRow<'t> {
    pub tenant: &'t Tenant,
    pub principal: &'t ServicePrincipal,
    /// When it was deleted, for the deleted items.
    pub deleted: Option<Timestamp>,
}

impl Entity for ServicePrincipalRow<'_> {
    fn key(&self) -> String {
        self.principal.id.to_string()
    }

    fn has(&self, property: &str) -> bool {
        property != "agentIdentityBlueprintId" || self.principal.kind == ServicePrincipalKind::AgentIdentity
    }

    fn value(&self, property: &str) -> Value {
        let it = self.principal;
        let is_managed = it.kind == ServicePrincipalKind::ManagedIdentity;
        match property {
            "@odata.type" => json!(it.kind.derived_type().map(|name| format!("#microsoft.graph.{name}"))),
            "id" => json!(it.id),
            "agentIdentityBlueprintId" | "createdByAppId" => json!(it.blueprint),
            "appId" => json!(it.app_id),
            "displayName" => json!(it.display_name),
            "servicePrincipalType" => json!(it.kind.as_str()),
            "accountEnabled" => json!(it.account_enabled),
            "alternativeNames" => json!(it.alternative_names),
            "appDisplayName" if !is_managed => json!(it.display_name),
            "appOwnerOrganizationId" => json!(it.app_owner),
            "appRoleAssignmentRequired" => json!(it.app_role_assignment_required),
            "createdDateTime" => json!(it.created.to_string()),
            "deletedDateTime" => json!(self.deleted.map(|at| at.to_string())),
            "servicePrincipalNames" => {
                let names: Vec<String> =
                    std::iter::once(it.app_id.to_string()).chain(it.further_names.clone()).collect();
                json!(names)
            }
            "signInAudience" if !is_managed => json!("AzureADMultipleOrgs"),
            "tags" => json!(it.tags),
            "appRoles" => Value::Array(it.app_roles.iter().map(app_role).collect()),
            "oauth2PermissionScopes" => Value::Array(it.scopes.iter().map(scope).collect()),
            "addIns"
            | "keyCredentials"
            | "passwordCredentials"
            | "replyUrls"
            | "notificationEmailAddresses"
            | "resourceSpecificApplicationPermissions" => json!([]),
            "info" => json!({
                "termsOfServiceUrl": null, "supportUrl": null, "privacyStatementUrl": null, "marketingUrl": null,
                "logoUrl": null,
            }),
            "verifiedPublisher" => json!({"displayName": null, "verifiedPublisherId": null, "addedDateTime": null}),
            "appRoleAssignments" => {
                let held = self.tenant.app_role_assignments.held_by(it.id.0).take(MOST_EXPANDED);
                Value::Array(held.map(|(key, it)| app_role_assignments::wire(key, it)).collect())
            }
            "appRoleAssignedTo" => {
                let given = self.tenant.app_role_assignments.of_resource(it.id).take(MOST_EXPANDED);
                Value::Array(given.map(|(key, it)| app_role_assignments::wire(key, it)).collect())
            }
            _ => Value::Null,
        }
    }
}

fn app_role(role: &AppRole) -> Value {
    let members: Vec<&str> = role.allowed_member_types.iter().map(|it| it.as_str()).collect();
    json!({
        "allowedMemberTypes": members,
        "description": role.description,
        "displayName": role.display_name,
        "id": role.id,
        "isEnabled": role.is_enabled,
        "origin": "Application",
        "value": role.value,
    })
}

fn scope(scope: &PermissionScope) -> Value {
    json!({
        "adminConsentDescription": scope.description,
        "adminConsentDisplayName": scope.value,
        "id": scope.id,
        "isEnabled": true,
        "type": "Admin",
        "userConsentDescription": null,
        "userConsentDisplayName": null,
        "value": scope.value,
    })
}
