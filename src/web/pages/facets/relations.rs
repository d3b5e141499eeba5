//! What stands in some relation to an identity.

use leptos::prelude::*;

use super::{facet, no_notes};
use crate::domain::apis::KnownApis;
use crate::domain::delegated_grant::DelegatedGrant;
use crate::domain::directory_entry::DirectoryEntry;
use crate::domain::federated_credential::FederatedCredential;
use crate::domain::held_role::{RoleAccess, RolePart};
use crate::domain::ids::ServicePrincipalId;
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::operations::relations::Groups;
use crate::web::components::ProblemNotice;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::ask_button::AskButton;
use crate::web::reading::{RegionSignal, new_region, read_into};
use crate::web::text::facet as text;

/// The relations of one identity, each a region.
#[derive(Clone, Copy)]
pub struct RelationRegions {
    tenant: OpenTenant,
    id: ServicePrincipalId,
    roles: RegionSignal<RoleAccess>,
    groups: RegionSignal<Groups>,
    owners: RegionSignal<Listing<DirectoryEntry>>,
    owned: RegionSignal<Listing<DirectoryEntry>>,
    delegated: RegionSignal<(Listing<DelegatedGrant>, KnownApis)>,
    credentials: RegionSignal<Listing<FederatedCredential>>,
}

impl RelationRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(id: ServicePrincipalId) -> Self {
        Self {
            tenant: expect_context(),
            id,
            roles: new_region(),
            groups: new_region(),
            owners: new_region(),
            owned: new_region(),
            delegated: new_region(),
            credentials: new_region(),
        }
    }

    /// Reads all of them at once, so that they go together.
    pub fn read(self) {
        self.read_roles();
        self.read_groups();
        self.read_owners();
        self.read_owned();
        self.read_delegated();
        self.read_credentials();
    }

    fn read_roles(self) {
        let directory = self.tenant.directory();
        read_into(self.roles, async move { Ok(directory.role_access(self.id, |_| ()).await) });
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
}

/// The relations.
#[component]
pub fn Relations(relations: RelationRegions) -> impl IntoView {
    let again = |read: fn(RelationRegions)| Callback::new(move |()| read(relations));
    let RelationRegions { roles, groups, owners, owned, delegated, credentials, .. } = relations;
    let refresh = again(RelationRegions::read_groups);
    let refresh_roles = again(RelationRegions::read_roles);
    view! {
        {facet(text::ROLES, roles, refresh_roles, role_rows, no_notes)}
        {move || roles.with(|region| roles_missing(region.shown().map(|read| &read.value), refresh_roles))}
        {facet(text::GROUPS, groups, refresh, |it| entries(&it.memberships), no_notes)}
        {move || groups.with(|region| names_needed(region.shown().map(|read| &read.value), refresh))}
        {facet(
            text::CREDENTIALS,
            credentials,
            again(RelationRegions::read_credentials),
            |it| it.clone().map(|credential| text::credential(&credential)),
            no_notes,
        )}
        {facet(text::OWNERS, owners, again(RelationRegions::read_owners), entries, no_notes)}
        {facet(text::OWNED, owned, again(RelationRegions::read_owned), entries, no_notes)}
        {facet(
            text::DELEGATED,
            delegated,
            again(RelationRegions::read_delegated),
            |(grants, apis)| grants.clone().map(|grant| text::delegated(&grant, apis)),
            no_notes,
        )}
    }
    .into_any()
}

fn entries(listing: &Listing<DirectoryEntry>) -> Listing<Vec<String>> {
    listing.clone().map(|entry| text::entry(&entry))
}

/// The roles. A licence that the tenant lacks leaves no gap: without it no role is held for a limited time.
fn role_rows(access: &RoleAccess) -> Listing<Vec<String>> {
    let items = access.roles().iter().map(|role| text::role(role, access)).collect();
    Listing { items, unreadable: 0, gap: missing(access).first().map(|(_, problem)| problem.clone()) }
}

fn missing(access: &RoleAccess) -> Vec<(RolePart, Problem)> {
    let mut gaps = access.gaps();
    gaps.retain(|(_, problem)| !matches!(problem, Problem::LicenceMissing(_)));
    gaps
}

/// Says which roles are missing, and offers to ask for what it takes to read them.
fn roles_missing(access: Option<&RoleAccess>, retry: Callback<()>) -> Option<AnyView> {
    let line = |(part, problem): (RolePart, Problem)| {
        view! {
            <p class="caution">{text::missing_roles(part)}</p>
            <div class="actions">
                <AskButton problem retry />
            </div>
        }
    };
    Some(missing(access?).into_iter().map(line).collect_view().into_any())
}

/// Offers to ask for the names of groups, where only their ids came.
fn names_needed(groups: Option<&Groups>, retry: Callback<()>) -> Option<AnyView> {
    let problem = Problem::ScopeMissing(vec![groups?.names_need?]);
    let notice = view! {
        <p class="soft">{text::NAMES_MISSING}</p>
        <ProblemNotice problem=problem.clone()>
            <AskButton problem retry />
        </ProblemNotice>
    };
    Some(notice.into_any())
}
