//! Requests and answers of Azure Resource Manager, over answers that were written by hand.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use futures_executor::block_on;
use futures_util::future::join_all;

use super::*;
use crate::client::Client;
use crate::clock::Clock;
use crate::transport::{Authority, Request, Response, Transport, TransportError};
use domain::azure_assignment::{AzureAssignmentId, AzureAssignmentName, AzureRoleGrant, NewAzureAssignment};
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use domain::guid::Guid;
use domain::problem::{Claims, Problem};
use domain::sorted_set::SortedSet;

const GROUP: &str = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
const PRINCIPAL: &str = "33333333-3333-3333-3333-333333333333";
const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

type ArmOutcome = Result<Response, TransportError>;

/// Gives one answer after the other and keeps what it was asked.
struct ScriptedArm {
    answers: RefCell<VecDeque<ArmOutcome>>,
    asked: RefCell<Vec<(Authority, Request)>>,
    renewed: RefCell<Vec<Option<Claims>>>,
    under_way: Cell<usize>,
    most_under_way: Cell<usize>,
}

impl Transport for ScriptedArm {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.asked.borrow_mut().push((authority, request));
        self.under_way.set(self.under_way.get() + 1);
        self.most_under_way.set(self.most_under_way.get().max(self.under_way.get()));
        next_turn().await;
        self.under_way.set(self.under_way.get() - 1);
        self.answers.borrow_mut().pop_front().unwrap()
    }

    async fn renew(&self, _authority: Authority, claims: Option<&Claims>) -> Result<(), TransportError> {
        self.renewed.borrow_mut().push(claims.cloned());
        Ok(())
    }
}

