//! Azure Resource Graph, as far as one question goes: which roles of Azure does this identity hold?
//!
//! The query language is not understood. A query about role assignments that compares the principal with one id is
//! answered for that id; any other is refused by name.
//!
//! <https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources>

use http::Method;
use serde_json::{Value, json};

use super::caller::Caller;
use super::refusal::Refusal;
use super::reply::Reply;
use super::tenant::{AzureRole, Tenant};
use crate::domain::ids::ServicePrincipalId;
use crate::graph::transport::Request;

/// The only delegated permission of Azure Resource Manager.
const SCOPE: &str = "user_impersonation";

/// Answers the question.
pub(super) fn answer(tenant: &Tenant, caller: Option<&Caller>, request: &Request) -> Result<Reply, Refusal> {
    if !caller.is_some_and(|caller| caller.scopes.contains(SCOPE)) {
        return Ok(Reply::json(
            401,
            json!({"error": {"code": "InvalidAuthenticationToken", "message": "The access token is invalid."}}),
        ));
    }
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let query = body["query"].as_str().unwrap_or_default().to_ascii_lowercase();
    let not_known =
        || Refusal::NotImplemented(format!("{} {} with this query", request.method(), request.uri().path()));
    if request.method() != Method::POST || !query.contains("microsoft.authorization/roleassignments") {
        return Err(not_known());
    }
    let principal = principal_of(&query).ok_or_else(not_known)?;
    let rows: Vec<Value> = tenant.azure_roles.iter().filter(|it| it.principal == principal).map(row).collect();
    Ok(Reply::json(
        200,
        json!({
            "totalRecords": rows.len(), "count": rows.len(), "facets": [], "resultTruncated": "false", "data": rows,
        }),
    ))
}

/// The id that a query compares the principal with.
fn principal_of(query: &str) -> Option<ServicePrincipalId> {
    let (_, behind) = query.split_once("principalid")?;
    let (_, quoted) = behind.split_once('\'')?;
    quoted.split_once('\'')?.0.parse().ok()
}

fn row(it: &AzureRole) -> Value {
    let of = it.scope.trim_end_matches('/');
    json!({
        "id": format!("{of}/providers/Microsoft.Authorization/roleAssignments/{}", it.name),
        "scope": it.scope,
        "roleName": it.role_name,
        "roleGuid": it.role,
        "createdOn": it.created.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::guid::Guid;
    use crate::domain::ids::{AppId, TenantId, UserId};
    use crate::domain::time::Timestamp;
    use crate::simulator::reply::Body;

    const IDENTITY: &str = "20000000-0000-4000-8000-000000000001";

    fn ask(scopes: &str, query: &str) -> Result<Reply, Refusal> {
        let mut tenant = Tenant::new(TenantId(Guid::ZERO), "Contoso", "contoso.example");
        tenant.azure_roles.push(AzureRole {
            principal: ServicePrincipalId::known(IDENTITY),
            scope: "/subscriptions/90000000-0000-4000-8000-000000000001".to_owned(),
            name: Guid::ZERO,
            role: Guid::known("b24988ac-6180-42a0-ab88-20f7382dd24c"),
            role_name: "Contributor".to_owned(),
            created: Timestamp::from_millis(0),
        });
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
                 | where tostring(properties.principalId) =~ '{id}'"
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
