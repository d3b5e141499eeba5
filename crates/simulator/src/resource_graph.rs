//! Azure Resource Graph, as far as some questions go: which Azure roles do these principals have, which principals have
//! one of these roles in or above this subscription, which resources use this identity, which identities do the
//! resources of this subscription use, which resources have any, which subscriptions are there, which management groups
//! above one, and the same for the whole tenant.
//!
//! The query language is not understood, but for lists of resources of some types, which [`resource_table`] answers. Any
//! other query is known by the table that it begins with, and answered for the ids that it names, or refused by name.
//!
//! <https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources>

use std::collections::BTreeMap;

use http::Method;
use serde_json::{Map, Value, json};

use super::caller::Caller;
use super::refusal::Refusal;
use super::reply::Reply;
use super::resource_table;
use super::tenant::{AzureRole, Tenant};
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::sorted_set::SortedSet;
use graph::transport::Request;

/// The only delegated permission of Azure Resource Manager.
const SCOPE: &str = "user_impersonation";

/// What the id of a user-assigned identity has in it, in small letters.
const USER_ASSIGNED: &str = "/userassignedidentities/";

/// Answers the question.
pub(super) fn answer(tenant: &Tenant, caller: Option<&Caller>, request: &Request) -> Result<Reply, Refusal> {
    if !caller.is_some_and(|caller| caller.scopes.contains(SCOPE)) {
        return Ok(Reply::json(
            401,
            json!({"error": {"code": "InvalidAuthenticationToken", "message": "The access token is invalid."}}),
        ));
    }
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let text = body["query"].as_str().unwrap_or_default();
    let query = text.to_ascii_lowercase();
    let not_known =
        || Refusal::NotImplemented(format!("{} {} with this query", request.method(), request.uri().path()));
    if request.method() != Method::POST {
        return Err(not_known());
    }
    let named = ids_in(&query);
    let of_roles = query.contains("microsoft.authorization/roleassignments") && !named.is_empty();
    let rows: Vec<Value> = if query.starts_with("resources | where type ") {
        resource_table::answer(tenant, text, &identities(tenant)).ok_or_else(not_known)?
    } else if of_roles && query.contains("principalid in (") {
        tenant.azure_roles.iter().filter(|it| named.contains(&it.principal)).map(|it| row(tenant, it)).collect()
    } else if query.contains("microsoft.authorization/roleassignments") && query.contains("principaltype in~ (") {
        let is_asked = |it: &&AzureRole| query.contains(&format!("'{}'", it.principal_type.to_ascii_lowercase()));
        tenant.azure_roles.iter().filter(is_asked).map(|it| row(tenant, it)).collect()
    } else if query.starts_with("resources") && query.contains("project id, identity, principalid =") {
        hosts_with_principals(tenant)
    } else if of_roles && query.contains("roleid in (") {
        let meant = |it: &&AzureRole| named.contains(&it.role) && reaches(&it.scope, &query);
        tenant.azure_roles.iter().filter(meant).map(|it| row(tenant, it)).collect()
    } else if query.starts_with("resources") && query.ends_with("project id, identity") {
        named.iter().flat_map(|id| with_identities(tenant, &format!("/subscriptions/{id}/"))).collect()
    } else if query.starts_with("resources") && query.contains("identity") && !named.is_empty() {
        named.iter().flat_map(|&id| hosts(tenant, id)).collect()
    } else if query.starts_with("resources") && query.contains("isnotempty(identity)") {
        resources(tenant).filter(|id| !tenant.gone_azure_resources.contains(id)).map(|id| json!({ "id": id })).collect()
    } else if query.starts_with("resourcecontainers") && query.contains("managementgroupancestorschain") {
        match query.contains("project subscriptionid") {
            true => subscriptions_with_groups(tenant),
            false => named.iter().filter_map(|id| tenant.management_groups.get(id)).map(|it| chain(it)).collect(),
        }
    } else if query.starts_with("resourcecontainers") && query.contains("'microsoft.resources/subscriptions'") {
        subscriptions(tenant)
    } else {
        return Err(not_known());
    };
    // A user who can't read Azure gets an empty result, without a hint that anything exists.
    let rows = if caller.is_some_and(|caller| tenant.azure_readers.contains(&caller.user)) { rows } else { Vec::new() };
    Ok(page(&rows, &body["options"]))
}

