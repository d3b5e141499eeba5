//! What is tested, what the test found out, and a line of the checklist.

use super::cause::SignInFailure;
use crate::web::session::{GrantedScopes, UserInTenant};
use domain::ids::TenantId;
use domain::problem::Problem;
use domain::scope::Scope;
use graph::operations::connection_test::TestReads;

/// A registration that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestedApp {
    /// The one that users sign in with.
    SignIn,
    /// The one for changes.
    Changes,
}

/// A step of the test. Each opens a window at most, which takes a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestStep {
    /// Signs in, and reads.
    SignIn,
    /// Signs in with the registration for changes.
    Changes,
    /// Connects Azure, and reads.
    Azure,
}

/// What the test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestItem {
    /// Whether the tenant exists.
    Tenant,
    /// Whether reading and changing have a registration each.
    TwoRegistrations,
    /// Whether the registration exists.
    Registration(TestedApp),
    /// Whether the redirect URI is registered, for a single-page application.
    RedirectUri(TestedApp),
    /// Whether the account can sign in.
    Account(TestedApp),
    /// Whether what is needed was consented to.
    Consent(TestedApp),
    /// Whether the token of the sign-in can only read, where it must.
    ReadsOnly,
    /// `GET /me`.
    User,
    /// `GET /organization`.
    Organization,
    /// The user's roles.
    Roles,
    /// One read with this permission.
    Read(Scope),
    /// Whether there is a token for Azure.
    AzureConsent,
    /// Whether Azure Resource Graph answers.
    AzureApi,
}

/// How an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// As it should be.
    Ok,
    /// It works, and something should be known or done.
    Warning,
    /// It doesn't work.
    Failed,
    /// Not known, although it was looked at.
    Unknown,
    /// Not looked at.
    NotRun,
}

/// A line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestLine {
    /// What was looked at.
    pub item: TestItem,
    /// How it is.
    pub state: ItemState,
    /// What is the case. It names no user.
    pub sentence: String,
    /// What to do next; empty where nothing is.
    pub next: String,
    /// The service's own code and request ID; empty where there are none.
    pub code: String,
}

/// What the sign-in service says about a tenant, without a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TenantAnswer {
    /// It exists and has this ID.
    Found(TenantId),
    /// It doesn't, with the number of Entra's error.
    Refused(String),
    /// No answer that can be read came.
    Unclear,
}

/// How a sign-in of the test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInOutcome {
    /// With a token. It is forgotten when the step ends.
    Token {
        /// Whose it is.
        user: UserInTenant,
        /// What it can do.
        granted: GrantedScopes,
    },
    /// Without one.
    Refused(SignInFailure),
}

/// What the test found out so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestOutcomes {
    /// What the sign-in service says about the tenant.
    pub tenant: Option<TenantAnswer>,
    /// The sign-in.
    pub sign_in: Option<SignInOutcome>,
    /// The sign-in with the registration for changes.
    pub changes: Option<SignInOutcome>,
    /// The sign-in for Azure.
    pub azure: Option<SignInOutcome>,
    /// What came of the reads from Microsoft Graph.
    pub reads: Option<TestReads>,
    /// How many subscriptions Azure Resource Graph shows.
    pub subscriptions: Option<Result<usize, Problem>>,
}
