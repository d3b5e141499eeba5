//! Why a request for a role failed, with what helps.

use super::request::RequestStatus;
use crate::change::explain::REQUEST_PENDING;
use crate::policy_rule::{POLICY_CODE, PolicyRule};
use crate::problem::{MissingAccess, ServiceMessage};

/// Why a request for one's own role failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivationFailure {
    /// The role is active already. Nothing is to be done.
    AlreadyActive,
    /// The role isn't active, so there is nothing to deactivate.
    NotActive,
    /// The role was activated less than five minutes ago. Wait, then deactivate it.
    TooSoon,
    /// Another request for this role is open. Wait for it, or cancel it in the Entra admin center.
    RequestOpen,
    /// The settings of the role require something else, by these rules; none, where the service named none.
    RulesNotMet(Vec<PolicyRule>),
    /// The role requires an authentication context, and which one could not be read from the answer.
    ContextRequired,
    /// An approver or a rule denied the request. Ask the approver.
    Denied,
    /// The service could not carry out the request. Request it again.
    NotCarriedOut,
    /// The request was canceled, or the activation was ended.
    Canceled,
    /// The tenant lacks the license.
    LicenseMissing,
    /// The service refuses the request for lack of a permission or of an eligibility.
    NotAllowed,
    /// Anything else, in the service's own words.
    Other,
}

/// A request that failed, with what the service said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedRequest {
    /// Why.
    pub failure: ActivationFailure,
    /// The service's words; for a request that was taken and ended otherwise, its status as the code.
    pub said: ServiceMessage,
}

impl FailedRequest {
    /// Reads a refusal.
    pub fn refused(said: ServiceMessage) -> Self {
        let failure = match said.code.as_str() {
            "RoleAssignmentExists" => ActivationFailure::AlreadyActive,
            "RoleAssignmentDoesNotExist" => ActivationFailure::NotActive,
            "ActiveDurationTooShort" => ActivationFailure::TooSoon,
            REQUEST_PENDING => ActivationFailure::RequestOpen,
            POLICY_CODE => ActivationFailure::RulesNotMet(PolicyRule::failed(&said)),
            "RoleAssignmentRequestAcrsValidationFailed" => ActivationFailure::ContextRequired,
            _ => match said.missing_access() {
                Some(MissingAccess::License) => ActivationFailure::LicenseMissing,
                Some(MissingAccess::Permission | MissingAccess::Role) => ActivationFailure::NotAllowed,
                None => ActivationFailure::Other,
            },
        };
        Self { failure, said }
    }

    /// A request that was taken and ended with this status.
    pub fn ended(status: &RequestStatus, said: ServiceMessage) -> Self {
        let failure = match status {
            RequestStatus::Denied => ActivationFailure::Denied,
            RequestStatus::Canceled | RequestStatus::Revoked => ActivationFailure::Canceled,
            _ => ActivationFailure::NotCarriedOut,
        };
        Self { failure, said: ServiceMessage { code: status.word().to_owned(), ..said } }
    }

    /// The rules that the form can meet with another text.
    pub fn required_fields(&self) -> impl Iterator<Item = &PolicyRule> {
        let rules = match &self.failure {
            ActivationFailure::RulesNotMet(rules) => rules.as_slice(),
            _ => &[],
        };
        rules.iter().filter(|rule| rule.has_field())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, code: &str, message: &str) -> ServiceMessage {
        ServiceMessage { status, code: code.to_owned(), message: message.to_owned(), request_id: Some("r1".to_owned()) }
    }

    #[test]
    fn each_refusal_is_recognized_by_the_services_code() {
        let check = |status: u16, code: &str, message: &str, wanted: ActivationFailure| {
            let failed = FailedRequest::refused(said(status, code, message));
            assert_eq!((failed.failure, failed.said.code.as_str()), (wanted, code));
        };
        check(400, "RoleAssignmentExists", "", ActivationFailure::AlreadyActive);
        check(400, "RoleAssignmentDoesNotExist", "", ActivationFailure::NotActive);
        check(400, "ActiveDurationTooShort", "", ActivationFailure::TooSoon);
        check(400, "PendingRoleAssignmentRequest", "", ActivationFailure::RequestOpen);
        check(400, "AadPremiumLicenseRequired", "", ActivationFailure::LicenseMissing);
        check(403, "UnknownError", "", ActivationFailure::NotAllowed);
        check(400, "SomethingNew", "", ActivationFailure::Other);
        check(400, "RoleAssignmentRequestAcrsValidationFailed", "", ActivationFailure::ContextRequired);
        let rules = vec![PolicyRule::Ticketing, PolicyRule::Expiration];
        check(400, POLICY_CODE, r#"["TicketingRule","ExpirationRule"]"#, ActivationFailure::RulesNotMet(rules));
    }

    #[test]
    fn only_rules_with_a_field_are_required_fields() {
        let failed = FailedRequest::refused(said(400, POLICY_CODE, r#"["TicketingRule","ExpirationRule"]"#));
        assert_eq!(failed.required_fields().collect::<Vec<_>>(), [&PolicyRule::Ticketing]);
    }

    #[test]
    fn a_request_that_ended_says_its_status_as_the_code() {
        for (word, wanted) in [
            ("Denied", ActivationFailure::Denied),
            ("Failed", ActivationFailure::NotCarriedOut),
            ("Canceled", ActivationFailure::Canceled),
            ("Revoked", ActivationFailure::Canceled),
        ] {
            let failed = FailedRequest::ended(&RequestStatus::read(word), said(200, "", ""));
            assert_eq!((failed.failure, failed.said.code.as_str()), (wanted, word));
        }
    }
}
