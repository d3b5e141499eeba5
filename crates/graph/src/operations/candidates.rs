//! Finding what a user means when they name one identity or application among all.

use super::directory::Directory;
use super::lookup::FoundObject;
use crate::endpoints::service_principals::FindByName;
use crate::transport::{Surroundings, Transport};
use domain::change::approval::is_shown_as_written;
use domain::identity::{ManagedIdentity, ServicePrincipal};
use domain::ids::{AppId, ServicePrincipalId};
use domain::likeness::{Uniqueness, uniqueness_of_name};
use domain::problem::Problem;
use domain::search::SearchTerm;

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
    Other(FoundObject),
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
                FoundObject::ManagedIdentity(identity) => Candidates::These(vec![of_identity(identity)], false),
                FoundObject::Application(principal) => Candidates::These(vec![of_principal(principal)], false),
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

/// Whether the name tells the identity from others, as far as a search for the name found them. That another one was
/// found is certain. That there is none is certain only where the search found the identity itself, so that its index is
/// up to date, found no more than it gave, and looked for all that is seen of the name: names that differ in hidden
/// characters or kinds of blanks are not found by it.
pub fn uniqueness_among(identity: &ManagedIdentity, all: &[Candidate], has_more: bool) -> Uniqueness {
    let name = &identity.display_name;
    let is_certain = !has_more && all.iter().any(|it| it.id == identity.id) && is_shown_as_written(name);
    match uniqueness_of_name(name, others(all, identity.id)) {
        Uniqueness::Unique if !is_certain => Uniqueness::Unknown,
        found => found,
    }
}

/// The names of the managed identities among these, but for one.
fn others(all: &[Candidate], but: ServicePrincipalId) -> impl Iterator<Item = &str> {
    all.iter().filter(move |it| it.identity.is_some() && it.id != but).map(|it| it.display_name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::example::Example;
    use domain::likeness::Namesake;

    fn found(identity: &ManagedIdentity) -> Candidate {
        let ManagedIdentity { id, app_id, display_name, .. } = identity.clone();
        Candidate { id, app_id, display_name, identity: Some(identity.clone()) }
    }

    #[test]
    fn name_is_unique_only_where_the_search_found_the_identity_itself_and_no_other() {
        let identity = Example::new().identity;
        let id = "22222222-0000-4000-8000-0000000000b9".parse().unwrap();
        let other = ManagedIdentity { id, display_name: "busy".to_owned(), ..identity.clone() };
        let twin = ManagedIdentity { id, ..identity.clone() };
        let (own, other, twin) = (found(&identity), found(&other), found(&twin));
        let check = |all: &[&Candidate], has_more: bool, wanted: Uniqueness| {
            let all: Vec<Candidate> = all.iter().map(|it| (*it).clone()).collect();
            assert_eq!(uniqueness_among(&identity, &all, has_more), wanted, "{all:?} {has_more}");
        };
        let shared = Uniqueness::Shared(Namesake::Same);
        check(&[], false, Uniqueness::Unknown);
        check(&[&other], false, Uniqueness::Unknown);
        check(&[&own], true, Uniqueness::Unknown);
        check(&[&own], false, Uniqueness::Unique);
        check(&[&own, &other], false, Uniqueness::Unique);
        check(&[&twin], false, shared);
        check(&[&twin, &own], true, shared);
    }

    #[test]
    fn name_with_hidden_characters_or_odd_blanks_is_not_known_to_be_unique() {
        for name in ["la\u{200b}zy", " lazy", "lazy  one", "lazy\u{a0}one"] {
            let identity = ManagedIdentity { display_name: name.to_owned(), ..Example::new().identity };
            assert_eq!(uniqueness_among(&identity, &[found(&identity)], false), Uniqueness::Unknown, "{name:?}");
        }
    }
}
