//! The services: they take requests, decide, change the tenant, and answer.

use http::{HeaderValue, Method, StatusCode};
use serde_json::Value;

use super::arm;
use super::batch::{self, Step};
use super::caller::Caller;
use super::cost::charge;
use super::endpoints::{self, Directory};
use super::inquiry::{Content, Inquiry, Version};
use super::lag::{Lag, Replica};
use super::ledger::LedgerEntry;
use super::quota::{Charge, Quota, TenantSize};
use super::refusal::{Refusal, TokenProblem};
use super::reply::{Body, Reply};
use super::resource_graph;
use super::tenant::{Tenant, random_guid};
use domain::guid::Guid;
use domain::ids::ServicePrincipalId;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// The seed of request ids, which have nothing to do with those of the tenant's objects.
const REQUEST_ID_SEED: u64 = 0x7265_7175_6573_7473;
/// Where tokens come from. Without `error` and `claims` it is no claims challenge.
const WHERE_TO_SIGN_IN: &str = "Bearer realm=\"\", \
    authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
    client_id=\"00000003-0000-0000-c000-000000000000\"";
const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/// Microsoft Graph and Azure Resource Manager over one tenant.
#[derive(Clone, Debug)]
pub struct Simulator {
    /// The tenant as it is now.
    pub tenant: Tenant,
    ledger: Vec<LedgerEntry>,
    replica: Replica,
    quota: Quota,
    answered: u64,
}

impl Simulator {
    /// The service over a tenant, with an empty ledger.
    pub fn new(tenant: Tenant) -> Self {
        Self { tenant, ledger: Vec::new(), replica: Replica::default(), quota: Quota::default(), answered: 0 }
    }

    /// From now on reads do not see a write until some time has passed.
    pub fn set_lag(&mut self, lag: Option<Lag>) {
        self.replica.set(lag);
    }

    /// From now on a program may ask only as much as Microsoft Graph lets it in a tenant of this size.
    pub fn set_quota(&mut self, size: Option<TenantSize>) {
        self.quota.set(size);
    }

    /// Takes resource units of the quota, as if another tab of the same program had asked for something.
    pub fn spend_quota(&mut self, now: Timestamp, units: u32) {
        // That the quota is used up then is what the others meet.
        let _ = self.quota.charge(now, Charge { units, ..Charge::default() });
    }

    /// Changes the tenant without a request of the program's. Copies that are behind learn of it late as well; the
    /// ledger does not know of it.
    pub fn change_tenant<A>(&mut self, now: Timestamp, change: impl FnOnce(&mut Tenant) -> A) -> A {
        if self.replica.lags() {
            self.replica.remember(now, self.tenant.clone());
        }
        change(&mut self.tenant)
    }

    /// Lets copies that are behind not know this object yet, as if it had just been made.
    pub fn make_new(&mut self, now: Timestamp, id: ServicePrincipalId) {
        if self.replica.lags() {
            let mut before = self.tenant.clone();
            before.service_principals.remove(&id);
            self.replica.remember(now, before);
        }
    }

