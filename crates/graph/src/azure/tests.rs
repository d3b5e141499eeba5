//! Questions to Azure, over answers that were written by hand.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_executor::block_on;

use super::*;
use crate::client::Client;
use crate::clock::Clock;
use crate::transport::{Authority, Request, Response, Transport, TransportError};
use domain::azure_role::AzureScope;
use domain::guid::Guid;
use domain::listing::Listing;
use domain::problem::{Claims, Problem};
use domain::sorted_set::SortedSet;

const IDENTITY: Guid = Guid::known("8097154c-b14f-4898-928c-16ca80e12dfd");
const ROW: &str = r#"{"id":"/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/r","principalId":"8097154c-b14f-4898-928c-16ca80e12dfd",
    "roleId":"b24988ac-6180-42a0-ab88-20f7382dd24c","roleName":"Contributor","roleType":"BuiltInRole",
    "scope":"/subscriptions/1b87a2f0-0000-4000-8000-000000000001","subscriptionName":"Production","createdOn":"2026-01-05T10:00:00.1234567Z","condition":""}"#;

type Outcome = Result<(u16, String), TransportError>;

/// Gives one answer after the other and keeps what it was asked.
struct Scripted {
    answers: RefCell<VecDeque<Outcome>>,
    asked: RefCell<Vec<(Authority, Request)>>,
    renewed: RefCell<Vec<Authority>>,
}

impl Transport for Scripted {
    async fn send(&self, authority: Authority, request: Request) -> Result<Response, TransportError> {
        self.asked.borrow_mut().push((authority, request));
        let (status, body) = self.answers.borrow_mut().pop_front().unwrap()?;
        Ok(http::Response::builder().status(status).body(body.into_bytes()).unwrap())
    }

    async fn renew(&self, authority: Authority, _claims: Option<&Claims>) -> Result<(), TransportError> {
        self.renewed.borrow_mut().push(authority);
        Ok(())
    }
}

fn asked(
    answers: Vec<Outcome>,
) -> (Result<Listing<<ListAzureRoles as ResourceGraphQuery>::Row>, Problem>, Rc<Scripted>) {
    let scripted = Rc::new(Scripted {
        answers: RefCell::new(answers.into()),
        asked: RefCell::default(),
        renewed: RefCell::default(),
    });
    let client = Client::new(Rc::clone(&scripted), Clock::new(), "graph.microsoft.com", SortedSet::new());
    (block_on(client.ask(&ListAzureRoles(vec![IDENTITY]))), scripted)
}

fn page(rows: &[&str], skip_token: &str) -> Outcome {
    page_of(rows.len(), rows, skip_token)
}

fn page_of(total: usize, rows: &[&str], skip_token: &str) -> Outcome {
    let count = rows.len();
    Ok((200, format!(r#"{{"totalRecords":{total},"count":{count},"data":[{}]{skip_token}}}"#, rows.join(","))))
}

#[test]
fn a_question_goes_to_azure_in_one_exchange_with_its_own_token() {
    let (listing, scripted) = asked(vec![page(&[ROW], "")]);
    let listing = listing.unwrap();
    let [role] = listing.items.as_slice() else { panic!("{listing:?}") };
    assert_eq!(
        (role.role_name.as_deref(), role.subscription_name.as_deref()),
        (Some("Contributor"), Some("Production"))
    );
    assert!(matches!(role.scope, AzureScope::Subscription(_)) && !role.conditional && !role.custom);
    assert_eq!(role.created.unwrap().date(), "2026-01-05");
    let asked = scripted.asked.borrow();
    let [(authority, request)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((*authority, request.uri().to_string().as_str()), (Authority::Azure, ADDRESS));
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body["options"]["authorizationScopeFilter"], "AtScopeAboveAndBelow");
    assert!(body.get("subscriptions").is_none(), "the whole tenant is asked");
    assert!(body["query"].as_str().unwrap().contains(&format!("in ('{IDENTITY}')")));
}

#[test]
fn every_page_is_read_and_a_page_that_fails_leaves_a_gap() {
    let (listing, scripted) = asked(vec![page_of(3, &[ROW], r#","$skipToken":"a""#), page_of(3, &[ROW, "{}"], "")]);
    let listing = listing.unwrap();
    assert_eq!((listing.items.len(), listing.unreadable, &listing.gap), (2, 1, &None));
    let second: serde_json::Value = serde_json::from_slice(scripted.asked.borrow()[1].1.body()).unwrap();
    assert_eq!(second["options"]["$skipToken"], "a");

    let (listing, _) = asked(vec![page(&[ROW], r#","$skipToken":"a""#), Ok((403, "{}".to_owned()))]);
    assert!(matches!(listing.unwrap().gap, Some(Problem::Forbidden(_))));
    let (listing, _) = asked(vec![page(&[], r#","$skipToken":"a""#), page(&[], r#","$skipToken":"a""#)]);
    assert!(!listing.unwrap().is_complete(), "a list that goes round");
}

#[test]
fn an_answer_that_holds_fewer_rows_than_it_counts_is_not_complete() {
    let gap = |answers| asked(answers).0.unwrap().gap;
    let early = Some(Problem::Unreadable("a list that ended early"));
    let truncated = r#","resultTruncated":"true","$skipToken":null"#;
    assert_eq!(gap(vec![page_of(1001, &[ROW], truncated)]), early);
    assert_eq!(gap(vec![page_of(3, &[ROW], r#","$skipToken":"a""#), page_of(3, &[ROW], "")]), early);
    assert_eq!(gap(vec![page_of(2, &[ROW], r#","$skipToken":"a""#), page_of(2, &[ROW], "")]), None);
    assert_eq!(gap(vec![Ok((200, format!(r#"{{"data":[{ROW}]}}"#)))]), None, "where nothing is counted");
}

#[test]
fn the_rules_for_repeating_hold_here_as_well() {
    let (listing, scripted) = asked(vec![
        Ok((401, "{}".to_owned())),
        Ok((429, "{}".to_owned())),
        Err(TransportError::Lost),
        Ok((503, "{}".to_owned())),
        page(&[ROW], ""),
    ]);
    assert_eq!(listing.unwrap().items.len(), 1);
    assert_eq!(*scripted.renewed.borrow(), [Authority::Azure]);
}

#[test]
fn what_cannot_be_had_says_what_to_do() {
    let check = |answer: Outcome, wanted: fn(&Problem) -> bool| {
        let (listing, _) = asked(vec![answer.clone()]);
        assert!(wanted(&listing.unwrap_err()), "{answer:?}");
    };
    check(Err(TransportError::SignInNeeded), |it| *it == Problem::SignInNeeded);
    check(
        Ok((403, r#"{"error":{"code":"AuthorizationFailed","message":"x"}}"#.to_owned())),
        |it| matches!(it, Problem::Forbidden(said) if said.code == "AuthorizationFailed"),
    );
    check(Ok((200, "<html>".to_owned())), |it| matches!(it, Problem::Unreadable(_)));
}

#[test]
fn a_row_about_another_principal_is_not_believed() {
    let question = ListAzureRoles(vec![IDENTITY]);
    assert!(question.row(ROW).is_some());
    assert!(question.row(&ROW.replace("8097154c", "9097154c")).is_none());
}
