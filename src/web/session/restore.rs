//! What the page finds when it starts: its configuration, and a session that a redirect or a reload left.

use super::account::Account;
use super::error::SignInError;
use super::event::Event;
use super::granted::GrantedScopes;
use super::state::Setup;
use super::tab;
use crate::web::config::{self, Config, ConfigError, SignInForm};
use crate::web::msal::{Client, Renewal};
use crate::web::tenant::fetch;
use domain::problem::Claims;

/// What the deployment says about itself.
pub async fn setup() -> Setup {
    let hosted = match fetch::config().await.map(|text| config::from_file(&text)) {
        Err(_) => Setup::Broken(ConfigError::Unreachable),
        Ok(Some(Ok(config))) => Setup::Deployed(config),
        Ok(Some(Err(invalid))) => Setup::Broken(ConfigError::Invalid(invalid)),
        Ok(None) => Setup::None,
    };
    Setup::chosen(hosted, tab::kept())
}

/// The sign-in of a configuration, ready to be asked. What the tab keeps and the library cannot read is removed first.
pub async fn client(config: &Config) -> Result<Client, SignInError> {
    tab::clear_junk();
    let redirect_address = fetch::page_file_url("redirect.html").ok_or(SignInError::LibraryMissing)?;
    let open = async || {
        Client::open(config.mode.client(), &config.tenant, config.mode.storage(), redirect_address.clone()).await
    };
    match open().await {
        Err(error) if is_of_no_library(&error) => {
            tab::clear_sign_in();
            open().await
        }
        opened => opened,
    }
}

/// Whether something failed that the library did not mean to fail: its errors have codes. Then what the tab keeps is not
/// what the library wrote.
fn is_of_no_library(error: &SignInError) -> bool {
    matches!(error, SignInError::Other { code, .. } if code.is_empty())
}

/// What the start found: someone signed in, or no one and why, with the claims that the next sign-in has to satisfy
/// where the sign-in service demanded any.
pub async fn outcome(setup: Setup, client: &Client) -> (Event, Option<Claims>) {
    let form = setup.config().map(|config| config.mode.form());
    let found = if form == Some(SignInForm::Redirect) { found(client).await } else { Ok(None) };
    match found {
        Ok(Some((account, granted))) => (Event::SignedIn { setup, attempt: None, account, granted }, None),
        Ok(None) => (Event::NobodyRestored(setup, None), None),
        // The kept session has ended; that is nothing to report, as signing in again is all there is to do.
        Err(SignInError::InteractionNeeded(claims)) => (Event::NobodyRestored(setup, None), claims),
        Err(error) if is_of_no_library(&error) => {
            tab::clear_sign_in();
            (Event::NobodyRestored(setup, None), None)
        }
        Err(error) => (Event::NobodyRestored(setup, Some(error)), None),
    }
}

async fn found(client: &Client) -> Result<Option<(Account, GrantedScopes)>, SignInError> {
    let grant = match client.returned().await? {
        Some(grant) => grant,
        None if client.restore_account()? => client.token(Renewal::NotNeeded).await?,
        None => return Ok(None),
    };
    Ok(Some((grant.account, grant.scopes)))
}
