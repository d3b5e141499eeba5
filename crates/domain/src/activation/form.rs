//! What the user fills in to activate a role, and its review.

use super::duration::RoleDuration;
use super::failure::FailedRequest;
use super::own_role::{ActiveRole, EligibleRole, OwnRole, RolePerson};
use super::request::RequestAction;
use super::rules::ActivationRules;
use crate::change::request_details::LONGEST_FIELD;
use crate::policy_rule::PolicyRule;
use crate::problem::Problem;
use crate::time::Timestamp;

/// Which fields have to be filled in, and how long the activation may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredFields {
    /// The justification.
    pub justification: bool,
    /// The ticket number.
    pub ticket: bool,
    /// The longest duration, where it is known.
    pub longest: Option<RoleDuration>,
}

impl RequiredFields {
    /// What the settings require, as far as they could be read, and what the service asked for when it refused an
    /// earlier request. An activation can't outlast the eligibility.
    pub fn of(
        eligible: &EligibleRole,
        rules: &Result<ActivationRules, Problem>,
        refused: Option<&FailedRequest>,
        now: Timestamp,
    ) -> Self {
        let asked_for = |rule: &PolicyRule| refused.is_some_and(|failed| failed.required_fields().any(|it| it == rule));
        let rules = rules.as_ref().ok();
        let by_end = eligible.end.and_then(|end| RoleDuration::within(end.since(now)));
        let by_rules = rules.and_then(|rules| rules.longest);
        Self {
            justification: rules.is_some_and(|rules| rules.justification) || asked_for(&PolicyRule::Justification),
            ticket: rules.is_some_and(|rules| rules.ticket) || asked_for(&PolicyRule::Ticketing),
            longest: match (by_rules, by_end) {
                (Some(rules), Some(end)) => Some(rules.min(end)),
                (one, None) | (None, one) => one,
            },
        }
    }
}

/// What the user has filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationForm {
    /// For how long.
    pub duration: RoleDuration,
    /// Why.
    pub justification: String,
    /// The number of the ticket.
    pub ticket_number: String,
    /// The system that the ticket is in.
    pub ticket_system: String,
}

/// What is still missing in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormGap {
    /// The justification is required.
    Justification,
    /// The ticket number is required.
    Ticket,
    /// The duration is longer than this.
    TooLong(RoleDuration),
    /// The scope of the role isn't understood, so the role can't be requested here.
    Scope,
}

/// A request that the user has reviewed. Only [`review_activation`] and [`review_deactivation`] make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedRequest {
    person: RolePerson,
    own: OwnRole,
    action: RequestAction,
    duration: Option<RoleDuration>,
    justification: String,
    ticket: Option<(String, String)>,
}

impl ReviewedRequest {
    /// Who makes the request, for themselves.
    pub fn person(&self) -> RolePerson {
        self.person
    }

    /// The role and its scope.
    pub fn own(&self) -> &OwnRole {
        &self.own
    }

    /// What is requested.
    pub fn action(&self) -> RequestAction {
        self.action
    }

    /// For how long the role is activated.
    pub fn duration(&self) -> Option<RoleDuration> {
        self.duration
    }

    /// The justification; empty, where the user gave none.
    pub fn justification(&self) -> &str {
        &self.justification
    }

    /// The number of the ticket and its system, where the user gave a number.
    pub fn ticket(&self) -> Option<(&str, &str)> {
        self.ticket.as_ref().map(|(number, system)| (number.as_str(), system.as_str()))
    }
}

/// Reviews an activation.
///
/// # Errors
///
/// What is still missing in the form.
pub fn review_activation(
    person: RolePerson,
    own: &OwnRole,
    required: &RequiredFields,
    form: &ActivationForm,
) -> Result<ReviewedRequest, Vec<FormGap>> {
    let field = |text: &str| text.trim().chars().take(LONGEST_FIELD).collect::<String>();
    let (justification, number) = (field(&form.justification), field(&form.ticket_number));
    let mut gaps = Vec::new();
    if required.ticket && number.is_empty() {
        gaps.push(FormGap::Ticket);
    }
    if required.justification && justification.is_empty() {
        gaps.push(FormGap::Justification);
    }
    if let Some(longest) = required.longest.filter(|longest| form.duration > *longest) {
        gaps.push(FormGap::TooLong(longest));
    }
    if !own.can_be_requested() {
        gaps.push(FormGap::Scope);
    }
    if !gaps.is_empty() {
        return Err(gaps);
    }
    Ok(ReviewedRequest {
        person,
        own: own.clone(),
        action: RequestAction::Activate,
        duration: Some(form.duration),
        justification,
        ticket: (!number.is_empty()).then(|| (number, field(&form.ticket_system))),
    })
}

