//! The checklist: what is right and what to do, from a configuration and what the test found out.

use super::cause::{SignInCause, SignInFailure, SignInStage};
use super::outcomes::{ItemState, SignInOutcome, TenantAnswer, TestItem, TestLine, TestOutcomes, TestedApp};
use crate::web::config::{Config, Mode, TenantName};
use crate::web::session::{GrantedScopes, UserInTenant};
use crate::web::text::connection_test as text;
use crate::web::text::problem::{self, Explanation};
use domain::ids::TenantId;
use domain::problem::Problem;
use domain::scope::Scope;
use graph::operations::connection_test::TestReads;

/// Every item of a configuration, in the order in which Microsoft checks them. `redirect` is the address that has to be
/// registered.
pub fn checklist(config: &Config, redirect: &str, outcomes: &TestOutcomes) -> Vec<TestLine> {
    let mut lines = vec![tenant(config, outcomes)];
    lines.extend(app(TestedApp::SignIn, config, redirect, outcomes, outcomes.sign_in.as_ref()));
    if config.mode.reads_only() {
        lines.push(reads_only(outcomes.sign_in.as_ref()));
    }
    lines.extend(reads(outcomes));
    if let Mode::ReaderOperator { reader, operator } = config.mode {
        let (state, said) = match reader == operator {
            true => (ItemState::Failed, text::same_registration()),
            false => (ItemState::Ok, text::two_registrations()),
        };
        lines.push(line(TestItem::TwoRegistrations, state, said));
        lines.extend(app(TestedApp::Changes, config, redirect, outcomes, outcomes.changes.as_ref()));
    }
    lines.extend(azure(config, redirect, outcomes));
    lines
}

fn line(item: TestItem, state: ItemState, said: Explanation) -> TestLine {
    TestLine { item, state, sentence: said.what, next: said.next, code: String::new() }
}

fn not_run(item: TestItem) -> TestLine {
    line(item, ItemState::NotRun, text::not_run())
}

fn failed(item: TestItem, failure: &SignInFailure, redirect: &str) -> TestLine {
    let cause = failure.cause();
    let state = match cause {
        SignInCause::NoAnswer | SignInCause::PopupBlocked | SignInCause::Surroundings => ItemState::Unknown,
        SignInCause::ConsentDeclined | SignInCause::ProofRequired => ItemState::Warning,
        _ => ItemState::Failed,
    };
    TestLine { code: failure.code(), ..line(item, state, text::cause(failure, redirect)) }
}

fn of_problem(item: TestItem, problem: &Problem) -> TestLine {
    let code = problem.service_message().map(|said| {
        let id = said.request_id.as_deref().unwrap_or_default();
        format!("{} {} {id}", said.status, said.code).trim().to_owned()
    });
    let state = match problem {
        Problem::Offline | Problem::Unreachable | Problem::Throttled(_) | Problem::Unavailable(_) => ItemState::Unknown,
        Problem::StepUp(_) | Problem::LicenseMissing(_) => ItemState::Warning,
        _ => ItemState::Failed,
    };
    TestLine { code: code.unwrap_or_default(), ..line(item, state, problem::explain(problem)) }
}

fn tenant(config: &Config, outcomes: &TestOutcomes) -> TestLine {
    let item = TestItem::Tenant;
    let refused =
        [&outcomes.sign_in, &outcomes.changes, &outcomes.azure].into_iter().find_map(|outcome| match outcome {
            Some(SignInOutcome::Refused(failure)) if failure.cause().stage() == SignInStage::Tenant => Some(failure),
            _ => None,
        });
    if let Some(failure) = refused {
        return failed(item, failure, "");
    }
    match (&config.tenant, &outcomes.tenant, expected_tenant(config, outcomes)) {
        (_, Some(TenantAnswer::Refused(number)), _) => match SignInFailure::from_code(number) {
            Some(failure) => failed(item, &failure, ""),
            None => line(item, ItemState::Failed, text::tenant_refused()),
        },
        (TenantName::Organizations, ..) => line(item, ItemState::Warning, text::any_tenant()),
        (_, _, Some(id)) => line(item, ItemState::Ok, text::tenant_found(&config.tenant.to_string(), id)),
        (_, Some(TenantAnswer::Unclear), None) => line(item, ItemState::Unknown, text::tenant_unclear()),
        _ => not_run(item),
    }
}

