//! The session's states, event by event.

use super::*;
use crate::web::config::{Config, SignInForm, Storage};
use domain::scope::Scope;

const READS: &[&str] = &["User.Read", "Application.Read.All", "RoleManagement.Read.Directory"];
const WRITES: &[&str] = &["User.Read", "AppRoleAssignment.ReadWrite.All"];

fn id(n: u8) -> String {
    format!("00000000-0000-0000-0000-0000000000{n:02x}")
}

fn single() -> Mode {
    Mode::Single { client: id(1).parse().unwrap(), storage: Storage::Memory }
}

fn reader_operator() -> Mode {
    Mode::ReaderOperator { reader: id(1).parse().unwrap(), operator: id(2).parse().unwrap() }
}

fn read_only() -> Mode {
    Mode::ReadOnly { client: id(1).parse().unwrap() }
}

fn deployed(mode: Mode) -> Setup {
    Setup::Deployed(Config { tenant: "organizations".parse().unwrap(), mode })
}

fn account(user: u8, tenant: u8) -> Account {
    Account {
        user: id(user).parse().unwrap(),
        tenant: id(tenant).parse().unwrap(),
        username: String::new(),
        name: String::new(),
    }
}

fn scopes(names: &'static [&'static str]) -> GrantedScopes {
    GrantedScopes::new(names.iter().copied())
}

fn nobody(setup: Setup) -> Session {
    Session::Restoring.after(Event::NobodyRestored(setup, None))
}

fn entered(mode: Mode) -> SignedIn {
    match restored(mode, scopes(READS)) {
        Session::SignedIn(now) => *now,
        other => panic!("{other:?}"),
    }
}

fn held(now: SignedIn) -> Session {
    Session::SignedIn(Box::new(now))
}

fn restored(mode: Mode, granted: GrantedScopes) -> Session {
    let event = Event::SignedIn { setup: deployed(mode), attempt: None, account: account(10, 20), granted };
    Session::Restoring.after(event)
}

fn change() -> SignInQuestion {
    SignInQuestion::Change(vec![Scope::AppRoleAssignmentReadWriteAll])
}

/// A sign-in of which the change was asked and answered.
fn answered(mode: Mode, who: Account, granted: GrantedScopes) -> Session {
    let asked = held(entered(mode)).after(Event::Asked(change(), Attempt(1)));
    asked.after(Event::Answered(Attempt(1), who, granted))
}

