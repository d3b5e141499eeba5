//! Runs the test: each step in a window, with a client of its own whose tokens live in memory until the step ends.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cause::{SignInFailure, number_in};
use super::metadata::tenant_of;
use super::outcomes::{SignInOutcome, TenantAnswer, TestOutcomes, TestStep};
use crate::web::config::{Config, Mode, Storage, TenantName};
use crate::web::hosting;
use crate::web::msal::{Client, Grant, LibraryError};
use crate::web::session::SignInError;
use crate::web::tenant::connection::Connection;
use crate::web::tenant::fetch;
use crate::web::tenant::open_tenant::OpenDirectory;
use crate::web::tenant::surroundings::BrowserSurroundings;
use domain::cloud::Cloud;
use domain::ids::AppId;
use domain::scope::Scope;
use graph::closable::ClosableTransport;

/// A test of one configuration.
#[derive(Clone, Copy)]
pub struct TestRun {
    config: StoredValue<Config>,
    outcomes: RwSignal<TestOutcomes>,
    waiting: RwSignal<Option<TestStep>>,
    /// Tells the answer of one window from the late answer of another.
    attempts: StoredValue<u32>,
    /// The account of the sign-in, for the window of Azure. It is in no report.
    username: StoredValue<String>,
}

impl TestRun {
    /// A test in which nothing was looked at.
    pub fn new(config: Config) -> Self {
        Self {
            config: StoredValue::new(config),
            outcomes: RwSignal::new(TestOutcomes::default()),
            waiting: RwSignal::new(None),
            attempts: StoredValue::new(0),
            username: StoredValue::new(String::new()),
        }
    }

    /// The configuration.
    pub fn config(self) -> Config {
        self.config.get_value()
    }

    /// What was found out so far.
    pub fn outcomes(self) -> ReadSignal<TestOutcomes> {
        self.outcomes.read_only()
    }

    /// The step whose window is open.
    pub fn waiting(self) -> ReadSignal<Option<TestStep>> {
        self.waiting.read_only()
    }

    /// The steps that the mode has.
    pub fn steps(self) -> Vec<TestStep> {
        match self.config.with_value(|config| config.mode) {
            Mode::ReadOnly { .. } => vec![TestStep::SignIn],
            Mode::ReaderOperator { .. } => vec![TestStep::SignIn, TestStep::Changes, TestStep::Azure],
            Mode::Single { .. } => vec![TestStep::SignIn, TestStep::Azure],
        }
    }

    /// Begins a step. Needs a click.
    pub fn begin(self, step: TestStep) {
        let attempt = self.next_attempt();
        self.waiting.set(Some(step));
        self.outcomes.update(|outcomes| {
            *outcome(outcomes, step) = None;
            match step {
                TestStep::SignIn => (outcomes.reads, outcomes.tenant) = (None, None),
                TestStep::Changes => {}
                TestStep::Azure => outcomes.subscriptions = None,
            }
        });
        spawn_local(self.run(step, attempt));
    }

    /// Gives up the step whose window is open.
    pub fn cancel(self) {
        self.end_window(SignInFailure { error: SignInError::Cancelled, number: String::new() });
    }

    /// Takes the code that the window shows. `false` where the text has none.
    pub fn take_code(self, text: &str) -> bool {
        match SignInFailure::from_code(text) {
            Some(failure) => {
                self.end_window(failure);
                true
            }
            None => false,
        }
    }

    fn end_window(self, failure: SignInFailure) {
        if let Some(step) = self.waiting.get_untracked() {
            self.next_attempt();
            self.waiting.set(None);
            self.outcomes.update(|outcomes| *outcome(outcomes, step) = Some(SignInOutcome::Refused(failure)));
        }
    }

    async fn run(self, step: TestStep, attempt: u32) {
        let config = self.config.get_value();
        if step == TestStep::SignIn {
            let answer = tenant_answer(&config.tenant).await;
            let is_unknown = matches!(answer, TenantAnswer::Refused(_));
            if !self.is_current(attempt) {
                return;
            }
            self.outcomes.update(|outcomes| outcomes.tenant = Some(answer));
            if is_unknown {
                // A window would only show the same.
                self.waiting.set(None);
                return;
            }
        }
        let (client, signed_in) = match self.sign_in(step, &config).await {
            Ok((client, grant)) => (Some(client), Ok(grant)),
            Err(failure) => (None, Err(failure)),
        };
        if !self.is_current(attempt) {
            return forget(client).await;
        }
        match (client, signed_in) {
            (Some(client), Ok(grant)) => self.read(step, &config, attempt, client, grant).await,
            (_, Err(failure)) => {
                self.outcomes.update(|outcomes| *outcome(outcomes, step) = Some(SignInOutcome::Refused(failure)));
            }
            (None, Ok(_)) => {}
        }
        if self.is_current(attempt) {
            self.waiting.set(None);
        }
    }