/// The tenant that accounts have to be signed in to: the one of the configuration, where its ID is known.
fn expected_tenant(config: &Config, outcomes: &TestOutcomes) -> Option<TenantId> {
    let signed_in = || match &outcomes.sign_in {
        Some(SignInOutcome::Token { user, .. }) => Some(user.tenant),
        _ => None,
    };
    match (&config.tenant, &outcomes.tenant) {
        (TenantName::Organizations, _) => signed_in(),
        (_, Some(TenantAnswer::Found(id))) => Some(*id),
        (_, Some(TenantAnswer::Refused(_))) => None,
        (TenantName::Id(id), _) if outcomes.sign_in.is_some() => signed_in().map(|_| *id),
        _ => signed_in(),
    }
}

/// The items of a registration. What Microsoft checks before the cause of a failure was right, and what comes after it
/// was not looked at.
fn app(
    app: TestedApp,
    config: &Config,
    redirect: &str,
    outcomes: &TestOutcomes,
    outcome: Option<&SignInOutcome>,
) -> Vec<TestLine> {
    let items = [
        (TestItem::Registration(app), SignInStage::Client, text::registration_found()),
        (TestItem::RedirectUri(app), SignInStage::RedirectUri, text::redirect_found()),
        (TestItem::Account(app), SignInStage::Account, text::account_signed_in()),
    ];
    let consent = TestItem::Consent(app);
    match outcome {
        None => items.map(|(item, ..)| not_run(item)).into_iter().chain([not_run(consent)]).collect(),
        Some(SignInOutcome::Token { user, granted }) => {
            let mut lines: Vec<TestLine> =
                items.into_iter().map(|(item, _, said)| line(item, ItemState::Ok, said)).collect();
            if expected_tenant(config, outcomes).is_some_and(|tenant| tenant != user.tenant)
                && let Some(account) = lines.last_mut()
            {
                *account = line(TestItem::Account(app), ItemState::Failed, text::other_tenant(user.tenant));
            } else if app == TestedApp::Changes
                && is_other_user(*user, outcomes.sign_in.as_ref())
                && let Some(account) = lines.last_mut()
            {
                *account = line(TestItem::Account(app), ItemState::Ok, text::other_account());
            }
            lines.push(consented(app, granted));
            lines
        }
        Some(SignInOutcome::Refused(failure)) => {
            let cause = failure.cause();
            let stage = cause.stage();
            let all = items.into_iter().chain([(consent, SignInStage::Consent, text::consent_given())]);
            all.map(|(item, of, said)| {
                // The platform of the redirect URI counts only when the code is redeemed, after everything else.
                let is_redirect = stage == SignInStage::Token && of == SignInStage::RedirectUri;
                // Where nothing was checked, the item of the account says why.
                let is_unchecked = stage == SignInStage::Nothing && of == SignInStage::Account;
                if of == stage || is_redirect || is_unchecked {
                    failed(item, failure, redirect)
                } else if of < stage {
                    line(item, ItemState::Ok, said)
                } else {
                    not_run(item)
                }
            })
            .collect()
        }
    }
}

fn is_other_user(user: UserInTenant, signed_in: Option<&SignInOutcome>) -> bool {
    matches!(signed_in, Some(SignInOutcome::Token { user: first, .. }) if *first != user)
}

