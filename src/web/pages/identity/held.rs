//! The permissions and roles of an identity: its application permissions, and its directory roles by every assignment
//! path. Both are read together and fail on their own.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::browser::clock;
use crate::web::change::selection::Selection;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::fetched::state::{Fetched, Partial};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::text::{remove, role_name};
use domain::app_role_assignment::AppRoleAssignment;
use domain::connect_lines::permissions_in;
use domain::export::EvidenceSection;
use domain::held_role::{AssignedDirectoryRole, RoleAccess, RolePart};
use domain::holdings::{ApiAppRoles, by_api};
use domain::identity::ManagedIdentity;
use domain::identity_tier_inputs::{directory_gaps, may_lack_roles};
use domain::ids::{AppId, ServicePrincipalId};
use domain::listing::Listing;
use domain::problem::Problem;
use domain::second_half::{Checklist, SetupIdentity, checklists};
use domain::sorted_set::SortedSet;
use domain::tiers::{Rating, TierGaps, rate_directory_role_at};
use domain::time::Timestamp;
use domain::traps::{IdentityPermissions, Trap, traps};
use domain::well_known::COMMON_APIS;

/// The permissions of one identity, with the names of its APIs.
#[derive(Clone, Copy)]
pub struct HeldRegions {
    tenant: OpenTenant,
    id: ServicePrincipalId,
    /// The application permissions.
    pub app_roles: FetchedSignal<Listing<AppRoleAssignment>>,
    /// The directory roles.
    pub roles: FetchedSignal<RoleAccess>,
    /// The names of the permissions: rows show IDs until they come.
    names: FetchedSignal<()>,
    grouped: RwSignal<Option<Grouped>, LocalStorage>,
    selection: Selection,
}

/// The permissions by API, put together once for everyone who looks at them.
type Grouped = Rc<Vec<ApiAppRoles>>;

impl Partial for RoleAccess {
    fn is_complete(&self) -> bool {
        roles_missing(self).is_empty()
    }
}

impl HeldRegions {
    /// Nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        let (selection, grouped) = (Selection::new(), RwSignal::new_local(None));
        // They are read with the permissions.
        let names = FetchedSignal::read_elsewhere();
        let app_roles = FetchedSignal::in_steps(move |fetched| {
            selection.clear();
            read_app_roles(tenant, id, fetched, names, grouped);
        });
        let roles = FetchedSignal::in_steps(move |fetched| {
            selection.clear();
            read_roles(tenant, id, fetched);
        });
        Self { tenant, id, app_roles, roles, names, grouped, selection }
    }

    /// Whose permissions and roles these are.
    pub fn id(self) -> ServicePrincipalId {
        self.id
    }

    /// What the user has ticked.
    pub fn selection(self) -> Selection {
        self.selection
    }

    /// The names of the permissions: shown once every API is known or known to be deleted.
    pub fn names(self) -> FetchedSignal<()> {
        self.names
    }

    /// Reads both again by themselves where a new token may give more.
    pub fn follow_tokens(self) {
        let lacks_names = move || self.names.with(|names| names.problem().is_some_and(Problem::ends_with_new_token));
        self.app_roles.reread_where(move |_| lacks_names());
        self.roles.reread_where(RoleAccess::needs_new_token);
    }

    /// Reads both.
    pub fn read(self) {
        self.app_roles.read();
        self.roles.read();
    }

    /// The permissions by API, with the names that are known so far.
    pub fn holdings(self) -> Option<Grouped> {
        self.grouped.get()
    }

    /// The directory roles, as far as they are known.
    pub fn held_roles(self) -> Option<Vec<AssignedDirectoryRole>> {
        self.roles.map(RoleAccess::roles)
    }

    /// The tier of each permission, with its name.
    pub fn ratings(self) -> Option<Vec<(String, Rating)>> {
        let (app_roles, roles) = (self.holdings(), self.held_roles());
        if app_roles.is_none() && roles.is_none() {
            return None;
        }
        let of_api = |api: &ApiAppRoles| -> Vec<(String, Rating)> {
            let rated = api.roles.iter().filter_map(|role| Some((role.label(), api.rating(role)?)));
            rated.map(|(label, rating)| (remove::role_of(&label, &api.name), rating)).collect()
        };
        let mut all: Vec<_> = app_roles.iter().flat_map(|all| all.iter()).flat_map(of_api).collect();
        all.extend(
            roles
                .iter()
                .flatten()
                .map(|held| (role_name::assigned_role(held), rate_directory_role_at(held.role, &held.scope))),
        );
        Some(all)
    }

    /// Whether all permissions are known, and whether all directory roles are.
    pub fn completeness(self) -> (bool, bool) {
        let all_app_roles = self.names.with(Fetched::is_complete) && self.app_roles.with(Fetched::is_complete);
        (all_app_roles, self.roles.with(Fetched::is_complete))
    }

    /// What is missing of the directory for the tier.
    pub fn tier_gaps(self) -> TierGaps {
        let lacks = |it: &Fetched<RoleAccess>| !matches!(it, Fetched::Shown(read) if !may_lack_roles(&read.value));
        let has_names = self.names.with(Fetched::is_complete);
        directory_gaps(self.app_roles.with(Fetched::is_complete), has_names, self.roles.with(lacks))
    }

    /// Combinations that are not what they seem.
    pub fn traps(self) -> Vec<Trap> {
        self.with_held(traps)
    }

    /// What has still to be done in Exchange and SharePoint.
    pub fn checklists(self, identity: &ManagedIdentity) -> Vec<Checklist> {
        let subject = SetupIdentity { id: identity.id, app_id: identity.app_id, kind: identity.kind };
        self.with_held(|held| checklists(subject, held))
    }

    /// The permissions for which code is written: API and value.
    pub fn code_permissions(self) -> Vec<(AppId, String)> {
        self.with_held(permissions_in)
    }

    /// Looks at the permissions and roles, as far as they are known.
    pub fn with_held<T>(self, look: impl FnOnce(IdentityPermissions<'_>) -> T) -> T {
        let (app_roles, directory_roles) = (self.holdings().unwrap_or_default(), self.held_roles().unwrap_or_default());
        let (all_app_roles, all_directory_roles) = self.completeness();
        look(IdentityPermissions {
            app_roles: &app_roles,
            all_app_roles,
            directory_roles: &directory_roles,
            all_directory_roles,
        })
    }

    /// Whether both have been read, or could not be.
    pub fn is_settled(self) -> bool {
        self.names.result().is_some()
            && !self.app_roles.with(Fetched::is_loading)
            && !self.roles.with(Fetched::is_loading)
    }

    /// What was read of both, for evidence, and when; nothing while either is being read.
    pub fn evidence(self) -> Option<(Vec<EvidenceSection>, Timestamp)> {
        let _names_are_read = self.names.result()?;
        let (app_roles, access) = (self.app_roles.result()?, self.roles.result()?.ok()?);
        let at = self.app_roles.with(|it| it.shown().map(|read| read.at));
        let apis = self.tenant.directory().apis();
        let sections = vec![EvidenceSection::app_roles(&app_roles, &apis), EvidenceSection::directory_roles(&access)];
        Some((sections, at.unwrap_or_else(clock::now)))
    }
}

