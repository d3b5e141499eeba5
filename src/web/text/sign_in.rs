//! How a sign-in went, and what is wrong with a deployment's configuration.

use super::hosting;
use super::problem::Explanation;
use crate::web::config::{ConfigError, Invalid, Mode};
use crate::web::session::SignInError;

/// The label of the sign-in service's own code.
pub const CODE: &str = "Code";
/// Above a configuration that cannot be used.
pub const BROKEN: &str = "This deployment is set up wrongly";
/// Said while the person is at Microsoft's page, in this tab.
pub const LEAVING: &str = "Going to Microsoft's sign-in page";
/// Said while the person is at Microsoft's page, in a window.
pub const WAITING: &str = "Waiting for the sign-in window";
/// What to do when it cannot be seen.
pub const WAITING_NEXT: &str = "Finish signing in there. If you closed it or cannot find it, cancel and try again. Nothing that you chose is lost.";
/// The button that gives up waiting.
pub const CANCEL: &str = "Cancel";
/// The button that opens the window again.
pub const AGAIN: &str = "Try again";

/// The link to where an administrator consents for everybody.
pub const CONSENT_PAGE: &str = "The app registration's permissions in the Entra admin center";
/// What its address is, for those who listen to the button that copies it.
pub const CONSENT_ADDRESS: &str = "the link for the administrator";

/// How a sign-in ended, and what to do next.
pub fn explain(error: &SignInError) -> Explanation {
    let (what, next) = match error {
        SignInError::PopupBlocked => (
            "Your browser blocked the sign-in window.".to_owned(),
            "Allow pop-ups for this page, then try again. Nothing that you chose is lost.",
        ),
        SignInError::Cancelled => (
            "The sign-in was cancelled.".to_owned(),
            "Nothing happened, and nothing that you chose is lost. Try again when you like.",
        ),
        SignInError::ConsentRefused => (
            "The access that this takes was not accepted.".to_owned(),
            "Nothing happened, and nothing that you chose is lost. To go on, try again and accept it.",
        ),
        SignInError::AdminConsentNeeded => (
            "Only an administrator can consent to what this page asks for.".to_owned(),
            "Send one the link below to grant it for everybody, then try again. Nothing that you chose is lost.",
        ),
        SignInError::InteractionNeeded(_) => {
            ("Microsoft wants to hear from you before it goes on.".to_owned(), "Sign in again to answer.")
        }
        SignInError::TimedOut => {
            ("No answer came from the sign-in window.".to_owned(), "It may have been closed. Try again.")
        }
        SignInError::InProgress => {
            ("Another sign-in of this tab is still open.".to_owned(), "Finish it, or try again, which replaces it.")
        }
        SignInError::Offline => ("This device is offline.".to_owned(), "Connect it, then try again."),
        SignInError::Unreachable => (
            "Microsoft's sign-in service could not be reached.".to_owned(),
            "Try again, or look at what filters your network.",
        ),
        SignInError::Throttled => {
            ("Microsoft's sign-in service asks to wait.".to_owned(), "Try again in some minutes.")
        }
        SignInError::StorageBlocked => (
            "Your browser keeps nothing for this page, so the way back from Microsoft would be forgotten.".to_owned(),
            "Allow this page to store data (site settings), then try again.",
        ),
        SignInError::LibraryMissing => (
            "The sign-in library did not load.".to_owned(),
            "Reload the page. If that does not help, a file is missing on the web host or something blocks it.",
        ),
        SignInError::TokenCanWrite(scopes) => (
            format!("This deployment signs in to read only, but the token it got can write ({}).", scopes.join(", ")),
            "The token was dropped. Have these permissions removed from the registration's consent, then sign in again.",
        ),
        SignInError::ScopesWithheld(scopes) => (
            format!("The sign-in for changes came back without {}.", super::problem::names(scopes)),
            "Nothing was sent. Have an administrator consent to it for this page's app registration, then apply again.",
        ),
        SignInError::OtherTenant => (
            "The account that was chosen for changes belongs to another tenant.".to_owned(),
            "Its token was dropped. Choose an account of the tenant that is open.",
        ),
        SignInError::WrongTenant => (
            "This account belongs to another tenant than the one that this page is for.".to_owned(),
            "Its token was dropped. Sign in with an account of the right tenant.",
        ),
        SignInError::OtherAccount => (
            "The window was answered with another account than yours.".to_owned(),
            "Try again with the account that is signed in here, or sign out first.",
        ),
        SignInError::NoChanges => (
            "This deployment is for reading only.".to_owned(),
            "Use a deployment that offers changes, or hand the selection to someone who has one.",
        ),
        SignInError::NotSafeHere(check) => return hosting::refusal(*check),
        SignInError::Unused => (
            "You were signed out here, because nothing was done for a while.".to_owned(),
            "Sign in again to go on. On a shared device, also sign out at Microsoft.",
        ),
        SignInError::TooOld => (
            "You were signed out here, because your sign-in was some hours old.".to_owned(),
            "Sign in again to go on. On a shared device, also sign out at Microsoft.",
        ),
        SignInError::NoAzure => (
            "This deployment does not connect Azure.".to_owned(),
            "It is for reading only, and Azure gives no permission that only reads. Look in the Azure portal instead.",
        ),
        SignInError::SignedOutHereOnly => (
            "You are signed out here, but the window that ends the session at Microsoft was blocked.".to_owned(),
            "On a shared device, also sign out at Microsoft or close the browser.",
        ),
        SignInError::SampleMissing => (
            "The sample tenant could not be loaded.".to_owned(),
            "Check the connection and try again. If that does not help, its file may be missing on the web host.",
        ),
        SignInError::Other { message, .. } => {
            (format!("The sign-in did not work: {message}"), "Try again. If it lasts, hand the code to support.")
        }
    };
    Explanation { what, next: next.to_owned() }
}

