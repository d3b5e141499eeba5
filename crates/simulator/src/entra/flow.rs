//! From a request to its answer: the pages that a user passes in between.

use http::StatusCode;
use http::header::SET_COOKIE;

use super::admin_consent::AdminConsentRequest;
use super::authorize::{AuthorizationRequest, Prompt};
use super::cookie::{self, Session};
use super::form::Fields;
use super::refusal::SignInRefusal;
use super::scopes::Resource;
use super::tokens::{Code, SignedIn};
use super::{Account, Entra, pages};
use domain::ids::{AppId, UserId};
use domain::sort;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;
use domain::time::Timestamp;
use graph::transport::{Request, Response};

/// A request on its way through the pages.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub purpose: Purpose,
    /// Who has signed in so far.
    pub signed_in: Option<SignedInAs>,
    /// Whether the consent page was answered.
    pub consented: bool,
}

/// What a flow leads to.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// A code for a client.
    Code(Box<AuthorizationRequest>),
    /// The consent of an administrator for all users.
    AdminConsent(AdminConsentRequest),
}

/// A user, and what they proved.
#[derive(Clone, Debug)]
pub(super) struct SignedInAs {
    pub user: UserId,
    pub proofs: SortedSet<String>,
}

/// The flows that wait for a user, by the text that their forms carry.
#[derive(Default)]
pub(super) struct Flows(SortedMap<String, Flow>);

/// What has to happen next.
enum Next {
    ChooseAccount,
    Prove(SortedSet<String>),
    Consent(Vec<(Resource, String)>),
    /// The scopes are for an administrator to consent to, and this user is none.
    AskAnAdministrator,
    Finish(SignedInAs),
}

impl Purpose {
    pub fn client(&self) -> AppId {
        match self {
            Self::Code(wanted) => wanted.client,
            Self::AdminConsent(wanted) => wanted.client,
        }
    }

    /// Sends a refusal back to the client.
    fn refuse(&self, now: Timestamp, refusal: &SignInRefusal) -> Response {
        match self {
            Self::Code(wanted) => wanted.reply.refuse(now, refusal),
            Self::AdminConsent(wanted) => wanted.reply.refuse(now, refusal),
        }
    }

    /// Whether the pages may stay connected to the window that opened them.
    fn same_origin_opener(&self) -> bool {
        matches!(self, Self::Code(wanted) if wanted.same_origin_opener)
    }
}

impl Entra {
    /// Takes a flow as far as it goes without the user: to a page or to its end.
    pub(super) fn proceed(&mut self, now: Timestamp, flow: Flow) -> Response {
        let next = self.next(&flow);
        if let Purpose::Code(wanted) = &flow.purpose
            && wanted.prompt == Prompt::Silent
            && let Some(refusal) = self.silent_refusal(wanted, &next)
        {
            return wanted.reply.refuse(now, &refusal);
        }
        match next {
            Next::Finish(who) => self.finish(now, &flow.purpose, who),
            next => self.ask(flow, &next),
        }
    }

    /// Answers the form of a page.
    pub(super) fn step(&mut self, now: Timestamp, step: &str, request: &Request) -> Response {
        let fields = Fields::of_body(request);
        let Some(mut flow) = fields.get("flow").and_then(|id| self.flows.0.remove(id)) else {
            return pages::plain(StatusCode::BAD_REQUEST, "This page was answered before. Start again.");
        };
        let mut remembered = None;
        match step {
            "login" => {
                let name = fields.get("account").unwrap_or_default();
                let Some(account) = self.account_named(name) else {
                    return SignInRefusal::account_unknown(name).as_page();
                };
                flow.signed_in = Some(SignedInAs { user: account.user, proofs: SortedSet::new() });
            }
            "prove" => {
                if let (Next::Prove(proofs), Some(who)) = (self.next(&flow), flow.signed_in.as_mut()) {
                    who.proofs.extend(proofs);
                }
            }
            _ => match self.take_consent(&fields, &mut flow) {
                Ok(()) => {}
                Err(refusal) => return flow.purpose.refuse(now, &refusal),
            },
        }
        if let Some(who) = &flow.signed_in {
            let id = self.seeded.draw("s-");
            self.sessions.end(request);
            self.sessions.begin(id.clone(), Session { user: who.user, proofs: who.proofs.clone() });
            remembered = Some(cookie::remember(&id));
        }
        let mut response = self.proceed(now, flow);
        if let Some(header) = remembered {
            pages::add_header(&mut response, SET_COOKIE, &header);
        }
        response
    }

