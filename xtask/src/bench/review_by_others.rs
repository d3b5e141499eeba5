//! What the usual ways of reading a tenant send, as far as their code or their documentation shows: for comparison, and
//! no more than their requests.

use super::asking::ThrottledClient;
use super::counting::{Cost, Counting};
use super::large_tenant;
use anyhow::{Context, Result, ensure};
use simulator::tenant::ServicePrincipalKind;

/// A way of reading the permissions of all identities of a tenant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// A script as in the article: each identity's app roles, directory roles and groups, one request after the other.
    Script,
    /// EntraFalcon: three requests for each identity, in batches of twenty, one batch after the other.
    Batches,
    /// AzADServicePrincipalInsights: eight requests for each identity, twenty at a time.
    Parallel,
}

impl Tool {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Script, Self::Batches, Self::Parallel];

    /// What it is called in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "a script, 3 requests for each, one after the other",
            Self::Batches => "3 requests for each in batches, as EntraFalcon",
            Self::Parallel => "8 requests for each, 20 at a time, as AzADServicePrincipalInsights",
        }
    }

    /// What is asked about each identity.
    fn about(self, id: &str) -> Vec<String> {
        let app_roles = format!("/v1.0/servicePrincipals/{id}/appRoleAssignments");
        let groups = format!("/v1.0/servicePrincipals/{id}/transitiveMemberOf");
        let owned = format!("/v1.0/servicePrincipals/{id}/ownedObjects");
        let roles = format!("/v1.0/roleManagement/directory/roleAssignments?$filter=principalId%20eq%20%27{id}%27");
        match self {
            Self::Script => vec![app_roles, roles, groups],
            Self::Batches => vec![app_roles, groups, owned],
            Self::Parallel => vec![
                format!("/v1.0/servicePrincipals/{id}"),
                app_roles,
                groups,
                owned,
                format!("/v1.0/servicePrincipals/{id}/owners"),
                format!("/v1.0/servicePrincipals/{id}/memberOf"),
                format!("/v1.0/oauth2PermissionGrants?$filter=clientId%20eq%20%27{id}%27"),
                roles,
            ],
        }
    }
}

/// Reads a tenant of this size in this way, to the end.
pub fn read(tool: Tool, size: usize) -> Result<Cost> {
    let (simulator, time) = large_tenant::make(size)?;
    let transport = Counting::new(&simulator, &time);
    let is_identity = |kind| kind == ServicePrincipalKind::ManagedIdentity;
    let ids: Vec<String> = {
        let simulator = simulator.borrow();
        let all = simulator.tenant.service_principals.values();
        all.filter(|it| is_identity(it.kind)).map(|it| it.id.to_string()).collect()
    };
    let asking = ThrottledClient::new(&transport, &time);
    let work = async {
        // A page of the list contains a hundred identities, unless someone asks for more.
        for _page in 0..size.div_ceil(100) {
            let link = "/v1.0/servicePrincipals?$filter=servicePrincipalType%20eq%20%27ManagedIdentity%27&$top=100";
            asking.get(link).await;
        }
        match tool {
            Tool::Script => {
                for id in &ids {
                    for path in tool.about(id) {
                        asking.get(&path).await;
                    }
                }
            }
            Tool::Batches => {
                let all: Vec<String> = ids.iter().flat_map(|id| tool.about(id)).collect();
                for together in all.chunks(20) {
                    asking.batch(together).await;
                }
            }
            Tool::Parallel => asking.in_parallel(ids.iter().flat_map(|id| tool.about(id)).collect(), 20).await,
        }
    };
    time.run(work).context("the comparison got stuck")?;
    ensure!(asking.refused() == 0, "{} requests of {} stayed unanswered", asking.refused(), tool.name());
    Ok(transport.cost())
}
