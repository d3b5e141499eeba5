//! The review of the whole tenant: every managed identity with its permissions and roles, direct and through groups.
//!
//! Built for tens of thousands of identities in a browser's memory: each permission or role is stored once, as a
//! [`ReviewedPermission`], and each of its assignments takes sixteen bytes, a [`ReviewedAssignment`]. In reading order: [`TenantReading`] is what has
//! been read so far and what is missing, [`TenantReview`] is the joined result, [`filter`] and [`findings`] query it,
//! [`drift`] and [`desired`] compare it with a file, [`saved`] and [`table`] are the files.
//!
//! Azure roles count for the tier where Azure is connected; where it is not, that is said beside every tier.
//!
//! Deliberately absent: delegated grants, which take a request for each identity, and roles that would first have to be
//! activated, which a service principal cannot do.

mod azure;
mod build;
pub mod charts;
pub mod desired;
pub mod drift;
pub mod evidence;
#[cfg(test)]
pub(super) mod example;
pub mod filter;
pub mod findings;
mod missing;
mod reading;
mod rights;
pub mod saved;
pub mod table;
pub mod time_left;

use super::azure_reach::RatedAzureRole;
use super::directory_role::DirectoryScope;
use super::identity::ManagedIdentity;
use super::ids::{AppId, AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use super::tiers::{Tier, TierGaps, TierRating};
use super::time::Timestamp;

pub use missing::{MissingData, ReadingProgress};
pub use reading::{AssignedRole, AzureReading, GrantedAppRole, RolePrincipalKind, TenantReading};

/// The whole tenant, as far as it could be read.
#[derive(Clone, Debug)]
pub struct TenantReview {
    /// When the last of it was read.
    pub at: Timestamp,
    /// What is missing. A review in which something is says so wherever it goes.
    pub missing: Vec<MissingData>,
    rows: Vec<ReviewedIdentity>,
    lowered: Vec<Box<str>>,
    /// The rows in each order in which they can be asked for.
    orders: [Box<[u32]>; 4],
    things: Vec<ReviewedPermission>,
    holdings: Vec<ReviewedAssignment>,
    groups: Vec<(ObjectId, String)>,
    /// Every Azure role of an identity, once; a role of a group is once for each member.
    azure_roles: Vec<RatedAzureRole>,
    /// Whether Azure was connected.
    azure_connected: bool,
}

/// What decides the tier of an identity.
#[derive(Clone, Copy, Debug)]
pub enum DecidingPermission<'a> {
    /// An application permission or a directory role.
    Thing(&'a ReviewedPermission),
    /// An Azure role.
    Azure(&'a RatedAzureRole),
}

/// The place of what decides the tier of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DecidingPermissionIndex {
    Thing(u32),
    Azure(u32),
}

/// One identity of the review.
#[derive(Clone, Debug)]
pub struct ReviewedIdentity {
    /// The identity.
    pub identity: ManagedIdentity,
    /// Whether all its app roles could be read. Directory roles are read for all at once, see
    /// [`TenantReview::missing`].
    pub read: bool,
    worst: Option<DecidingPermissionIndex>,
    gaps: TierGaps,
    first_azure: u32,
    azure: u32,
    first: u32,
    count: u32,
    newest: u32,
}

/// An app role of an API or a directory role at a scope that one or more identities have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedPermission {
    /// What it is known by.
    pub key: PermissionKey,
    /// What people call it: the value of an app role, the name of a directory role; the id, where neither is known.
    pub label: String,
    /// The name of the API; empty for a directory role.
    pub api_name: String,
    /// The name of the administrative unit or the application within which a directory role counts; empty, where it is
    /// not known and for all else.
    pub scope_name: String,
    /// The application id of the API, where it is known.
    pub api: Option<AppId>,
    /// What its API or the directory says of it.
    pub state: PermissionState,
    /// Its tier and reason, where it has one. What is without effect has none.
    pub verdict: Option<TierRating>,
    /// How many identities have it.
    pub holders: u32,
}

/// What a permission is known by, today and in files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermissionKey {
    /// An app role, by its API's object id and its own.
    AppRole(ServicePrincipalId, AppRoleId),
    /// A directory role and its scope.
    DirectoryRole(RoleDefinitionId, DirectoryScope),
}

/// What is known of something that is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermissionState {
    /// It is offered.
    Offered,
    /// It was disabled; existing assignments remain.
    Disabled,
    /// The API's list, as it was read, has no such role, though Microsoft's catalog has. The grant counts.
    NotListed,
    /// The API has no such role any more, or the directory no such role.
    RoleGone,
    /// The API itself was deleted.
    ApiGone,
    /// Access to an API without a role.
    DefaultAccess,
    /// Its API or its definition could not be read.
    NotRead,
}

/// An assignment: an identity has a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewedAssignment {
    /// The permission, by its place.
    pub thing: u32,
    since: u32,
    until: u32,
    through: u32,
}

impl TenantReview {
    /// The identities, in the order of their names.
    pub fn rows(&self) -> &[ReviewedIdentity] {
        &self.rows
    }

    /// How many identities there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// All assigned permissions and roles, app roles first.
    pub fn permissions(&self) -> &[ReviewedPermission] {
        &self.things
    }

    /// The permission at this place.
    pub fn permission(&self, place: u32) -> &ReviewedPermission {
        &self.things[place as usize]
    }