    fn next(&self, flow: &Flow) -> Next {
        let Some(who) = &flow.signed_in else { return Next::ChooseAccount };
        let Some(account) = self.account(who.user) else { return Next::ChooseAccount };
        let (asked, claims) = match &flow.purpose {
            Purpose::Code(wanted) => (wanted.asked.scopes.as_slice(), wanted.claims.clone()),
            Purpose::AdminConsent(wanted) => (wanted.scopes.as_slice(), super::claims::AskedClaims::default()),
        };
        let unproven: SortedSet<String> =
            self.conditional_access.proofs(&claims).difference(&who.proofs).cloned().collect();
        if !unproven.is_empty() {
            return Next::Prove(unproven);
        }
        if flow.consented {
            return Next::Finish(who.clone());
        }
        let (missing, for_all) = match &flow.purpose {
            Purpose::AdminConsent(_) => (asked.to_vec(), true),
            Purpose::Code(wanted) if wanted.prompt == Prompt::Consent => (asked.to_vec(), false),
            Purpose::Code(wanted) => (self.consents.missing(wanted.client, who.user, asked), false),
        };
        let needs_administrator = for_all || missing.iter().any(|(resource, name)| resource.needs_administrator(name));
        if needs_administrator && !account.may_consent_for_all() {
            Next::AskAnAdministrator
        } else if missing.is_empty() && !for_all {
            Next::Finish(who.clone())
        } else {
            Next::Consent(missing)
        }
    }

    /// What a silent request is told where it cannot be finished without the user.
    fn silent_refusal(&self, wanted: &AuthorizationRequest, next: &Next) -> Option<SignInRefusal> {
        match next {
            Next::ChooseAccount => Some(SignInRefusal::nobody_signed_in()),
            Next::Prove(missing) => {
                let resource = wanted.asked.resource().unwrap_or(Resource::Graph);
                Some(SignInRefusal::proof_needed(resource, self.conditional_access.claims_for(missing)))
            }
            Next::Consent(_) | Next::AskAnAdministrator => Some(SignInRefusal::not_consented(wanted.client)),
            Next::Finish(_) => None,
        }
    }

    /// Shows the page that the flow waits for.
    fn ask(&mut self, flow: Flow, next: &Next) -> Response {
        let id = self.seeded.draw("f-");
        let page = pages::Page { tenant: &self.home, flow: &id, isolated: !flow.purpose.same_origin_opener() };
        let application = self.registrations.iter().find(|known| known.client == flow.purpose.client());
        let application = application.map_or("", |known| known.display_name.as_str());
        let account = flow.signed_in.as_ref().and_then(|who| self.account(who.user));
        let response = match next {
            Next::Prove(proofs) => page.prove(account, proofs),
            Next::Consent(scopes) => page.consent(application, account, scopes),
            Next::AskAnAdministrator => page.ask_an_administrator(application, account),
            Next::ChooseAccount | Next::Finish(_) => page.choose_account(&self.accounts_for(&flow.purpose)),
        };
        self.flows.0.insert(id, flow);
        response
    }

    /// All accounts, the account of the login hint first.
    fn accounts_for(&self, purpose: &Purpose) -> Vec<&Account> {
        let hint = match purpose {
            Purpose::Code(wanted) => wanted.login_hint.as_deref().unwrap_or_default(),
            Purpose::AdminConsent(_) => "",
        };
        let mut accounts: Vec<&Account> = self.accounts.iter().collect();
        sort::sort_by_key(&mut accounts, |account| !account.user_principal_name.eq_ignore_ascii_case(hint));
        accounts
    }

    fn take_consent(&mut self, fields: &Fields, flow: &mut Flow) -> Result<(), SignInRefusal> {
        let (Next::Consent(scopes), Some(who)) = (self.next(flow), &flow.signed_in) else {
            return Err(SignInRefusal::administrator_needed());
        };
        if fields.get("decision") != Some("accept") {
            return Err(SignInRefusal::declined());
        }
        let for_all = matches!(flow.purpose, Purpose::AdminConsent(_)) || fields.get("for_all").is_some();
        let may = self.account(who.user).is_some_and(Account::may_consent_for_all);
        for (resource, name) in scopes {
            if for_all && may {
                self.consents.add_for_all(flow.purpose.client(), resource, [name]);
            } else {
                self.consents.add(flow.purpose.client(), resource, who.user, [name]);
            }
        }
        flow.consented = true;
        Ok(())
    }

    fn finish(&mut self, now: Timestamp, purpose: &Purpose, who: SignedInAs) -> Response {
        match purpose {
            Purpose::AdminConsent(wanted) => {
                wanted.reply.answer([("admin_consent", "True".to_owned()), ("tenant", self.home.id.to_string())])
            }
            Purpose::Code(wanted) => {
                let text = self.seeded.draw("1.");
                let session = self.seeded.draw("");
                let code = Code {
                    signed_in: SignedIn { user: who.user, client: wanted.client, proofs: who.proofs, at: now },
                    redirect_uri: wanted.reply.redirect_uri.clone(),
                    challenge: wanted.challenge.clone(),
                    nonce: wanted.nonce.clone(),
                    asked: wanted.asked.clone(),
                };
                self.tokens.keep_code(text.clone(), code);
                let client_info =
                    self.account(who.user).map(|account| super::id_token::client_info(&self.home, account));
                let info = client_info.map(|info| ("client_info", info));
                wanted.reply.answer([("code", text), ("session_state", session)].into_iter().chain(info))
            }
        }
    }
}
