//! A service that answers anything: whatever it says, every operation ends, and nothing leaves for anywhere else.

use domain::sorted_set::SortedSet;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::azure_assignment::{AzureRoleGrant, NewAzureAssignment};
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::ids::{AppId, ObjectId, ServicePrincipalId};
use domain::problem::Claims;
use domain::scope::Scope;
use domain::search::SearchTerm;
use domain::tenant_review::{TenantReading, TenantReview};
use domain::tiers;
use domain::time::Timestamp;
use domain::well_known::EXCHANGE_ADMINISTRATOR;
use graph::client::Client;
use graph::operations::directory::Directory;
use graph::operations::tenant_review::ReadingControl;
use graph::transport::{Authority, Request, Response, Transport, TransportError};
use graph::{arm, azure};
use http::{HeaderValue, Method, StatusCode, header};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use simulator::personas::Persona;
use simulator::surroundings::VirtualTime;
use simulator::tenant::{RoleAssignment, RoleRequestRecord, RoleScope, ServicePrincipalKind};
use simulator::{Simulator, Tenant, sample};

use super::cases;
use super::edits::{Edit, edit, morsel};

const START: Timestamp = Timestamp::from_millis(1_795_000_000_000);
const HOST: &str = "graph.microsoft.com";

thread_local! {
    /// Only read, and costly to make.
    static SIMULATOR: RefCell<Simulator> = RefCell::new(Simulator::new(tenant()));
}

/// The sample tenant, with a request of the administrator for a role that waits for an approver.
fn tenant() -> Tenant {
    let mut tenant = sample::tenant(START);
    let assignment =
        RoleAssignment { principal: sample::ADMINISTRATOR.0, role: EXCHANGE_ADMINISTRATOR, scope: RoleScope::Tenant };
    tenant.role_requests.push(RoleRequestRecord {
        id: Guid::known("aaaaaaaa-0000-4000-8000-000000000001"),
        action: "selfActivate".to_owned(),
        assignment,
        status: "PendingApproval",
        created: START,
        by: sample::ADMINISTRATOR,
        justification: None,
        ticket: (None, None),
        expiration: None,
        duration: None,
        span: None,
    });
    tenant
}

/// What becomes of one answer.
#[derive(Clone, Debug)]
enum Harm {
    /// Its text is edited.
    Text(Edit),
    /// It has another status.
    Status(u16),
    /// It asks to wait.
    Wait(String),
    /// It demands claims.
    Demand(String),
    /// It does not come.
    Lost,
}

fn harm() -> impl Strategy<Value = Harm> {
    let statuses = vec![200u16, 204, 206, 302, 304, 400, 401, 403, 404, 409, 424, 429, 500, 502, 503, 504, 599];
    prop_oneof![
        12 => edit().prop_map(Harm::Text),
        2 => prop::sample::select(statuses).prop_map(Harm::Status),
        1 => morsel().prop_map(Harm::Wait),
        1 => morsel().prop_map(|text| Harm::Demand(format!("Bearer error=\"insufficient_claims\", claims=\"{text}\""))),
        1 => Just(Harm::Lost),
    ]
}

/// The sample tenant, whose answers come to harm.
struct Hostile {
    time: VirtualTime,
    harms: Vec<(usize, Harm)>,
    asked: Cell<usize>,
    sent: RefCell<Vec<(Authority, Request)>>,
    answers: RefCell<Vec<Response>>,
}

impl Hostile {
    fn new(harms: Vec<(usize, Harm)>) -> (Rc<Self>, VirtualTime) {
        let time = VirtualTime::new(START, 5);
        let (sent, answers) = (RefCell::default(), RefCell::default());
        (Rc::new(Self { time: time.clone(), harms, asked: Cell::new(0), sent, answers }), time)
    }
}

impl Transport for Hostile {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        use graph::transport::Surroundings;
        let asked = self.asked.replace(self.asked.get() + 1);
        self.sent.borrow_mut().push((authority, request.clone()));
        let now = self.time.now();
        let caller = Persona::Administrator.caller();
        let mut response = SIMULATOR.with_borrow_mut(|simulator| simulator.answer(Some(&caller), now, &request));
        for (_, harm) in self.harms.iter().filter(|(at, _)| *at == asked) {
            match harm {
                Harm::Text(edit) => {
                    let text = String::from_utf8_lossy(response.body()).into_owned();
                    *response.body_mut() = edit.apply(&text).into_bytes();
                }
                Harm::Status(status) => *response.status_mut() = StatusCode::from_u16(*status).unwrap(),
                Harm::Wait(text) => put(&mut response, header::RETRY_AFTER, text),
                Harm::Demand(text) => put(&mut response, header::WWW_AUTHENTICATE, text),
                Harm::Lost => return Err(TransportError::Lost),
            }
        }
        self.answers.borrow_mut().push(response.clone());
        Ok(response)
    }

    async fn renew(&self, _: Authority, _: Option<&Claims>) -> Result<(), TransportError> {
        Ok(())
    }
}

