//! What is in some relation to an identity.

use leptos::prelude::*;

use super::facet::{facet, no_notes};
use crate::web::components::ProblemNotice;
use crate::web::identity_view::Part;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::ask_button::AskButton;
use crate::web::reading::{RegionSignal, new_region, read_into, reread_where};
use crate::web::text::facet::FacetWords;
use crate::web::text::relations as text;
use domain::apis::KnownApis;
use domain::delegated_grant::DelegatedGrant;
use domain::directory_entry::DirectoryEntry;
use domain::federated_credential::FederatedCredential;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use graph::operations::relations::Groups;

/// The relations of one identity, each a region.
#[derive(Clone, Copy)]
pub struct RelationRegions {
    tenant: OpenTenant,
    id: ServicePrincipalId,
    /// Its groups.
    pub groups: RegionSignal<Groups>,
    /// Who owns it.
    pub owners: RegionSignal<Listing<DirectoryEntry>>,
    /// What it owns.
    pub owned: RegionSignal<Listing<DirectoryEntry>>,
    /// Its delegated permissions, with the APIs that they are of.
    pub delegated: RegionSignal<(Listing<DelegatedGrant>, KnownApis)>,
    /// Federated credentials.
    pub credentials: RegionSignal<Listing<FederatedCredential>>,
}

impl RelationRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        Self {
            tenant,
            id,
            groups: new_region(),
            owners: new_region(),
            owned: new_region(),
            delegated: new_region(),
            credentials: new_region(),
        }
    }

    /// Reads all of them at once, so that they go together.
    pub fn read(self) {
        self.read_groups();
        self.read_owners();
        self.read_owned();
        self.read_delegated();
        self.read_credentials();
    }

    /// Reads the groups again by itself where a new token may give their names.
    pub fn follow_tokens(self) {
        reread_where(
            self.groups,
            |groups| groups.memberships.items.iter().any(|it| it.name.is_none()),
            self.again(Self::read_groups),
        );
    }

    fn read_groups(self) {
        let directory = self.tenant.directory();
        read_into(self.groups, async move { directory.groups_of(self.id).await });
    }

    fn read_owners(self) {
        let directory = self.tenant.directory();
        read_into(self.owners, async move { directory.owners_of(self.id).await });
    }

    fn read_owned(self) {
        let directory = self.tenant.directory();
        read_into(self.owned, async move { directory.owned_by(self.id).await });
    }

    fn read_delegated(self) {
        let directory = self.tenant.directory();
        read_into(self.delegated, async move {
            let grants = directory.delegated_grants_of(self.id).await?;
            Ok((grants, directory.apis()))
        });
    }

    fn read_credentials(self) {
        let directory = self.tenant.directory();
        read_into(self.credentials, async move { directory.federated_credentials_of(self.id).await });
    }

    fn again(self, read: fn(Self)) -> Callback<()> {
        Callback::new(move |()| read(self))
    }
}

/// The groups that it is a member of, and the objects that it owns.
#[component]
pub fn Memberships(
    /// The regions.
    relations: RelationRegions,
) -> impl IntoView {
    view! {
        <div class="small-parts">
            {facet(
                Part::Groups,
                text::GROUPS,
                relations.groups,
                relations.again(RelationRegions::read_groups),
                |it| entries(&it.memberships),
                names_needed,
            )}
            {facet(
                Part::Owned,
                text::OWNED,
                relations.owned,
                relations.again(RelationRegions::read_owned),
                entries,
                no_notes,
            )}
        </div>
    }
    .into_any()
}

/// What users let it do in their name.
#[component]
pub fn Delegated(
    /// The regions.
    relations: RelationRegions,
    /// What is said beside the rows.
    #[prop(default = text::DELEGATED)]
    words: FacetWords,
) -> impl IntoView {
    let grants = |(grants, apis): &(Listing<DelegatedGrant>, KnownApis)| {
        grants.clone().map(|grant| text::delegated(&grant, apis))
    };
    facet(
        Part::Delegated,
        words,
        relations.delegated,
        relations.again(RelationRegions::read_delegated),
        grants,
        no_notes,
    )
}

/// Federated credentials.
#[component]
pub fn Credentials(
    /// The regions.
    relations: RelationRegions,
) -> impl IntoView {
    facet(
        Part::Credentials,
        text::CREDENTIALS,
        relations.credentials,
        relations.again(RelationRegions::read_credentials),
        |it| it.clone().map(|credential| text::credential(&credential)),
        no_notes,
    )
}

/// Who can change it.
#[component]
pub fn Owners(
    /// The regions.
    relations: RelationRegions,
    /// What is said beside the rows.
    #[prop(default = text::OWNERS)]
    words: FacetWords,
) -> impl IntoView {
    facet(Part::Owners, words, relations.owners, relations.again(RelationRegions::read_owners), entries, no_notes)
}

fn entries(listing: &Listing<DirectoryEntry>) -> Listing<Vec<String>> {
    listing.clone().map(|entry| text::entry(&entry))
}

/// Offers to ask for the names of groups, where only their ids came.
fn names_needed(groups: &Groups, retry: Callback<()>) -> AnyView {
    let Some(scope) = groups.names_need else { return ().into_any() };
    let problem = Problem::ScopeMissing(vec![scope]);
    view! {
        <p class="soft">{text::NAMES_MISSING}</p>
        <ProblemNotice problem=problem.clone()>
            <AskButton problem retry />
        </ProblemNotice>
    }
    .into_any()
}
