//! What an identity holds, in two regions that are read together and fail on their own.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::region_status::RegionStatus;
use crate::domain::access;
use crate::domain::app_role_assignment::AppRoleAssignment;
use crate::domain::directory_role::RoleAssignment;
use crate::domain::export::Section;
use crate::domain::held_role::{HeldRole, Term, WayIn};
use crate::domain::holdings::{ApiHoldings, by_api};
use crate::domain::ids::ServicePrincipalId;
use crate::domain::listing::Listing;
use crate::domain::problem::Problem;
use crate::domain::tiers::{Danger, rate_directory_role};
use crate::domain::time::Timestamp;
use crate::domain::traps::{Held, Trap, traps};
use crate::domain::well_known::COMMON_APIS;
use crate::web::clock;
use crate::web::components::{AppRoles, DirectoryRoles, ListingGap, Notice, ProblemNotice, RegionHead, Tone, Waiting};
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, end, new_region, read_at, start, state};
use crate::web::region::Region;
use crate::web::selection::Selection;
use crate::web::text::{identity as text, remove, role_name};

/// What one identity holds, and how far the names of its APIs have been read.
#[derive(Clone, Copy)]
pub struct HeldRegions {
    tenant: OpenTenant,
    id: ServicePrincipalId,
    app_roles: RegionSignal<Listing<AppRoleAssignment>>,
    directory_roles: RegionSignal<Listing<RoleAssignment>>,
    names: RwSignal<Names>,
    selection: Selection,
}

/// How far the names of permissions have been read. Each variant is entered once for each reading.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Names {
    /// Entered at the start: rows show ids until the names come.
    Reading,
    /// Entered when every API is known or known to be gone.
    Known,
    /// Entered when an API could not be read.
    Unread(Problem),
}

impl HeldRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        let names = RwSignal::new(Names::Reading);
        let selection = Selection::new();
        Self { tenant, id, app_roles: new_region(), directory_roles: new_region(), names, selection }
    }

    /// What the person has ticked.
    pub fn selection(self) -> Selection {
        self.selection
    }

    /// How dangerous all of it is, as far as it is known, and whether everything is; nothing before anything is.
    pub fn danger(self) -> Option<(Danger, bool)> {
        let app_roles = self.holdings();
        let directory_roles = self.directory_roles.with(|it| it.shown().map(|read| read.value.items.clone()));
        if app_roles.is_none() && directory_roles.is_none() {
            return None;
        }
        let complete = self.names.get() == Names::Known
            && self.app_roles.with(|it| it.shown().is_some_and(|read| read.value.is_complete()))
            && self.directory_roles.with(|it| it.shown().is_some_and(|read| read.value.is_complete()));
        let app_roles = app_roles.iter().flatten().flat_map(|api| {
            api.roles.iter().filter_map(|role| Some((remove::role_of(&role.label(), &api.name), api.rating(role)?)))
        });
        let directory_roles = directory_roles.iter().flatten().map(|role| {
            let name = role.definition.as_ref().map(|it| it.display_name.clone());
            let name = name.unwrap_or_else(|| role_name::role(role.grant.role));
            (name, rate_directory_role(role.grant.role))
        });
        Some((app_roles.chain(directory_roles).collect(), complete))
    }

    /// Combinations that are not what they seem. Roles that come through groups are not known here, so what would be
    /// said of a missing role is not.
    pub fn traps(self) -> Vec<Trap> {
        let app_roles = self.holdings().unwrap_or_default();
        let read = |it: &RoleAssignment| HeldRole {
            role: it.grant.role,
            definition: it.definition.clone(),
            scope: it.grant.scope.clone(),
            way: WayIn::Direct,
            term: Term::NotKnown,
            assignment: Some(it.id.clone()),
        };
        let roles = self.directory_roles.with(|it| it.shown().map(|it| it.value.items.iter().map(read).collect()));
        let directory_roles: Vec<HeldRole> = roles.unwrap_or_default();
        let all_app_roles = self.names.get() == Names::Known
            && self.app_roles.with(|it| it.shown().is_some_and(|read| read.value.is_complete()));
        traps(Held {
            app_roles: &app_roles,
            all_app_roles,
            directory_roles: &directory_roles,
            all_directory_roles: false,
        })
    }

    /// What was read of both, for evidence, and when; nothing while either is being read.
    pub fn evidence(self) -> Option<(Vec<Section>, Timestamp)> {
        if self.names.get() == Names::Reading {
            return None;
        }
        let held = access::Held {
            app_roles: self.app_roles.with(result)?,
            directory_roles: self.directory_roles.with(result)?,
        };
        let apis = self.tenant.directory().apis();
        let at = self.app_roles.with(|it| it.shown().map(|read| read.at));
        let at = at.or_else(|| self.directory_roles.with(|it| it.shown().map(|read| read.at)));
        Some((vec![Section::app_roles(&held, &apis), Section::directory_roles(&held)], at.unwrap_or_else(clock::now)))
    }

    /// Reads both. The APIs that nearly every identity uses are read beside them, others once they are seen.
    pub fn read(self) {
        let directory = self.tenant.directory();
        self.selection.clear();
        start(self.app_roles);
        start(self.directory_roles);
        spawn_local(async move {
            let (held, ()) =
                futures_util::future::join(directory.held(self.id), directory.load_apis(COMMON_APIS)).await;
            let resources: BTreeSet<_> = held
                .app_roles
                .iter()
                .flat_map(|listing| listing.items.iter().map(|assignment| assignment.grant.resource))
                .collect();
            let now = clock::now();
            end(self.app_roles, held.app_roles, now);
            end(self.directory_roles, held.directory_roles, now);
            let names = match directory.load_resources(resources).await {
                Ok(()) => Names::Known,
                Err(problem) => Names::Unread(problem),
            };
            self.names.try_set(names);
        });
    }

    /// The permissions by API, with the names that are known so far.
    fn holdings(self) -> Option<Vec<ApiHoldings>> {
        self.names.track();
        let apis = self.tenant.directory().apis();
        self.app_roles.with(|region| region.shown().map(|read| by_api(&read.value.items, &apis)))
    }
}