/// A page of the answer, from where the options say.
fn page(rows: &[Value], options: &Value) -> Reply {
    let start = options["$skipToken"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0usize).min(rows.len());
    let most = options["$top"].as_u64().and_then(|top| usize::try_from(top).ok()).unwrap_or(100).min(1_000);
    let end = (start + most).min(rows.len());
    let mut answer = json!({
        "totalRecords": rows.len(), "count": end - start, "facets": [], "resultTruncated": "false",
        "data": rows[start..end],
    });
    if end < rows.len() {
        answer["$skipToken"] = json!(end.to_string());
    }
    Reply::json(200, answer)
}

/// The ids of all resources that an identity belongs to or that use one, in small letters.
pub(super) fn resources(tenant: &Tenant) -> impl Iterator<Item = String> {
    let names = tenant.service_principals.values().flat_map(|it| &it.alternative_names);
    // A policy assignment at a management group is no resource of a subscription.
    let hosts = names.filter(|name| name.starts_with("/subscriptions/")).map(|name| name.to_lowercase());
    hosts.chain(tenant.identity_users.iter().map(|(_, resource)| resource.to_lowercase()))
}

/// The subscriptions of these resources, numbered where no one named them.
fn subscriptions(tenant: &Tenant) -> Vec<Value> {
    let ids: SortedSet<Guid> = resources(tenant).filter_map(|id| id.split('/').nth(2)?.parse().ok()).collect();
    let line = |(number, id): (usize, Guid)| {
        let name = tenant.subscriptions.get(&id).map_or_else(|| format!("Subscription {number}"), |&it| it.to_owned());
        json!({ "subscriptionId": id, "name": name })
    };
    (1..).zip(ids).map(line).collect()
}

/// The ids that a query names, in quotes.
fn ids_in(query: &str) -> Vec<Guid> {
    query.split('\'').filter_map(|part| part.parse().ok()).collect()
}

/// Whether a role of this scope counts in the subscription that a query names, or above it.
fn reaches(scope: &str, query: &str) -> bool {
    let scope = scope.to_ascii_lowercase();
    let of_subscription = scope.split('/').nth(2).is_some_and(|id| query.contains(&format!("'/subscriptions/{id}'")));
    scope == "/" || scope.starts_with("/providers/microsoft.management/managementgroups/") || of_subscription
}

/// The resource of a system-assigned identity, and those that use a user-assigned one.
fn hosts(tenant: &Tenant, id: Guid) -> Vec<Value> {
    let principal = tenant.service_principals.get(&ServicePrincipalId(id));
    let names = principal.map_or(&[][..], |it| &it.alternative_names);
    let is_host = |name: &&String| name.starts_with("/subscriptions/") && !name.to_lowercase().contains(USER_ASSIGNED);
    let users = tenant.identity_users.iter().filter(|(identity, _)| identity.0 == id).map(|(_, resource)| resource);
    names.iter().filter(is_host).chain(users).map(|name| json!({ "id": name })).collect()
}

/// The resources that have identities, each with these, of those whose ids begin so.
fn with_identities(tenant: &Tenant, beginning: &str) -> Vec<Value> {
    let found = identities(tenant).into_iter().filter(|(id, _)| id.starts_with(beginning));
    found.map(|(id, identity)| json!({ "id": id, "identity": identity })).collect()
}

/// The identities of every resource that has some, by the ids of the resources in small letters. Deleted user-assigned
/// ones are among them where a resource still names them.
pub(super) fn identities(tenant: &Tenant) -> BTreeMap<String, Value> {
    let mut found: BTreeMap<String, (Option<Guid>, Map<String, Value>)> = BTreeMap::new();
    for principal in tenant.service_principals.values() {
        let Some(name) = principal.alternative_names.iter().find(|name| name.starts_with('/')) else { continue };
        if !name.to_lowercase().contains(USER_ASSIGNED) {
            found.entry(name.to_lowercase()).or_default().0 = Some(principal.id.0);
        }
        let users = tenant.identity_users.iter().filter(|(identity, _)| *identity == principal.id);
        for (_, resource) in users {
            let ids = json!({ "principalId": principal.id, "clientId": principal.app_id });
            found.entry(resource.to_lowercase()).or_default().1.insert(name.clone(), ids);
        }
    }
    for gone in &tenant.azure.deleted_identities {
        for (_, resource) in tenant.identity_users.iter().filter(|(identity, _)| *identity == gone.id) {
            found.entry(resource.to_lowercase()).or_default().1.insert(gone.resource.clone(), json!({}));
        }
    }
    let identity = |(own, assigned): (Option<Guid>, Map<String, Value>)| {
        let kinds = [own.map(|_| "SystemAssigned"), (!assigned.is_empty()).then_some("UserAssigned")];
        let mut identity = json!({ "type": kinds.into_iter().flatten().collect::<Vec<_>>().join(", ") });
        if let Some(own) = own {
            identity["principalId"] = json!(own);
        }
        if !assigned.is_empty() {
            identity["userAssignedIdentities"] = Value::Object(assigned);
        }
        identity
    };
    found.into_iter().map(|(id, identities)| (id, identity(identities))).collect()
}