fn consented(app: TestedApp, granted: &GrantedScopes) -> TestLine {
    let item = TestItem::Consent(app);
    // An optional scope is asked for by the change that needs it.
    let is_of = |scope: &Scope| scope.writes() == (app == TestedApp::Changes) && !scope.is_optional();
    let wanted: Vec<Scope> = Scope::ALL.iter().copied().filter(is_of).collect();
    let missing = granted.missing(&wanted);
    let needed: Vec<Scope> = missing.iter().copied().filter(|scope| Scope::AT_SIGN_IN.contains(scope)).collect();
    match (app, needed.is_empty(), missing.is_empty()) {
        (_, _, true) => line(item, ItemState::Ok, text::consent_complete()),
        (TestedApp::SignIn, false, _) => line(item, ItemState::Failed, text::consent_missing(&needed)),
        (TestedApp::SignIn, true, _) => line(item, ItemState::Warning, text::consent_later(&missing)),
        (TestedApp::Changes, ..) => line(item, ItemState::Warning, text::consent_at_change(&missing)),
    }
}

fn reads_only(outcome: Option<&SignInOutcome>) -> TestLine {
    let item = TestItem::ReadsOnly;
    match outcome {
        Some(SignInOutcome::Token { granted, .. }) => match granted.writing_scopes() {
            writing if writing.is_empty() => line(item, ItemState::Ok, text::token_reads()),
            writing => line(item, ItemState::Failed, text::token_writes(&writing)),
        },
        _ => not_run(item),
    }
}

fn reads(outcomes: &TestOutcomes) -> Vec<TestLine> {
    let items = [
        TestItem::User,
        TestItem::Organization,
        TestItem::Roles,
        TestItem::Read(Scope::ApplicationReadAll),
        TestItem::Read(Scope::RoleManagementReadDirectory),
    ];
    let Some(reads) = &outcomes.reads else { return items.map(not_run).into() };
    items.into_iter().map(|item| read(item, reads, outcomes)).collect()
}

fn read(item: TestItem, reads: &TestReads, outcomes: &TestOutcomes) -> TestLine {
    let token = match &outcomes.sign_in {
        Some(SignInOutcome::Token { user, .. }) => Some(*user),
        _ => None,
    };
    let ok = |said: Explanation| line(item, ItemState::Ok, said);
    let outcome = match item {
        TestItem::User => reads.user.as_ref().map(|user| match token {
            Some(token) if token.user != *user => line(item, ItemState::Failed, text::other_user()),
            _ => ok(text::answered()),
        }),
        TestItem::Organization => reads.tenant.as_ref().map(|tenant| match token {
            Some(token) if token.tenant != *tenant => line(item, ItemState::Failed, text::other_tenant(*tenant)),
            _ => ok(text::organization(*tenant)),
        }),
        TestItem::Roles => reads.roles.as_ref().map(|roles| match roles.is_empty() {
            true => line(item, ItemState::Warning, text::no_roles()),
            false => ok(text::roles(roles)),
        }),
        TestItem::Read(Scope::ApplicationReadAll) => reads.service_principal.as_ref().map(|()| ok(text::answered())),
        _ => reads.role_definitions.as_ref().map(|()| ok(text::answered())),
    };
    outcome.unwrap_or_else(|problem| of_problem(item, problem))
}

fn azure(config: &Config, redirect: &str, outcomes: &TestOutcomes) -> Vec<TestLine> {
    let (consent, api) = (TestItem::AzureConsent, TestItem::AzureApi);
    if matches!(config.mode, Mode::ReadOnly { .. }) {
        return vec![line(consent, ItemState::NotRun, text::no_azure())];
    }
    let consent = match &outcomes.azure {
        None => not_run(consent),
        Some(SignInOutcome::Token { .. }) => line(consent, ItemState::Ok, text::azure_token()),
        Some(SignInOutcome::Refused(failure)) => match failure.cause() {
            SignInCause::ConsentMissing | SignInCause::Misconfigured => {
                TestLine { code: failure.code(), ..line(consent, ItemState::Failed, text::azure_consent()) }
            }
            _ => failed(consent, failure, redirect),
        },
    };
    let api = match &outcomes.subscriptions {
        None => not_run(api),
        Some(Ok(0)) => line(api, ItemState::Warning, text::no_subscription()),
        Some(Ok(count)) => line(api, ItemState::Ok, text::subscriptions(*count)),
        Some(Err(problem)) => of_problem(api, problem),
    };
    vec![consent, api]
}

#[cfg(test)]
mod tests;