/// Lets everyone else who is ready run once.
async fn next_turn() {
    let mut came_round = false;
    poll_fn(|context| {
        if came_round {
            return Poll::Ready(());
        }
        came_round = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn client(answers: Vec<ArmOutcome>) -> (Client<Rc<ScriptedArm>, Clock>, Rc<ScriptedArm>) {
    let (asked, renewed, under_way, most_under_way) = Default::default();
    let answers = RefCell::new(answers.into());
    let scripted = Rc::new(ScriptedArm { answers, asked, renewed, under_way, most_under_way });
    (Client::new(Rc::clone(&scripted), Clock::new(), "graph.microsoft.com", SortedSet::new()), scripted)
}

fn answer(status: u16, body: &str) -> ArmOutcome {
    Ok(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
}

fn refusal(status: u16, code: &str, message: &str) -> ArmOutcome {
    answer(status, &serde_json::json!({"error": {"code": code, "message": message}}).to_string())
}

fn new() -> NewAzureAssignment {
    NewAzureAssignment::of_identity(AzureRoleGrant {
        principal: PRINCIPAL.parse().unwrap(),
        role: READER.parse().unwrap(),
        scope: AzureScope::parse(GROUP),
        condition: None,
    })
}

/// The body of an assignment, with the definition's ID as the service likes to write it: without its prefix.
fn body_of(id: &AzureAssignmentId, principal: &str) -> String {
    serde_json::json!({
        "id": id.as_str(), "name": id.name().to_string(), "type": "Microsoft.Authorization/roleAssignments",
        "properties": {
            "roleDefinitionId": format!("/providers/Microsoft.Authorization/roleDefinitions/{READER}"),
            "principalId": principal, "principalType": "ServicePrincipal", "scope": id.scope().to_string(),
        },
    })
    .to_string()
}

fn assigned(answers: Vec<ArmOutcome>) -> Result<domain::azure_assignment::AzureRoleAssignment, AzureWriteProblem> {
    block_on(client(answers).0.write_to_azure(&AssignAzureRole(new())))
}

fn removed(
    answers: Vec<ArmOutcome>,
) -> Result<Option<domain::azure_assignment::AzureRoleAssignment>, AzureWriteProblem> {
    block_on(client(answers).0.write_to_azure(&RemoveAzureRole(new().id().unwrap())))
}

#[test]
fn assignment_is_sent_as_documented_and_always_with_the_type_of_the_principal() {
    let id = new().id().unwrap();
    let (client, scripted) = client(vec![answer(201, &body_of(&id, PRINCIPAL))]);
    let made = block_on(client.write_to_azure(&AssignAzureRole(new()))).unwrap();
    assert_eq!((made.id, made.grant), (id.clone(), new().grant));
    let asked = scripted.asked.borrow();
    let [(authority, request)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((*authority, request.method().as_str()), (Authority::Azure, "PUT"));
    assert_eq!(request.uri().to_string(), format!("{id}?api-version=2022-04-01"));
    assert!(is_own_address(request.uri()) && request.headers().contains_key("x-ms-client-request-id"));
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    let definition =
        "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions";
    let wanted = serde_json::json!({"properties": {
        "roleDefinitionId": format!("{definition}/{READER}"), "principalId": PRINCIPAL,
        "principalType": "ServicePrincipal",
    }});
    assert_eq!(body, wanted);
}

#[test]
fn success_that_tells_of_something_else_is_unclear() {
    let id = new().id().unwrap();
    for body in [body_of(&id, "44444444-4444-4444-4444-444444444444"), String::new(), "<html>".to_owned()] {
        assert_eq!(assigned(vec![answer(200, &body)]), Err(AzureWriteProblem::Unclear(None)), "{body}");
    }
    let other = AzureAssignmentId::at(&AzureScope::parse(GROUP), AzureAssignmentName(Guid::ZERO)).unwrap();
    assert_eq!(removed(vec![answer(200, &body_of(&other, PRINCIPAL))]), Err(AzureWriteProblem::Unclear(None)));
    assert_eq!(removed(vec![answer(204, "")]), Ok(None));
    assert_eq!(removed(vec![answer(200, &body_of(&id, PRINCIPAL))]).unwrap().unwrap().id, id);
}

#[test]
fn each_refusal_says_what_to_do_next() {
    use AzureWriteProblem as Is;
    let check = |answered: ArmOutcome, wanted: fn(&Is) -> bool| {
        let problem = assigned(vec![answered.clone()]).unwrap_err();
        assert!(wanted(&problem), "{answered:?} became {problem}");
    };
    check(refusal(400, "PrincipalNotFound", "Principal 3333 does not exist."), |it| {
        matches!(it, Is::PrincipalNotFound(_))
    });
    check(refusal(400, "RoleAssignmentUpdateNotPermitted", ""), |it| matches!(it, Is::NameTaken(_)));
    check(refusal(400, "RoleAssignmentLimitExceeded", ""), |it| matches!(it, Is::LimitReached(_)));
    check(
        refusal(403, "AuthorizationFailed", "does not have authorization or an ABAC condition not fulfilled to"),
        |it| matches!(it, Is::Forbidden { condition_possible: true, said } if said.status == 403),
    );
    check(refusal(403, "AuthorizationFailed", "does not have authorization to"), |it| {
        matches!(it, Is::Forbidden { condition_possible: false, .. })
    });
    check(refusal(403, "LinkedAuthorizationFailed", ""), |it| matches!(it, Is::LinkedScopeForbidden(_)));
    for status in [400, 404] {
        check(refusal(status, "RoleDefinitionDoesNotExist", ""), |it| matches!(it, Is::RoleNotFound(_)));
    }
    for code in ["ResourceNotFound", "ResourceGroupNotFound", "SubscriptionNotFound"] {
        check(refusal(404, code, ""), |it| matches!(it, Is::ScopeNotFound(_)));
    }
    for (words, name) in [
        ("The role assignment already exists.", None),
        (
            "The role assignment already exists. The ID of the existing role assignment is 2f826ae117284c63bbb7a8a150a5a52d.",
            Some("2f826ae1-1728-4c63-bbb7-a8a150a5a52d"),
        ),
    ] {
        let problem = assigned(vec![refusal(409, "RoleAssignmentExists", words)]).unwrap_err();
        let Is::AlreadyAssigned { existing, .. } = problem else { panic!("{problem}") };
        assert_eq!(existing, name.map(|name| name.parse().unwrap()));
    }
    check(refusal(409, "ReadOnlyDisabledSubscription", ""), |it| matches!(it, Is::SubscriptionReadOnly(_)));
    check(refusal(412, "LastAdmin", "Cannot delete the last RBAC admin assignment"), |it| {
        matches!(it, Is::LastAdministrator(_))
    });
    check(refusal(400, "BadRequestFormat", ""), |it| matches!(it, Is::Refused(_)));
    check(
        answer(400, r#"{"code":"PrincipalNotFound","message":"no envelope"}"#),
        |it| matches!(it, Is::PrincipalNotFound(said) if said.message == "no envelope"),
    );
    check(Err(TransportError::Lost), |it| *it == Is::Unclear(None));
    check(Err(TransportError::Offline), |it| *it == Is::NotSent(Problem::Offline));
    check(Err(TransportError::SignInNeeded), |it| *it == Is::NotSent(Problem::SignInNeeded));
    for status in [408, 500, 502, 503, 504] {
        check(answer(status, ""), |it| matches!(it, Is::Unclear(Some(_))));
    }
    check(answer(403, "<html>"), |it| matches!(it, Is::Forbidden { .. }));
}

#[test]
fn refusal_keeps_an_id_by_which_the_request_is_found() {
    let problem = assigned(vec![refusal(403, "AuthorizationFailed", "")]).unwrap_err();
    let id = problem.service_message().unwrap().request_id.as_deref();
    assert!(id.is_some_and(|id| id.parse::<Guid>().is_ok()), "{problem}");
}

#[test]
fn locked_scope_and_policy_are_named() {
    let words = format!(
        "The scope '{GROUP}/providers/x' cannot perform delete operation because following scope(s) are locked: '{GROUP}'. Please remove the lock and try again."
    );
    let problem = removed(vec![refusal(409, "ScopeLocked", &words)]).unwrap_err();
    let AzureWriteProblem::Locked { scopes, .. } = problem else { panic!("{problem}") };
    assert_eq!(scopes, [AzureScope::parse(GROUP)]);
    let policy = r#"{"error":{"code":"RequestDisallowedByPolicy","message":"Disallowed.","additionalInfo":[{"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"Allowed roles","policyAssignmentDisplayName":"Only readers"}}]}}"#;
    let problem = assigned(vec![answer(403, policy)]).unwrap_err();
    let AzureWriteProblem::DisallowedByPolicy { policy, .. } = problem else { panic!("{problem}") };
    assert_eq!(policy.as_deref(), Some("Only readers"));
}

#[test]
fn not_found_in_answer_to_a_removal_is_left_to_a_reading() {
    for code in ["", "ResourceGroupNotFound", "RoleAssignmentNotFound"] {
        let problem = removed(vec![refusal(404, code, "")]).unwrap_err();
        assert!(matches!(problem, AzureWriteProblem::Unclear(Some(_))), "{code}: {problem}");
    }
}

/// The challenge of the documentation, as Azure Resource Manager writes it.
fn challenge() -> ArmOutcome {
    let claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwMzc0MjgwMCJ9fX0=";
    let header = format!(
        r#"Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="User session has been revoked", claims="{claims}""#
    );
    Ok(http::Response::builder().status(401).header("www-authenticate", header).body(Vec::new()).unwrap())
}

#[test]
fn challenge_renews_the_token_once_and_is_then_for_the_user() {
    let id = new().id().unwrap();
    let (renewing, scripted) = client(vec![challenge(), answer(201, &body_of(&id, PRINCIPAL))]);
    assert!(block_on(renewing.write_to_azure(&AssignAzureRole(new()))).is_ok());
    assert!(scripted.renewed.borrow()[0].as_ref().unwrap().json().contains("1603742800"));
    let problem = assigned(vec![challenge(), challenge()]).unwrap_err();
    assert!(matches!(problem, AzureWriteProblem::NotSent(Problem::StepUp(_))), "{problem}");
    let bare = || answer(401, "");
    let problem = assigned(vec![bare(), bare()]).unwrap_err();
    assert_eq!(problem, AzureWriteProblem::NotSent(Problem::SignInNeeded));
}

#[test]
fn policy_that_requires_multi_factor_authentication_asks_for_it() {
    let words = "Resource 'x' was disallowed by policy. Users must use multi-factor authentication (MFA).";
    let problem = assigned(vec![refusal(403, "RequestDisallowedByPolicy", words)]).unwrap_err();
    assert_eq!(problem, AzureWriteProblem::NotSent(Problem::StepUp(Claims::multi_factor())));
}

#[test]
fn throttled_write_is_not_repeated_and_holds_the_next_request_back() {
    let throttled = http::Response::builder().status(429).header("retry-after", "17").body(Vec::new()).unwrap();
    let id = new().id().unwrap();
    let (client, scripted) = client(vec![Ok(throttled), answer(200, &body_of(&id, PRINCIPAL))]);
    let problem = block_on(client.write_to_azure(&AssignAzureRole(new()))).unwrap_err();
    assert!(matches!(problem, AzureWriteProblem::Throttled { wait, .. } if wait == Duration::from_secs(17)));
    assert_eq!(scripted.asked.borrow().len(), 1);
    assert!(block_on(client.write_to_azure(&AssignAzureRole(new()))).is_ok());
    assert_eq!(crate::transport::Surroundings::now(client.surroundings()).millis(), 17_000);
}

#[test]
fn scope_that_cannot_be_read_is_never_sent() {
    let (client, scripted) = client(Vec::new());
    let other = AzureScope::Other("/x/../y".to_owned());
    let grant = AzureRoleGrant { scope: other.clone(), ..new().grant };
    let new = NewAzureAssignment::of_identity(grant);
    assert!(block_on(client.write_to_azure(&AssignAzureRole(new))).is_err());
    assert!(block_on(client.list_from_azure(&ListPermissions(other))).is_err());
    assert!(scripted.asked.borrow().is_empty());
}

#[test]
fn list_is_read_to_its_end_and_no_link_leads_elsewhere() {
    let block = r#"{"actions":["*/read"],"notActions":[]}"#;
    let page = |link: &str| answer(200, &format!(r#"{{"value":[{block}]{link}}}"#));
    let path = format!("{GROUP}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01");
    let next = format!(r#","nextLink":"https://management.azure.com{path}&$skipToken=a""#);
    let read = |answers| block_on(client(answers).0.list_from_azure(&ListPermissions(AzureScope::parse(GROUP))));
    let whole = read(vec![page(&next), page(r#","nextLink":"""#)]).unwrap();
    assert!(whole.is_complete() && whole.items.len() == 2);
    let elsewhere = read(vec![page(&next.replace("azure.com", "azure.com.evil.example"))]).unwrap();
    assert!(elsewhere.gap.is_some());
    let broken = read(vec![page(&next), answer(403, "{}")]).unwrap();
    assert!(matches!(broken.gap, Some(Problem::Forbidden(_))));
    assert!(read(vec![answer(200, "<html>")]).is_err());
}

#[test]
fn every_request_of_a_list_is_an_own_address() {
    let scope = AzureScope::parse(GROUP);
    let subscription = "11111111-1111-1111-1111-111111111111".parse().unwrap();
    let requests = [
        ListAzureRoleDefinitions(scope.clone()).request(),
        ListPermissions(AzureScope::Root).request(),
        ListAzureAssignments { scope, principal: PRINCIPAL.parse().unwrap() }.request(),
        ListAzureHierarchy.request(),
        ListResourceGroups(subscription).request(),
        FindAzureResources { subscription, name: "O'Brien & x".to_owned() }.request(),
    ];
    let texts: Vec<String> = requests.into_iter().map(|it| it.unwrap().uri().to_string()).collect();
    assert!(texts.iter().all(|text| is_own_address(&text.parse().unwrap())), "{texts:?}");
    assert!(texts[2].ends_with(&format!("&$filter=atScope%28%29%20and%20assignedTo%28%27{PRINCIPAL}%27%29")));
    assert!(texts[5].ends_with("&$filter=substringof%28%27O%27%27Brien%20%26%20x%27%2C%20name%29"), "{}", texts[5]);
}

#[test]
fn reads_go_out_six_at_a_time_and_writes_one_by_one() {
    let (client, scripted) = client((0..20).map(|_| answer(200, r#"{"value":[]}"#)).collect());
    let scope = AzureScope::parse(GROUP);
    let list = ListPermissions(scope);
    let reads = block_on(join_all((0..20).map(|_| client.list_from_azure(&list))));
    assert!(reads.iter().all(Result::is_ok) && scripted.asked.borrow().len() == 20);
    assert_eq!(scripted.most_under_way.get(), 6);
    scripted.most_under_way.set(0);
    scripted.answers.borrow_mut().extend((0..5).map(|_| answer(204, "")));
    let remove = RemoveAzureRole(new().id().unwrap());
    let writes = block_on(join_all((0..5).map(|_| client.write_to_azure(&remove))));
    assert!(writes.iter().all(Result::is_ok) && scripted.most_under_way.get() == 1);
}
