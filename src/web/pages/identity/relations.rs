//! What is in some relation to an identity.

use leptos::prelude::*;

use super::facet::{facet, no_notes};
use crate::web::change::selection::Selection;
use crate::web::components::{PickBox, ProblemNotice};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::identity_view::Part;
use crate::web::pages::ask_button::AskButton;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::add_group;
use crate::web::text::facet::FacetWords;
use crate::web::text::relations as text;
use domain::apis::KnownApis;
use domain::change::permission::Permission;
use domain::change::wish::Wish;
use domain::delegated_grant::DelegatedGrant;
use domain::directory_entry::{DirectoryEntry, EntryKind};
use domain::federated_credential::FederatedCredential;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::problem::Problem;
use graph::operations::relations::Groups;

/// The relations of one identity, each read on its own.
#[derive(Clone, Copy)]
pub struct RelationRegions {
    /// Its groups.
    pub groups: FetchedSignal<Groups>,
    /// Who owns it.
    pub owners: FetchedSignal<Listing<DirectoryEntry>>,
    /// What it owns.
    pub owned: FetchedSignal<Listing<DirectoryEntry>>,
    /// Its delegated permissions, with the APIs that they are of.
    pub delegated: FetchedSignal<(Listing<DelegatedGrant>, KnownApis)>,
    /// Federated credentials.
    pub credentials: FetchedSignal<Listing<FederatedCredential>>,
}

impl RelationRegions {
    /// Nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        let directory = move || tenant.directory();
        Self {
            groups: FetchedSignal::new(move || {
                let directory = directory();
                async move { directory.groups_of(id).await }
            }),
            owners: FetchedSignal::new(move || {
                let directory = directory();
                async move { directory.owners_of(id).await }
            }),
            owned: FetchedSignal::new(move || {
                let directory = directory();
                async move { directory.owned_by(id).await }
            }),
            delegated: FetchedSignal::new(move || {
                let directory = directory();
                async move {
                    let grants = directory.delegated_grants_of(id).await?;
                    Ok((grants, directory.apis()))
                }
            }),
            credentials: FetchedSignal::new(move || {
                let directory = directory();
                async move { directory.federated_credentials_of(id).await }
            }),
        }
    }

    /// Reads all of them at once, so that they go together.
    pub fn read(self) {
        self.groups.read();
        self.owners.read();
        self.owned.read();
        self.delegated.read();
        self.credentials.read();
    }

    /// Reads the groups again by itself where a new token may give their names.
    pub fn follow_tokens(self) {
        self.groups.reread_where(|groups| groups.memberships.items.iter().any(|it| it.name.is_none()));
    }
}

/// The groups that it is a member of, and the objects that it owns.
#[component]
pub fn Memberships(
    /// What is read of them.
    relations: RelationRegions,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    view! {
        <div class="small-parts">
            {facet(
                Part::Groups,
                text::GROUPS,
                relations.groups,
                |it| entries(&it.memberships),
                names_needed,
            )}
            <GroupPicks groups=relations.groups selection />
            {facet(
                Part::Owned,
                text::OWNED,
                relations.owned,
                entries,
                no_notes,
            )}
        </div>
    }
    .into_any()
}

/// The groups, each with a box that ticks it for removal. Whether the identity is a direct member, the review says.
#[component]
fn GroupPicks(groups: FetchedSignal<Groups>, selection: Selection) -> impl IntoView {
    let pick = move |entry: &DirectoryEntry| {
        let name = entry.name.clone().unwrap_or_else(|| entry.id.to_string());
        let wish = Wish::Remove(Permission::GroupMembership(entry.id));
        let shown = visible(&name);
        view! {
            <li>
                <PickBox selection wish name=visible(&name)>
                    <bdi>{shown}</bdi>
                </PickBox>
            </li>
        }
    };
    let picks = move || {
        groups.map(|groups| {
            let groups = groups.memberships.items.iter().filter(|it| matches!(it.kind, EntryKind::Group { .. }));
            let picks: Vec<_> = groups.map(pick).collect();
            (!picks.is_empty()).then(|| {
                view! {
                    <details>
                        <summary>{add_group::REMOVE}</summary>
                        <p class="soft">{add_group::REMOVE_DIRECT}</p>
                        <ul class="recipients">{picks}</ul>
                    </details>
                }
            })
        })
    };
    (!selection.is_forbidden()).then_some(picks)
}

/// What users let it do in their name.
#[component]
pub fn Delegated(
    /// What is read of them.
    relations: RelationRegions,
    /// What is said beside the rows.
    #[prop(default = text::DELEGATED)]
    words: FacetWords,
) -> impl IntoView {
    let grants = |(grants, apis): &(Listing<DelegatedGrant>, KnownApis)| {
        grants.clone().map(|grant| text::delegated(&grant, apis))
    };
    facet(Part::Delegated, words, relations.delegated, grants, no_notes)
}

/// Federated credentials.
#[component]
pub fn Credentials(
    /// What is read of them.
    relations: RelationRegions,
) -> impl IntoView {
    facet(
        Part::Credentials,
        text::CREDENTIALS,
        relations.credentials,
        |it| it.clone().map(|credential| text::credential(&credential)),
        no_notes,
    )
}

/// Who can change it.
#[component]
pub fn Owners(
    /// What is read of them.
    relations: RelationRegions,
    /// What is said beside the rows.
    #[prop(default = text::OWNERS)]
    words: FacetWords,
) -> impl IntoView {
    facet(Part::Owners, words, relations.owners, entries, no_notes)
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