/// Every resource that has identities, and every user-assigned identity with its own object ID.
fn hosts_with_principals(tenant: &Tenant) -> Vec<Value> {
    let is_there = |row: &Value| !row["id"].as_str().is_some_and(|id| tenant.gone_azure_resources.contains(id));
    let assigned = tenant.service_principals.values().filter_map(|it| {
        let name = it.alternative_names.iter().find(|name| name.starts_with('/'))?.to_lowercase();
        let is_assigned = name.contains(USER_ASSIGNED);
        is_assigned.then(|| json!({ "id": name, "identity": null, "principalId": it.id }))
    });
    with_identities(tenant, "/subscriptions/").into_iter().chain(assigned).filter(is_there).collect()
}

/// Each subscription with the management groups above it.
fn subscriptions_with_groups(tenant: &Tenant) -> Vec<Value> {
    let line = |subscription: Value| {
        let id: Option<Guid> = subscription["subscriptionId"].as_str().and_then(|id| id.parse().ok());
        let groups =
            id.and_then(|id| tenant.management_groups.get(&id)).map_or(Value::Null, |it| chain(it)["groups"].clone());
        json!({ "subscriptionId": subscription["subscriptionId"], "groups": groups })
    };
    subscriptions(tenant).into_iter().map(line).collect()
}

/// The management groups above a subscription.
fn chain(groups: &[(String, &'static str)]) -> Value {
    let groups: Vec<Value> = groups.iter().map(|(id, name)| json!({ "name": id, "displayName": name })).collect();
    json!({ "groups": groups })
}

fn row(tenant: &Tenant, it: &AzureRole) -> Value {
    let subscription = it.scope.strip_prefix("/subscriptions/").and_then(|rest| rest.get(..36)?.parse::<Guid>().ok());
    let of = it.scope.trim_end_matches('/');
    json!({
        "id": format!("{of}/providers/Microsoft.Authorization/roleAssignments/{}", it.name),
        "principalId": it.principal,
        "principalType": it.principal_type,
        "roleId": it.role,
        "roleName": it.role_name,
        "roleType": if it.custom { "CustomRole" } else { "BuiltInRole" },
        "scope": it.scope,
        "subscriptionName": subscription.and_then(|id| tenant.subscriptions.get(&id)).copied().unwrap_or_default(),
        "createdOn": it.created.to_string(),
        "condition": it.condition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Body;
    use domain::ids::{AppId, TenantId, UserId};
    use domain::time::Timestamp;

    const IDENTITY: &str = "20000000-0000-4000-8000-000000000001";

    fn ask(scopes: &str, query: &str) -> Result<Reply, Refusal> {
        let mut tenant = Tenant::new(TenantId(Guid::ZERO), "Contoso", "contoso.example");
        tenant.azure_roles.push(AzureRole {
            principal: Guid::known(IDENTITY),
            principal_type: "ServicePrincipal",
            scope: "/subscriptions/90000000-0000-4000-8000-000000000001".to_owned(),
            name: Guid::ZERO,
            role: Guid::known("b24988ac-6180-42a0-ab88-20f7382dd24c"),
            role_name: "Contributor".to_owned(),
            custom: false,
            condition: String::new(),
            description: String::new(),
            created: Timestamp::from_millis(0),
            created_by: None,
            end: None,
        });
        tenant.azure_readers.insert(UserId(Guid::ZERO));
        let caller = Caller::new(UserId(Guid::ZERO), AppId(Guid::ZERO), scopes);
        let request = http::Request::post("/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01");
        let request = request.body(json!({ "query": query }).to_string().into_bytes()).unwrap();
        answer(&tenant, Some(&caller), &request)
    }

    #[test]
    fn the_roles_of_one_identity_are_told() {
        let query = |id: &str| {
            format!(
                "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' \
                 | extend principalId = tostring(properties.principalId) | where principalId in ('{id}')"
            )
        };
        for (id, count) in [(IDENTITY, 1), ("20000000-0000-4000-8000-000000000002", 0)] {
            let reply = ask("user_impersonation", &query(id)).unwrap();
            let Body::Json(body) = reply.body else { panic!("no JSON") };
            assert_eq!(body["count"], count, "{id}");
        }
        assert_eq!(ask("User.Read", &query(IDENTITY)).unwrap().status, 401);
        assert!(matches!(ask("user_impersonation", "resources | take 1"), Err(Refusal::NotImplemented(_))));
    }
}
