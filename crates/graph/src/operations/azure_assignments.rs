//! Reading, assigning and removing Azure roles by their own IDs.

use super::directory::Directory;
use crate::arm::{AssignAzureRole, GetAzureAssignment, ListAzureAssignments, ListAzureEnds, RemoveAzureRole};
use crate::transport::{Surroundings, Transport};
use domain::azure_assignment::{AzureAssignmentId, AzureRoleAssignment, NewAzureAssignment};
use domain::azure_role::AzureScope;
use domain::azure_write_problem::AzureWriteProblem;
use domain::guid::Guid;
use domain::listing::Listing;
use domain::problem::Problem;
use domain::time::Timestamp;

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// One Azure role assignment; nothing, where the service doesn't find it. Right after it was made the service may
    /// not find it yet, and right after it was removed may still find it: only the same answer twice, some seconds
    /// apart, settles that an assignment isn't there.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; [`Problem::Forbidden`] where the user may not read
    /// assignments there; else where the assignment can't be read.
    pub async fn read_azure_assignment(&self, id: &AzureAssignmentId) -> Result<Option<AzureRoleAssignment>, Problem> {
        match self.client.get_from_azure(&GetAzureAssignment(id.clone())).await {
            Ok(assignment) => Ok(Some(assignment)),
            Err(Problem::NotFound(_)) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// The assignments that give a principal a role at a scope or above, those of its groups included. The list may be
    /// some minutes old: what became of a write is read with [`Self::read_azure_assignment`].
    ///
    /// # Errors
    ///
    /// As [`Self::read_azure_assignment`], where nothing can be read.
    pub async fn list_azure_assignments(
        &self,
        scope: &AzureScope,
        principal: Guid,
    ) -> Result<Listing<AzureRoleAssignment>, Problem> {
        self.client.list_from_azure(&ListAzureAssignments { scope: scope.clone(), principal }).await
    }

    /// When the assignments that reach a principal at a scope end by themselves: each with its end, if it has one.
    ///
    /// # Errors
    ///
    /// [`Problem::LicenseMissing`] where the tenant has no license for roles that end; else as
    /// [`Self::read_azure_assignment`].
    pub async fn list_azure_ends(
        &self,
        scope: &AzureScope,
        principal: Guid,
    ) -> Result<Listing<(AzureAssignmentId, Option<Timestamp>)>, Problem> {
        self.client.list_from_azure(&ListAzureEnds { scope: scope.clone(), principal }).await
    }

    /// Assigns an Azure role, as a step of a reviewed plan. Sending the same again is safe: the name makes it the same
    /// assignment. Writes go out one after the other.
    ///
    /// # Errors
    ///
    /// Why the role is not assigned or not known to be, and what the caller does next. A successful answer that tells
    /// of something else than what was asked for is [`AzureWriteProblem::Unclear`].
    pub async fn assign_azure_role(&self, new: &NewAzureAssignment) -> Result<AzureRoleAssignment, AzureWriteProblem> {
        let outcome = self.client.write_to_azure(&AssignAzureRole(new.clone())).await;
        // A repeated request may be told that the assignment exists, by its own name.
        let Err(AzureWriteProblem::AlreadyAssigned { existing: Some(name), said }) = outcome else { return outcome };
        let own = new.id().filter(|_| name == new.name);
        let Some(own) = own else { return Err(AzureWriteProblem::AlreadyAssigned { existing: Some(name), said }) };
        match self.read_azure_assignment(&own).await {
            Ok(Some(found)) if found.grant == new.grant => Ok(found),
            _ => Err(AzureWriteProblem::Unclear(Some(said))),
        }
    }

    /// Removes an Azure role assignment by the ID that was read, as a step of a reviewed plan, and tells what was
    /// removed; nothing, where the service says that there was none.
    ///
    /// # Errors
    ///
    /// Why the assignment is not removed or not known to be. A 404 is [`AzureWriteProblem::Unclear`]: a reading settles
    /// it.
    pub async fn remove_azure_role(
        &self,
        id: &AzureAssignmentId,
    ) -> Result<Option<AzureRoleAssignment>, AzureWriteProblem> {
        self.client.write_to_azure(&RemoveAzureRole(id.clone())).await
    }
}
