//! From what was read to the review: everything joined with its name and its tier, once.

use std::collections::BTreeMap;

use super::azure;
use super::missing::MissingData;
use super::reading::AzureState;
use super::reading::{AssignedRole, TenantReading};
use super::{PermissionKey, PermissionState, ReviewedAssignment, ReviewedIdentity, ReviewedPermission, TenantReview};
use crate::apis::KnownApis;
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::guid::Guid;
use crate::holdings::{AppRoleState, rate_granted, role_state};
use crate::identity::ManagedIdentity;
use crate::ids::{AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::problem::Problem;
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::tiers::rate_directory_role_at;
use crate::time::Timestamp;

impl TenantReview {
    /// The review of what was read until `at`.
    pub fn of(reading: &TenantReading, apis: &KnownApis, at: Timestamp) -> Self {
        let mut builder = Builder::new(reading, apis);
        let mut identities: Vec<(String, &ManagedIdentity)> =
            reading.identities().iter().map(|it| (it.display_name.to_lowercase(), it)).collect();
        sort::sort_by(&mut identities, |(one, a), (other, b)| (one, a.id).cmp(&(other, b.id)));
        let mut rows = Vec::with_capacity(identities.len());
        let mut lowered = Vec::with_capacity(identities.len());
        for (name, identity) in identities {
            rows.push(builder.row(identity));
            let resource = identity.resource.as_ref().map(|it| it.id().to_lowercase()).unwrap_or_default();
            lowered.push(format!("{name}\n{resource}").into_boxed_str());
        }
        let Builder { things, mut holdings, groups, .. } = builder;
        holdings.shrink_to_fit();
        let orders = Default::default();
        let missing = missing(reading, &things);
        let held = |row: &ReviewedIdentity| {
            holdings[row.first as usize..(row.first + row.count) as usize].iter().map(|it| it.thing).collect()
        };
        let azure_roles = azure::rate_rows(&mut rows, reading, &things, held);
        let azure_connected = matches!(reading.azure(), AzureState::Read(_) | AzureState::Failed(_));
        let mut review =
            Self { azure_roles, azure_connected, at, missing, rows, lowered, orders, things, holdings, groups };
        review.orders = review.make_orders();
        review
    }
}

/// What is missing. A review in which a permission's API was not read says so, also where the reading was stopped before
/// it came to the APIs.
fn missing(reading: &TenantReading, things: &[ReviewedPermission]) -> Vec<MissingData> {
    let mut missing = reading.missing();
    let of_unread_api =
        |it: &ReviewedPermission| it.state == PermissionState::NotRead && matches!(it.key, PermissionKey::AppRole(..));
    if things.iter().any(of_unread_api) && !missing.iter().any(|it| matches!(it, MissingData::Apis(_))) {
        missing.push(MissingData::Apis(Problem::Stopped));
    }
    missing
}

struct Builder<'a> {
    reading: &'a TenantReading,
    apis: &'a KnownApis,
    definitions: SortedMap<RoleDefinitionId, &'a RoleDefinition>,
    all_definitions: bool,
    /// The assignments of each principal, and of each group of which an identity is a member.
    roles: SortedMap<Guid, Vec<&'a AssignedRole>>,
    groups_of: SortedMap<Guid, Vec<ObjectId>>,
    endings: SortedMap<(Guid, RoleDefinitionId, &'a DirectoryScope), u32>,
    places: BTreeMap<PermissionKey, u32>,
    things: Vec<ReviewedPermission>,
    /// The row of which each permission was counted last.
    counted: Vec<Option<u32>>,
    rows: u32,
    holdings: Vec<ReviewedAssignment>,
    groups: Vec<(ObjectId, String)>,
}

impl<'a> Builder<'a> {
    fn new(reading: &'a TenantReading, apis: &'a KnownApis) -> Self {
        let roles = SortedMap::grouped(reading.roles().iter().map(|it| (it.principal, it)));
        let groups = roles.keys().copied().map(ObjectId);
        let groups_of =
            SortedMap::grouped(groups.flat_map(|group| reading.members_of(group).iter().map(move |it| (*it, group))));
        let (definitions, all_definitions) = reading.definitions();
        Self {
            reading,
            apis,
            definitions: definitions.iter().map(|it| (it.id, it)).collect(),
            all_definitions,
            roles,
            groups_of,
            endings: reading.endings().iter().map(|it| ((it.principal, it.role, &it.scope), seconds(it.end))).collect(),
            places: BTreeMap::new(),
            things: Vec::new(),
            counted: Vec::new(),
            rows: 0,
            holdings: Vec::new(),
            groups: Vec::new(),
        }
    }

    fn row(&mut self, identity: &ManagedIdentity) -> ReviewedIdentity {
        let first = self.holdings.len();
        self.rows += 1;
        let mut newest = 0;
        let (grants, read) = self.reading.grants_of(identity.id);
        for grant in grants {
            let since = grant.created.map_or(0, seconds);
            newest = newest.max(since);
            self.add_assignment(PermissionKey::AppRole(grant.resource, grant.app_role), since, 0, 0);
        }
        let id = identity.id.0;
        for it in self.roles.get(&id).cloned().unwrap_or_default() {
            self.add_assignment(PermissionKey::DirectoryRole(it.role, it.scope.clone()), 0, self.end_of(it), 0);
        }
        for group in self.groups_of.get(&id).cloned().unwrap_or_default() {
            let through = self.group(group);
            for it in self.roles.get(&group.0).cloned().unwrap_or_default() {
                self.add_assignment(
                    PermissionKey::DirectoryRole(it.role, it.scope.clone()),
                    0,
                    self.end_of(it),
                    through,
                );
            }
        }
        let count = place(self.holdings.len() - first);
        let (worst, gaps) = azure::NOT_RATED;
        let (first_azure, azure) = (0, 0);
        ReviewedIdentity {
            identity: identity.clone(),
            read,
            worst,
            gaps,
            first_azure,
            azure,
            first: place(first),
            count,
            newest,
        }
    }

    /// When an assignment ends by itself, in seconds; zero, where it does not.
    fn end_of(&self, it: &AssignedRole) -> u32 {
        self.endings.get(&(it.principal, it.role, &it.scope)).copied().unwrap_or_default()
    }

    fn add_assignment(&mut self, key: PermissionKey, since: u32, until: u32, through: u32) {
        let thing = match self.places.get(&key) {
            Some(&known) => known,
            None => {
                let new = place(self.things.len());
                self.things.push(self.permission(&key));
                self.counted.push(None);
                self.places.insert(key, new);
                new
            }
        };
        // An identity that has a role directly and through a group counts once.
        let counted = self.counted[thing as usize].replace(self.rows);
        if counted != Some(self.rows) {
            self.things[thing as usize].holders += 1;
        }
        self.holdings.push(ReviewedAssignment { thing, since, until, through });
    }

    /// The number of a group through which something is assigned, counted from 1.
    fn group(&mut self, id: ObjectId) -> u32 {
        let known = self.groups.iter().position(|(known, _)| *known == id);
        let at = known.unwrap_or_else(|| {
            self.groups.push((id, self.reading.group_name(id)));
            self.groups.len() - 1
        });
        place(at + 1)
    }

    fn permission(&self, key: &PermissionKey) -> ReviewedPermission {
        match key {
            PermissionKey::AppRole(resource, role) => self.app_role(key, *resource, *role),
            PermissionKey::DirectoryRole(role, scope) => self.directory_role(key, *role, scope),
        }
    }

    fn app_role(&self, key: &PermissionKey, resource: ServicePrincipalId, role: AppRoleId) -> ReviewedPermission {
        let api = self.apis.by_id(resource);
        let (state, known) = match role_state(resource, role, self.apis) {
            AppRoleState::Offered(role) => (PermissionState::Offered, Some(role)),
            AppRoleState::Disabled(role) => (PermissionState::Disabled, Some(role)),
            AppRoleState::NotListed => (PermissionState::NotListed, None),
            AppRoleState::RoleGone => (PermissionState::RoleGone, None),
            AppRoleState::ApiGone => (PermissionState::ApiGone, None),
            AppRoleState::DefaultAccess => (PermissionState::DefaultAccess, None),
            AppRoleState::NotRead => (PermissionState::NotRead, None),
        };
        let api_name = api.map_or_else(|| self.reading.noted_name(resource).to_owned(), |api| api.display_name.clone());
        ReviewedPermission {
            key: key.clone(),
            label: known.map_or_else(|| role.to_string(), |role| role.label().to_owned()),
            api_name,
            scope_name: String::new(),
            api: api.map(|api| api.app_id),
            state,
            verdict: rate_granted(resource, role, self.apis).and_then(|rating| rating.verdict),
            holders: 0,
        }
    }

    fn directory_role(
        &self,
        key: &PermissionKey,
        role: RoleDefinitionId,
        scope: &DirectoryScope,
    ) -> ReviewedPermission {
        let definition = self.definitions.get(&role);
        let state = match definition {
            Some(definition) if !definition.enabled => PermissionState::Disabled,
            Some(_) => PermissionState::Offered,
            None if self.all_definitions => PermissionState::RoleGone,
            None => PermissionState::NotRead,
        };
        ReviewedPermission {
            key: key.clone(),
            label: definition.map_or_else(|| role.to_string(), |it| it.display_name.clone()),
            api_name: String::new(),
            scope_name: self.reading.scope_name(scope).to_owned(),
            api: None,
            state,
            verdict: rate_directory_role_at(role, scope).verdict,
            holders: 0,
        }
    }
}

fn seconds(time: Timestamp) -> u32 {
    u32::try_from(time.millis() / 1_000).unwrap_or_default()
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