/// Reads the permissions. The APIs that nearly every identity uses are read beside them, others once they are seen.
fn read_app_roles(
    tenant: OpenTenant,
    id: ServicePrincipalId,
    app_roles: FetchedSignal<Listing<AppRoleAssignment>>,
    names: FetchedSignal<()>,
    grouped: RwSignal<Option<Grouped>, LocalStorage>,
) {
    let directory = tenant.directory();
    let began = app_roles.begin();
    names.begin();
    spawn_local(async move {
        let (held, ()) =
            futures_util::future::join(directory.assignments_of(id), directory.load_apis(COMMON_APIS)).await;
        let resources: SortedSet<_> = held
            .app_roles
            .iter()
            .flat_map(|listing| listing.items.iter().map(|assignment| assignment.grant.resource))
            .collect();
        app_roles.end(held.app_roles, began);
        group(tenant, app_roles, grouped);
        let known = directory.load_resources(resources).await;
        group(tenant, app_roles, grouped);
        names.end(known, began);
    });
}

/// Puts the permissions together with what is known of their APIs by now. Where nothing has changed, nothing is drawn
/// again. A page that has been left meanwhile does not mind.
fn group(
    tenant: OpenTenant,
    app_roles: FetchedSignal<Listing<AppRoleAssignment>>,
    grouped: RwSignal<Option<Grouped>, LocalStorage>,
) {
    let apis = tenant.directory().apis();
    let of_value = |fetched: &Fetched<Listing<AppRoleAssignment>>| {
        fetched.value().map(|listing| Rc::new(by_api(&listing.items, &apis)))
    };
    let Some(now) = app_roles.try_with_untracked(of_value) else { return };
    if grouped.try_with_untracked(|before| *before == now) == Some(false) {
        grouped.set(now);
    }
}

/// Reads the directory roles. Those of the identity itself are shown while those of its groups are being read.
fn read_roles(tenant: OpenTenant, id: ServicePrincipalId, roles: FetchedSignal<RoleAccess>) {
    let directory = tenant.directory();
    let began = roles.begin();
    spawn_local(async move {
        let access = directory.role_access(id, |access| roles.progress(access.clone(), began)).await;
        roles.end(Ok(access), began);
    });
}

/// What is missing of the roles. A license that the tenant lacks leaves no gap: without it no role is assigned for a
/// limited time.
pub fn roles_missing(access: &RoleAccess) -> Vec<(RolePart, Problem)> {
    let mut gaps = access.gaps();
    gaps.retain(|(_, problem)| !matches!(problem, Problem::LicenseMissing(_)));
    gaps
}
