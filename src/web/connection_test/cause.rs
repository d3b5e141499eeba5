//! Why a sign-in of the test failed, from the numbers of Entra's errors and the codes of the sign-in library.
//!
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use crate::web::session::SignInError;

/// How a sign-in failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInFailure {
    /// What the sign-in library's error means.
    pub error: SignInError,
    /// The number of Entra's own error without `AADSTS`; empty where there is none.
    pub number: String,
}

/// Why a sign-in failed, as far as there is something to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInCause {
    /// There is no such tenant.
    TenantUnknown,
    /// The tenant is in another cloud.
    OtherCloud,
    /// The tenant has no such registration.
    ClientUnknown,
    /// The application is disabled.
    ClientDisabled,
    /// The registration is for one tenant, and the address of the sign-in is for any.
    NotMultitenant,
    /// The redirect URI isn't registered.
    RedirectUnknown,
    /// The redirect URI is registered for another platform than single-page application.
    RedirectNotSpa,
    /// The account isn't in the tenant.
    AccountUnknown,
    /// The account is disabled.
    AccountDisabled,
    /// Assignment is required, and the user isn't assigned.
    NotAssigned,
    /// The network allows no sign-in to this tenant.
    TenantRestricted,
    /// A Conditional Access policy blocks the sign-in, or requires what a browser can't give.
    Policy,
    /// More proof is required, such as multifactor authentication.
    ProofRequired,
    /// Nobody has consented.
    ConsentMissing,
    /// The user declined to consent.
    ConsentDeclined,
    /// Only an administrator can consent.
    AdminConsent,
    /// The registration doesn't list what was asked for, or lists what the tenant doesn't have.
    Misconfigured,
    /// The tenant has no service principal of the API.
    ApiMissing,
    /// No answer came from the window.
    NoAnswer,
    /// The browser blocked the window.
    PopupBlocked,
    /// This browser or network can't sign in now; the error says why.
    Surroundings,
    /// Something else.
    Other,
}

/// How far Entra comes before it finds a cause: what is checked earlier was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignInStage {
    /// Nothing was checked.
    Nothing,
    /// The tenant.
    Tenant,
    /// The registration.
    Client,
    /// The redirect URI.
    RedirectUri,
    /// The account, and the policies for it.
    Account,
    /// The consent.
    Consent,
    /// The redemption of the code, which depends on the platform of the redirect URI.
    Token,
}

impl SignInFailure {
    /// A failure of which only Entra's number is known: what a user copied from the window. Nothing, where the text has no
    /// number.
    pub fn from_code(text: &str) -> Option<Self> {
        let number = number_in(text)?;
        Some(Self { error: SignInError::Other { code: String::new(), message: String::new() }, number })
    }

    /// The code to look up: Entra's, or else the library's; empty where there is none.
    pub fn code(&self) -> String {
        match &self.error {
            _ if !self.number.is_empty() => format!("AADSTS{}", self.number),
            SignInError::Other { code, .. } => code.clone(),
            _ => String::new(),
        }
    }

    /// Why it failed.
    pub fn cause(&self) -> SignInCause {
        by_number(&self.number).unwrap_or(match &self.error {
            SignInError::PopupBlocked => SignInCause::PopupBlocked,
            SignInError::Cancelled | SignInError::TimedOut | SignInError::InProgress => SignInCause::NoAnswer,
            SignInError::ConsentRefused => SignInCause::ConsentDeclined,
            SignInError::AdminConsentNeeded => SignInCause::AdminConsent,
            SignInError::InteractionNeeded(_) => SignInCause::ConsentMissing,
            SignInError::TokenProtection | SignInError::BlockedByPolicy(_) => SignInCause::Policy,
            SignInError::OtherTenant | SignInError::WrongTenant => SignInCause::AccountUnknown,
            SignInError::HttpsNeeded
            | SignInError::Offline
            | SignInError::Unreachable
            | SignInError::Throttled
            | SignInError::StorageBlocked
            | SignInError::LibraryMissing
            | SignInError::NotSafeHere(_) => SignInCause::Surroundings,
            _ => SignInCause::Other,
        })
    }
}

impl SignInCause {
    /// Where it is found.
    pub fn stage(self) -> SignInStage {
        match self {
            Self::NoAnswer | Self::PopupBlocked | Self::Surroundings | Self::Other => SignInStage::Nothing,
            Self::TenantUnknown | Self::OtherCloud => SignInStage::Tenant,
            Self::ClientUnknown | Self::ClientDisabled | Self::NotMultitenant => SignInStage::Client,
            Self::RedirectUnknown => SignInStage::RedirectUri,
            Self::AccountUnknown
            | Self::AccountDisabled
            | Self::NotAssigned
            | Self::TenantRestricted
            | Self::Policy
            | Self::ProofRequired => SignInStage::Account,
            Self::ConsentMissing
            | Self::ConsentDeclined
            | Self::AdminConsent
            | Self::Misconfigured
            | Self::ApiMissing => SignInStage::Consent,
            Self::RedirectNotSpa => SignInStage::Token,
        }
    }
}