fn put(response: &mut Response, name: header::HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_bytes(text.as_bytes()) {
        response.headers_mut().insert(name, value);
    }
}

/// What a user may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Person,
    Identities,
    Held,
    Roles,
    Relations,
    Activity,
    Azure,
    AzureScopes,
    Find,
    Places,
    Review,
}

const TASKS: [Task; 11] = [
    Task::Person,
    Task::Identities,
    Task::Held,
    Task::Roles,
    Task::Relations,
    Task::Activity,
    Task::Azure,
    Task::AzureScopes,
    Task::Find,
    Task::Places,
    Task::Review,
];

/// A task. Those that read much come rarely.
fn task() -> impl Strategy<Value = Task> {
    let light = TASKS.iter().copied().filter(|task| !matches!(task, Task::Places | Task::Review)).collect::<Vec<_>>();
    prop_oneof![40 => prop::sample::select(light), 1 => Just(Task::Places), 1 => Just(Task::Review)]
}

/// The identities of the sample tenant.
fn identities() -> Vec<ServicePrincipalId> {
    SIMULATOR.with_borrow(|simulator| {
        let all = simulator.tenant.service_principals.values();
        all.filter(|it| it.kind == ServicePrincipalKind::ManagedIdentity).map(|it| it.id).collect()
    })
}

async fn carry_out(task: Task, directory: &Directory<Rc<Hostile>, VirtualTime>, id: ServicePrincipalId) {
    match task {
        Task::Person => {
            let _ = (directory.signed_in_user().await, directory.eligible_roles().await);
            let _ = (directory.own_active_roles().await, directory.own_role_requests().await);
            let _ = directory.activation_rules(EXCHANGE_ADMINISTRATOR).await;
        }
        Task::Identities => drop(directory.identities(|_| ()).await),
        Task::Held => {
            let held = directory.assignments_of(id).await;
            let _ = format!("{held:?}");
        }
        Task::Roles => drop(directory.role_access(id, |_| ()).await),
        Task::Relations => {
            let _ = (directory.groups_of(id).await, directory.owners_of(id).await, directory.owned_by(id).await);
            let _ = (directory.delegated_grants_of(id).await, directory.federated_credentials_of(id).await);
            let _ = (directory.find_groups("a").await, directory.direct_memberships(id).await);
            let _ = directory.group_access(ObjectId(id.0), id).await;
        }
        Task::Activity => {
            let Ok(listing) = directory.identities(|_| ()).await else { return };
            let Some(identity) = listing.items.first() else { return };
            let _ = (directory.audits_of(identity).await, directory.sign_ins_of(identity).await);
        }
        Task::Azure => {
            let _ = (directory.azure_roles_of(id, &[], None).await, directory.azure_inventory().await);
            let Ok(hosts) = directory.hosts_of(id).await else { return };
            for host in hosts.items.iter().take(2) {
                let _ = directory.controllers_of(host, tiers::host_control(Some(host)).azure_roles).await;
            }
        }
        Task::AzureScopes => {
            let scope = AzureScope::parse("/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b");
            let _ = (directory.list_azure_roles(&scope).await, directory.check_azure_rights(&scope).await);
            let _ = directory.list_azure_assignments(&scope, id.0).await;
            let Ok(scopes) = directory.list_azure_scopes().await else { return };
            for scope in scopes.items.iter().take(3) {
                let _ = directory.check_azure_rights(&scope.scope).await;
                if let AzureScope::Subscription(id) = scope.scope {
                    let _ = directory.list_azure_resource_groups(id).await;
                    let _ = directory.find_azure_resources(id, "o'b").await;
                }
            }
        }
        Task::Find => {
            let _ = directory.find(id.0).await;
            let _ = directory.find(Guid::ZERO).await;
            let _ = directory.candidates(SearchTerm::Name("o'b".to_owned())).await;
        }
        Task::Places => {
            let _ = (directory.administrative_units().await, directory.applications_named("a").await);
            let _ = (directory.directory_roles().await, directory.load_apis_of_tenant().await);
            directory.load_apis(&[AppId(Guid::ZERO)]).await;
        }
        Task::Review => {
            let (reading, brake) = (RefCell::new(TenantReading::default()), ReadingControl::default());
            directory.read_tenant(&reading, &brake, || ()).await;
            let _ = (directory.sign_in_activity().await, directory.grant_log().await);
            let review = TenantReview::of(&reading.borrow(), &directory.apis(), START);
            assert!(review.rows().len() < 10_000);
        }
    }
}

fn directory(service: &Rc<Hostile>, time: &VirtualTime) -> Directory<Rc<Hostile>, VirtualTime> {
    let granted: SortedSet<Scope> = Scope::ALL.iter().copied().collect();
    Directory::new(Rc::clone(service), time.clone(), HOST, granted)
}

