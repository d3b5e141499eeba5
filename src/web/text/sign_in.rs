//! How a sign-in ended, and what is wrong with a deployment's configuration.

use super::hosting;
use super::problem::{Explanation, names, sign_in_blocked};
use crate::web::config::{ConfigError, Invalid, Mode};
use crate::web::session::SignInError;

/// The label of the sign-in service's own code.
pub const CODE: &str = "Error code";
/// Above a configuration that cannot be used.
pub const BROKEN: &str = "Configuration error";
/// Said while the user is at Microsoft's page, in this tab.
pub const LEAVING: &str = "Opening Microsoft's sign-in page";
/// Said while the user is at Microsoft's page, in a window.
pub const WAITING: &str = "Waiting for the sign-in window";
/// What to do there, and when it can't be found.
pub const WAITING_NEXT: &str = "Finish signing in there. If you closed the window or can't find it, select Cancel or \
    Try again: browsers don't report that the window was closed. Your selection is kept.";
/// Said once the user has come back to this page while the window is, or was, open.
pub const WINDOW_CLOSED: &str = "Did you close the sign-in window? Select Try again to open it again, or Cancel. If the \
    window is still open, finish signing in there.";
/// The button that gives up waiting.
pub const CANCEL: &str = "Cancel";
/// The button that opens the window again.
pub const AGAIN: &str = "Try again";

/// The link to where an administrator consents for all users.
pub const CONSENT_PAGE: &str = "Permissions of the app registration in the Entra admin center";
/// What its address is, for screen readers, on the button that copies it.
pub const CONSENT_ADDRESS: &str = "the link for the administrator";

/// How a sign-in ended, and what to do next.
pub fn explain(error: &SignInError) -> Explanation {
    let (what, next) = match error {
        SignInError::PopupBlocked => (
            "Your browser blocked the sign-in window.".to_owned(),
            "Allow pop-ups for this site, then try again. Your selection is kept.",
        ),
        SignInError::Cancelled => (
            "The sign-in was canceled.".to_owned(),
            "Nothing was changed, and your selection is kept. Try again at any time.",
        ),
        SignInError::ConsentRefused => (
            "Consent was declined.".to_owned(),
            "Nothing was changed, and your selection is kept. To continue, try again and accept.",
        ),
        SignInError::AdminConsentNeeded => (
            "Only an administrator can consent to the permissions that Bestow needs.".to_owned(),
            "Send an administrator the link below to grant consent for everyone, then try again. Your selection \
             is kept.",
        ),
        SignInError::InteractionNeeded(_) => ("Microsoft needs more information.".to_owned(), "Sign in again."),
        SignInError::TimedOut => {
            ("The sign-in window didn't respond.".to_owned(), "The window may have been closed. Try again.")
        }
        SignInError::InProgress => (
            "Another sign-in in this tab is still open.".to_owned(),
            "Finish that sign-in, or try again to replace it.",
        ),
        SignInError::TokenProtection | SignInError::BlockedByPolicy(_) => {
            let (what, next) =
                if *error == SignInError::TokenProtection { sign_in_blocked() } else { blocked_by_policy() };
            return Explanation { what, next };
        }
        SignInError::HttpsNeeded => (
            "Sign-in requires https.".to_owned(),
            "Open Bestow at an address that begins with https, or ask the site owner for such an address. The sample \
             tenant works without https.",
        ),
        SignInError::Offline => ("You're offline.".to_owned(), "Connect to the network, then try again."),
        SignInError::Unreachable => (
            "Couldn't reach Microsoft's sign-in service.".to_owned(),
            "Try again. If it keeps failing, check whether a proxy or firewall blocks the address.",
        ),
        SignInError::Throttled => {
            ("Microsoft's sign-in service is throttling requests.".to_owned(), "Try again in a few minutes.")
        }
        SignInError::StorageBlocked => (
            "Your browser blocks storage for this site, so sign-in can't complete.".to_owned(),
            "Allow this site to store data (site settings), then try again.",
        ),
        SignInError::LibraryMissing => (
            "The sign-in library didn't load.".to_owned(),
            "Reload the page. If that doesn't help, a file is missing on the web host or something blocks it.",
        ),
        SignInError::TokenCanWrite(scopes) => (
            format!("Sign-in is read-only here, but the access token allows writing ({}).", scopes.join(", ")),
            "The token was discarded. Check that clientId in config.json is the registration that only reads. If it is, \
             revoke these permissions of the registration, then sign in again.",
        ),
        SignInError::ScopesWithheld(scopes) => (
            format!("The access token for changes lacks {}.", names(scopes)),
            "Nothing was sent. Ask an administrator to consent to this permission for Bestow's app registration, \
             then apply again.",
        ),
        SignInError::OtherTenant => (
            "The account for changes belongs to another tenant.".to_owned(),
            "Select an account of the open tenant. The token of the other account was discarded.",
        ),
        SignInError::WrongTenant => (
            "This account isn't in the tenant of this deployment.".to_owned(),
            "Sign in with an account of the right tenant. The token of this account was discarded.",
        ),
        SignInError::OtherAccount => (
            "A different account was selected in the sign-in window.".to_owned(),
            "Try again with the account that's signed in here, or sign out first.",
        ),
        SignInError::NoChanges => (
            "This deployment is read-only.".to_owned(),
            "Use a deployment that allows changes, or share the selection as a change request.",
        ),
        SignInError::NotSafeHere(check) => return hosting::refusal(*check),
        SignInError::Unused => (
            "You were signed out after a period of inactivity.".to_owned(),
            "Sign in again to continue. On a shared device, also sign out at Microsoft.",
        ),
        SignInError::TooOld => (
            "You were signed out because your sign-in had expired.".to_owned(),
            "Sign in again to continue. On a shared device, also sign out at Microsoft.",
        ),
        SignInError::NoAzure => (
            "This deployment doesn't connect Azure.".to_owned(),
            "Use the Azure portal instead. This deployment is read-only, and Azure has no read-only permission.",
        ),
        SignInError::SignedOutHereOnly => (
            "You're signed out here, but the window that signs you out at Microsoft was blocked.".to_owned(),
            "On a shared device, also sign out at Microsoft or close the browser.",
        ),
        SignInError::SampleMissing => (
            "Couldn't load the sample tenant.".to_owned(),
            "Check the connection and try again. If that doesn't help, its file may be missing on the web host.",
        ),
        SignInError::Other { message, .. } => (
            format!("Sign-in failed: {message}"),
            "Try again. If it keeps failing, use Test connection in Settings: it says what to change.",
        ),
    };
    Explanation { what, next: next.to_owned() }
}

