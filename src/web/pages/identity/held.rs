//! The permissions and roles of an identity: its application permissions, and its directory roles by every assignment
//! path. Both are read together and fail on their own.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::clock;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, end, new_region, progress, reread_where, start};
use crate::web::region::Region;
use crate::web::selection::Selection;
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

/// The permissions of one identity, and how many names of its APIs have been read.
#[derive(Clone, Copy)]
pub struct HeldRegions {
    tenant: OpenTenant,
    id: ServicePrincipalId,
    /// The application permissions.
    pub app_roles: RegionSignal<Listing<AppRoleAssignment>>,
    /// The directory roles.
    pub roles: RegionSignal<RoleAccess>,
    names: RwSignal<Names>,
    grouped: RwSignal<Option<Grouped>, LocalStorage>,
    selection: Selection,
}

/// The permissions by API, put together once for everyone who looks at them.
type Grouped = Rc<Vec<ApiAppRoles>>;

/// How far the names of permissions have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Entered at the start: rows show ids until the names come.
    Reading,
    /// Entered when every API is known or known to be deleted.
    Known,
    /// Entered when an API could not be read.
    Unread(Problem),
}

impl HeldRegions {
    /// Regions of which nothing has been read yet.
    pub fn new(tenant: OpenTenant, id: ServicePrincipalId) -> Self {
        Self {
            tenant,
            id,
            app_roles: new_region(),
            roles: new_region(),
            names: RwSignal::new(Names::Reading),
            grouped: RwSignal::new_local(None),
            selection: Selection::new(),
        }
    }

    /// Whose permissions and roles these are.
    pub fn id(self) -> ServicePrincipalId {
        self.id
    }

    /// What the user has ticked.
    pub fn selection(self) -> Selection {
        self.selection
    }

    /// How far the names of permissions have been read.
    pub fn names(self) -> Names {
        self.names.get()
    }

    /// Reads both again by themselves where a new token may give more.
    pub fn follow_tokens(self) {
        let lacks_names = move || matches!(self.names.get(), Names::Unread(it) if it.ends_with_new_token());
        reread_where(self.app_roles, move |_| lacks_names(), Callback::new(move |()| self.read_app_roles()));
        reread_where(self.roles, RoleAccess::needs_new_token, Callback::new(move |()| self.read_roles()));
    }

    /// Reads both.
    pub fn read(self) {
        self.read_app_roles();
        self.read_roles();
    }

    /// Reads the permissions. The APIs that nearly every identity uses are read beside them, others once they are seen.
    pub fn read_app_roles(self) {
        let directory = self.tenant.directory();
        self.selection.clear();
        let began = start(self.app_roles);
        spawn_local(async move {
            let (held, ()) =
                futures_util::future::join(directory.assignments_of(self.id), directory.load_apis(COMMON_APIS)).await;
            let resources: SortedSet<_> = held
                .app_roles
                .iter()
                .flat_map(|listing| listing.items.iter().map(|assignment| assignment.grant.resource))
                .collect();
            end(self.app_roles, held.app_roles, began);
            self.group();
            let names = match directory.load_resources(resources).await {
                Ok(()) => Names::Known,
                Err(problem) => Names::Unread(problem),
            };
            self.group();
            self.names.try_set(names);
        });
    }

    /// Reads the directory roles. Those of the identity itself are shown while those of its groups are being read.
    pub fn read_roles(self) {
        let directory = self.tenant.directory();
        self.selection.clear();
        let began = start(self.roles);
        spawn_local(async move {
            let so_far = |access: &RoleAccess| progress(self.roles, access.clone(), began);
            let access = directory.role_access(self.id, so_far).await;
            end(self.roles, Ok(access), began);
        });
    }

    /// The permissions by API, with the names that are known so far.
    pub fn holdings(self) -> Option<Grouped> {
        self.grouped.get()
    }

    /// Puts the permissions together with what is known of their APIs by now. Where nothing has changed, nothing is
    /// drawn again. A page that has been left meanwhile does not mind.
    fn group(self) {
        let apis = self.tenant.directory().apis();
        let of_region = |region: &Region<Listing<AppRoleAssignment>>| {
            region.shown().map(|read| Rc::new(by_api(&read.value.items, &apis)))
        };
        let Some(grouped) = self.app_roles.try_with_untracked(of_region) else { return };
        if self.grouped.try_with_untracked(|before| *before == grouped) == Some(false) {
            self.grouped.set(grouped);
        }
    }

    /// The directory roles, as far as they are known.
    pub fn held_roles(self) -> Option<Vec<AssignedDirectoryRole>> {
        self.roles.with(|region| region.shown().map(|read| read.value.roles()))
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
        let ready =
            |region: &Region<Listing<AppRoleAssignment>>| matches!(region, Region::Ready(it) if it.value.is_complete());
        let all_app_roles = self.names.get() == Names::Known && self.app_roles.with(ready);
        let all_roles =
            self.roles.with(|it| matches!(it, Region::Ready(read) if roles_missing(&read.value).is_empty()));
        (all_app_roles, all_roles)
    }

    /// What is missing of the directory for the tier.
    pub fn tier_gaps(self) -> TierGaps {
        let ready =
            |region: &Region<Listing<AppRoleAssignment>>| matches!(region, Region::Ready(it) if it.value.is_complete());
        let lacks = |it: &Region<RoleAccess>| !matches!(it, Region::Ready(read) if !may_lack_roles(&read.value));
        directory_gaps(self.app_roles.with(ready), self.names.get() == Names::Known, self.roles.with(lacks))
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
        self.names.get() != Names::Reading
            && !self.app_roles.with(Region::is_reading)
            && !self.roles.with(Region::is_reading)
    }

    /// What was read of both, for evidence, and when; nothing while either is being read.
    pub fn evidence(self) -> Option<(Vec<EvidenceSection>, Timestamp)> {
        if self.names.get() == Names::Reading {
            return None;
        }
        let app_roles = self.app_roles.with(result)?;
        let access = self.roles.with(result)?.ok()?;
        let at = self.app_roles.with(|it| it.shown().map(|read| read.at));
        let apis = self.tenant.directory().apis();
        let sections = vec![EvidenceSection::app_roles(&app_roles, &apis), EvidenceSection::directory_roles(&access)];
        Some((sections, at.unwrap_or_else(clock::now)))
    }
}

/// What is missing of the roles. A license that the tenant lacks leaves no gap: without it no role is assigned for a
/// limited time.
pub fn roles_missing(access: &RoleAccess) -> Vec<(RolePart, Problem)> {
    let mut gaps = access.gaps();
    gaps.retain(|(_, problem)| !matches!(problem, Problem::LicenseMissing(_)));
    gaps
}

/// What came of the last reading; nothing while it continues.
pub fn result<T: Clone>(region: &Region<T>) -> Option<Result<T, Problem>> {
    match region {
        Region::Reading(_) => None,
        Region::Ready(read) => Some(Ok(read.value.clone())),
        Region::Failed(failure, _) => Some(Err(failure.problem.clone())),
    }
}
