//! The simulated tenant behind its hosts: who is answered by what.

use bestow::web::config::TenantName;
use domain::ids::AppId;
use domain::scope::Scope;
use graph::transport::{Request, Response};
use http::{Method, header};
use serde_json::{Value, json};
use simulator::entra::{Access, AccessError, Entra, HomeTenant, Resource};
use simulator::sample::LargeTenant;
use simulator::{Caller, Simulator, TokenProblem, sample};

use super::clock::Clock;
use super::deployment::{self, Deployment, OPERATOR, READER};
use super::errors;
use super::faults::{self, Effect, Faults, redirected, refuse_parts, refused, rewritten};
use super::hosts::Host;
use super::items::{self, ItemAnswer};
use super::people;
use super::traffic::Traffic;

/// The scopes that the reading registration is consented for before anyone signs in.
const CONSENTED: &[Scope] = Scope::AT_SIGN_IN;

/// The tenant and everything that tests may change about it.
pub struct World {
    /// Its clock.
    pub clock: Clock,
    /// Its sign-in.
    pub entra: Entra,
    /// Its directory.
    pub simulator: Simulator,
    /// What goes wrong on the way.
    pub faults: Faults,
    /// What was asked.
    pub traffic: Traffic,
    deployment: Deployment,
    identities: Option<usize>,
}

/// What becomes of a request.
pub struct RequestOutcome {
    /// The answer; without one the connection is cut.
    pub response: Option<Response>,
    /// What struck it.
    pub effect: Option<Effect>,
}

impl World {
    /// A fresh tenant of so many identities, or the sample tenant, in which the reading registration is consented for
    /// what the sign-in asks for.
    pub fn of_size(deployment: Deployment, identities: Option<usize>) -> Self {
        let clock = Clock::default();
        let tenant = match identities {
            None => sample::tenant(clock.now()),
            Some(identities) => LargeTenant::of(identities).make(clock.now()),
        };
        let simulator = Simulator::new(tenant);
        let home = HomeTenant { id: simulator.tenant.id, domain: simulator.tenant.default_domain.clone() };
        let accounts = people::accounts(&simulator.tenant);
        let mut entra = Entra::new(home, deployment::registrations(), accounts, SEED);
        let scopes: Vec<&str> = CONSENTED.iter().map(|scope| scope.value()).collect();
        entra.consent_for_all(READER, Resource::Graph, &scopes);
        Self { clock, entra, simulator, faults: Faults::default(), traffic: Traffic::default(), deployment, identities }
    }

    /// Starts again, in the same or another form of deployment and with a tenant of the same or another size. The
    /// refused hosts are not forgotten.
    pub fn reset(&mut self, deployment: Option<Deployment>, identities: Option<usize>) {
        let mut traffic = std::mem::take(&mut self.traffic);
        traffic.forget_requests();
        let fresh = Self::of_size(deployment.unwrap_or(self.deployment), identities.or(self.identities));
        *self = Self { traffic, ..fresh };
    }

    /// Lets the sign-in know what changed about people in the directory.
    pub fn people_changed(&mut self) {
        self.entra.set_accounts(people::accounts(&self.simulator.tenant));
    }

    /// The text of the page's `config.json`.
    pub fn config(&self) -> Option<String> {
        let domain: TenantName = self.simulator.tenant.default_domain.parse().ok()?;
        self.deployment.config(self.simulator.tenant.id, &domain)
    }

    /// Who may sign in.
    pub fn people_as_json(&self) -> Value {
        let people = self.entra.accounts().iter().map(|account| {
            json!({
                "id": account.user,
                "name": account.display_name,
                "userPrincipalName": account.user_principal_name,
                "roles": account.roles,
            })
        });
        people.collect()
    }

    /// Answers a request to one of Microsoft's hosts.
    pub fn answer(&mut self, host: Host, request: &Request) -> RequestOutcome {
        let effect = if request.method() == Method::OPTIONS { None } else { self.faults.strike(host, request) };
        let response = match &effect {
            Some(Effect::RequestLost) => None,
            Some(Effect::Refused { status, retry_after }) => Some(refused(*status, *retry_after)),
            Some(Effect::Redirected { status, to }) => Some(redirected(*status, to)),
            Some(Effect::Rewritten { from, to }) => Some(rewritten(self.ask(host, request), from, to)),
            Some(Effect::Challenged { claims }) => Some(errors::encoded_challenge(claims)),
            Some(Effect::PartsRefused { of, status, retry_after }) => {
                Some(refuse_parts(self.ask(host, request), request, of, *status, *retry_after))
            }
            Some(Effect::AnswerLost) => {
                self.ask(host, request);
                None
            }
            Some(Effect::Twice) => {
                self.ask(host, request);
                Some(self.ask(host, request))
            }
            Some(Effect::Item { at, status, retry_after, context }) => {
                let claims = context.as_deref().map(errors::claims_for);
                let answer = faults::item(*at, *status, *retry_after, claims.as_deref());
                Some(self.ask_up_to(host, request, &answer))
            }
            Some(Effect::Late { .. }) | None => Some(self.ask(host, request)),
        };
        self.traffic.note(host, request, response.as_ref());
        RequestOutcome { response, effect }
    }

    /// Lets the items of a batch be applied up to the one that fails.
    fn ask_up_to(&mut self, host: Host, request: &Request, answer: &ItemAnswer) -> Response {
        let Some((rest, answers)) = items::cut(request, answer) else { return self.ask(host, request) };
        let mut response = if items::is_empty(&rest) {
            Response::new(json!({ "responses": [] }).to_string().into_bytes())
        } else {
            self.ask(host, &rest)
        };
        items::join(&mut response, answers);
        response
    }