fn blocked_by_policy() -> (String, String) {
    (
        "A Conditional Access policy blocks this sign-in.".to_owned(),
        "Trying again doesn't help. Give the code to your administrator: the sign-in log names the policy.".to_owned(),
    )
}

/// The code of the sign-in service, where an error carries one.
pub fn code(error: &SignInError) -> Option<String> {
    match error {
        SignInError::Other { code, .. } if !code.is_empty() => Some(code.clone()),
        SignInError::BlockedByPolicy(number) => Some(format!("AADSTS{number}")),
        SignInError::TokenProtection => Some("AADSTS530084".to_owned()),
        _ => None,
    }
}

/// What is wrong with a `config.json`, and what to do about it.
pub fn config(error: &ConfigError) -> Explanation {
    let (what, next) = match error {
        ConfigError::Unreachable => {
            ("Couldn't load config.json.".to_owned(), "Reload the page, or check the web host.")
        }
        ConfigError::Invalid(invalid) => (
            format!("config.json isn't valid: {}", self::invalid(invalid)),
            "Ask the site owner to fix config.json. The sample tenant works without it.",
        ),
    };
    Explanation { what, next: next.to_owned() }
}

/// The name of a mode, for the header.
pub fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::ReadOnly { .. } => "Read-only",
        Mode::ReaderOperator { .. } => "Two registrations",
        Mode::Single { .. } => "One registration",
    }
}

/// How a deployment signs in, for the settings.
pub fn mode(mode: Mode) -> [&'static str; 2] {
    match mode {
        Mode::ReaderOperator { .. } => [
            "Two registrations: one for reading, one for changes.",
            "The token for changes is requested when you apply a reviewed change, kept in memory and discarded \
             afterwards.",
        ],
        Mode::ReadOnly { .. } => {
            ["One registration, read-only.", "Changes aren't possible. A token that allows writing is discarded."]
        }
        Mode::Single { .. } if mode.is_weakened() => [
            "One registration for everything, with tokens in the tab's session storage.",
            "This is weaker: a token that allows writing survives a reload and could be read by any script of \
             this site.",
        ],
        Mode::Single { .. } => [
            "One registration for everything, with tokens in memory only.",
            "After you consent to changes, every later token allows writing. A reload ends the session.",
        ],
    }
}

/// What is wrong with a configuration, in terms of the file.
pub(super) fn invalid(invalid: &Invalid) -> String {
    match invalid {
        Invalid::Json(why) => format!("{why}."),
        Invalid::Tenant(_) => "“tenant” is neither a tenant ID nor a domain.".to_owned(),
        Invalid::ClientId => "“clientId” isn't an application ID.".to_owned(),
        Invalid::OperatorClientId => "“operatorClientId” isn't an application ID.".to_owned(),
        Invalid::OperatorMissing => "“operatorClientId” is missing.".to_owned(),
        Invalid::OperatorUnused => "“operatorClientId” is set, but “mode” doesn't use it.".to_owned(),
        Invalid::OperatorIsReader => "“operatorClientId” is the same as “clientId”.".to_owned(),
        Invalid::StorageUnused => "“storage” is set, but “mode” doesn't use it.".to_owned(),
        Invalid::CloudUnknown(name) => format!("“cloud”: “{name}” isn't a valid value."),
        Invalid::CloudOfAnotherBuild(_) => "“cloud” differs from the cloud of this build.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::config::Storage;
    use domain::ids::AppId;

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
            SignInError::TokenProtection,
            SignInError::BlockedByPolicy("53003".to_owned()),
            SignInError::HttpsNeeded,
            SignInError::Offline,
            SignInError::Unreachable,
            SignInError::Throttled,
            SignInError::StorageBlocked,
            SignInError::LibraryMissing,
            SignInError::TokenCanWrite(vec!["User.ReadWrite.All".to_owned()]),
            SignInError::ScopesWithheld(vec![domain::scope::Scope::AppRoleAssignmentReadWriteAll]),
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
    fn final_error_says_that_trying_again_does_not_help_and_names_its_code() {
        for error in [SignInError::TokenProtection, SignInError::BlockedByPolicy("53003".to_owned())] {
            assert!(error.is_final());
            assert!(explain(&error).next.starts_with("Trying again doesn't help."), "{error:?}");
            assert!(code(&error).is_some_and(|code| code.starts_with("AADSTS530")), "{error:?}");
        }
        assert!(!SignInError::TimedOut.is_final());
    }

    #[test]
    fn only_the_weakened_deployment_is_called_so() {
        let client = AppId::known("00000000-0000-0000-0000-00000000000a");
        let weak = |storage| mode(Mode::Single { client, storage }).join(" ").contains("weaker");
        assert!(weak(Storage::Session) && !weak(Storage::Memory));
        assert!(!mode(Mode::ReadOnly { client }).join(" ").contains("weaker"));
    }
}
