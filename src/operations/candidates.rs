//! Finding what a user means when they name one identity or application among all.

use super::directory::Directory;
use super::lookup::Found;
use crate::domain::identity::{ManagedIdentity, ServicePrincipal};
use crate::domain::ids::{AppId, ServicePrincipalId};
use crate::domain::problem::Problem;
use crate::domain::search::SearchTerm;
use crate::graph::endpoints::service_principals::FindByName;
use crate::graph::transport::{Surroundings, Transport};

/// A service principal that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its object id.
    pub id: ServicePrincipalId,
    /// Its application id.
    pub app_id: AppId,
    /// Its name. Names are not unique, so it is shown with what distinguishes it.
    pub display_name: String,
    /// The identity that it is; nothing, where it is an application or an API.
    pub identity: Option<ManagedIdentity>,
}

/// What a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// These, and whether there are more.
    These(Vec<Candidate>, bool),
    /// An id of something that has no permissions, or of nothing.
    Other(Found),
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// The service principals that a text may mean: the one with this id, those of this Azure resource, or the first
    /// of those with such a name.
    ///
    /// # Errors
    ///
    /// Where the directory cannot be asked.
    pub async fn candidates(&self, term: SearchTerm) -> Result<Candidates, Problem> {
        match term {
            SearchTerm::Empty => Ok(Candidates::These(Vec::new(), false)),
            SearchTerm::Id(id) | SearchTerm::ClientId(id) => Ok(match self.find(id).await? {
                Found::ManagedIdentity(identity) => Candidates::These(vec![of_identity(identity)], false),
                Found::Application(principal) => Candidates::These(vec![of_principal(principal)], false),
                other => Candidates::Other(other),
            }),
            SearchTerm::Resource(resource) => {
                let listing = self.identities_of(resource).await?;
                let more = listing.gap.is_some();
                Ok(Candidates::These(listing.items.into_iter().map(of_identity).collect(), more))
            }
            SearchTerm::Name(name) => {
                let found = self.client.get(&FindByName(name)).await?;
                Ok(Candidates::These(found.principals.into_iter().map(of_principal).collect(), found.more))
            }
        }
    }
}

fn of_identity(identity: ManagedIdentity) -> Candidate {
    let (id, app_id, display_name) = (identity.id, identity.app_id, identity.display_name.clone());
    Candidate { id, app_id, display_name, identity: Some(identity) }
}

fn of_principal(principal: ServicePrincipal) -> Candidate {
    let identity = principal.managed_identity();
    Candidate { id: principal.id, app_id: principal.app_id, display_name: principal.display_name, identity }
}
