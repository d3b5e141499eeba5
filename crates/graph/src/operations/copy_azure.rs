//! Which Azure roles one identity has and another lacks, with their conditions.

use futures_util::future::{join, join_all};

use super::directory::Directory;
use crate::transport::{Surroundings, Transport};
use domain::azure_assignment::{AzureAssignmentId, AzureRoleGrant};
use domain::azure_role::AzureRole;
use domain::change::permission::AzureRoleAt;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;

/// The Azure roles that can be copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AzureCopy {
    /// What only the other has, each with its condition and without the name of the other's assignment.
    pub missing: Vec<AzureRoleAt>,
    /// How many both have.
    pub held: usize,
    /// Why it may not be all: what could not be read is not copied, least of all without its condition.
    pub gap: Option<Problem>,
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Compares the Azure roles that are assigned to an identity itself with those of another, as far as the user may see
    /// them. Roles of groups are not copied.
    ///
    /// # Errors
    ///
    /// [`Problem::SignInNeeded`] where Azure is not connected; else where nothing can be read.
    pub async fn azure_roles_to_copy(
        &self,
        to: ServicePrincipalId,
        from: ServicePrincipalId,
    ) -> Result<AzureCopy, Problem> {
        let (theirs, own) = join(self.granted_in_azure(from), self.granted_in_azure(to)).await;
        let (theirs, own) = (theirs?, own?);
        let is_own = |at: &AzureRoleAt| own.items.iter().any(|grant| *grant == at.granted_to(to));
        let roles = theirs.items.iter().map(|grant| AzureRoleAt::of(grant, None)).filter(AzureRoleAt::has_known_scope);
        let (held, missing): (Vec<AzureRoleAt>, Vec<AzureRoleAt>) = roles.partition(is_own);
        Ok(AzureCopy { missing, held: held.len(), gap: theirs.gap.or(own.gap) })
    }

    /// What is assigned to an identity itself, each read by its ID: a list doesn't tell conditions.
    async fn granted_in_azure(&self, identity: ServicePrincipalId) -> Result<Listing<AzureRoleGrant>, Problem> {
        let listing = self.azure_roles_of(identity, &[], None).await?;
        let read = join_all(listing.items.iter().map(|role| self.grant_of(role))).await;
        let unreadable = (listing.unreadable > 0).then_some(Problem::Unreadable("an Azure role assignment"));
        let mut grants = Listing { gap: listing.gap.or(unreadable), ..Listing::complete(Vec::new()) };
        for read in read {
            match read {
                // Removed meanwhile.
                Ok(None) => {}
                Ok(Some(grant)) => grants.items.push(grant),
                Err(problem) => grants.gap = grants.gap.or(Some(problem)),
            }
        }
        Ok(grants)
    }

    async fn grant_of(&self, role: &AzureRole) -> Result<Option<AzureRoleGrant>, Problem> {
        let unreadable = Problem::Unreadable("an Azure role assignment");
        let id: AzureAssignmentId = role.id.parse().map_err(|_| unreadable)?;
        Ok(self.read_azure_assignment(&id).await?.map(|assignment| assignment.grant))
    }
}