    /// Every write that took effect, oldest first.
    pub fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }

    /// Answers one request, whose URI is relative and begins with the version, or with a scope of Azure.
    ///
    /// Without a caller, there was no valid token. `now` is the service's clock.
    pub fn answer(&mut self, caller: Option<&Caller>, now: Timestamp, request: &Request) -> Response {
        let trace = self.trace(now, request);
        self.end_operations(now);
        if arm::is_meant(request) {
            return self.answer_from_azure(caller, &trace, request);
        }
        let reply = self.reply(caller, &trace, request).unwrap_or_else(|refusal| refused(&refusal, &trace));
        respond(reply, &trace)
    }

    /// Ends the operations of Azure whose time has come. Copies learn of it late as well.
    fn end_operations(&mut self, now: Timestamp) {
        while let Some(due) = arm::next_due(&self.tenant, now) {
            if self.replica.lags() {
                self.replica.remember(due, self.tenant.clone());
            }
            self.ledger.extend(arm::settle(&mut self.tenant, due));
        }
    }

    /// Answers a request to Microsoft Graph whose token opens nothing.
    pub fn refuse_token(&mut self, problem: TokenProblem, now: Timestamp, request: &Request) -> Response {
        let trace = self.trace(now, request);
        respond(refused(&Refusal::NoAccess(problem), &trace), &trace)
    }

    fn trace(&mut self, now: Timestamp, request: &Request) -> Trace {
        self.answered += 1;
        let request_id = random_guid(REQUEST_ID_SEED, self.answered);
        let client_request_id = header(request, "client-request-id").unwrap_or_else(|| request_id.to_string());
        Trace { now, request_id, client_request_id }
    }

    fn reply(&mut self, caller: Option<&Caller>, trace: &Trace, request: &Request) -> Result<Reply, Refusal> {
        let target = request.uri().path_and_query().map(http::uri::PathAndQuery::as_str).unwrap_or_default();
        if target.starts_with("/providers/Microsoft.ResourceGraph/resources?") {
            let seen = self.replica.seen_at(trace.now, self.answered).unwrap_or(&self.tenant);
            return resource_graph::answer(seen, caller, request);
        }
        let not_known = || Refusal::NotImplemented(format!("{} {target}", request.method()));
        let (version, target) = [Version::V1, Version::Beta]
            .into_iter()
            .find_map(|version| Some((version, target.strip_prefix('/')?.strip_prefix(version.as_str())?)))
            .ok_or_else(not_known)?;
        let caller = caller.ok_or_else(|| Refusal::NoAccess(token_problem(request)))?;
        let content_type = header(request, "content-type");
        if target.eq_ignore_ascii_case("/$batch") {
            if request.method() != Method::POST {
                return Err(Refusal::MethodNotAllowed);
            }
            return self.reply_to_batch(caller, trace, version, content_type.as_deref(), request.body());
        }
        let eventual = header(request, "consistencylevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual"));
        let content = Content { eventual, content_type, body: request.body().clone() };
        let inquiry = Inquiry::read(caller, trace.now, version, request.method().clone(), target, content)?;
        self.reply_to(&inquiry)
    }

    fn answer_from_azure(&mut self, caller: Option<&Caller>, trace: &Trace, request: &Request) -> Response {
        self.tenant.expire(trace.now);
        let may_write = matches!(*request.method(), Method::PUT | Method::PATCH | Method::DELETE);
        let before = (may_write && self.replica.lags()).then(|| self.tenant.clone());
        let mut changes = Vec::new();
        let seen = self.replica.seen_at(trace.now, self.answered);
        let mut arm = arm::Arm { tenant: &mut self.tenant, seen, changes: &mut changes, headers: Vec::new() };
        let response = arm::answer(&mut arm, caller, trace.now, trace.request_id, request);
        if let Some(before) = before.filter(|_| !changes.is_empty()) {
            self.replica.remember(trace.now, before);
        }
        if let Some(caller) = caller {
            let (at, by, app) = (trace.now, caller.user, caller.app);
            self.ledger.extend(changes.into_iter().map(|change| LedgerEntry { at, by, app, change }));
        }
        response
    }

    fn reply_to(&mut self, inquiry: &Inquiry<'_>) -> Result<Reply, Refusal> {
        let charge = charge(inquiry);
        let may_write = inquiry.method != Method::GET;
        self.quota.charge(inquiry.now, charge)?;
        self.tenant.expire(inquiry.now);
        let before = (may_write && self.replica.lags()).then(|| self.tenant.clone());
        let mut changes = Vec::new();
        let seen = self.replica.seen_at(inquiry.now, self.answered);
        let mut directory = Directory { tenant: &mut self.tenant, seen, changes: &mut changes };
        let mut reply = endpoints::answer(&mut directory, inquiry)?;
        if let Some(before) = before.filter(|_| !changes.is_empty()) {
            self.replica.remember(inquiry.now, before);
        }
        let (at, by, app) = (inquiry.now, inquiry.caller.user, inquiry.caller.app);
        self.ledger.extend(changes.into_iter().map(|change| LedgerEntry { at, by, app, change }));
        reply.headers.push(("x-ms-resource-unit", charge.units.to_string()));
        Ok(reply)
    }

    fn reply_to_batch(
        &mut self,
        caller: &Caller,
        trace: &Trace,
        version: Version,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Result<Reply, Refusal> {
        let steps = batch::read(content_type, body)?;
        let mut parts = Vec::new();
        let mut statuses: Vec<u16> = Vec::new();
        for step in &steps {
            let blocked = step.after.iter().any(|&before| statuses.get(before).is_none_or(|status| *status >= 400));
            let own = Trace {
                client_request_id: step.client_request_id.clone().unwrap_or_else(|| trace.client_request_id.clone()),
                ..*trace
            };
            let reply = if blocked { Err(Refusal::FailedDependency) } else { self.step(caller, &own, version, step) };
            let reply = reply.unwrap_or_else(|refusal| refused(&refusal, &own));
            statuses.push(reply.status);
            let headers = headers(&reply);
            let body = match reply.body {
                Body::Empty => None,
                Body::Json(value) => Some(value),
                Body::Text(text) => Some(Value::String(text)),
            };
            parts.push(batch::part(&step.id, reply.status, &headers, body));
        }
        Ok(Reply::json(200, batch::shuffled(parts)))
    }

    fn step(&mut self, caller: &Caller, trace: &Trace, version: Version, step: &Step) -> Result<Reply, Refusal> {
        self.answered += 1;
        let content = step.content.clone();
        let inquiry = Inquiry::read(caller, trace.now, version, step.method.clone(), &step.target, content)?;
        self.reply_to(&inquiry)
    }
}