#[test]
fn the_form_of_the_sign_in_follows_the_mode() {
    for (mode, expected) in
        [(single(), SignInForm::Popup), (reader_operator(), SignInForm::Redirect), (read_only(), SignInForm::Redirect)]
    {
        match nobody(deployed(mode)).after(Event::SignInStarted(Attempt(1))) {
            Session::SigningIn(SigningIn { form, .. }) => assert_eq!(form, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn without_a_configuration_only_the_sample_opens() {
    let start = nobody(Setup::None);
    assert_eq!(start.clone().after(Event::SignInStarted(Attempt(1))), start);
    let opening = start.clone().after(Event::SampleOpened);
    assert_eq!(opening.clone().after(Event::SampleReady), Session::Sample { setup: Setup::None, ready: true });
    assert_eq!(opening.after(Event::SampleReady).after(Event::SampleClosed), start);
    let failed = start.after(Event::SampleOpened).after(Event::SampleFailed);
    assert_eq!(failed.error(), Some(&SignInError::SampleMissing));
}

#[test]
fn only_the_awaited_window_counts() {
    let waiting = nobody(deployed(single())).after(Event::SignInStarted(Attempt(1)));
    let again = waiting.clone().after(Event::SignInStarted(Attempt(2)));
    assert_eq!(again.awaited(), Some(Attempt(2)));
    assert_eq!(again.clone().after(Event::Failed(Attempt(1), SignInError::TimedOut)), again);

    let answer = |attempt| Event::SignedIn {
        setup: deployed(single()),
        attempt: Some(Attempt(attempt)),
        account: account(10, 20),
        granted: scopes(READS),
    };
    assert_eq!(again.clone().after(answer(1)), again);
    assert!(again.after(answer(2)).signed_in().is_some());

    let given_up = waiting.after(Event::GivenUp);
    assert_eq!(given_up, nobody(deployed(single())));
    assert_eq!(given_up.clone().after(answer(1)), given_up);
}

#[test]
fn a_failed_sign_in_says_why_and_can_be_tried_again() {
    let failed = nobody(deployed(single()))
        .after(Event::SignInStarted(Attempt(1)))
        .after(Event::Failed(Attempt(1), SignInError::PopupBlocked));
    assert_eq!(failed.error(), Some(&SignInError::PopupBlocked));
    let again = failed.after(Event::SignInStarted(Attempt(2)));
    assert_eq!((again.error(), again.awaited()), (None, Some(Attempt(2))));
}

#[test]
fn a_deployment_that_only_reads_refuses_a_token_that_can_write() {
    for mode in [read_only(), reader_operator()] {
        let refused = restored(mode, scopes(WRITES));
        let writing = SignInError::TokenCanWrite(vec!["AppRoleAssignment.ReadWrite.All".to_owned()]);
        assert_eq!(refused.error(), Some(&writing));
    }
    assert!(restored(single(), scopes(WRITES)).signed_in().is_some());

    let asked = held(entered(read_only()))
        .after(Event::Asked(SignInQuestion::Scopes(vec![Scope::AuditLogReadAll]), Attempt(1)));
    let refused = asked.after(Event::Answered(Attempt(1), account(10, 20), scopes(WRITES)));
    assert!(matches!(refused.error(), Some(SignInError::TokenCanWrite(_))));
    assert!(refused.signed_in().is_none());
}

#[test]
fn the_operator_exists_while_a_plan_is_applied() {
    let needed = [Scope::AppRoleAssignmentReadWriteAll];
    assert_eq!(entered(reader_operator()).missing_for_change(&needed), needed);

    let applying = answered(reader_operator(), account(11, 20), scopes(WRITES));
    let now = applying.signed_in().unwrap();
    assert_eq!(now.asking, QuestionState::Nothing);
    assert_eq!((now.account.user, now.granted.clone()), (account(10, 20).user, scopes(READS)));
    assert_eq!(now.operator.as_ref().unwrap().account.user, account(11, 20).user);
    assert!(now.missing_for_change(&needed).is_empty());

    let of_azure = applying.clone().after(Event::ChangeEnded(ChangeTokens::AZURE));
    assert_eq!(of_azure, applying, "a change of a resource that ends leaves the plan its token");
    let done = applying.after(Event::ChangeEnded(ChangeTokens::ALL));
    assert_eq!(done.signed_in().unwrap().holder(Authority::Change), None);
}

#[test]
fn no_token_is_given_for_requests_of_another_user_or_tenant() {
    let opened_for = account(10, 20).user_in_tenant();
    let applying = answered(reader_operator(), account(11, 20), scopes(WRITES));
    let now = applying.signed_in().unwrap();
    // The operator may be another account than the one that the pages were opened for.
    let holder = |opened_for, authority| now.holder_for(opened_for, authority).map(|(who, _)| who.clone());
    assert_eq!(holder(opened_for, Authority::Read), Some(account(10, 20)));
    assert_eq!(holder(opened_for, Authority::Change), Some(account(11, 20)));
    for other in [account(11, 20), account(10, 21)] {
        for authority in [Authority::Read, Authority::Change] {
            assert_eq!(holder(other.user_in_tenant(), authority), None);
        }
    }
}

#[test]
fn a_single_registration_changes_with_the_token_it_reads_with() {
    let applying = answered(single(), account(10, 20), scopes(WRITES));
    let now = applying.signed_in().unwrap();
    assert_eq!(now.granted, scopes(WRITES));
    assert!(now.missing_for_change(&[Scope::AppRoleAssignmentReadWriteAll]).is_empty());
    assert_eq!(applying.clone().after(Event::ChangeEnded(ChangeTokens::ALL)), applying);
}

#[test]
fn answer_of_another_account_is_refused() {
    let cases = [
        (single(), account(11, 20), SignInError::OtherAccount),
        (single(), account(10, 21), SignInError::OtherTenant),
        (reader_operator(), account(11, 21), SignInError::OtherTenant),
    ];
    for (mode, who, expected) in cases {
        let refused = answered(mode, who, scopes(WRITES));
        assert_eq!(refused.error(), Some(&expected));
        let now = refused.signed_in().unwrap();
        assert_eq!((&now.account, &now.granted, &now.operator), (&account(10, 20), &scopes(READS), &None));
    }
}

#[test]
fn azure_is_connected_beside_the_sign_in_by_the_same_account() {
    const AZURE: &[&str] = &["https://management.azure.com/user_impersonation"];
    let asked = held(entered(reader_operator())).after(Event::Asked(SignInQuestion::Azure, Attempt(1)));
    assert_eq!(asked.signed_in().unwrap().holder(Authority::Azure), None);
    let connected = asked.clone().after(Event::Answered(Attempt(1), account(10, 20), scopes(AZURE)));
    let now = connected.signed_in().unwrap();
    assert_eq!(now.holder(Authority::Azure), Some((&account(10, 20), &scopes(AZURE))));
    assert_eq!((&now.granted, &now.asking), (&scopes(READS), &QuestionState::Nothing));

    let more = SignInQuestion::Scopes(vec![Scope::AuditLogReadAll]);
    let more = connected.after(Event::Asked(more, Attempt(2)));
    let more = more.after(Event::Answered(Attempt(2), account(10, 20), scopes(READS)));
    assert!(more.signed_in().unwrap().azure.is_some(), "asking for something else leaves it connected");

    let ended = more.after(Event::AzureEnded);
    let untouched = SignedIn { renewals: 2, ..entered(reader_operator()) };
    assert_eq!(ended, held(untouched), "its end ends nothing else");

    let other = asked.after(Event::Answered(Attempt(1), account(11, 20), scopes(AZURE)));
    assert_eq!((other.error(), &other.signed_in().unwrap().azure), (Some(&SignInError::OtherAccount), &None));
}

#[test]
fn token_for_azure_of_the_registration_for_changes_ends_with_the_change() {
    const AZURE: &[&str] = &["https://management.azure.com/user_impersonation"];
    let connect = |mode: Mode, question: SignInQuestion| {
        let asked = held(entered(mode)).after(Event::Asked(question, Attempt(1)));
        asked.after(Event::Answered(Attempt(1), account(10, 20), scopes(AZURE)))
    };
    let tokens = |session: &Session| {
        let now = session.signed_in().unwrap();
        (now.azure.is_some(), now.azure_operator.is_some())
    };
    let ended = |session: Session| tokens(&session.after(Event::ChangeEnded(ChangeTokens::ALL)));
    let connected = connect(reader_operator(), SignInQuestion::Azure);
    assert_eq!(tokens(&connected), (true, false));
    let changing = connected.after(Event::Asked(SignInQuestion::ChangeAzure, Attempt(2)));
    let changing = changing.after(Event::Answered(Attempt(2), account(10, 20), scopes(AZURE)));
    assert_eq!(tokens(&changing), (true, true));
    let stronger = changing
        .clone()
        .after(Event::Asked(SignInQuestion::StepUp(Authority::Azure, None), Attempt(3)))
        .after(Event::Answered(Attempt(3), account(10, 20), scopes(AZURE)));
    assert_eq!(ended(stronger), (true, false), "a stronger sign-in is of the registration in use");
    assert_eq!(ended(changing.clone()), (true, false), "Azure is still read with the other token");
    let of_graph = changing.clone().after(Event::ChangeEnded(ChangeTokens::DIRECTORY));
    assert_eq!(tokens(&of_graph), (true, true), "an activation that ends leaves the change of a resource its token");
    assert_eq!(tokens(&changing.after(Event::AzureEnded)), (false, false));
    assert_eq!(ended(connect(single(), SignInQuestion::ChangeAzure)), (true, false), "one registration has one token");
}

#[test]
fn a_needed_click_is_asked_for_once_and_never_over_an_open_window() {
    let now = held(entered(single()));
    let needed = now.clone().after(Event::InteractionNeeded(Authority::Read, None));
    assert_eq!(
        needed.signed_in().unwrap().asking,
        QuestionState::Needed(SignInQuestion::StepUp(Authority::Read, None))
    );
    let waiting = needed.after(Event::Asked(SignInQuestion::StepUp(Authority::Read, None), Attempt(3)));
    assert_eq!(waiting.clone().after(Event::InteractionNeeded(Authority::Change, None)), waiting);
    let answered = waiting.after(Event::Answered(Attempt(3), account(10, 20), scopes(READS)));
    assert_eq!(answered, held(SignedIn { renewals: 1, ..entered(single()) }));
}

fn claims(value: &str) -> Claims {
    let json = format!(r#"{{"access_token":{{"acrs":{{"essential":true,"value":"{value}"}}}}}}"#);
    Claims::from_json(json).unwrap()
}

#[test]
fn demanded_claims_stay_until_the_sign_in_that_satisfies_them() {
    let demanded = |session: &Session, authority| session.signed_in().unwrap().demanded(authority).cloned();
    let needed = held(entered(reader_operator()))
        .after(Event::InteractionNeeded(Authority::Read, Some(claims("c1"))))
        .after(Event::InteractionNeeded(Authority::Read, None));
    assert_eq!(demanded(&needed, Authority::Read), Some(claims("c1")), "a refusal without claims takes none back");
    assert_eq!(demanded(&needed, Authority::Change), None, "another token");
    let newer = needed.clone().after(Event::InteractionNeeded(Authority::Read, Some(claims("c2"))));
    assert_eq!(demanded(&newer, Authority::Read), Some(claims("c2")));

    let asked = needed.clone().after(Event::Asked(SignInQuestion::StepUp(Authority::Read, None), Attempt(1)));
    let failed = asked.clone().after(Event::Failed(Attempt(1), SignInError::TimedOut));
    assert_eq!(demanded(&failed, Authority::Read), Some(claims("c1")), "nothing was satisfied");
    let answered = asked.after(Event::Answered(Attempt(1), account(10, 20), scopes(READS)));
    assert_eq!(demanded(&answered, Authority::Read), None);
    let renewed = needed.after(Event::Renewed(Authority::Read));
    assert_eq!(demanded(&renewed, Authority::Read), None, "a silent renewal satisfied them");
}

#[test]
fn silent_renewal_ends_the_request_to_sign_in_for_that_token_only() {
    let asking = |mode, needed, renewed| {
        let needed = held(entered(mode)).after(Event::InteractionNeeded(needed, Some(claims("c1"))));
        needed.after(Event::Renewed(renewed)).signed_in().unwrap().asking.clone()
    };
    assert_eq!(asking(single(), Authority::Read, Authority::Read), QuestionState::Nothing);
    assert_eq!(asking(single(), Authority::Change, Authority::Read), QuestionState::Nothing, "they share a token");
    for (mode, needed, renewed) in
        [(reader_operator(), Authority::Change, Authority::Read), (single(), Authority::Azure, Authority::Read)]
    {
        let still = QuestionState::Needed(SignInQuestion::StepUp(needed, Some(claims("c1"))));
        assert_eq!(asking(mode, needed, renewed), still);
    }
    let window = Event::Asked(SignInQuestion::StepUp(Authority::Read, None), Attempt(1));
    let open = held(entered(single())).after(window).after(Event::Renewed(Authority::Read));
    assert_eq!(open.awaited(), Some(Attempt(1)), "a window that is open stays awaited");
}

#[test]
fn with_one_registration_changes_share_the_demand_of_the_token_that_reads() {
    let needed = held(entered(single())).after(Event::InteractionNeeded(Authority::Change, Some(claims("c1"))));
    let now = needed.signed_in().unwrap();
    assert_eq!(now.demanded(Authority::Read), Some(&claims("c1")));
    assert_eq!(now.demanded(Authority::Azure), None);
}

#[test]
fn every_token_that_may_allow_more_is_counted_and_failures_are_not() {
    let renewals = |session: &Session| session.signed_in().unwrap().renewals;
    let now = held(entered(reader_operator()));
    let asked = now.after(Event::Asked(SignInQuestion::StepUp(Authority::Read, None), Attempt(1)));
    assert_eq!(renewals(&asked), 0);
    assert_eq!(renewals(&asked.clone().after(Event::Failed(Attempt(1), SignInError::Cancelled))), 0);
    assert_eq!(renewals(&asked.clone().after(Event::Answered(Attempt(9), account(10, 20), scopes(READS)))), 0);
    let other = asked.clone().after(Event::Answered(Attempt(1), account(11, 20), scopes(READS)));
    assert_eq!(renewals(&other), 0, "another account's token is dropped");
    let answered = asked.after(Event::Answered(Attempt(1), account(10, 20), scopes(READS)));
    assert_eq!(renewals(&answered), 1);
    assert_eq!(renewals(&answered.after(Event::Renewed(Authority::Read))), 2);
}

#[test]
fn consent_to_reading_keeps_the_token_for_changes() {
    let applying = answered(reader_operator(), account(11, 20), scopes(WRITES));
    let asked = applying.after(Event::Asked(SignInQuestion::Scopes(vec![Scope::AuditLogReadAll]), Attempt(2)));
    let after = asked.after(Event::Answered(Attempt(2), account(10, 20), scopes(READS)));
    assert!(after.signed_in().unwrap().operator.is_some());
}

#[test]
fn a_question_that_fails_or_is_given_up_leaves_the_sign_in_as_it_was() {
    let now = entered(single());
    let waiting = held(now.clone()).after(Event::Asked(change(), Attempt(1)));
    assert_eq!(waiting.clone().after(Event::GivenUp), held(now.clone()));
    let failed = waiting.after(Event::Failed(Attempt(1), SignInError::AdminConsentNeeded));
    let asking = QuestionState::Failed { question: change(), error: SignInError::AdminConsentNeeded };
    assert_eq!(failed, held(SignedIn { asking, ..now }));
}

#[test]
fn an_administrator_is_sent_to_the_registration_that_was_asked_for() {
    let mode = reader_operator();
    let (reader, operator) = (mode.registration(Authority::Read), mode.registration(Authority::Change));
    let consent = SignInError::AdminConsentNeeded;
    assert_eq!(nobody(deployed(mode)).to_consent(&consent), Some(reader));
    let failed = held(entered(mode)).after(Event::Asked(change(), Attempt(1)));
    let failed = failed.after(Event::Failed(Attempt(1), consent.clone()));
    assert_eq!(failed.to_consent(&consent), Some(operator));
    let withheld = SignInError::ScopesWithheld(vec![Scope::AppRoleAssignmentReadWriteAll]);
    assert_eq!(held(entered(mode)).to_consent(&withheld), Some(operator));
    assert_eq!(failed.to_consent(&SignInError::PopupBlocked), None);
    assert_eq!(nobody(Setup::None).to_consent(&consent), None);
}

#[test]
fn signing_out_ends_every_kind_of_session_but_the_sample() {
    let out = held(entered(single())).after(Event::SignedOut(None));
    assert_eq!(out, nobody(deployed(single())));
    let late = out.after(Event::SignedOut(Some(SignInError::SignedOutHereOnly)));
    assert_eq!(late.error(), Some(&SignInError::SignedOutHereOnly));
    let sample = Session::Sample { setup: Setup::None, ready: true };
    assert_eq!(sample.clone().after(Event::SignedOut(None)), sample);
}

#[test]
fn deployment_with_a_tenant_id_refuses_accounts_of_other_tenants() {
    let setup = |tenant: &str| Setup::Deployed(Config { tenant: tenant.parse().unwrap(), mode: reader_operator() });
    let event = |setup| Event::SignedIn { setup, attempt: None, account: account(10, 20), granted: scopes(READS) };
    let is_in = |tenant: String| Session::Restoring.after(event(setup(&tenant))).signed_in().is_some();
    assert!(is_in(id(20)) && is_in("contoso.example".to_owned()));
    let refused = Session::Restoring.after(event(setup(&id(21))));
    assert_eq!(refused.error(), Some(&SignInError::WrongTenant));
}

fn typed(mode: Mode) -> Setup {
    Setup::Typed(Config { tenant: "contoso.example".parse().unwrap(), mode })
}

#[test]
fn typed_ids_leave_whatever_is_open_and_sign_no_one_in() {
    let expected = Session::SignedOut(SignedOut { setup: typed(read_only()), error: None });
    let event = || Event::SetupTyped(typed(read_only()));
    let out = nobody(deployed(single()));
    let sample = out.clone().after(Event::SampleOpened);
    let ready = sample.clone().after(Event::SampleReady);
    let waiting = out.clone().after(Event::SignInStarted(Attempt(1)));
    for open in [out, sample, ready, waiting.clone(), restored(reader_operator(), scopes(READS))] {
        assert_eq!(open.after(event()), expected);
    }
    let late = Event::SignedIn {
        setup: deployed(single()),
        attempt: Some(Attempt(1)),
        account: account(10, 20),
        granted: scopes(WRITES),
    };
    assert_eq!(waiting.after(event()).after(late), expected, "the answer of the window that was open counts no more");
    assert_eq!(Session::Restoring.after(event()), Session::Restoring);
}

#[test]
fn typed_configuration_goes_before_the_hosts_until_the_host_has_the_same() {
    let (hosted, other) = (deployed(read_only()), typed(reader_operator()));
    let kept = |setup: &Setup| setup.config().cloned();
    for setup in [Setup::None, Setup::Broken(crate::web::config::ConfigError::Unreachable), hosted.clone()] {
        assert_eq!(Setup::chosen(setup.clone(), None), setup);
        assert_eq!(Setup::chosen(setup, kept(&other)), other);
    }
    assert_eq!(Setup::chosen(hosted.clone(), kept(&hosted)), hosted);
}