    /// The index of the permission that is known by this.
    pub fn permission_index(&self, key: &PermissionKey) -> Option<u32> {
        self.things.iter().position(|thing| thing.key == *key).and_then(|at| u32::try_from(at).ok())
    }

    /// The permissions of the identity in this row.
    pub fn assignments(&self, row: usize) -> &[ReviewedAssignment] {
        self.rows.get(row).map_or(&[], |it| &self.holdings[it.first as usize..(it.first + it.count) as usize])
    }

    /// How many permissions and roles the identity in this row has; nothing where its permissions could not be read.
    pub fn count(&self, row: usize) -> Option<usize> {
        self.rows.get(row).filter(|it| it.read).map(ReviewedIdentity::count)
    }

    /// How many app roles and directory roles all identities have together, as far as they were read.
    pub fn assignment_count(&self) -> usize {
        self.holdings.len()
    }

    /// The row of the identity with this object id.
    pub fn row_of(&self, id: ServicePrincipalId) -> Option<usize> {
        self.rows.iter().position(|row| row.identity.id == id)
    }

    /// What decides the tier of the identity in this row.
    pub fn deciding_permission(&self, row: usize) -> Option<DecidingPermission<'_>> {
        Some(match self.rows[row].worst? {
            DecidingPermissionIndex::Thing(place) => DecidingPermission::Thing(self.permission(place)),
            DecidingPermissionIndex::Azure(place) => DecidingPermission::Azure(&self.azure_roles[place as usize]),
        })
    }

    /// The tier of the identity in this row, as far as it is known: see [`Self::tier_gaps`].
    pub fn tier(&self, row: usize) -> Option<Tier> {
        self.deciding_permission(row).and_then(DecidingPermission::verdict).map(|verdict| verdict.tier)
    }

    /// What is missing in what the tier of this row was computed from; empty where the tier cannot be higher.
    pub fn tier_gaps(&self, row: usize) -> TierGaps {
        self.rows[row].gaps
    }

    /// The Azure roles of the identity in this row that the signed-in user can see, and whether each is assigned to the
    /// identity itself.
    pub fn azure_roles(&self, row: usize) -> impl Iterator<Item = (&RatedAzureRole, bool)> {
        let it = &self.rows[row];
        let own = it.identity.id.0;
        let range = it.first_azure as usize..(it.first_azure + it.azure) as usize;
        self.azure_roles[range].iter().map(move |role| (role, role.role.principal == own))
    }

    /// Whether Azure was connected, so that Azure roles count.
    pub fn is_azure_connected(&self) -> bool {
        self.azure_connected
    }

    /// What an identity is called.
    pub fn name_of(&self, id: ServicePrincipalId) -> Option<&str> {
        self.row_of(id).map(|row| self.rows[row].identity.display_name.as_str())
    }

    /// When the identity in this row was given an app role last, where the service says so.
    pub fn newest_grant(&self, row: usize) -> Option<Timestamp> {
        seconds(self.rows[row].newest)
    }

    /// The group through which something is assigned, with its name; nothing, where it is assigned directly.
    pub fn assigning_group(&self, holding: ReviewedAssignment) -> Option<&(ObjectId, String)> {
        (holding.through as usize).checked_sub(1).and_then(|at| self.groups.get(at))
    }

    /// The groups through which directory roles are assigned.
    pub fn groups(&self) -> &[(ObjectId, String)] {
        &self.groups
    }

    /// What the place is called within which a directory role counts; empty, where no one has one there or it is not
    /// known.
    pub fn scope_name(&self, scope: &DirectoryScope) -> &str {
        let counts_there = |it: &&ReviewedPermission| matches!(&it.key, PermissionKey::DirectoryRole(_, at) if at == scope && !it.scope_name.is_empty());
        self.things.iter().find(counts_there).map_or("", |it| &it.scope_name)
    }

    /// The assignments of a permission: the rows, each with its holding.
    pub fn assignments_of_permission(&self, place: u32) -> Vec<(usize, ReviewedAssignment)> {
        let held = |row: usize| self.assignments(row).iter().find(|it| it.thing == place).map(|it| (row, *it));
        (0..self.rows.len()).filter_map(held).collect()
    }
}

impl DecidingPermission<'_> {
    /// The tier with its reason.
    pub fn verdict(self) -> Option<TierRating> {
        match self {
            Self::Thing(thing) => thing.verdict,
            Self::Azure(role) => role.rating.verdict,
        }
    }
}

impl ReviewedIdentity {
    /// The number of its permissions.
    pub fn count(&self) -> usize {
        self.count as usize
    }
}

impl ReviewedAssignment {
    /// Since when, where the service says so; of directory roles it does not.
    pub fn since(self) -> Option<Timestamp> {
        seconds(self.since)
    }

    /// When it ends by itself, where it does. Only directory roles can.
    pub fn until(self) -> Option<Timestamp> {
        seconds(self.until)
    }

    /// Whether it is assigned directly and can be taken from the identity itself.
    pub fn is_direct(self) -> bool {
        self.through == 0
    }
}

/// Times are kept in seconds, of which zero means none.
fn seconds(since_1970: u32) -> Option<Timestamp> {
    (since_1970 > 0).then(|| Timestamp::from_millis(i64::from(since_1970) * 1_000))
}