/// What is wrong with a `config.json`, and what to do about it.
pub fn config(error: &ConfigError) -> Explanation {
    let (what, next) = match error {
        ConfigError::Unreachable => {
            ("Its config.json could not be fetched.".to_owned(), "Reload the page, or look at the web host.")
        }
        ConfigError::Invalid(invalid) => (
            format!("Its config.json cannot be used: {}", self::invalid(invalid)),
            "Whoever hosts this page has to mend it. The sample tenant works all the same.",
        ),
    };
    Explanation { what, next: next.to_owned() }
}

/// What is wrong with what a person typed.
pub fn typed(invalid: &Invalid) -> String {
    match invalid {
        Invalid::Tenant(_) => "This is neither a tenant id nor a domain such as contoso.onmicrosoft.com.".to_owned(),
        Invalid::ClientId => "This is not an application (client) id.".to_owned(),
        other => self::invalid(other),
    }
}

/// How a deployment signs in, for the settings.
pub fn mode(mode: Mode) -> [&'static str; 2] {
    match mode {
        Mode::ReaderOperator { .. } => [
            "Two registrations: one that reads, and another for changes.",
            "The token for changes is asked for when you apply a reviewed change, kept in memory and dropped afterwards.",
        ],
        Mode::ReadOnly { .. } => {
            ["One registration that only reads.", "Changes are not possible here. A token that could write is dropped."]
        }
        Mode::Single { .. } if mode.is_weakened() => [
            "One registration for all, with its tokens in the tab's session storage.",
            "This weakens the deployment: a token that can write outlives a reload and could be read by any script of this site.",
        ],
        Mode::Single { .. } => [
            "One registration for all, with its tokens in memory only.",
            "Once you have consented to changes, every later token can write. A reload ends the session.",
        ],
    }
}

fn invalid(invalid: &Invalid) -> String {
    match invalid {
        Invalid::Json(why) => format!("it is not the JSON it should be ({why})."),
        Invalid::Tenant(_) => "“tenant” is neither a tenant id nor a domain.".to_owned(),
        Invalid::ClientId => "“clientId” is not an application id.".to_owned(),
        Invalid::OperatorClientId => "“operatorClientId” is not an application id.".to_owned(),
        Invalid::OperatorMissing => "“operatorClientId” is missing.".to_owned(),
        Invalid::OperatorUnused => "“operatorClientId” is set, but “mode” does not use it.".to_owned(),
        Invalid::OperatorIsReader => "“operatorClientId” is the same as “clientId”.".to_owned(),
        Invalid::StorageUnused => "“storage” is set, but “mode” does not use it.".to_owned(),
        Invalid::CloudUnknown(name) => format!("“cloud” is “{name}”, which is none."),
        Invalid::CloudOfAnotherBuild(_) => "“cloud” is another one than that of this build.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AppId;
    use crate::web::config::Storage;

    #[test]
    fn every_end_of_a_sign_in_is_told_apart_and_has_a_next_step() {
        let all = [
            SignInError::PopupBlocked,
            SignInError::Cancelled,
            SignInError::ConsentRefused,
            SignInError::AdminConsentNeeded,
            SignInError::InteractionNeeded(None),
            SignInError::TimedOut,
            SignInError::InProgress,
            SignInError::Offline,
            SignInError::Unreachable,
            SignInError::Throttled,
            SignInError::StorageBlocked,
            SignInError::LibraryMissing,
            SignInError::TokenCanWrite(vec!["user.readwrite.all".to_owned()]),
            SignInError::ScopesWithheld(vec![crate::domain::scope::Scope::AppRoleAssignmentReadWriteAll]),
            SignInError::OtherTenant,
            SignInError::WrongTenant,
            SignInError::OtherAccount,
            SignInError::NoChanges,
            SignInError::NotSafeHere(crate::web::hosting::Check::Frame),
            SignInError::Unused,
            SignInError::TooOld,
            SignInError::NoAzure,
            SignInError::SignedOutHereOnly,
            SignInError::SampleMissing,
            SignInError::Other { code: "x".to_owned(), message: "y".to_owned() },
        ];
        let whats: std::collections::BTreeSet<_> = all.iter().map(|error| explain(error).what).collect();
        assert_eq!(whats.len(), all.len());
        assert!(all.iter().all(|error| explain(error).next.ends_with('.')));
    }

    #[test]
    fn only_the_weakened_deployment_is_called_so() {
        let client = AppId::known("00000000-0000-0000-0000-00000000000a");
        let weak = |storage| mode(Mode::Single { client, storage }).join(" ").contains("weakens");
        assert!(weak(Storage::Session) && !weak(Storage::Memory));
        assert!(!mode(Mode::ReadOnly { client }).join(" ").contains("weakens"));
    }
}
