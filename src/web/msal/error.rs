//! What the library's errors mean to a user. Pure.
//!
//! The library is known by `name` and `errorCode`, which minifying leaves alone; its messages are only shown.
//! <https://learn.microsoft.com/entra/msal/javascript/browser/errors>

use crate::web::session::error::SignInError;
use domain::problem::Claims;

/// Errors with which Conditional Access or security defaults block a sign-in: the device is not compliant or not
/// joined, the app is not approved, the policy blocks access, or the user counts as at risk. Entra shows most of them
/// on its own page; which of them come back to a page can't be tested without Microsoft.
///
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
const BLOCKED: [&str; 8] = ["53000", "53001", "53002", "53003", "53004", "53011", "530032", "530035"];

/// An error of the library, as its fields say it; a field that it lacks is empty.
#[derive(Clone, Debug, Default)]
pub struct LibraryError {
    /// The class of the error.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The number of the sign-in service's own error, such as `65004`.
    pub number: String,
    /// The message.
    pub message: String,
    /// The claims that the service wants, as JSON text.
    pub claims: String,
}

impl LibraryError {
    /// An error that is none of the library's: what it gave can't be used.
    pub fn of(error: SignInError) -> Self {
        match error {
            SignInError::Other { code, message } => Self { code, message, ..Self::default() },
            _ => Self::default(),
        }
    }

    /// What it means.
    pub fn into_sign_in_error(self) -> SignInError {
        match self.number.as_str() {
            "65004" => return SignInError::ConsentRefused,
            "90094" => return SignInError::AdminConsentNeeded,
            number if number.starts_with("530084") => return SignInError::TokenProtection,
            number if BLOCKED.contains(&number) => return SignInError::BlockedByPolicy(self.number),
            _ => {}
        }
        match self.code.as_str() {
            "popup_window_error" | "empty_window_error" => SignInError::PopupBlocked,
            "user_cancelled" | "interaction_in_progress_cancelled" => SignInError::Cancelled,
            // Going back at the sign-in service's page has no number; a refusal of its own has one.
            "access_denied" if self.number.is_empty() => SignInError::Cancelled,
            "timed_out" | "redirect_bridge_timeout" => SignInError::TimedOut,
            "interaction_in_progress" => SignInError::InProgress,
            "crypto_nonexistent" | "pkce_not_created" => SignInError::HttpsNeeded,
            "no_network_connectivity" => SignInError::Offline,
            // An answer that cannot be parsed is a proxy's page, not the service's.
            "endpoints_resolution_error"
            | "openid_config_error"
            | "post_request_failed"
            | "get_request_failed"
            | "network_error"
            | "failed_to_parse_response" => SignInError::Unreachable,
            // The library repeats a throttling answer under its number, without asking again, until the time is up.
            "50196" => SignInError::Throttled,
            "in_mem_redirect_unavailable" | "cache_quota_exceeded" | "CacheError" => SignInError::StorageBlocked,
            _ if self.name == "QuotaExceededError" => SignInError::StorageBlocked,
            _ if self.needs_interaction() => SignInError::InteractionNeeded(Claims::from_json(self.claims)),
            _ => SignInError::Other { code: self.code, message: self.message },
        }
    }

    /// Whether the user has to act. A dead refresh token is one of these, though the library only says so of some:
    /// others it would renew in a hidden frame, which this page does not allow.
    fn needs_interaction(&self) -> bool {
        self.name == "InteractionRequiredAuthError"
            || matches!(
                self.code.as_str(),
                "interaction_required"
                    | "consent_required"
                    | "login_required"
                    | "bad_token"
                    | "invalid_grant"
                    | "no_tokens_found"
                    | "refresh_token_expired"
                    | "token_refresh_required"
                    | "no_account_error"
                    | "no_account_found"
                    | "no_account_in_silent_request"
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(name: &str, code: &str, number: &str) -> LibraryError {
        LibraryError { name: name.into(), code: code.into(), number: number.into(), ..LibraryError::default() }
    }

    #[test]
    fn each_error_says_what_to_do_next() {
        let asks = SignInError::InteractionNeeded(None);
        for (name, code, number, expected) in [
            ("BrowserAuthError", "popup_window_error", "", SignInError::PopupBlocked),
            ("BrowserAuthError", "user_cancelled", "", SignInError::Cancelled),
            ("ServerError", "access_denied", "", SignInError::Cancelled),
            ("ServerError", "access_denied", "65004", SignInError::ConsentRefused),
            ("ServerError", "access_denied", "90094", SignInError::AdminConsentNeeded),
            ("InteractionRequiredAuthError", "consent_required", "90094", SignInError::AdminConsentNeeded),
            ("InteractionRequiredAuthError", "consent_required", "65001", asks.clone()),
            ("InteractionRequiredAuthError", "invalid_grant", "65001", asks.clone()),
            ("InteractionRequiredAuthError", "a_code_of_tomorrow", "", asks.clone()),
            ("ServerError", "invalid_grant", "700084", asks.clone()),
            ("ClientAuthError", "token_refresh_required", "", asks.clone()),
            ("BrowserAuthError", "no_account_error", "", asks),
            ("BrowserAuthError", "timed_out", "", SignInError::TimedOut),
            ("BrowserAuthError", "interaction_in_progress", "", SignInError::InProgress),
            ("BrowserAuthError", "no_network_connectivity", "", SignInError::Offline),
            ("ClientAuthError", "endpoints_resolution_error", "", SignInError::Unreachable),
            ("BrowserAuthError", "post_request_failed", "", SignInError::Unreachable),
            ("ServerError", "50196", "", SignInError::Throttled),
            // Token protection: https://learn.microsoft.com/entra/identity/conditional-access/concept-token-protection
            ("InteractionRequiredAuthError", "interaction_required", "530084", SignInError::TokenProtection),
            ("ServerError", "invalid_grant", "530084", SignInError::TokenProtection),
            ("ServerError", "access_denied", "53003", SignInError::BlockedByPolicy("53003".into())),
            (
                "InteractionRequiredAuthError",
                "interaction_required",
                "53000",
                SignInError::BlockedByPolicy("53000".into()),
            ),
            ("BrowserAuthError", "crypto_nonexistent", "", SignInError::HttpsNeeded),
            ("QuotaExceededError", "", "", SignInError::StorageBlocked),
        ] {
            assert_eq!(raised(name, code, number).into_sign_in_error(), expected, "{name} {code} {number}");
        }
    }

    #[test]
    fn what_is_not_known_keeps_its_words() {
        let error = LibraryError {
            message: "AADSTS50105: not assigned".into(),
            ..raised("ServerError", "access_denied", "50105")
        };
        let expected = SignInError::Other { code: "access_denied".into(), message: "AADSTS50105: not assigned".into() };
        assert_eq!(error.into_sign_in_error(), expected);
    }

    #[test]
    fn a_challenge_is_kept_only_where_it_is_json() {
        let with = |claims: &str| LibraryError { claims: claims.into(), ..raised("", "interaction_required", "50076") };
        let json = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
        let expected = Claims::from_json(json.to_owned());
        assert!(expected.is_some());
        assert_eq!(with(json).into_sign_in_error(), SignInError::InteractionNeeded(expected));
        assert_eq!(with("eyJhIjoxfQ").into_sign_in_error(), SignInError::InteractionNeeded(None));
    }
}