/// What an answer is traced by.
struct Trace {
    now: Timestamp,
    request_id: Guid,
    client_request_id: String,
}

fn header(request: &Request, name: &str) -> Option<String> {
    request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// What is wrong with a token that opens nothing, as far as its form tells. A token that can be read was good once.
fn token_problem(request: &Request) -> TokenProblem {
    let sent = header(request, "authorization").unwrap_or_default();
    let token = sent.strip_prefix("Bearer ").unwrap_or_default().trim();
    match token.split('.').filter(|part| !part.is_empty()).count() {
        _ if token.is_empty() => TokenProblem::Missing,
        3 => TokenProblem::Expired,
        _ => TokenProblem::Unreadable,
    }
}

fn refused(refusal: &Refusal, trace: &Trace) -> Reply {
    let (status, ..) = refusal.parts();
    let mut reply = Reply::json(status, refusal.body(trace.now, trace.request_id, &trace.client_request_id));
    match refusal {
        Refusal::TooManyRequests { after } => reply.headers.push(("Retry-After", after.to_string())),
        Refusal::NoAccess(_) => reply.headers.push(("WWW-Authenticate", WHERE_TO_SIGN_IN.to_owned())),
        _ => {}
    }
    reply
}

/// The headers of an answer that a batch writes down as well.
fn headers(reply: &Reply) -> Vec<(String, String)> {
    let mut headers = vec![("Cache-Control".to_owned(), "no-cache".to_owned())];
    headers.extend(reply.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    if reply.status < 300 && reply.status != 204 {
        headers.push(("OData-Version".to_owned(), "4.0".to_owned()));
    }
    let content_type = match (&reply.body, reply.status) {
        (Body::Empty, _) => None,
        (Body::Text(_), _) => Some("text/plain"),
        (Body::Json(_), ..300) => Some(JSON),
        (Body::Json(_), _) => Some("application/json"),
    };
    headers.extend(content_type.map(|value| ("Content-Type".to_owned(), value.to_owned())));
    headers
}

fn respond(reply: Reply, trace: &Trace) -> Response {
    let mut headers = headers(&reply);
    headers.push(("request-id".to_owned(), trace.request_id.to_string()));
    headers.push(("client-request-id".to_owned(), trace.client_request_id.clone()));
    let bytes = match reply.body {
        Body::Empty => Vec::new(),
        Body::Json(value) => value.to_string().into_bytes(),
        Body::Text(text) => text.into_bytes(),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        let pair = (http::HeaderName::try_from(name), HeaderValue::try_from(value));
        if let (Ok(name), Ok(value)) = pair {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
