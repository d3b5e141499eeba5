//! The state of the sign-in, and what a test or an administrator changes in it.

use super::account::Account;
use super::conditional_access::ConditionalAccess;
use super::consent::Consents;
use super::cookie::Sessions;
use super::flow::Flows;
use super::home_tenant::HomeTenant;
use super::refusal::SignInRefusal;
use super::registration::{RedirectUri, Registration};
use super::resource::Resource;
use super::seeded::Seeded;
use super::tokens::{Access, AccessError, Tokens};
use domain::ids::{AppId, UserId};
use domain::time::Timestamp;

/// The sign-in of one tenant: who is known, who is signed in, what was consented and which tokens are out.
pub struct Entra {
    pub(super) home: HomeTenant,
    pub(super) registrations: Vec<Registration>,
    pub(super) accounts: Vec<Account>,
    /// What is demanded beyond choosing an account.
    pub conditional_access: ConditionalAccess,
    pub(super) consents: Consents,
    pub(super) sessions: Sessions,
    pub(super) flows: Flows,
    pub(super) tokens: Tokens,
    pub(super) seeded: Seeded,
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

    /// Replaces the redirect URIs of a registration. `false` where there is no such registration.
    pub fn set_redirect_uris(&mut self, client: AppId, uris: Vec<RedirectUri>) -> bool {
        let registration = self.registrations.iter_mut().find(|registration| registration.client == client);
        registration.map(|registration| registration.redirect_uris = uris).is_some()
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

    pub(super) fn knows(&self, tenant: &str) -> bool {
        tenant == "common"
            || tenant == "organizations"
            || tenant == self.home.id.to_string()
            || tenant.eq_ignore_ascii_case(&self.home.domain)
    }

    pub(super) fn account(&self, user: UserId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.user == user)
    }

    pub(super) fn account_named(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.user_principal_name.eq_ignore_ascii_case(name))
    }

    pub(super) fn registration(&self, client: Option<&str>) -> Result<&Registration, SignInRefusal> {
        let client = client.unwrap_or_default();
        let known = self.registrations.iter().find(|registration| registration.client.to_string() == client);
        known.ok_or_else(|| SignInRefusal::unknown_client(client, &self.home))
    }
}