/// The bodies of all answers on a visit on which nothing comes to harm.
pub fn answers() -> Vec<String> {
    let (service, time) = Hostile::new(Vec::new());
    let directory = directory(&service, &time);
    for task in TASKS {
        for id in identities() {
            time.run(carry_out(task, &directory, id)).unwrap();
            if !matches!(task, Task::Held | Task::Roles | Task::Relations | Task::Find) {
                break;
            }
        }
    }
    let answers = service.answers.take();
    let bodies = answers.iter().filter_map(|answer| serde_json::from_slice::<Value>(answer.body()).ok());
    bodies
        .flat_map(|body| match body["responses"].as_array() {
            Some(parts) => parts.iter().map(|part| part["body"].to_string()).collect(),
            None => vec![body.to_string()],
        })
        .collect()
}

/// Whether a request is one that a reading may send: to a constant address, and only to read.
fn only_reads((authority, request): &(Authority, Request)) -> Result<(), String> {
    let uri = request.uri();
    let relative = uri.scheme().is_none() && uri.authority().is_none();
    let goes_well = match authority {
        Authority::Azure if *uri == azure::ADDRESS => asks_azure(request.body()),
        Authority::Azure => {
            let asks = request.method() == Method::GET || uri.path() == "/providers/Microsoft.Management/getEntities";
            asks && request.body().is_empty() && arm::is_own_address(uri)
        }
        Authority::Read => match uri.path() {
            "/v1.0/$batch" | "/beta/$batch" => items(request.body()).all(|item| reads(&item)),
            path => request.method() == Method::GET && is_plain(path),
        },
        Authority::Change => false,
    };
    if relative && goes_well {
        Ok(())
    } else {
        Err(format!("{authority:?} {uri} {}", String::from_utf8_lossy(request.body())))
    }
}

fn items(body: &[u8]) -> impl Iterator<Item = Value> {
    let batch: Value = serde_json::from_slice(body).unwrap();
    batch["requests"].as_array().unwrap().clone().into_iter()
}

fn reads(item: &Value) -> bool {
    let url = item["url"].as_str().unwrap();
    item["method"] == "GET" && item["body"].is_null() && is_plain(url.split('?').next().unwrap()) && !url.contains('#')
}

/// A path of words, ids and the quotes of an alternate key, below one root.
fn is_plain(path: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/-_.$()='".contains(c);
    path.starts_with('/') && !path.contains("//") && !path.contains("..") && path.chars().all(allowed)
}

/// What is asked of Azure is a constant text with ids in it; only the mark of the next page is the service's.
fn asks_azure(body: &[u8]) -> bool {
    let body: Value = serde_json::from_slice(body).unwrap();
    let query = body["query"].as_str().unwrap();
    query.contains('|') && !query.contains("evil") && !query.contains('\u{202e}')
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_read_ends_and_asks_no_other_host_for_any_answer(
        task in task(),
        which in any::<prop::sample::Index>(),
        harms in vec((0usize..12, harm()), 1..10),
    ) {
        let (service, time) = Hostile::new(harms);
        let directory = directory(&service, &time);
        let id = *which.get(&identities());
        prop_assert!(time.run(carry_out(task, &directory, id)).is_ok(), "nobody waits for ever");
        for sent in service.sent.borrow().iter() {
            prop_assert_eq!(only_reads(sent), Ok(()));
        }
        prop_assert!(service.sent.borrow().len() < 2_000);
    }

    #[test]
    fn a_chain_of_writes_has_an_answer_for_each_whatever_comes_back(
        harms in vec((0usize..1, harm()), 1..8),
        count in 1usize..20,
    ) {
        let (service, time) = Hostile::new(harms);
        let client = Client::new(Rc::clone(&service), time.clone(), HOST, SortedSet::new());
        let write = |number: usize| {
            let path = format!("/v1.0/servicePrincipals/{}/appRoleAssignedTo/x{number}", Guid::ZERO);
            http::Request::builder().method(Method::DELETE).uri(path).body(Vec::new()).unwrap()
        };
        let writes: Vec<Request> = (0..count).map(write).collect();
        let answer = time.run(client.write(&writes)).unwrap();
        prop_assert_eq!(answer.answers.len(), count);
        prop_assert_eq!(service.sent.borrow().len(), 1, "nothing is sent twice");
    }

    #[test]
    fn azure_assignment_is_only_believed_from_an_answer_that_tells_of_it(harms in vec((0usize..2, harm()), 1..8)) {
        let (service, time) = Hostile::new(harms);
        let directory = directory(&service, &time);
        let new = NewAzureAssignment::of_identity(AzureRoleGrant {
            principal: Guid::ZERO,
            role: Guid::known("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
            scope: AzureScope::parse("/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b"),
            condition: None,
        });
        let id = new.id().unwrap();
        if let Ok(made) = time.run(directory.assign_azure_role(&new)).unwrap() {
            prop_assert_eq!((&made.id, &made.grant), (&id, &new.grant));
        }
        if let Ok(Some(removed)) = time.run(directory.remove_azure_role(&id)).unwrap() {
            prop_assert_eq!(removed.id, id);
        }
        let writes = service.sent.borrow().iter().filter(|(_, it)| it.method() != Method::GET).count();
        prop_assert!(writes <= 4, "a write is sent again only after a 401: {}", writes);
    }
}
