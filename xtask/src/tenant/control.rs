//! The control server: how tests and developers change the tenant from outside, and read what happened.
//!
//! Plain HTTP on this machine only. Requests from a page are refused, so that nothing a browser shows can use it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use domain::ids::{AppId, RoleDefinitionId, ServicePrincipalId};
use http::{StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};
use simulator::entra::{Demand, RedirectUri};
use simulator::tenant::RoleSettings;
use simulator::{Lag, TenantSize};
use tokio::net::TcpListener;

use super::deployment::{self, Deployment};
use super::faults::Fault;
use super::ledger;
use super::shared::Shared;
use super::{azure, hostile, people};

const USAGE: &str = "\
GET  /people                          who may sign in, with their directory roles
POST /people/{name}/roles             [\"role template id\"]: exactly these, at the whole tenant
POST /people/{name}/revoke            ends the person's sessions and tokens
GET  /requests                        what was asked of the hosts; DELETE forgets it
GET  /denied                          hosts that were refused, with counts
GET  /ledger                          every change that took effect
POST /reset                           {\"deployment\": \"reader-operator\", \"identities\": 1000}: a fresh tenant
POST /quota                           {\"size\": \"small\"}: what Graph lets a program ask of such a tenant; null ends it
POST /faults                          [{\"host\", \"method\", \"path\", \"body\", \"after\", \"times\", \"effect\"}]
POST /lag                             {\"seconds\": 5, \"flapping\": false}: reads are behind writes; 0 ends it
POST /hostile                         {\"texts\": [\"...\"], \"pose\": true}: fills every name, and poses as Microsoft;
                                      GET lists identities on which much is to be seen
POST /azure                           {\"locks\": [{\"scope\", \"readOnly\"}], \"policies\": [{\"scope\", \"name\"}],
                                      \"mostInSubscription\", \"disabledSubscriptions\", \"requiresMultiFactor\",
                                      \"unregisteredSubscriptions\", \"directoryFull\", \"undocumentedIsMerge\",
                                      \"operations\": {\"seconds\", \"retryAfter\", \"failure\": {\"code\", \"message\"}}}:
                                      what Azure refuses, and how operations end; what is missing ends
POST /clock                           {\"seconds\": 3600}: puts the clock forward
POST /consent                         {\"client\", \"scopes\"}: for everybody; DELETE takes all of it back
POST /redirect-uri                    {\"client\", \"platform\": \"web\"}: registers the page's address for this platform only;
                                      \"spa\" as it should be, \"none\" not at all
POST /withhold                        {\"client\", \"scopes\"}: no token of it carries these
DELETE /objects/{id}                  deletes a service principal, as somebody else would
POST /objects/{id}/name               \"...\": renames a service principal, as somebody else would
POST /objects/{id}/new                as if it had just been made: copies that are behind do not know it
POST /conditional-access              {\"multiFactor\", \"context\", \"writesOnly\", \"tokenProtection\"}
POST /groups                          {\"membersNeedApplicationScope\": true}: whether the service insists on
                                      Application.ReadWrite.All to add an identity to a group
POST /role-settings                   {\"ticket\", \"multiFactor\", \"context\", \"approval\", \"longestActivation\": 60}: what
                                      time-bound roles require; the longest activation in minutes
POST /role-requests                   true or false: approves or denies the requests for roles that wait
";

/// Serves until the process ends.
pub async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new()
        .route("/", get(|| async { USAGE }))
        .route("/people", get(people_list))
        .route("/people/{name}/roles", post(set_roles))
        .route("/people/{name}/revoke", post(revoke))
        .route("/requests", get(requests).delete(forget_requests))
        .route("/denied", get(denied))
        .route("/ledger", get(ledger_list))
        .route("/reset", post(reset))
        .route("/faults", post(order_faults))
        .route("/azure", post(azure::order))
        .route("/lag", post(lag))
        .route("/hostile", get(list_richest_identities).post(fill))
        .route("/quota", post(quota))
        .route("/clock", post(advance))
        .route("/consent", post(consent).delete(withdraw_consent))
        .route("/redirect-uri", post(redirect_uri))
        .route("/withhold", post(withhold))
        .route("/objects/{id}", delete(delete_object))
        .route("/objects/{id}/name", post(rename))
        .route("/objects/{id}/new", post(make_new))
        .route("/conditional-access", post(conditional_access))
        .route("/groups", post(group_settings))
        .route("/role-settings", post(role_settings))
        .route("/role-requests", post(decide_role_requests))
        .layer(middleware::from_fn(refuse_pages))
        // Tests give names of a megabyte.
        .layer(DefaultBodyLimit::max(16 * 1024 * 1024))
        .with_state(shared);
    let _ = axum::serve(listener, router).await;
}

async fn refuse_pages(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        StatusCode::FORBIDDEN.into_response()
    } else {
        next.run(request).await
    }
}

async fn people_list(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.world().people_as_json())
}

async fn set_roles(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(roles): Json<Vec<RoleDefinitionId>>,
) -> StatusCode {
    let mut world = shared.world();
    if !people::set_roles(&mut world.simulator.tenant, &name, &roles) {
        return StatusCode::NOT_FOUND;
    }
    world.people_changed();
    StatusCode::NO_CONTENT
}

async fn revoke(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> StatusCode {
    let mut world = shared.world();
    let now = world.clock.now();
    let Some(user) = world.entra.accounts().iter().find(|it| it.user_principal_name == name).map(|it| it.user) else {
        return StatusCode::NOT_FOUND;
    };
    world.entra.revoke_sessions(now, user);
    StatusCode::NO_CONTENT
}

async fn requests(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.world().traffic.requests())
}

async fn forget_requests(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.world().traffic.forget_requests();
    StatusCode::NO_CONTENT
}

async fn denied(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.world().traffic.denied())
}

async fn ledger_list(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.world().simulator.ledger().iter().map(ledger::entry).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    deployment: Option<String>,
    identities: Option<usize>,
}

async fn reset(
    State(shared): State<Arc<Shared>>,
    Json(wanted): Json<Reset>,
) -> Result<StatusCode, (StatusCode, String)> {
    let deployment = match wanted.deployment.as_deref() {
        None => None,
        Some(name) => Some(
            Deployment::named(name)
                .ok_or_else(|| (StatusCode::BAD_REQUEST, json!({ "deployments": Deployment::NAMES }).to_string()))?,
        ),
    };
    shared.world().reset(deployment, wanted.identities);
    Ok(StatusCode::NO_CONTENT)
}

async fn order_faults(State(shared): State<Arc<Shared>>, Json(faults): Json<Vec<Fault>>) -> StatusCode {
    shared.world().faults.order(faults);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplicationLag {
    seconds: u64,
    #[serde(default)]
    flapping: bool,
}

async fn lag(State(shared): State<Arc<Shared>>, Json(by): Json<ReplicationLag>) -> StatusCode {
    let lag = Lag { span: Duration::from_secs(by.seconds), flapping: by.flapping };
    shared.world().simulator.set_lag((by.seconds > 0).then_some(lag));
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hostile {
    #[serde(default)]
    texts: Vec<String>,
    #[serde(default)]
    pose: bool,
}

async fn fill(State(shared): State<Arc<Shared>>, Json(wanted): Json<Hostile>) -> StatusCode {
    let mut world = shared.world();
    let tenant = &mut world.simulator.tenant;
    if wanted.pose {
        hostile::add_impostor_apis(tenant);
    }
    hostile::fill(tenant, &wanted.texts);
    world.people_changed();
    StatusCode::NO_CONTENT
}

async fn list_richest_identities(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!(hostile::richest_identities(&shared.world().simulator.tenant)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quota {
    size: Option<ServedSize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ServedSize {
    Small,
    Medium,
    Large,
}

async fn quota(State(shared): State<Arc<Shared>>, Json(wanted): Json<Quota>) -> StatusCode {
    let size = wanted.size.map(|size| match size {
        ServedSize::Small => TenantSize::Small,
        ServedSize::Medium => TenantSize::Medium,
        ServedSize::Large => TenantSize::Large,
    });
    shared.world().simulator.set_quota(size);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: u64,
}

async fn advance(State(shared): State<Arc<Shared>>, Json(by): Json<Advance>) -> StatusCode {
    shared.world().clock.advance(Duration::from_secs(by.seconds));
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    client: AppId,
    scopes: Vec<String>,
}

async fn consent(State(shared): State<Arc<Shared>>, Json(consent): Json<Consent>) -> StatusCode {
    let scopes: Vec<&str> = consent.scopes.iter().map(String::as_str).collect();
    shared.world().consent(consent.client, &scopes);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisteredFor {
    client: AppId,
    platform: PlatformName,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum PlatformName {
    Spa,
    Web,
    None,
}

async fn redirect_uri(State(shared): State<Arc<Shared>>, Json(wanted): Json<RegisteredFor>) -> StatusCode {
    let address = deployment::redirect_address();
    let uris = match wanted.platform {
        PlatformName::Spa => vec![RedirectUri::Spa(address)],
        PlatformName::Web => vec![RedirectUri::Web(address)],
        PlatformName::None => Vec::new(),
    };
    match shared.world().entra.set_redirect_uris(wanted.client, uris) {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::NOT_FOUND,
    }
}

async fn withhold(State(shared): State<Arc<Shared>>, Json(consent): Json<Consent>) -> StatusCode {
    let scopes: Vec<&str> = consent.scopes.iter().map(String::as_str).collect();
    shared.world().withhold(consent.client, &scopes);
    StatusCode::NO_CONTENT
}

async fn delete_object(State(shared): State<Arc<Shared>>, Path(id): Path<ServicePrincipalId>) -> StatusCode {
    let mut world = shared.world();
    let now = world.clock.now();
    world.simulator.change_tenant(now, |tenant| tenant.delete_service_principal(id, now));
    StatusCode::NO_CONTENT
}

async fn rename(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<ServicePrincipalId>,
    Json(name): Json<String>,
) -> StatusCode {
    let mut world = shared.world();
    let now = world.clock.now();
    let found = world.simulator.change_tenant(now, |tenant| {
        let principal = tenant.service_principals.get_mut(&id)?;
        principal.display_name = name;
        Some(())
    });
    if found.is_some() { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

async fn make_new(State(shared): State<Arc<Shared>>, Path(id): Path<ServicePrincipalId>) -> StatusCode {
    let mut world = shared.world();
    let now = world.clock.now();
    world.simulator.make_new(now, id);
    StatusCode::NO_CONTENT
}

async fn withdraw_consent(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.world().withdraw_consent();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Policies {
    #[serde(default)]
    multi_factor: bool,
    context: Option<String>,
    #[serde(default)]
    writes_only: bool,
    #[serde(default)]
    token_protection: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RoleRequirements {
    #[serde(default)]
    ticket: bool,
    #[serde(default)]
    multi_factor: bool,
    context: Option<String>,
    #[serde(default)]
    approval: bool,
    /// In minutes.
    longest_activation: Option<u64>,
}

async fn role_settings(State(shared): State<Arc<Shared>>, Json(required): Json<RoleRequirements>) -> StatusCode {
    let RoleRequirements { ticket, multi_factor, context, approval, longest_activation } = required;
    let longest_activation = longest_activation.map(|minutes| Duration::from_secs(minutes * 60));
    shared.world().simulator.tenant.role_settings =
        RoleSettings { longest_activation, ticket, multi_factor, context, approval };
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GroupSettings {
    /// Whether the service insists on `Application.ReadWrite.All` to add a service principal to a group.
    members_need_application_scope: bool,
}

async fn group_settings(State(shared): State<Arc<Shared>>, Json(settings): Json<GroupSettings>) -> StatusCode {
    shared.world().simulator.tenant.members_need_application_scope = settings.members_need_application_scope;
    StatusCode::NO_CONTENT
}

/// Decides every request for a role that waits for an approver, as the approver would.
async fn decide_role_requests(State(shared): State<Arc<Shared>>, Json(approves): Json<bool>) -> StatusCode {
    let mut world = shared.world();
    let now = world.clock.now();
    world.simulator.tenant.decide_role_requests(approves, now);
    StatusCode::NO_CONTENT
}

async fn conditional_access(State(shared): State<Arc<Shared>>, Json(policies): Json<Policies>) -> StatusCode {
    let demand = policies.context.map(|context| Demand { context, writes_only: policies.writes_only });
    let mut world = shared.world();
    world.entra.conditional_access.multi_factor = policies.multi_factor;
    world.entra.conditional_access.token_protection = policies.token_protection;
    world.entra.conditional_access.demand = demand;
    StatusCode::NO_CONTENT
}
