//! Why the service refused a step, and what would help.

use super::plan::{Addition, Removal, Step};
use crate::ids::RoleDefinitionId;
use crate::policy_rule::{POLICY_CODE, PolicyRule};
use crate::problem::{MissingAccess, Problem, ServiceMessage};
use crate::scope::Scope;
use crate::well_known::{roles_that_assign, roles_that_change_members, roles_that_grant};

/// The status of a request that was taken and waits for an approver; it is used as a code.
pub const APPROVAL_PENDING: &str = "PendingApproval";

/// The code of a role request that is refused because an earlier one for the same role is being carried out.
pub const REQUEST_PENDING: &str = "PendingRoleAssignmentRequest";

/// What is known of the user whose step was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedUser {
    /// The roles that the user has now.
    pub active: Result<Vec<RoleDefinitionId>, Problem>,
    /// The roles that they may activate.
    pub eligible: Result<Vec<RoleDefinitionId>, Problem>,
    /// Those scopes of the plan that the token for changes does not have.
    pub lacking: Vec<Scope>,
}

/// Why a step was refused, as far as it can be told from the answer and from what is known of the user's roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// The token lacks the scope. Consent to it, then apply again.
    ScopeMissing(Scope),
    /// The user may activate a role that would do, and has not. Activate it, sign in again, then apply again.
    RoleNotActive(RoleDefinitionId),
    /// The user has none of the roles that usually do, and may activate none. One of them would.
    RoleMissing(&'static [RoleDefinitionId]),
    /// The user has none of the roles that usually do; whether they may activate one could not be read.
    RoleMissingPerhapsEligible(&'static [RoleDefinitionId]),
    /// The user has a role that usually does. A token from before the role was activated does not show it, so signing
    /// in again may help; otherwise a policy of the tenant is in the way.
    RoleHeldAndRefused(RoleDefinitionId),
    /// Which roles the user has could not be read. One of these is needed.
    RoleNotKnown(&'static [RoleDefinitionId]),
    /// The tenant lacks the license for it.
    LicenseMissing,
    /// A time-bound role can't be removed in its first five minutes. Wait, then apply again.
    TooYoung,
    /// The settings of the role in Privileged Identity Management refuse it by these rules; none, where the service named
    /// none.
    RulesNotMet(Vec<PolicyRule>),
    /// The role requires an authentication context, and which one could not be read from the answer.
    ContextRequired,
    /// Another request for the same role assignment waits. Approve or cancel it, then apply again.
    RequestPending,
    /// The request was taken and waits for an approver.
    ApprovalPending,
    /// The identity, the API or the role is not there, or the directory does not know it yet.
    NotThere,
    /// The user may not change role assignments at this Azure scope, or a condition on their own assignment excludes
    /// this role or this principal.
    AzureRightMissing,
    /// A lock at the Azure scope or above prevents the change.
    AzureLocked,
    /// Azure Policy disallows the change.
    AzurePolicy,
    /// The subscription or the management group has as many role assignments as it can have.
    AzureLimit,
    /// The name that the assignment was to get belongs to another assignment.
    AzureNameTaken,
    /// It is the last assignment that can assign roles in the subscription.
    AzureLastAdministrator,
    /// The user has a role that usually does, and changing the members of the group was refused. Microsoft names another
    /// permission for identities as members, which this program doesn't request, and which nobody should be asked for
    /// silently: it changes every application.
    MemberPermissionPerhapsMissing(RoleDefinitionId),
    /// None of these; the service's own words are all there is.
    Other,
}

/// Explains a refusal.
pub fn explain(step: &Step, said: &ServiceMessage, standing: &RefusedUser) -> Explanation {
    if step.is_azure() {
        return of_azure(said);
    }
    if let Some(said) = of_role_request(said) {
        return said;
    }
    let mentions = |word: &str| said.message.contains(word);
    match (said.status, said.missing_access()) {
        (_, Some(MissingAccess::License)) => Explanation::LicenseMissing,
        (_, Some(MissingAccess::Permission)) => step.scope().map_or(Explanation::Other, Explanation::ScopeMissing),
        // What is said of a missing scope and of a missing role is mostly the same.
        (_, Some(MissingAccess::Role)) => match step.scope().filter(|scope| standing.lacking.contains(scope)) {
            Some(scope) => Explanation::ScopeMissing(scope),
            None => forbidden(step, standing),
        },
        (404, None) => Explanation::NotThere,
        (400, None) if mentions("was not found on application") || mentions("Not a valid reference update") => {
            Explanation::NotThere
        }
        _ => Explanation::Other,
    }
}

/// Why Azure Resource Manager refused.
///
/// <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>
fn of_azure(said: &ServiceMessage) -> Explanation {
    match said.code.as_str() {
        "AuthorizationFailed" | "LinkedAuthorizationFailed" => Explanation::AzureRightMissing,
        "ScopeLocked" => Explanation::AzureLocked,
        "RequestDisallowedByPolicy" | "RequestDisallowedByAzure" => Explanation::AzurePolicy,
        "RoleAssignmentLimitExceeded" => Explanation::AzureLimit,
        "RoleAssignmentUpdateNotPermitted" => Explanation::AzureNameTaken,
        _ if said.message.contains("last RBAC admin assignment") => Explanation::AzureLastAdministrator,
        "PrincipalNotFound"
        | "RoleDefinitionDoesNotExist"
        | "ResourceNotFound"
        | "ResourceGroupNotFound"
        | "SubscriptionNotFound" => Explanation::NotThere,
        _ if said.status == 403 => Explanation::AzureRightMissing,
        _ => Explanation::Other,
    }
}

/// Why Privileged Identity Management refused, where its code says it.
///
/// <https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests>
fn of_role_request(said: &ServiceMessage) -> Option<Explanation> {
    match said.code.as_str() {
        "ActiveDurationTooShort" => Some(Explanation::TooYoung),
        POLICY_CODE => Some(Explanation::RulesNotMet(PolicyRule::failed(said))),
        "RoleAssignmentRequestAcrsValidationFailed" => Some(Explanation::ContextRequired),
        REQUEST_PENDING => Some(Explanation::RequestPending),
        APPROVAL_PENDING => Some(Explanation::ApprovalPending),
        _ => None,
    }
}

fn forbidden(step: &Step, standing: &RefusedUser) -> Explanation {
    let needed = roles_for(step);
    let among = |roles: &Result<Vec<RoleDefinitionId>, Problem>| {
        let roles = roles.as_deref().unwrap_or_default();
        needed.iter().copied().find(|role| roles.contains(role))
    };
    if let (Some(held), Some(_)) = (among(&standing.active), step.group()) {
        return Explanation::MemberPermissionPerhapsMissing(held);
    }
    if let Some(held) = among(&standing.active) {
        return Explanation::RoleHeldAndRefused(held);
    }
    if let Some(eligible) = among(&standing.eligible) {
        return Explanation::RoleNotActive(eligible);
    }
    match (&standing.active, &standing.eligible) {
        (Err(_), _) => Explanation::RoleNotKnown(needed),
        // Without the license no one is eligible for anything.
        (Ok(_), Ok(_) | Err(Problem::LicenseMissing(_))) => Explanation::RoleMissing(needed),
        (Ok(_), Err(_)) => Explanation::RoleMissingPerhapsEligible(needed),
    }
}

/// The roles of which one is usually enough for a step, the least powerful first. For an API that is not known any
/// more, those that are enough for every API.
fn roles_for(step: &Step) -> &'static [RoleDefinitionId] {
    match step {
        Step::Add(Addition::AppRole(missing)) => roles_that_grant(missing.api()),
        Step::Remove(Removal::AppRole(held)) => held.api().map_or(roles_that_assign(), roles_that_grant),
        Step::Add(Addition::EntraRole(_)) | Step::Remove(Removal::EntraRole(_)) => roles_that_assign(),
        Step::Add(Addition::GroupMembership(_)) | Step::Remove(Removal::GroupMembership(_)) => {
            roles_that_change_members(step.is_of_role_assignable_group())
        }
        // No Entra role allows changes of Azure roles.
        Step::Add(Addition::AzureRole(_)) | Step::Remove(Removal::AzureRole(_)) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::example::{Example, ORDERS, directory_role, wish};
    use crate::change::wish::Wish;
    use crate::well_known::{
        APPLICATION_ADMINISTRATOR, EXCHANGE_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, MICROSOFT_GRAPH,
        PRIVILEGED_ROLE_ADMINISTRATOR,
    };

    fn said(status: u16, message: &str) -> ServiceMessage {
        ServiceMessage { status, code: String::new(), message: message.to_owned(), request_id: None }
    }

    #[test]
    fn a_refusal_names_the_roles_that_would_do_for_this_very_api() {
        let check = |wish: Wish, active: &[RoleDefinitionId], eligible: &[RoleDefinitionId], wanted: Explanation| {
            let plan = Example::new().plan(std::slice::from_ref(&wish));
            let denied = said(403, "Insufficient privileges to complete the operation.");
            let standing =
                RefusedUser { active: Ok(active.to_vec()), eligible: Ok(eligible.to_vec()), lacking: Vec::new() };
            let got = explain(&plan.steps()[0], &denied, &standing);
            assert_eq!(got, wanted, "{wish:?} with {active:?} and {eligible:?}");
        };
        let (graph, orders) = (wish(MICROSOFT_GRAPH, "User.Read.All"), wish(ORDERS, "Orders.Read"));
        let (ours, theirs) = (APPLICATION_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR);
        check(graph.clone(), &[], &[], Explanation::RoleMissing(roles_that_grant(MICROSOFT_GRAPH)));
        check(graph.clone(), &[ours], &[], Explanation::RoleMissing(roles_that_grant(MICROSOFT_GRAPH)));
        check(graph.clone(), &[ours], &[theirs], Explanation::RoleNotActive(theirs));
        check(graph.clone(), &[theirs], &[], Explanation::RoleHeldAndRefused(theirs));
        check(graph, &[], &[EXCHANGE_ADMINISTRATOR], Explanation::RoleMissing(roles_that_grant(MICROSOFT_GRAPH)));
        check(orders, &[ours], &[], Explanation::RoleHeldAndRefused(ours));
        let assign = directory_role(EXCHANGE_ADMINISTRATOR);
        check(assign.clone(), &[ours], &[GLOBAL_ADMINISTRATOR], Explanation::RoleNotActive(GLOBAL_ADMINISTRATOR));
        check(assign, &[ours], &[], Explanation::RoleMissing(roles_that_assign()));
    }

    #[test]
    fn other_refusals_are_told_by_what_the_service_says() {
        let plan = Example::new().plan(&[directory_role(EXCHANGE_ADMINISTRATOR)]);
        let unknown =
            RefusedUser { active: Err(Problem::Offline), eligible: Err(Problem::Offline), lacking: Vec::new() };
        let check = |said: ServiceMessage, wanted: Explanation| {
            assert_eq!(explain(&plan.steps()[0], &said, &unknown), wanted, "{said:?}");
        };
        check(said(403, "Insufficient privileges"), Explanation::RoleNotKnown(roles_that_assign()));
        let nested = r#"{"errorCode":"PermissionScopeNotGranted","message":"Authorization failed."}"#;
        check(said(403, nested), Explanation::ScopeMissing(plan.steps()[0].scope().unwrap()));
        let coded = |code: &str| ServiceMessage { code: code.to_owned(), ..said(400, "") };
        check(coded("AadPremiumLicenseRequired"), Explanation::LicenseMissing);
        check(coded("ActiveDurationTooShort"), Explanation::TooYoung);
        check(coded("RoleAssignmentRequestAcrsValidationFailed"), Explanation::ContextRequired);
        check(coded("PendingRoleAssignmentRequest"), Explanation::RequestPending);
        check(coded("PendingApproval"), Explanation::ApprovalPending);
        check(coded(POLICY_CODE), Explanation::RulesNotMet(Vec::new()));
        let both = ServiceMessage { code: POLICY_CODE.to_owned(), ..said(400, r#"["ExpirationRule","ApprovalRule"]"#) };
        check(both, Explanation::RulesNotMet(vec![PolicyRule::Expiration, PolicyRule::Approval]));
        check(said(404, "Resource 'x' does not exist"), Explanation::NotThere);
        check(said(400, "Not a valid reference update."), Explanation::NotThere);
        check(said(400, "Invalid value"), Explanation::Other);
    }

    #[test]
    fn what_is_not_known_of_the_person_is_not_taken_for_missing() {
        let plan = Example::new().plan(&[directory_role(EXCHANGE_ADMINISTRATOR)]);
        let step = &plan.steps()[0];
        let denied = said(403, "Insufficient privileges to complete the operation.");
        let check = |eligible: Problem, lacking: &[Scope], wanted: Explanation| {
            let standing = RefusedUser { active: Ok(Vec::new()), eligible: Err(eligible), lacking: lacking.to_vec() };
            assert_eq!(explain(step, &denied, &standing), wanted, "{standing:?}");
        };
        check(Problem::Offline, &[], Explanation::RoleMissingPerhapsEligible(roles_that_assign()));
        let license = Problem::LicenseMissing(said(400, "AadPremiumLicenseRequired"));
        check(license, &[], Explanation::RoleMissing(roles_that_assign()));
        let scope = step.scope().unwrap();
        check(Problem::Offline, &[scope], Explanation::ScopeMissing(scope));
        check(Problem::Offline, &[Scope::UserRead], Explanation::RoleMissingPerhapsEligible(roles_that_assign()));
    }

    #[test]
    fn bad_request_for_another_reason_is_not_called_a_missing_license() {
        let plan = Example::new().plan(&[directory_role(EXCHANGE_ADMINISTRATOR)]);
        let standing = RefusedUser { active: Ok(Vec::new()), eligible: Ok(Vec::new()), lacking: Vec::new() };
        for (code, message) in [
            ("Request_BadRequest", "Invalid filter clause: AadPremiumLicenseRequired"),
            ("BadRequest", "The subject of the principal AadPremiumLicenseRequired was not found."),
            ("SubjectNotFound", "The subject is not found."),
        ] {
            let said = ServiceMessage { code: code.to_owned(), ..said(400, message) };
            assert_eq!(explain(&plan.steps()[0], &said, &standing), Explanation::Other, "{message}");
        }
    }

    #[test]
    fn missing_role_is_explained_whatever_the_code_of_the_403() {
        let plan = Example::new().plan(&[directory_role(EXCHANGE_ADMINISTRATOR)]);
        let standing = RefusedUser { active: Ok(Vec::new()), eligible: Ok(Vec::new()), lacking: Vec::new() };
        for code in ["Authorization_RequestDenied", "Authentication_RequestFromUnsupportedUserRole", "UnknownError", ""]
        {
            let said = ServiceMessage { code: code.to_owned(), ..said(403, "") };
            let wanted = Explanation::RoleMissing(roles_that_assign());
            assert_eq!(explain(&plan.steps()[0], &said, &standing), wanted, "{code}");
        }
    }
}
