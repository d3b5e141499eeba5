//! What the usual ways of reading a tenant send, as far as their code or their documentation shows: for comparison, and
//! no more than their requests. Each honours Retry-After, which not all of them do.

use super::review::{Cost, Counting, tenant};
use anyhow::{Context, Result, ensure};
use bestow::graph::transport::{Authority, Request, Response, Surroundings, Transport};
use bestow::simulator::surroundings::VirtualTime;
use bestow::simulator::tenant::ServicePrincipalKind;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// A way of reading what all identities of a tenant hold.
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
    let (simulator, time) = tenant(size)?;
    let transport = Counting::new(&simulator, &time);
    let is_identity = |kind| kind == ServicePrincipalKind::ManagedIdentity;
    let ids: Vec<String> = {
        let simulator = simulator.borrow();
        let all = simulator.tenant.service_principals.values();
        all.filter(|it| is_identity(it.kind)).map(|it| it.id.to_string()).collect()
    };
    let began = time.now();
    let asking = Asking { transport: &transport, time: &time, not_before: Cell::new(began), unanswered: Cell::new(0) };
    let work = async {
        // A page of the list holds a hundred identities, unless somebody asks for more.
        for page in 0..size.div_ceil(100) {
            let link = "/v1.0/servicePrincipals?$filter=servicePrincipalType%20eq%20%27ManagedIdentity%27&$top=100";
            let _ = page;
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
    ensure!(asking.unanswered.get() == 0, "{} requests of {} stayed unanswered", asking.unanswered.get(), tool.name());
    Ok(transport.cost(began))
}

/// Asks, and waits as long as the service wants before asking again.
struct Asking<'a> {
    transport: &'a Counting,
    time: &'a VirtualTime,
    not_before: Cell<bestow::domain::time::Timestamp>,
    unanswered: Cell<usize>,
}

impl Asking<'_> {
    async fn get(&self, path: &str) {
        for _ in 0..100 {
            self.patience().await;
            match self.transport.send(Authority::Read, request("GET", path, Vec::new())).await {
                Ok(answer) if answer.status().is_success() => return,
                Ok(answer) if answer.status().as_u16() == 429 => self.wait(seconds(&answer)),
                _ => break,
            }
        }
        self.unanswered.set(self.unanswered.get() + 1);
    }

    /// Sends a batch, and what was throttled of it again.
    async fn batch(&self, paths: &[String]) {
        let mut left: Vec<&String> = paths.iter().collect();
        for _ in 0..100 {
            if left.is_empty() {
                return;
            }
            self.patience().await;
            let items = left.iter().enumerate().map(|(at, path)| {
                serde_json::json!({"id": at.to_string(), "method": "GET", "url": path.trim_start_matches("/v1.0")})
            });
            let body = serde_json::json!({ "requests": items.collect::<Vec<_>>() }).to_string().into_bytes();
            let Ok(answer) = self.transport.send(Authority::Read, request("POST", "/v1.0/$batch", body)).await else {
                break;
            };
            let answer: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
            let mut again = Vec::new();
            for part in answer["responses"].as_array().into_iter().flatten() {
                if part["status"] == 429 {
                    let wait = part["headers"]["Retry-After"].as_str().and_then(|text| text.parse().ok());
                    self.wait(wait.unwrap_or(1));
                    again.extend(part["id"].as_str().and_then(|id| id.parse::<usize>().ok()).map(|at| left[at]));
                }
            }
            left = again;
        }
        self.unanswered.set(self.unanswered.get() + left.len());
    }

    async fn in_parallel(&self, paths: Vec<String>, at_a_time: usize) {
        let left = RefCell::new(paths.iter());
        let hand = async || {
            loop {
                let Some(path) = left.borrow_mut().next() else { return };
                self.get(path).await;
            }
        };
        futures_util::future::join_all((0..at_a_time).map(|_| hand())).await;
    }

    fn wait(&self, seconds: u64) {
        self.not_before.set(self.not_before.get().max(self.time.now() + Duration::from_secs(seconds)));
    }

    async fn patience(&self) {
        let now = self.time.now();
        if self.not_before.get() > now {
            self.time.sleep(self.not_before.get().since(now)).await;
        }
    }
}

fn seconds(answer: &Response) -> u64 {
    let header = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
    header.and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn request(method: &str, path: &str, body: Vec<u8>) -> Request {
    let mut request = Request::new(body);
    *request.method_mut() = method.parse().unwrap_or_default();
    *request.uri_mut() = path.parse().unwrap_or_default();
    let json = http::HeaderValue::from_static("application/json");
    request.headers_mut().insert(http::header::CONTENT_TYPE, json);
    request
}
