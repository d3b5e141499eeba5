//! What an id belongs to.

use futures_util::future::join;

use super::directory::Directory;
use crate::endpoints::applications::{FindApplication, GetApplication};
use crate::endpoints::directory_objects::{GetDeletedServicePrincipal, GetDirectoryObject};
use crate::endpoints::service_principals::{GetServicePrincipal, GetServicePrincipalByAppId};
use crate::transport::{Surroundings, Transport};
use domain::guid::Guid;
use domain::identity::{ManagedIdentity, ServicePrincipal};
use domain::ids::{AppId, ServicePrincipalId};
use domain::problem::Problem;
use domain::scope::Scope;

/// What an id belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundObject {
    /// A managed identity.
    ManagedIdentity(ManagedIdentity),
    /// An application or an API, which is not a managed identity.
    Application(ServicePrincipal),
    /// An app registration that has no service principal in this tenant.
    AppRegistration {
        /// Its name.
        display_name: String,
    },
    /// A service principal that was deleted and can still be restored.
    Deleted(ServicePrincipal),
    /// A user.
    User {
        /// Its name, where it may be read.
        display_name: Option<String>,
    },
    /// A group.
    Group {
        /// Its name, where it may be read.
        display_name: Option<String>,
    },
    /// Another kind of object.
    Other {
        /// The service's name for the kind.
        kind: String,
        /// Its name, where it may be read.
        display_name: Option<String>,
    },
    /// Nothing that the page may read has this id.
    Nothing {
        /// A scope with which more kinds of objects could be recognized, where the token lacks it.
        would_tell_more: Option<Scope>,
    },
}

impl<T: Transport, S: Surroundings> Directory<T, S> {
    /// Says what an id belongs to, trying it as an object id and as an application id at once, and as everything else
    /// only where it is neither.
    ///
    /// # Errors
    ///
    /// Where the directory cannot be asked.
    pub async fn find(&self, id: Guid) -> Result<FoundObject, Problem> {
        let (by_id, by_app) = join(
            self.client.get(&GetServicePrincipal(ServicePrincipalId(id))),
            self.client.get(&GetServicePrincipalByAppId(AppId(id))),
        )
        .await;
        match (present(by_id)?, present(by_app)?) {
            (Some(principal), _) | (None, Some(principal)) => Ok(principal
                .managed_identity()
                .map_or_else(|| FoundObject::Application(principal.clone()), FoundObject::ManagedIdentity)),
            (None, None) => self.find_elsewhere(id).await,
        }
    }

    async fn find_elsewhere(&self, id: Guid) -> Result<FoundObject, Problem> {
        let ((application, registration), (deleted, object)) = join(
            join(self.client.get(&GetApplication(id)), self.find_registration(id)),
            join(self.client.get(&GetDeletedServicePrincipal(id)), self.client.get(&GetDirectoryObject(id))),
        )
        .await;
        if let Some(principal) = present(deleted)? {
            return Ok(FoundObject::Deleted(principal));
        }
        if let Some(application) = present(application)? {
            return self.of_registration(application.app_id, application.display_name).await;
        }
        if let Some(display_name) = registration? {
            return Ok(FoundObject::AppRegistration { display_name });
        }
        match object {
            Ok(object) => Ok(match object.kind.as_str() {
                "user" => FoundObject::User { display_name: object.display_name },
                "group" => FoundObject::Group { display_name: object.display_name },
                _ => FoundObject::Other { kind: object.kind, display_name: object.display_name },
            }),
            Err(Problem::NotFound(_)) => Ok(FoundObject::Nothing { would_tell_more: None }),
            Err(Problem::ScopeMissing(scopes)) => Ok(FoundObject::Nothing { would_tell_more: scopes.first().copied() }),
            Err(problem) => Err(problem),
        }
    }

    async fn find_registration(&self, id: Guid) -> Result<Option<String>, Problem> {
        let listing = self.client.list(&FindApplication(AppId(id)), |_| ()).await?;
        Ok(listing.items.into_iter().next().map(|application| application.display_name))
    }

    /// People paste the object id of an app registration and mean its service principal.
    async fn of_registration(&self, app_id: AppId, display_name: String) -> Result<FoundObject, Problem> {
        let principal = present(self.client.get(&GetServicePrincipalByAppId(app_id)).await)?;
        Ok(principal.map_or(FoundObject::AppRegistration { display_name }, FoundObject::Application))
    }
}

/// Not finding something is an answer here.
fn present<A>(answer: Result<A, Problem>) -> Result<Option<A>, Problem> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Problem::NotFound(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}
