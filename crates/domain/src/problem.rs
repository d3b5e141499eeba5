//! What can prevent an answer. Each variant says what to do next.

use std::fmt;
use std::time::Duration;

use super::json_reader::Json;
use super::scope::Scope;

/// What the service said, kept word for word so that support can find the request again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceMessage {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code, such as `Authorization_RequestDenied`; empty where the answer had none.
    pub code: String,
    /// The service's own words. Text from outside: shown, never interpreted as markup.
    pub message: String,
    /// The id under which the service logged the request, where it told one.
    pub request_id: Option<String>,
}

/// What a refusal says that the user lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingAccess {
    /// The tenant lacks a license.
    License,
    /// The token lacks a permission.
    Permission,
    /// The user lacks a role.
    Role,
}

/// The codes of a missing license.
const LICENSE_CODES: [&str; 2] = ["AadPremiumLicenseRequired", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"];

/// The codes of a permission that the token lacks.
const PERMISSION_CODES: [&str; 2] = ["PermissionScopeNotGranted", "Authentication_MSGraphPermissionMissing"];

impl ServiceMessage {
    /// What the user lacks, where the answer is a refusal for that reason. This is the only place that decides it.
    ///
    /// Only the codes above tell a missing license and a missing permission apart from everything else, whatever the
    /// words say. Every other 403 counts as a missing role: its code differs between endpoints
    /// (`Authorization_RequestDenied`, `Authentication_RequestFromUnsupportedUserRole`, `UnknownError`,
    /// `AccessDenied`), and new ones appear. Which endpoint answers with which can't be tested without Microsoft.
    pub fn missing_access(&self) -> Option<MissingAccess> {
        let is_one_of = |codes: &[&str]| codes.iter().any(|code| self.codes().any(|it| it.eq_ignore_ascii_case(code)));
        match self.status {
            400 | 403 if is_one_of(&LICENSE_CODES) => Some(MissingAccess::License),
            403 if is_one_of(&PERMISSION_CODES) => Some(MissingAccess::Permission),
            403 => Some(MissingAccess::Role),
            _ => None,
        }
    }

    /// The code of the answer, and the one that an older service put as JSON into its message:
    /// `{"errorCode":"PermissionScopeNotGranted","message":…}`. The message may have been cut.
    fn codes(&self) -> impl Iterator<Item = &str> {
        let nested = self.message.strip_prefix("{\"errorCode\":\"").and_then(|rest| rest.split_once('"'));
        [self.code.as_str()].into_iter().chain(nested.map(|(code, _)| code))
    }
}

/// A claims challenge: what the service wants to see in the token, as JSON text for the sign-in library. It is not
/// secret and says nothing about the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims(String);

impl Claims {
    /// Longest challenge that is passed on, in bytes; a real one has some hundred.
    pub const LONGEST: usize = 8192;

    /// A challenge that has been decoded and is a JSON object.
    pub fn from_json(text: String) -> Option<Self> {
        let fits = text.len() <= Self::LONGEST && Json::read(&text).is_ok_and(|value| value.is_object());
        fits.then_some(Self(text))
    }

    /// The challenge that asks for a sign-in with multi-factor authentication.
    ///
    /// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
    pub fn multi_factor() -> Self {
        Self(r#"{"access_token":{"amr":{"values":["mfa"]}}}"#.to_owned())
    }

    /// The JSON text.
    pub fn json(&self) -> &str {
        &self.0
    }
}

/// Why there is no answer, or not the one hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The sign-in does not cover this: ask for these scopes, then repeat.
    ScopeMissing(Vec<Scope>),
    /// The service refused; a role is missing, or a scope that the page did not expect. Ask an administrator who can
    /// assign it.
    Forbidden(ServiceMessage),
    /// The service allowed the same a moment ago and refuses it now, as when an activated role has ended: activate it
    /// again, then repeat.
    RightLost(ServiceMessage),
    /// The tenant lacks the license. There is nothing to repeat.
    LicenseMissing(ServiceMessage),
    /// The object is not there.
    NotFound(ServiceMessage),
    /// The service wants more of the sign-in: step up with these claims, then repeat.
    StepUp(Claims),
    /// There is no usable token: sign in again, then repeat.
    SignInNeeded,
    /// A policy of the tenant gives no token to a page in a browser. There is nothing to repeat: use a program that the
    /// policy allows, or have the policy changed.
    SignInBlocked,
    /// The settings of the role in Privileged Identity Management require a ticket or a justification: give them, then
    /// repeat.
    DetailsRequired(ServiceMessage),
    /// The browser is offline: repeat when it is online.
    Offline,
    /// No answer came after several attempts: repeat later.
    Unreachable,
    /// The service asked to wait and still does: repeat after this time.
    Throttled(Duration),
    /// The service failed after several attempts: repeat later, or hand the request id to support.
    Unavailable(ServiceMessage),
    /// The service refused the request itself. Repeating does not help; hand the message to support.
    Refused(ServiceMessage),
    /// The user stopped the reading before this was read: read it again.
    Stopped,
    /// The answer was not what the service documents; the text says which part. Nothing of it is trusted.
    Unreadable(&'static str),
}

impl Problem {
    /// What the service said, where it said anything.
    pub fn service_message(&self) -> Option<&ServiceMessage> {
        match self {
            Self::Forbidden(said)
            | Self::RightLost(said)
            | Self::LicenseMissing(said)
            | Self::NotFound(said)
            | Self::DetailsRequired(said)
            | Self::Unavailable(said)
            | Self::Refused(said) => Some(said),
            _ => None,
        }
    }

    /// Whether a new sign-in, consent or a role that was activated may have removed the obstacle, so that reading again
    /// is worth while once there is a new token.
    pub fn ends_with_new_token(&self) -> bool {
        matches!(
            self,
            Self::SignInNeeded
                | Self::StepUp(_)
                | Self::ScopeMissing(_)
                | Self::Forbidden(_)
                | Self::RightLost(_)
                | Self::SignInBlocked
        )
    }
}

/// For logs and tests only: the sentences that users read are in `web/text`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, code: &str, message: &str) -> ServiceMessage {
        ServiceMessage { status, code: code.to_owned(), message: message.to_owned(), request_id: None }
    }

    #[test]
    fn missing_role_is_told_by_the_status_whatever_the_code() {
        for code in [
            "Authorization_RequestDenied",
            "Authentication_RequestFromUnsupportedUserRole",
            "UnknownError",
            "AccessDenied",
            "Forbidden",
            "accessDenied",
            "",
            "a_code_of_tomorrow",
        ] {
            assert_eq!(said(403, code, "").missing_access(), Some(MissingAccess::Role), "{code}");
            assert_eq!(said(400, code, "").missing_access(), None, "{code}");
            assert_eq!(said(404, code, "").missing_access(), None, "{code}");
        }
    }

    #[test]
    fn missing_license_and_missing_permission_are_told_by_their_codes_alone() {
        let nested = |code: &str| format!(r#"{{"errorCode":"{code}","message":"Authorization failed.","insta…"#);
        for (status, code, message, wanted) in [
            (400, "AadPremiumLicenseRequired", String::new(), Some(MissingAccess::License)),
            (403, "aadpremiumlicenserequired", String::new(), Some(MissingAccess::License)),
            (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", String::new(), Some(MissingAccess::License)),
            (400, "UnknownError", nested("AadPremiumLicenseRequired"), Some(MissingAccess::License)),
            (403, "UnknownError", nested("PermissionScopeNotGranted"), Some(MissingAccess::Permission)),
            (403, "Authentication_MSGraphPermissionMissing", String::new(), Some(MissingAccess::Permission)),
            // Words alone prove nothing: a filter or a name may repeat them.
            (400, "Request_BadRequest", "Invalid filter 'AadPremiumLicenseRequired'".to_owned(), None),
            (400, "Request_UnsupportedQuery", "Filter operator is not supported".to_owned(), None),
            (400, "BadRequest", "The principal was not found; a premium license".to_owned(), None),
            (404, "AadPremiumLicenseRequired", String::new(), None),
            (403, "UnknownError", "PermissionScopeNotGranted".to_owned(), Some(MissingAccess::Role)),
        ] {
            assert_eq!(said(status, code, &message).missing_access(), wanted, "{status} {code} {message}");
        }
    }
}
