//! The rules of Privileged Identity Management that a request did not meet, as the service names them.
//!
//! The service answers 400 `RoleAssignmentRequestPolicyValidationFailed`. Two forms of its message were seen: a list,
//! `The following policy rules failed: ["MfaRule","JustificationRule"]`, and one rule with a sentence,
//! `…rules failed: ExpirationRule - The duration …`. Only the names are read. Which rules a tenant has switched on, and
//! whether the service names further ones, can't be tested without Microsoft, so an unknown name is kept and shown.
//!
//! <https://learn.microsoft.com/graph/api/resources/privilegedidentitymanagementv3-overview>

use super::problem::ServiceMessage;

/// The code of a request that a role's settings refuse.
pub const POLICY_CODE: &str = "RoleAssignmentRequestPolicyValidationFailed";

/// The longest name of an unknown rule that is kept, in bytes.
const LONGEST_NAME: usize = 40;

/// A rule in the settings of a role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyRule {
    /// The assignment lasts too long, or has to end.
    Expiration,
    /// A ticket number, and perhaps its system, is required.
    Ticketing,
    /// A justification is required.
    Justification,
    /// The sign-in must have used multi-factor authentication.
    MultiFactor,
    /// An approver has to approve.
    Approval,
    /// Active assignments aren't allowed, or the user isn't eligible.
    Eligibility,
    /// A rule that this release doesn't know, by the service's name.
    Other(String),
}

impl PolicyRule {
    /// The rules that a message names, each once, in the order in which it names them; none, where it is about
    /// something else.
    pub fn failed(said: &ServiceMessage) -> Vec<Self> {
        let mut rules = Vec::new();
        if said.code != POLICY_CODE {
            return rules;
        }
        for word in said.message.split(|letter: char| !letter.is_ascii_alphanumeric()) {
            if let Some(rule) = Self::named(word).filter(|rule| !rules.contains(rule)) {
                rules.push(rule);
            }
        }
        rules
    }

    fn named(word: &str) -> Option<Self> {
        let name = word.strip_suffix("Rule").filter(|name| !name.is_empty() && word.len() <= LONGEST_NAME)?;
        Some(match name {
            "Expiration" => Self::Expiration,
            "Ticketing" => Self::Ticketing,
            "Justification" => Self::Justification,
            "Mfa" => Self::MultiFactor,
            "Approval" => Self::Approval,
            "Eligibility" => Self::Eligibility,
            _ => Self::Other(word.to_owned()),
        })
    }

    /// Whether the user can meet the rule by filling in a field, without another plan.
    pub fn has_field(&self) -> bool {
        matches!(self, Self::Ticketing | Self::Justification)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &str, message: &str) -> ServiceMessage {
        ServiceMessage { status: 400, code: code.to_owned(), message: message.to_owned(), request_id: None }
    }

    #[test]
    fn each_rule_is_read_from_both_forms_of_the_message() {
        let check = |message: &str, wanted: &[PolicyRule]| {
            assert_eq!(PolicyRule::failed(&said(POLICY_CODE, message)), wanted, "{message}");
        };
        check(
            r#"The following policy rules failed: ["MfaRule","JustificationRule"]"#,
            &[PolicyRule::MultiFactor, PolicyRule::Justification],
        );
        check(
            "The following policy rules failed: ExpirationRule - The duration exceeds the ExpirationRule.",
            &[PolicyRule::Expiration],
        );
        check(
            r#"["TicketingRule","ApprovalRule","EligibilityRule","WeatherRule"]"#,
            &[
                PolicyRule::Ticketing,
                PolicyRule::Approval,
                PolicyRule::Eligibility,
                PolicyRule::Other("WeatherRule".to_owned()),
            ],
        );
        check("The following policy rules failed: [\"Rule\"]", &[]);
        check(&format!("{}Rule", "x".repeat(100)), &[]);
        check("", &[]);
    }

    #[test]
    fn another_code_names_no_rules() {
        assert_eq!(PolicyRule::failed(&said("Request_BadRequest", r#"["MfaRule"]"#)), []);
    }
}