    async fn sign_in(self, step: TestStep, config: &Config) -> Result<(Rc<Client>, Grant), SignInFailure> {
        if step == TestStep::Changes
            && let Some(check) = hosting::observe().await.forbids_changes()
        {
            return Err(of_page(SignInError::NotSafeHere(check)));
        }
        let client = Rc::new(open(registration(step, config.mode), &config.tenant).await.map_err(of_page)?);
        // The page may have been left meanwhile.
        let username = self.username.try_get_value().unwrap_or_default();
        let tested = match step {
            TestStep::SignIn => client.test_in_window(Scope::AT_SIGN_IN).await,
            // The token carries whatever was consented to, so nothing further has to be asked for.
            TestStep::Changes => client.test_in_window(&[Scope::UserRead]).await,
            TestStep::Azure => client.test_azure_in_window(&username).await,
        };
        tested.map(|grant| (client, grant)).map_err(of_library)
    }

    /// Notes the token, reads with it what the step reads, and forgets it.
    async fn read(self, step: TestStep, config: &Config, attempt: u32, client: Rc<Client>, grant: Grant) {
        let (user, granted) = (grant.account.user_in_tenant(), grant.scopes);
        drop(grant.token);
        let must_not_be_used = config.mode.reads_only() && !granted.writing_scopes().is_empty();
        let held = Scope::ALL.iter().copied().filter(|scope| granted.contains(*scope)).collect();
        let token = SignInOutcome::Token { user, granted };
        self.outcomes.update(|outcomes| *outcome(outcomes, step) = Some(token));
        if step == TestStep::SignIn {
            self.username.try_set_value(grant.account.username);
        }
        let host = Cloud::OF_THIS_BUILD.graph_root().trim_start_matches("https://");
        let connection = ClosableTransport::new(Connection::Tested(client.clone()));
        let directory = || OpenDirectory::new(connection, BrowserSurroundings, host, held);
        match step {
            TestStep::SignIn if !must_not_be_used => {
                let reads = directory().test_reads().await;
                if self.is_current(attempt) {
                    self.outcomes.update(|outcomes| outcomes.reads = Some(reads));
                }
            }
            TestStep::Azure => {
                let subscriptions = directory().count_subscriptions().await;
                if self.is_current(attempt) {
                    self.outcomes.update(|outcomes| outcomes.subscriptions = Some(subscriptions));
                }
            }
            TestStep::SignIn | TestStep::Changes => {}
        }
        client.forget().await;
    }

    fn next_attempt(self) -> u32 {
        self.attempts.update_value(|attempts| *attempts += 1);
        self.attempts.get_value()
    }

    /// Whether the page is still there and waits for this attempt.
    fn is_current(self, attempt: u32) -> bool {
        self.attempts.try_get_value() == Some(attempt)
    }
}

fn outcome(outcomes: &mut TestOutcomes, step: TestStep) -> &mut Option<SignInOutcome> {
    match step {
        TestStep::SignIn => &mut outcomes.sign_in,
        TestStep::Changes => &mut outcomes.changes,
        TestStep::Azure => &mut outcomes.azure,
    }
}

fn registration(step: TestStep, mode: Mode) -> AppId {
    match (step, mode) {
        (TestStep::Changes, Mode::ReaderOperator { operator, .. }) => operator,
        _ => mode.client(),
    }
}

async fn open(registration: AppId, tenant: &TenantName) -> Result<Client, SignInError> {
    let redirect = fetch::page_file_url("redirect.html").ok_or(SignInError::LibraryMissing)?;
    Client::open(registration, tenant, Storage::Memory, redirect).await
}

async fn forget(client: Option<Rc<Client>>) {
    if let Some(client) = client {
        client.forget().await;
    }
}

fn of_page(error: SignInError) -> SignInFailure {
    SignInFailure { error, number: String::new() }
}

/// The number is in the error, or at the beginning of its message.
fn of_library(raised: LibraryError) -> SignInFailure {
    let number =
        if raised.number.is_empty() { number_in(&raised.message).unwrap_or_default() } else { raised.number.clone() };
    SignInFailure { error: raised.into_sign_in_error(), number }
}

async fn tenant_answer(tenant: &TenantName) -> TenantAnswer {
    match fetch::tenant_metadata(tenant).await {
        Ok((status, text)) => tenant_of(status, &text),
        Err(_) => TenantAnswer::Unclear,
    }
}
