//! One registration's sign-in.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::bindings::{self, Answer, Application, KnownAccount, list, object, set, sign_in_error};
use super::error::LibraryError;
use super::library::load;
use super::token::Token;
use crate::web::config::{Storage, TenantName};
use crate::web::session::account::Account;
use crate::web::session::error::SignInError;
use crate::web::session::granted::GrantedScopes;
use domain::cloud::Cloud;
use domain::ids::AppId;
use domain::problem::Claims;
use domain::scope::Scope;

/// One registration's sign-in, with the account that signed in, if one has.
pub struct Client {
    application: Application,
    redirect_address: String,
    held: RefCell<Option<GrantedAccount>>,
}

/// Who is signed in, and which scopes their last token was granted with.
struct GrantedAccount {
    account: KnownAccount,
    scopes: JsValue,
}

/// A token, whose it is, and what it may do.
pub struct Grant {
    /// Whose it is.
    pub account: Account,
    /// What it may do.
    pub scopes: GrantedScopes,
    /// The token.
    pub token: Token,
}

/// Whether the token that the library keeps will do.
#[derive(Clone, Copy)]
pub enum Renewal<'a> {
    /// It will, while it is valid.
    NotNeeded,
    /// A fresh one is needed: the rights of the user have changed.
    Fresh,
    /// One is needed that satisfies these claims.
    Satisfying(&'a Claims),
}

/// Browsers offer cryptography, without which there is no sign-in, to pages that come by https alone.
pub fn require_https() -> Result<(), SignInError> {
    let is_secure = web_sys::window().is_some_and(|window| window.is_secure_context());
    if is_secure { Ok(()) } else { Err(SignInError::HttpsNeeded) }
}

impl Client {
    /// Makes the registration's sign-in ready. Nothing is asked of the network or the user.
    pub async fn open(
        client: AppId,
        tenant: &TenantName,
        storage: Storage,
        redirect_address: String,
    ) -> Result<Self, SignInError> {
        require_https()?;
        load().await?;
        let location = match storage {
            Storage::Memory => "memoryStorage",
            Storage::Session => "sessionStorage",
        };
        let authority = format!("{}/{tenant}", Cloud::OF_THIS_BUILD.sign_in_root());
        let auth = object([
            ("clientId", client.to_string().into()),
            ("authority", authority.into()),
            ("redirectUri", redirect_address.as_str().into()),
            ("postLogoutRedirectUri", redirect_address.as_str().into()),
            // Says that claims challenges are understood, so that a revoked session ends at once.
            ("clientCapabilities", Array::of1(&"CP1".into()).into()),
        ]);
        let cache = object([("cacheLocation", location.into())]);
        let application = bindings::create(&object([("auth", auth), ("cache", cache)])).await.map_err(raised)?;
        Ok(Self { application: application.unchecked_into(), redirect_address, held: RefCell::new(None) })
    }

    /// The answer of a sign-in by redirect that this page has just come back from, if it has.
    pub async fn returned(&self) -> Result<Option<Grant>, SignInError> {
        match self.application.handle_redirect().await {
            Ok(answer) if answer.is_object() => self.signed_in(answer).map(Some),
            Ok(_) => Ok(None),
            Err(error) => match sign_in_error(&error) {
                // What a tab leaves behind that was closed at Microsoft's page: no one is signed in.
                SignInError::Other { code, .. } if code == "no_token_request_cache_error" => Ok(None),
                other => Err(other),
            },
        }
    }

    /// Takes up the account that the tab's storage kept, and says whether there is one.
    pub fn restore_account(&self) -> Result<bool, SignInError> {
        let active = self.application.active_account().map_err(raised)?;
        let first = || Some(self.application.all_accounts().ok()?.iter().next()?.unchecked_into());
        let Some(account) = active.or_else(first) else { return Ok(false) };
        self.held.replace(Some(GrantedAccount { account, scopes: list(&asked(Scope::AT_SIGN_IN)) }));
        Ok(true)
    }

    /// Leaves the page to sign in. Comes back only if that fails.
    pub async fn leave_to_sign_in(&self, scopes: &[Scope], claims: Option<&Claims>) -> Result<(), SignInError> {
        end_open_interaction();
        self.application.login_redirect(&sign_in_request(scopes, claims)).await.map_err(raised)
    }

    /// Signs in by a window. Needs a click.
    pub async fn sign_in_in_window(&self, scopes: &[Scope], claims: Option<&Claims>) -> Result<Grant, SignInError> {
        self.signed_in(self.window(&sign_in_request(scopes, claims)).await.map_err(raised)?)
    }

    /// Signs in by a window and keeps the library's own error. Needs a click.
    pub async fn test_in_window(&self, scopes: &[Scope]) -> Result<Grant, LibraryError> {
        let answer = self.window(&sign_in_request(scopes, None)).await.map_err(|error| bindings::raised(&error))?;
        self.signed_in(answer).map_err(LibraryError::of)
    }

    /// The same for Azure. Needs a click.
    pub async fn test_azure_in_window(&self, username: &str) -> Result<Grant, LibraryError> {
        let answer = self.window(&azure_request(username)).await.map_err(|error| bindings::raised(&error))?;
        self.signed_in(answer).map_err(LibraryError::of)
    }

    async fn window(&self, request: &JsValue) -> Result<JsValue, JsValue> {
        set(request, "overrideInteractionInProgress", &true.into());
        self.application.login_popup(request).await
    }

    /// Asks the user, in a window, to let the page read Azure, and signs them in for that. Needs a click.
    pub async fn connect_azure_in_window(&self, username: &str) -> Result<Grant, SignInError> {
        self.signed_in(self.window(&azure_request(username)).await.map_err(raised)?)
    }

