//! The stand-in of Entra's sign-in: answers what a browser and msal-browser send to `login.microsoftonline.com`.
//!
//! Authorization code with PKCE, refresh tokens with the fixed day of a single-page application, consent that
//! accumulates, conditional access, sign-out and administrator's consent, each refused where and as Entra refuses it.
//! Sources: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow> and
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
//!
//! Deliberately absent: passwords (a user chooses an account), other grants than the two that a page uses, and a
//! signature worth checking: MSAL does not check it, so the key is fixed and public. Access tokens are opaque, so that
//! no client can come to read them.

mod account;
mod admin_consent;
mod authorize;
mod claims;
mod conditional_access;
mod consent;
mod cookie;
mod discovery;
mod flow;
mod form;
mod id_token;
mod pages;
mod redeem;
mod refusal;
mod registration;
mod scopes;
mod seeded;
mod sign_out;
mod tokens;

use http::{Method, StatusCode};

pub use account::Account;
pub use conditional_access::{ConditionalAccess, Demand};
pub use registration::{RedirectUri, Registration};
pub use scopes::Resource;
pub use tokens::{Access, AccessError};

use domain::ids::{AppId, TenantId, UserId};
use domain::time::Timestamp;
use graph::transport::{Request, Response};

use consent::Consents;
use cookie::Sessions;
use flow::Flows;
use form::Fields;
use refusal::SignInRefusal;
use seeded::Seeded;
use tokens::Tokens;

/// The host whose requests [`Entra`] answers.
pub const HOST: &str = "login.microsoftonline.com";

/// The sign-in of one tenant: who is known, who is signed in, what was consented and which tokens are out.
pub struct Entra {
    home: HomeTenant,
    registrations: Vec<Registration>,
    accounts: Vec<Account>,
    /// What is demanded beyond choosing an account.
    pub conditional_access: ConditionalAccess,
    consents: Consents,
    sessions: Sessions,
    flows: Flows,
    tokens: Tokens,
    seeded: Seeded,
}

/// The tenant that signs in.
#[derive(Clone, Debug)]
pub struct HomeTenant {
    /// Its id, which is in the authority's path.
    pub id: TenantId,
    /// Its verified domain, which may be there as well.
    pub domain: String,
}

impl Entra {
    /// A sign-in where no one is signed in and nothing is consented. The same seed gives the same codes and tokens.
    pub fn new(home: HomeTenant, registrations: Vec<Registration>, accounts: Vec<Account>, seed: u64) -> Self {
        Self {
            home,
            registrations,
            accounts,
            conditional_access: ConditionalAccess::default(),
            consents: Consents::default(),
            sessions: Sessions::default(),
            flows: Flows::default(),
            tokens: Tokens::default(),
            seeded: Seeded::new(seed),
        }
    }

    /// Answers one request to the sign-in host. Its URI is relative: `/common/oauth2/v2.0/token`.
    pub fn answer(&mut self, now: Timestamp, request: &Request) -> Response {
        let path = request.uri().path().to_ascii_lowercase();
        let mut segments = path.trim_matches('/').split('/');
        let tenant = segments.next().unwrap_or_default().to_owned();
        if !self.knows(&tenant) {
            return refusal::unknown_tenant(&tenant);
        }
        let rest: Vec<&str> = segments.collect();
        let asked = Fields::of_query(request);
        match (request.method(), rest.as_slice()) {
            (&Method::GET, ["v2.0", ".well-known", "openid-configuration"]) => discovery::document(&self.home),
            (&Method::GET, ["discovery", "v2.0", "keys"]) => discovery::keys(),
            (&Method::GET, ["oauth2", "v2.0", "authorize"]) => self.authorize(now, request, &asked),
            (&Method::GET, ["adminconsent"] | ["v2.0", "adminconsent"]) => self.admin_consent(now, request, &asked),
            (&Method::GET, ["oauth2", "v2.0", "logout"]) => self.sign_out(request, &asked),
            (&Method::POST, ["oauth2", "v2.0", "token"]) => self.redeem(now, request),
            (&Method::POST, [step @ ("login" | "prove" | "consent")]) => self.step(now, step, request),
            (method, _) => pages::plain(StatusCode::NOT_FOUND, &format!("{method} {path} is not simulated.")),
        }
    }

    /// Whether an access token opens a resource, and for whom.
    ///
    /// # Errors
    ///
    /// Where the token is unknown, expired, meant for another resource, or lacks what conditional access demands.
    pub fn access(
        &self,
        now: Timestamp,
        token: &str,
        resource: Resource,
        writes: bool,
    ) -> Result<&Access, AccessError> {
        let access = self.tokens.access(now, token, resource)?;
        match self.conditional_access.challenge(access, writes) {
            Some(claims) => Err(AccessError::Challenged { claims }),
            None => Ok(access),
        }
    }

    /// Consents to scopes of one resource for all users, as an administrator does beforehand.
    pub fn consent_for_all(&mut self, client: AppId, resource: Resource, scopes: &[&str]) {
        self.consents.add_for_all(client, resource, scopes.iter().map(|name| (*name).to_owned()));
    }

    /// From now on no token of this client carries these scopes, whatever was consented to.
    pub fn withhold(&mut self, client: AppId, scopes: &[&str]) {
        self.consents.withhold(client, scopes.iter().map(|&scope| scope.to_owned()));
    }

    /// Takes back whatever was consented for a client, for everyone and for each user.
    pub fn withdraw_consent(&mut self, client: AppId) {
        self.consents.withdraw(client);
    }

    /// Ends every session of a user and refuses the refresh tokens and access tokens given before `now`: what happens
    /// when a password is changed or an administrator revokes the sessions.
    pub fn revoke_sessions(&mut self, now: Timestamp, user: UserId) {
        self.sessions.end_all_of(user);
        self.conditional_access.revoke(now, user);
    }

    /// Replaces who may sign in. Sessions and tokens of accounts that stay are kept.
    pub fn set_accounts(&mut self, accounts: Vec<Account>) {
        self.accounts = accounts;
    }

    /// Who may sign in.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    fn knows(&self, tenant: &str) -> bool {
        tenant == "common"
            || tenant == "organizations"
            || tenant == self.home.id.to_string()
            || tenant.eq_ignore_ascii_case(&self.home.domain)
    }

    fn account(&self, user: UserId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.user == user)
    }

    fn account_named(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.user_principal_name.eq_ignore_ascii_case(name))
    }

    fn registration(&self, client: Option<&str>) -> Result<&Registration, SignInRefusal> {
        let client = client.unwrap_or_default();
        let known = self.registrations.iter().find(|registration| registration.client.to_string() == client);
        known.ok_or_else(|| SignInRefusal::unknown_client(client, &self.home))
    }
}

#[cfg(test)]
mod tests;