fn by_number(number: &str) -> Option<SignInCause> {
    Some(match number {
        "90002" | "900023" | "50059" | "50128" | "90019" => SignInCause::TenantUnknown,
        "90038" => SignInCause::OtherCloud,
        "700016" | "70001" => SignInCause::ClientUnknown,
        "7000112" => SignInCause::ClientDisabled,
        "50194" => SignInCause::NotMultitenant,
        "50011" | "500112" | "900971" => SignInCause::RedirectUnknown,
        "9002325" | "9002326" | "9002327" | "7000218" => SignInCause::RedirectNotSpa,
        "50020" | "50034" | "16000" | "16003" | "90072" => SignInCause::AccountUnknown,
        "50057" => SignInCause::AccountDisabled,
        "50105" => SignInCause::NotAssigned,
        "500021" | "500212" => SignInCause::TenantRestricted,
        "50131" | "53000" | "53001" | "53002" | "53003" | "53004" | "53011" | "530032" | "530035" | "530084" => {
            SignInCause::Policy
        }
        "50072" | "50074" | "50076" | "50079" | "50097" => SignInCause::ProofRequired,
        "65001" => SignInCause::ConsentMissing,
        "65004" => SignInCause::ConsentDeclined,
        "90093" | "90094" | "90095" => SignInCause::AdminConsent,
        "65005" | "650053" | "650056" | "650057" => SignInCause::Misconfigured,
        "500011" | "650052" => SignInCause::ApiMissing,
        _ => return None,
    })
}

/// The number of an error of Entra's in a text: `AADSTS50011: …`, `Error(s): 50011 - …`, or the number alone.
pub fn number_in(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let after = |mark: &str| upper.split_once(mark).map(|(_, rest)| rest.trim_start());
    let rest = after("AADSTS").or_else(|| after("ERROR(S):")).unwrap_or(upper.trim());
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_whole = !rest[digits.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-');
    ((4..=8).contains(&digits.len()) && is_whole).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str) -> SignInCause {
        SignInFailure::from_code(text).unwrap().cause()
    }

    #[test]
    fn entras_numbers_are_found_in_what_people_copy() {
        for text in ["AADSTS50011", "aadsts50011: The redirect URI …", " 50011 ", "Error(s): 50011 - Timestamp: …"]
        {
            assert_eq!(number_in(text).as_deref(), Some("50011"), "{text}");
            assert_eq!(cause(text), SignInCause::RedirectUnknown);
        }
        for text in ["", "AADSTS", "x", "12", "123456789", "00000003-0000-0000-c000-000000000000", "50011a"] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }

    #[test]
    fn each_documented_number_has_its_cause() {
        for (number, expected) in [
            ("90002", SignInCause::TenantUnknown),
            ("90038", SignInCause::OtherCloud),
            ("700016", SignInCause::ClientUnknown),
            ("9002326", SignInCause::RedirectNotSpa),
            ("7000218", SignInCause::RedirectNotSpa),
            ("50020", SignInCause::AccountUnknown),
            ("50105", SignInCause::NotAssigned),
            ("53003", SignInCause::Policy),
            ("65001", SignInCause::ConsentMissing),
            ("65004", SignInCause::ConsentDeclined),
            ("90094", SignInCause::AdminConsent),
            ("99999", SignInCause::Other),
        ] {
            assert_eq!(cause(number), expected, "{number}");
        }
    }

    #[test]
    fn library_errors_without_a_number_have_a_cause() {
        let of = |error| SignInFailure { error, number: String::new() }.cause();
        assert_eq!(of(SignInError::TimedOut), SignInCause::NoAnswer);
        assert_eq!(of(SignInError::InteractionNeeded(None)), SignInCause::ConsentMissing);
        assert_eq!(of(SignInError::Offline), SignInCause::Surroundings);
    }

    #[test]
    fn entra_finds_the_redirect_uri_before_the_account_and_its_platform_last() {
        let mut causes = ["50011", "9002326", "65001", "50105", "700016", "90002"].map(cause).to_vec();
        causes.sort_by_key(|cause| cause.stage());
        let expected = ["90002", "700016", "50011", "50105", "65001", "9002326"].map(cause);
        assert_eq!(causes, expected);
    }
}
