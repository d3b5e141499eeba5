//! What became of a request that assigns or removes an Azure role.
//!
//! Codes decide, not words, where the service has a code. A 404 in answer to a removal, a 5xx and a lost answer prove
//! nothing: reading the assignment by its ID does.
//!
//! <https://learn.microsoft.com/azure/role-based-access-control/troubleshooting>

use std::time::Duration;

use http::Method;

use super::error::{self, Refused};
use crate::claims;
use crate::retry_after;
use crate::transport::{Response, TransportError};
use domain::azure_assignment::AzureAssignmentName;
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use domain::guid::Guid;
use domain::problem::{Claims, Problem};
use domain::time::Timestamp;

/// How long the service is left alone where it doesn't say for how long.
const UNSAID_WAIT: Duration = Duration::from_secs(5);

/// The successful answer, or why there is none.
pub(super) fn interpret(
    method: &Method,
    outcome: Result<Response, TransportError>,
    now: Timestamp,
) -> Result<Response, AzureWriteProblem> {
    let response = match outcome {
        Ok(response) => response,
        Err(TransportError::Lost) => return Err(AzureWriteProblem::Unclear(None)),
        Err(error) => return Err(AzureWriteProblem::NotSent(Problem::from(error))),
    };
    match response.status().as_u16() {
        200..=299 => Ok(response),
        _ => Err(problem(method, &response, now)),
    }
}

fn problem(method: &Method, response: &Response, now: Timestamp) -> AzureWriteProblem {
    let Refused { said, words, policy } = error::read(response);
    let challenge = claims::challenge(response.headers());
    match said.status {
        401 => return AzureWriteProblem::NotSent(challenge.map_or(Problem::SignInNeeded, Problem::StepUp)),
        // Since October 2025 every write takes a token with multi-factor authentication. Which status the service
        // demands it with can't be tested without Microsoft.
        403 if challenge.is_some() => {
            return AzureWriteProblem::NotSent(challenge.map_or(Problem::SignInNeeded, Problem::StepUp));
        }
        429 => {
            let wait = retry_after::wait(response.headers(), now).unwrap_or(UNSAID_WAIT);
            return AzureWriteProblem::Throttled { wait, said };
        }
        408 | 500..=599 => return AzureWriteProblem::Unclear(Some(said)),
        404 if *method == Method::DELETE => return AzureWriteProblem::Unclear(Some(said)),
        _ => {}
    }
    match said.code.to_ascii_lowercase().as_str() {
        "principalnotfound" => AzureWriteProblem::PrincipalNotFound(said),
        "roledefinitiondoesnotexist" => AzureWriteProblem::RoleNotFound(said),
        "roleassignmentexists" => AzureWriteProblem::AlreadyAssigned { existing: existing(&words), said },
        "roleassignmentupdatenotpermitted" => AzureWriteProblem::NameTaken(said),
        "roleassignmentlimitexceeded" => AzureWriteProblem::LimitReached(said),
        "scopelocked" => AzureWriteProblem::Locked { scopes: locked_scopes(&words), said },
        "requestdisallowedbypolicy" if names_multi_factor(&words) => {
            AzureWriteProblem::NotSent(Problem::StepUp(Claims::multi_factor()))
        }
        "requestdisallowedbypolicy" => AzureWriteProblem::DisallowedByPolicy { policy, said },
        "linkedauthorizationfailed" => AzureWriteProblem::LinkedScopeForbidden(said),
        "resourcenotfound" | "resourcegroupnotfound" | "subscriptionnotfound" | "managementgroupnotfound" => {
            AzureWriteProblem::ScopeNotFound(said)
        }
        "readonlydisabledsubscription" => AzureWriteProblem::SubscriptionReadOnly(said),
        // Its code isn't documented, so the documented words decide.
        _ if words.contains("last RBAC admin assignment") => AzureWriteProblem::LastAdministrator(said),
        _ if said.status == 403 => {
            AzureWriteProblem::Forbidden { condition_possible: words.contains("ABAC condition"), said }
        }
        _ => AzureWriteProblem::Refused(said),
    }
}

/// The name of the assignment that exists: newer answers end with it, as 32 digits.
fn existing(words: &str) -> Option<AzureAssignmentName> {
    let mut parts = words.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    parts.find_map(Guid::from_digits).map(AzureAssignmentName)
}

/// The scopes that are named after "locked:", in quotes.
fn locked_scopes(words: &str) -> Vec<AzureScope> {
    let named = words.split_once("locked:").map_or("", |(_, named)| named);
    let texts = named.split('\'').skip(1).step_by(2).flat_map(|text| text.split(','));
    texts.map(str::trim).filter(|text| text.starts_with('/')).map(AzureScope::parse).collect()
}

/// Whether the policy is the one that requires multi-factor authentication.
fn names_multi_factor(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let is_word = |word: &str| lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|it| it == word);
    lower.contains("multi-factor authentication") || lower.contains("multifactor authentication") || is_word("mfa")
}