    fn ask(&mut self, host: Host, request: &Request) -> Response {
        let now = self.clock.now();
        match host {
            Host::SignIn => self.entra.answer(now, request),
            Host::Graph => self.ask_service(Resource::Graph, request),
            Host::Arm => self.ask_service(Resource::Arm, request),
            Host::Page => errors::not_simulated(host),
        }
    }

    fn ask_service(&mut self, resource: Resource, request: &Request) -> Response {
        let now = self.clock.now();
        match self.access(resource, request) {
            Err(AccessError::Challenged { claims }) if resource == Resource::Arm => errors::challenge_of_azure(&claims),
            Err(AccessError::Challenged { claims }) => errors::challenge(&claims),
            Err(AccessError::Expired) if resource == Resource::Graph => {
                self.simulator.refuse_token(TokenProblem::Expired, now, request)
            }
            Err(AccessError::WrongAudience) if resource == Resource::Graph => {
                self.simulator.refuse_token(TokenProblem::WrongAudience, now, request)
            }
            access => {
                let caller = access.ok().map(caller);
                self.simulator.answer(caller.as_ref(), now, request)
            }
        }
    }

    fn access(&self, resource: Resource, request: &Request) -> Result<&Access, AccessError> {
        let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|header| header.strip_prefix("Bearer ")).unwrap_or_default();
        // Some questions to Azure Resource Manager are posted and change nothing.
        let writes = match resource {
            Resource::Graph => writes(request),
            Resource::Arm => matches!(*request.method(), Method::PUT | Method::PATCH | Method::DELETE),
        };
        self.entra.access(self.clock.now(), token, resource, writes)
    }

    /// Consents for all users to scopes of Microsoft Graph.
    pub fn consent(&mut self, client: AppId, scopes: &[&str]) {
        self.entra.consent_for_all(client, Resource::Graph, scopes);
    }

    /// Keeps scopes out of every token of a program, whatever was consented to.
    pub fn withhold(&mut self, client: AppId, scopes: &[&str]) {
        self.entra.withhold(client, scopes);
    }

    /// Takes every consent back, also that of before the first sign-in.
    pub fn withdraw_consent(&mut self) {
        for client in [READER, OPERATOR] {
            self.entra.withdraw_consent(client);
        }
    }
}

/// The same codes and tokens at every start, so that a failure can be seen again.
const SEED: u64 = 2026;

fn caller(access: &Access) -> Caller {
    let (scopes, proofs) = (access.scopes.clone(), access.contexts.clone());
    Caller { user: access.user, scopes, app: access.client, proofs }
}

/// Whether a request changes something. A batch does if one of its items does.
fn writes(request: &Request) -> bool {
    if !request.uri().path().ends_with("/$batch") {
        return !matches!(*request.method(), Method::GET | Method::HEAD);
    }
    let batch: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let mut items = batch["requests"].as_array().into_iter().flatten();
    items.any(|item| !item["method"].as_str().is_some_and(|method| method.eq_ignore_ascii_case("GET")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderValue, StatusCode};

    fn request(method: &str, path: &str, body: &str) -> Request {
        http::Request::builder().method(method).uri(path).body(body.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn a_batch_writes_if_one_of_its_items_does() {
        let batch = |method: &str| format!(r#"{{"requests":[{{"method":"GET"}},{{"method":"{method}"}}]}}"#);
        for (asked, expected) in [
            (request("GET", "/v1.0/me", ""), false),
            (request("DELETE", "/v1.0/servicePrincipals/x", ""), true),
            (request("POST", "/v1.0/$batch", &batch("get")), false),
            (request("POST", "/v1.0/$batch", &batch("POST")), true),
        ] {
            assert_eq!(writes(&asked), expected, "{asked:?}");
        }
    }

    #[test]
    fn graph_refuses_requests_without_a_token_of_the_world() {
        let mut world = World::of_size(Deployment::ReaderOperator, None);
        for header in ["", "Bearer made-up", "Basic made-up"] {
            let mut asked = request("GET", "/v1.0/me", "");
            asked.headers_mut().insert(header::AUTHORIZATION, HeaderValue::from_static(header));
            let outcome = world.answer(Host::Graph, &asked);
            assert_eq!(outcome.response.unwrap().status(), StatusCode::UNAUTHORIZED, "{header:?}");
        }
    }

    #[test]
    fn a_reset_keeps_what_was_refused_and_nothing_else() {
        let mut world = World::of_size(Deployment::ReaderOperator, None);
        world.traffic.deny("evil.example:443");
        world.answer(Host::SignIn, &request("GET", "/common/discovery/v2.0/keys", ""));
        world.reset(Some(Deployment::None), None);
        assert_eq!(world.traffic.denied(), json!({ "evil.example:443": 1 }));
        assert_eq!(world.traffic.requests(), json!([]));
        assert_eq!(world.config(), None);
    }

    #[test]
    fn the_page_gets_a_configuration_that_it_can_read() {
        for name in Deployment::NAMES {
            let world = World::of_size(Deployment::named(name).unwrap(), None);
            let read = world.config().map(|text| bestow::web::config::from_file(&text).unwrap());
            assert!(read.is_none_or(|config| config.is_ok()), "{name}");
            assert_eq!(world.config().is_none(), name == "none");
        }
    }
}
