//! What a review knows of Azure.

use crate::azure_assignment::{AzureAssignmentId, AzureRoleAssignment};
use crate::azure_rights::{AzureRight, AzureRights, AzureRoleDefinition, AzureTask};
use crate::azure_role::AzureScope;
use crate::change::permission::AzureRoleAt;
use crate::change::plan::AssignmentEnd;
use crate::listing::Listing;
use crate::problem::Problem;
use crate::tiers::ReachedTier;
use crate::time::Timestamp;

/// An assignment, and when it ends by itself if it does.
pub type AzureEnd = (AzureAssignmentId, Option<Timestamp>);

/// What a review knows of Azure, read for the scopes of its wishes. Empty where no wish is about Azure.
#[derive(Clone, Debug, Default)]
pub struct AzureSituation {
    /// The assignments that reach each scope: made there or above, to the identity or to its groups. What was changed in
    /// the last minutes may not be in them: the assignments that wishes are about are read by their IDs.
    pub reaching: Vec<(AzureScope, Result<Listing<AzureRoleAssignment>, Problem>)>,
    /// The role definitions at each scope.
    pub definitions: Vec<(AzureScope, Result<Listing<AzureRoleDefinition>, Problem>)>,
    /// When the assignments that reach each scope end by themselves, where something is to be removed.
    pub ends: Vec<(AzureScope, Result<Listing<AzureEnd>, Problem>)>,
    /// What the signed-in user may do at each scope.
    pub rights: Vec<(AzureScope, Result<AzureRights, Problem>)>,
    /// The identities that each role to be added leads to.
    pub leads: Vec<(AzureRoleAt, ReachedTier)>,
}

impl AzureSituation {
    /// The definition of a role at a scope.
    pub(super) fn definition(&self, at: &AzureRoleAt) -> Result<Option<&AzureRoleDefinition>, Problem> {
        let unread = Problem::Unreadable("the Azure roles");
        let of_scope = self.definitions.iter().find(|(scope, _)| is_same(scope, &at.scope));
        let listing = of_scope.ok_or(unread)?.1.as_ref().map_err(Clone::clone)?;
        match (listing.items.iter().find(|it| it.role == at.role), missing_of(listing)) {
            (None, Some(problem)) => Err(problem),
            (found, _) => Ok(found),
        }
    }

    /// When an assignment ends by itself. One that Privileged Identity Management does not list, though all of its list
    /// was read, does not end, and neither does any where the tenant has no license for such.
    pub(super) fn end(&self, scope: &AzureScope, assignment: &AzureAssignmentId) -> AssignmentEnd {
        let of_scope = self.ends.iter().find(|(of, _)| is_same(of, scope));
        match of_scope.map(|(_, ends)| ends) {
            Some(Ok(listing)) => match listing.items.iter().find(|(id, _)| id == assignment) {
                Some((_, end)) => end.map_or(AssignmentEnd::Permanent, AssignmentEnd::At),
                None if listing.is_complete() => AssignmentEnd::Permanent,
                None => AssignmentEnd::Unknown,
            },
            Some(Err(Problem::LicenseMissing(_))) => AssignmentEnd::Permanent,
            Some(Err(_)) | None => AssignmentEnd::Unknown,
        }
    }

    /// Where a role leads; unknown, where that was not read.
    pub(super) fn lead(&self, at: &AzureRoleAt) -> ReachedTier {
        self.leads.iter().find(|(of, _)| of == at).map_or(ReachedTier::UNKNOWN, |(_, lead)| *lead)
    }

    /// Whether the signed-in user may do something at a scope.
    pub(super) fn right(&self, scope: &AzureScope, task: AzureTask) -> AzureRight {
        let of_scope = self.rights.iter().find(|(of, _)| is_same(of, scope));
        let rights = of_scope.and_then(|(_, rights)| rights.as_ref().ok());
        rights.map_or(AzureRight::Unknown, |rights| rights.may(task))
    }
}

/// Why something may be missing from a list, where something may.
pub(super) fn missing_of<T>(listing: &Listing<T>) -> Option<Problem> {
    let unreadable = (listing.unreadable > 0).then_some(Problem::Unreadable("an entry of a list of Azure"));
    listing.gap.clone().or(unreadable)
}

/// Whether both are the same scope.
pub(super) fn is_same(a: &AzureScope, b: &AzureScope) -> bool {
    a.to_string().eq_ignore_ascii_case(&b.to_string())
}