/// The application permissions.
#[component]
pub fn AppRolesRegion(held: HeldRegions) -> impl IntoView {
    let refresh = Callback::new(move |()| held.read());
    let contents = move || held.holdings().map(|groups| app_roles(groups, held.selection()));
    let names = move || match (held.names.get(), held.app_roles.with(|region| region.shown().is_some())) {
        (Names::Reading, true) => view! { <Waiting text=text::NAMES_COMING /> }.into_any(),
        (Names::Unread(problem), true) => view! {
            <Notice tone=Tone::Warn what=text::NAMES_UNREAD />
            <ProblemNotice problem />
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <section class="region" aria-label=text::APP_ROLES>
            <RegionHead heading=move || text::APP_ROLES what=text::APP_ROLES_REGION read=read_at(held.app_roles) refresh />
            <RegionStatus state=state(held.app_roles) reading=text::READING_HELD retry=refresh />
            {move || gap(held.app_roles)}
            {names}
            {contents}
        </section>
    }
    .into_any()
}

/// The directory roles.
#[component]
pub fn DirectoryRolesRegion(held: HeldRegions) -> impl IntoView {
    let refresh = Callback::new(move |()| held.read());
    let contents = move || {
        held.directory_roles.with(|region| {
            region.shown().map(|read| match read.value.items.clone() {
                none if none.is_empty() => {
                    view! { <Notice tone=Tone::Plain what=text::NO_DIRECTORY_ROLES next=text::NO_DIRECTORY_ROLES_NEXT /> }
                        .into_any()
                }
                roles => view! { <DirectoryRoles roles selection=held.selection() /> }.into_any(),
            })
        })
    };
    view! {
        <section class="region" aria-label=text::DIRECTORY_ROLES>
            <RegionHead
                heading=move || text::DIRECTORY_ROLES
                what=text::DIRECTORY_ROLES_REGION
                read=read_at(held.directory_roles)
                refresh
            />
            <RegionStatus state=state(held.directory_roles) reading=text::READING_HELD retry=refresh />
            {move || gap(held.directory_roles)}
            {contents}
        </section>
    }
    .into_any()
}

fn app_roles(groups: Vec<ApiHoldings>, selection: Selection) -> AnyView {
    if groups.is_empty() {
        return view! { <Notice tone=Tone::Plain what=text::NO_APP_ROLES next=text::NO_APP_ROLES_NEXT /> }.into_any();
    }
    let permissions = groups.iter().map(|group| group.roles.len()).sum();
    view! {
        <p class="soft">{text::app_roles(permissions, groups.len())}</p>
        {groups.into_iter().map(|holdings| view! { <AppRoles holdings selection /> }).collect_view()}
    }
    .into_any()
}

/// What came of the last reading; nothing while it goes on.
fn result<T: Clone>(region: &Region<T>) -> Option<Result<T, Problem>> {
    match region {
        Region::Reading(_) => None,
        Region::Ready(read) => Some(Ok(read.value.clone())),
        Region::Failed(problem, _) => Some(Err(problem.clone())),
    }
}

fn gap<T: 'static>(region: RegionSignal<Listing<T>>) -> Option<AnyView> {
    let (shown, unreadable, gap) = region.with(|region| {
        region.shown().map(|read| (read.value.items.len(), read.value.unreadable, read.value.gap.clone()))
    })?;
    Some(view! { <ListingGap shown unreadable gap /> }.into_any())
}