/// Reviews a deactivation; `None` where the user didn't activate the role themselves, or it can't be named in a request.
pub fn review_deactivation(person: RolePerson, active: &ActiveRole) -> Option<ReviewedRequest> {
    (active.activated && active.own.can_be_requested()).then(|| ReviewedRequest {
        person,
        own: active.own.clone(),
        action: RequestAction::Deactivate,
        duration: None,
        justification: String::new(),
        ticket: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory_role::DirectoryScope;
    use crate::ids::{RoleDefinitionId, TenantId, UserId};
    use crate::policy_rule::POLICY_CODE;
    use crate::problem::ServiceMessage;
    use std::time::Duration;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn person() -> RolePerson {
        RolePerson {
            user: UserId::known("93d0c65e-4f81-4a2b-b7c9-08e1d64a5f72"),
            tenant: TenantId::known("60000000-0000-4000-8000-000000000001"),
        }
    }

    fn own(scope: DirectoryScope) -> OwnRole {
        OwnRole { role: RoleDefinitionId::known("e8611ab8-c189-46e8-94e1-60213ab1f814"), scope }
    }

    fn eligible(end: Option<Timestamp>) -> EligibleRole {
        EligibleRole { own: own(DirectoryScope::Tenant), through_group: false, end }
    }

    fn minutes(minutes: u32) -> RoleDuration {
        RoleDuration::of_minutes(minutes).unwrap()
    }

    fn form(duration: u32, justification: &str, ticket: &str) -> ActivationForm {
        ActivationForm {
            duration: minutes(duration),
            justification: justification.to_owned(),
            ticket_number: ticket.to_owned(),
            ticket_system: "ServiceNow".to_owned(),
        }
    }

    #[test]
    fn each_rule_of_the_settings_is_required_of_the_form() {
        let check = |required: RequiredFields, form: ActivationForm, gaps: &[FormGap]| {
            let reviewed = review_activation(person(), &own(DirectoryScope::Tenant), &required, &form);
            assert_eq!(reviewed.err().unwrap_or_default(), gaps);
        };
        let none = RequiredFields::default();
        check(none.clone(), form(60, " ", " "), &[]);
        check(RequiredFields { justification: true, ..none.clone() }, form(60, " ", ""), &[FormGap::Justification]);
        check(RequiredFields { ticket: true, ..none.clone() }, form(60, "x", " "), &[FormGap::Ticket]);
        let short = RequiredFields { longest: Some(minutes(30)), ..none };
        check(short.clone(), form(60, "", ""), &[FormGap::TooLong(minutes(30))]);
        check(short, form(30, "", ""), &[]);
    }

    #[test]
    fn a_scope_that_is_not_understood_is_never_requested() {
        let other = own(DirectoryScope::Other("/AccessPackageCatalog/x".to_owned()));
        let reviewed = review_activation(person(), &other, &RequiredFields::default(), &form(60, "", ""));
        assert_eq!(reviewed, Err(vec![FormGap::Scope]));
    }

    #[test]
    fn required_fields_come_from_settings_refusal_and_end_of_eligibility() {
        let unread: Result<ActivationRules, Problem> = Err(Problem::Offline);
        assert_eq!(RequiredFields::of(&eligible(None), &unread, None, NOW), RequiredFields::default());
        let said = ServiceMessage {
            status: 400,
            code: POLICY_CODE.to_owned(),
            message: r#"["TicketingRule","JustificationRule"]"#.to_owned(),
            request_id: None,
        };
        let refused = FailedRequest::refused(said);
        let required = RequiredFields::of(&eligible(None), &unread, Some(&refused), NOW);
        assert_eq!((required.justification, required.ticket), (true, true));
        let rules = Ok(ActivationRules { longest: Some(minutes(120)), justification: true, ..Default::default() });
        let ends_soon = eligible(Some(NOW + Duration::from_secs(45 * 60)));
        let required = RequiredFields::of(&ends_soon, &rules, None, NOW);
        assert_eq!(required, RequiredFields { justification: true, ticket: false, longest: Some(minutes(45)) });
        let required = RequiredFields::of(&eligible(None), &rules, None, NOW);
        assert_eq!(required.longest, Some(minutes(120)));
    }

    #[test]
    fn reviewed_activation_has_trimmed_fields_and_a_ticket_only_with_a_number() {
        let review = |form: ActivationForm| {
            review_activation(person(), &own(DirectoryScope::Tenant), &RequiredFields::default(), &form).unwrap()
        };
        let reviewed = review(form(60, " Payroll ", " INC42 "));
        assert_eq!((reviewed.justification(), reviewed.ticket()), ("Payroll", Some(("INC42", "ServiceNow"))));
        assert_eq!(reviewed.duration(), Some(minutes(60)));
        assert_eq!(review(form(60, "", "")).ticket(), None);
    }

    #[test]
    fn only_an_activation_of_ones_own_can_be_deactivated() {
        let active = |activated| ActiveRole { own: own(DirectoryScope::Tenant), activated, start: None, end: None };
        assert!(review_deactivation(person(), &active(false)).is_none());
        let reviewed = review_deactivation(person(), &active(true)).unwrap();
        assert_eq!((reviewed.action(), reviewed.duration()), (RequestAction::Deactivate, None));
    }
}