    /// A token for the account, without asking the user.
    pub async fn token(&self, renewal: Renewal<'_>) -> Result<Grant, SignInError> {
        let request = self.request()?;
        // The access token, or a new one for the refresh token, but never a hidden frame.
        set(&request, "cacheLookupPolicy", &2.into());
        match renewal {
            Renewal::NotNeeded => {}
            Renewal::Fresh => set(&request, "forceRefresh", &true.into()),
            Renewal::Satisfying(claims) => set(&request, "claims", &claims.json().into()),
        }
        grant(self.application.acquire_silent(&request).await.map_err(raised)?)
    }

    /// Asks the user, in a window, for further scopes or to satisfy claims. Needs a click.
    pub async fn ask_in_window(&self, further: &[Scope], claims: Option<&Claims>) -> Result<Grant, SignInError> {
        let request = self.request()?;
        if let Some(held) = &*self.held.borrow() {
            let scopes = Array::from(&held.scopes);
            asked(further).iter().for_each(|scope| {
                scopes.push(&scope.as_str().into());
            });
            set(&request, "scopes", &scopes);
        }
        if let Some(claims) = claims {
            set(&request, "claims", &claims.json().into());
        }
        set(&request, "overrideInteractionInProgress", &true.into());
        let answer: Answer = self.application.acquire_popup(&request).await.map_err(raised)?.unchecked_into();
        if let Some(held) = &mut *self.held.borrow_mut() {
            held.scopes = answer.scopes().into();
        }
        grant(answer.into())
    }

    /// Ends the session at Microsoft's too, in a window. Needs a click.
    pub async fn sign_out_in_window(&self) -> Result<(), SignInError> {
        end_open_interaction();
        let request = object([("postLogoutRedirectUri", self.redirect_address.as_str().into())]);
        if let Some(held) = &*self.held.borrow() {
            set(&request, "account", held.account.as_ref());
        }
        self.application.logout_popup(&request).await.map_err(raised)
    }

    /// Forgets every account of this registration and their tokens, here only.
    ///
    /// Account by account: to clear everything at once, the library takes every entry of its own from the tab's
    /// storage, those of another registration included.
    pub async fn forget(&self) {
        self.held.replace(None);
        // What cannot be listed is cleared from the tab's storage when the page starts again.
        for account in self.application.all_accounts().unwrap_or_default().iter() {
            // Should it fail, the account that every request names is gone all the same.
            let _ = self.application.clear_cache(&object([("account", account)])).await;
        }
        self.application.set_active_account(&JsValue::NULL);
    }

    fn signed_in(&self, answer: JsValue) -> Result<Grant, SignInError> {
        let answer: Answer = answer.unchecked_into();
        let account = answer.account();
        self.application.set_active_account(account.as_ref());
        self.held.replace(Some(GrantedAccount { account, scopes: answer.scopes().into() }));
        grant(answer.into())
    }

    /// A request for the account, with the scopes that its token has: the library finds a token by its scopes' names.
    fn request(&self) -> Result<JsValue, SignInError> {
        let held = self.held.borrow();
        let held = held.as_ref().ok_or(SignInError::InteractionNeeded(None))?;
        Ok(object([("account", held.account.clone().into()), ("scopes", held.scopes.clone())]))
    }
}

/// Under which name the library marks, in the tab's storage, that a sign-in or sign-out is under way (version 5).
const OPEN_INTERACTION: &str = "msal.interaction.status";

/// Takes the library's mark of another sign-in or sign-out away, so that what the user asks for now replaces it.
///
/// The library lets a window replace another one, but refuses a redirect and a sign-out for as long as the mark is
/// there: for a minute after a window was closed, and for good in a tab that was duplicated in the middle of a sign-in.
fn end_open_interaction() {
    let storage = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    if let Some(storage) = storage {
        // Where the browser refuses, the library says that another sign-in is open.
        let _ = storage.remove_item(OPEN_INTERACTION);
    }
}

fn sign_in_request(scopes: &[Scope], claims: Option<&Claims>) -> JsValue {
    // Choosing the account takes an act of the user at Microsoft's page, where a live session would otherwise answer
    // without one.
    let request = object([("scopes", list(&asked(scopes))), ("prompt", "select_account".into())]);
    if let Some(claims) = claims {
        set(&request, "claims", &claims.json().into());
    }
    request
}

fn azure_request(username: &str) -> JsValue {
    let scope = format!("{}/user_impersonation", Cloud::OF_THIS_BUILD.resource_manager_root());
    object([("scopes", list(&[scope])), ("loginHint", username.into())])
}

/// The scopes as this cloud wants them asked for.
fn asked(scopes: &[Scope]) -> Vec<String> {
    scopes.iter().map(|scope| Cloud::OF_THIS_BUILD.qualified(scope.value())).collect()
}

fn grant(answer: JsValue) -> Result<Grant, SignInError> {
    let answer: Answer = answer.unchecked_into();
    let known = answer.account();
    let unreadable = || SignInError::Other { code: "account_unreadable".to_owned(), message: String::new() };
    let account = Account {
        user: known.user().parse().map_err(|_| unreadable())?,
        tenant: known.tenant().parse().map_err(|_| unreadable())?,
        username: known.username(),
        name: known.name().unwrap_or_default(),
    };
    let scopes: Vec<String> = answer.scopes().iter().filter_map(|scope| scope.as_string()).collect();
    let scopes = GrantedScopes::new(scopes.iter().map(String::as_str));
    Ok(Grant { account, scopes, token: Token::new(answer.access_token()) })
}

fn raised(error: JsValue) -> SignInError {
    sign_in_error(&error)
}
