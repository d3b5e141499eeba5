//! `/servicePrincipals`: identities, APIs and programs.
//!
//! <https://learn.microsoft.com/graph/api/serviceprincipal-list>

use http::Method;

use super::super::inquiry::{Inquiry, Version, no_such_segment};
use super::super::ledger::Change;
use super::super::odata::{EntitySet, Property, PropertyType, count};
use super::super::refusal::Refusal;
use super::super::reply::Reply;
use super::super::rights::{APPLICATION_ADMINISTRATORS, READ_AGENTS, READ_APPLICATIONS, need_role, need_scope};
use super::super::tenant::{ServicePrincipal, ServicePrincipalKind, Tenant};
use super::answers::{created, list, one};
use super::app_role_assignments::{self, Side};
use super::directory::Directory;
use super::directory_objects::{Membership, memberships};
use super::methods::not_known;
use super::service_principal_row::{BY_EQUALITY, SERVICE_PRINCIPALS, ServicePrincipalRow, find};
use super::{delegated_grants, federated_credentials, owners};
use domain::ids::{AppId, ServicePrincipalId};

/// Agent identities as a list of their own.
const AGENT_IDENTITIES: EntitySet = EntitySet {
    type_name: "agentIdentity",
    context: "servicePrincipals/microsoft.graph.agentIdentity",
    properties: &[
        Property::asked("id", PropertyType::Text, "eq"),
        Property::asked("accountEnabled", PropertyType::Flag, BY_EQUALITY),
        Property::plain("agentIdentityBlueprintId", PropertyType::Text),
        Property::asked("appId", PropertyType::Text, "eq ne in startswith"),
        Property::plain("createdByAppId", PropertyType::Text),
        Property::asked("createdDateTime", PropertyType::Time, "eq ne ge le in"),
        Property::plain("disabledByMicrosoftStatus", PropertyType::Text),
        Property::asked("displayName", PropertyType::Text, "eq ne ge le in startswith"),
        Property::asked("servicePrincipalType", PropertyType::Text, BY_EQUALITY),
        Property::asked("tags", PropertyType::Other, "eq ge le startswith"),
    ],
    ..SERVICE_PRINCIPALS
};

/// Answers what is behind `/servicePrincipals`. A key in parentheses comes as the first part.
pub(super) fn answer(directory: &mut Directory<'_>, inquiry: &Inquiry<'_>, rest: &[&str]) -> Result<Reply, Refusal> {
    match (&inquiry.method, rest) {
        (&Method::GET, []) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            list(&SERVICE_PRINCIPALS, rows(directory.visible_tenant()), inquiry)
        }
        (&Method::GET, ["$count"]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            count(&SERVICE_PRINCIPALS, rows(directory.visible_tenant()), &inquiry.options)
        }
        (&Method::GET, [AGENTS, rest @ ..]) => answer_agents(directory.visible_tenant(), inquiry, rest),
        (&Method::POST, []) => create(directory, inquiry),
        (&Method::GET, [key]) => {
            need_scope(inquiry, READ_APPLICATIONS)?;
            let tenant = directory.visible_tenant();
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
            let tenant = directory.visible_tenant();
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
    principal.id = ServicePrincipalId(directory.tenant.new_guid());
    principal.created = inquiry.now;
    let id = principal.id;
    directory.tenant.add_service_principal(principal);
    directory.changes.push(Change::Created { id, app_id });
    let principal = find(directory.tenant, &id.to_string())?;
    let row = ServicePrincipalRow { tenant: directory.tenant, principal, deleted: None };
    created(&SERVICE_PRINCIPALS, &row, inquiry)
}
