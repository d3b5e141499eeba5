//! Why the service refused a step, and what would help.

use super::plan::Step;
use crate::domain::ids::RoleDefinitionId;
use crate::domain::problem::{Problem, ServiceMessage};
use crate::domain::scope::Scope;
use crate::domain::well_known::{roles_that_assign, roles_that_grant};

/// Why a step was refused, as far as it can be told from the answer and from what is known of the person's roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// The token lacks the scope. Consent to it, then apply again.
    ScopeMissing(Scope),
    /// The person may activate a role that would do, and has not. Activate it, sign in anew, then apply again.
    RoleNotActive(RoleDefinitionId),
    /// The person holds none of the roles that usually do. One of them would.
    RoleMissing(&'static [RoleDefinitionId]),
    /// The person holds a role that usually does. A token from before the role was activated does not show it, so
    /// signing in anew may help; otherwise a policy of the tenant is in the way.
    RoleHeldAndRefused(RoleDefinitionId),
    /// Which roles the person holds could not be read. One of these is needed.
    RoleNotKnown(&'static [RoleDefinitionId]),
    /// The tenant lacks the licence for it.
    LicenceMissing,
    /// A role for a limited time cannot be removed in its first five minutes. Wait, then apply again.
    TooYoung,
    /// The tenant's rules for roles for a limited time forbid it: it lasts too long, or something else has to be given.
    TermRefused,
    /// The identity, the API or the role is not there, or the directory does not know it yet.
    NotThere,
    /// None of these; the service's own words are all there is.
    Other,
}

/// Explains a refusal. `active` are the roles that the person holds now, `eligible` those that they may activate.
pub fn explain(
    step: &Step,
    said: &ServiceMessage,
    active: &Result<Vec<RoleDefinitionId>, Problem>,
    eligible: &[RoleDefinitionId],
) -> Explanation {
    let mentions = |word: &str| said.code.contains(word) || said.message.contains(word);
    match said.status {
        400 | 403 if mentions("AadPremiumLicenseRequired") => Explanation::LicenceMissing,
        400 if said.code == "ActiveDurationTooShort" => Explanation::TooYoung,
        400 if said.code == "RoleAssignmentRequestPolicyValidationFailed" => Explanation::TermRefused,
        403 if mentions("PermissionScopeNotGranted") => Explanation::ScopeMissing(step.scope()),
        403 => forbidden(step, active, eligible),
        404 => Explanation::NotThere,
        400 if mentions("was not found on application") || mentions("Not a valid reference update") => {
            Explanation::NotThere
        }
        _ => Explanation::Other,
    }
}

fn forbidden(
    step: &Step,
    active: &Result<Vec<RoleDefinitionId>, Problem>,
    eligible: &[RoleDefinitionId],
) -> Explanation {
    let needed = roles_for(step);
    let among = |roles: &[RoleDefinitionId]| needed.iter().copied().find(|role| roles.contains(role));
    match active {
        Ok(active) if among(active).is_some() => {
            among(active).map_or(Explanation::Other, Explanation::RoleHeldAndRefused)
        }
        _ if among(eligible).is_some() => among(eligible).map_or(Explanation::Other, Explanation::RoleNotActive),
        Ok(_) => Explanation::RoleMissing(needed),
        Err(_) => Explanation::RoleNotKnown(needed),
    }
}

/// The roles of which one is usually enough for a step, the least powerful first. For an API that is not known any
/// more, those that are enough for every API.
fn roles_for(step: &Step) -> &'static [RoleDefinitionId] {
    match step {
        Step::Grant(missing) => roles_that_grant(missing.api()),
        Step::Revoke(held) => held.api().map_or(roles_that_assign(), roles_that_grant),
        Step::Assign(_) | Step::Remove(_) => roles_that_assign(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::example::{Example, ORDERS, directory_role, wish};
    use crate::domain::change::wish::Wish;
    use crate::domain::well_known::{
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
            let got = explain(&plan.steps()[0], &denied, &Ok(active.to_vec()), eligible);
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
        let check = |said: ServiceMessage, wanted: Explanation| {
            assert_eq!(explain(&plan.steps()[0], &said, &Err(Problem::Offline), &[]), wanted, "{said:?}");
        };
        check(said(403, "Insufficient privileges"), Explanation::RoleNotKnown(roles_that_assign()));
        check(said(403, "PermissionScopeNotGranted"), Explanation::ScopeMissing(plan.steps()[0].scope()));
        check(said(400, "AadPremiumLicenseRequired"), Explanation::LicenceMissing);
        let coded = |code: &str| ServiceMessage { code: code.to_owned(), ..said(400, "") };
        check(coded("ActiveDurationTooShort"), Explanation::TooYoung);
        check(coded("RoleAssignmentRequestPolicyValidationFailed"), Explanation::TermRefused);
        check(said(404, "Resource 'x' does not exist"), Explanation::NotThere);
        check(said(400, "Not a valid reference update."), Explanation::NotThere);
        check(said(400, "Invalid value"), Explanation::Other);
    }
}
