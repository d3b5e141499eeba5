//! Finding what a user means when they name one identity or application among all.

use super::directory::Directory;
use super::lookup::FoundObject;
use crate::endpoints::service_principals::FindByName;
use crate::transport::{Surroundings, Transport};
use domain::identity::{ManagedIdentity, ServicePrincipal, ServicePrincipalKind};
use domain::ids::{AppId, ServicePrincipalId};
use domain::likeness::{Uniqueness, uniqueness_of_name};
use domain::problem::Problem;
use domain::search::SearchTerm;
use domain::visible_text::is_shown_as_written;

/// A service principal that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its object id.
    pub id: ServicePrincipalId,
    /// Its application id.
    pub app_id: AppId,
    /// Its name. Names are not unique, so it is shown with what distinguishes it.
    pub display_name: String,
    /// What kind of service principal it is.
    pub kind: ServicePrincipalKind,
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
    Candidate { id, app_id, display_name, kind: ServicePrincipalKind::ManagedIdentity, identity: Some(identity) }
}

fn of_principal(principal: ServicePrincipal) -> Candidate {
    let identity = principal.managed_identity();
    let ServicePrincipal { id, app_id, display_name, kind, .. } = principal;
    Candidate { id, app_id, display_name, kind, identity }
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

/// Those of other service principals, of whatever kind, that have the name of this one or one that looks like it.
pub fn namesakes_among(principal: &ServicePrincipal, all: &[Candidate]) -> Vec<Candidate> {
    let is_namesake = |it: &&Candidate| {
        let uniqueness = uniqueness_of_name(&principal.display_name, [it.display_name.as_str()]);
        it.id != principal.id && matches!(uniqueness, Uniqueness::Shared(_))
    };
    all.iter().filter(is_namesake).cloned().collect()
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
        let kind = ServicePrincipalKind::ManagedIdentity;
        Candidate { id, app_id, display_name, kind, identity: Some(identity.clone()) }
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
    fn namesakes_are_of_every_kind_and_never_the_service_principal_itself() {
        let identity = Example::new().identity;
        let kind = ServicePrincipalKind::Application;
        let (id, app_id) = ("22222222-0000-4000-8000-0000000000b8".parse().unwrap(), identity.app_id);
        let display_name = identity.display_name.clone();
        let application = ServicePrincipal {
            id,
            app_id,
            display_name,
            kind: kind.clone(),
            enabled: true,
            created: None,
            owner_tenant: None,
            alternative_names: Vec::new(),
        };
        let itself = Candidate { id, kind, identity: None, ..found(&identity) };
        let named = |display_name: &str| Candidate { display_name: display_name.to_owned(), ..found(&identity) };
        let all = [itself, found(&identity), named("something else")];
        assert_eq!(namesakes_among(&application, &all), [found(&identity)]);
    }

    #[test]
    fn name_with_hidden_characters_or_odd_blanks_is_not_known_to_be_unique() {
        for name in ["la\u{200b}zy", " lazy", "lazy  one", "lazy\u{a0}one"] {
            let identity = ManagedIdentity { display_name: name.to_owned(), ..Example::new().identity };
            assert_eq!(uniqueness_among(&identity, &[found(&identity)], false), Uniqueness::Unknown, "{name:?}");
        }
    }
}
