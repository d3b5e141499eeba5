//! What has been read of a tenant so far, and what is missing. A reading can stop at any time and continue later.
//!
//! Here is what still has to be read, and what takes the answers; [`told`] says how far it is and what is missing, and
//! [`joined`] gives what a review is made of.

mod joined;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use crate::azure_reach::AzureEstate;
use crate::azure_role::{AzureRole, PrincipalKind as AzurePrincipalKind};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::guid::Guid;
use crate::held_role::{RoleSource, ScheduledRole, ScopeName};
use crate::identity::ManagedIdentity;
use crate::ids::{AppRoleId, ObjectId, RoleDefinitionId, ServicePrincipalId};
use crate::listing::Listing;
use crate::problem::Problem;
use crate::sort;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;
use crate::tiers::azure_power;
use crate::time::Timestamp;

/// An app role that an identity has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrantedAppRole {
    /// The service principal of the API.
    pub resource: ServicePrincipalId,
    /// The role within it.
    pub app_role: AppRoleId,
    /// When it was granted, where the service says so.
    pub created: Option<Timestamp>,
}

/// A directory role that someone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedRole {
    /// The principal that has it.
    pub principal: Guid,
    /// What the holder is.
    pub kind: RolePrincipalKind,
    /// What the holder is called, where that was said.
    pub name: Option<String>,
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: DirectoryScope,
}

/// That a directory role ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tenant_review) struct RoleEnd {
    /// The principal that has it.
    pub principal: Guid,
    /// The role.
    pub role: RoleDefinitionId,
    /// The scope.
    pub scope: DirectoryScope,
    /// When it ends.
    pub end: Timestamp,
}

/// What the holder of a directory role is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RolePrincipalKind {
    /// A group: its members have the role as well.
    Group,
    /// A user, an application or an identity.
    Other,
    /// The service did not say. It is asked for members like a group.
    NotSaid,
}

/// The app roles of one identity, as far as they could be read.
#[derive(Clone, Debug)]
struct Grants {
    held: Box<[GrantedAppRole]>,
    unreadable: usize,
    gap: Option<Box<Problem>>,
}

/// What was read of Azure.
#[derive(Clone, Debug)]
pub struct AzureReading {
    /// The roles of service principals and groups, each with what kind its principal is.
    pub roles: Listing<(AzureRole, AzurePrincipalKind)>,
    /// The resources that have identities.
    pub estate: AzureEstate,
}

/// How far Azure has been read.
#[derive(Clone, Debug, Default)]
pub(in crate::tenant_review) enum AzureState {
    /// It was not asked yet.
    #[default]
    Pending,
    /// It is not connected.
    NotConnected,
    /// It could not be read.
    Failed(Problem),
    /// It was read.
    Read(Box<AzureReading>),
}

/// What has been read of a tenant so far.
#[derive(Clone, Debug)]
pub struct TenantReading {
    identities: RoleSource<ManagedIdentity>,
    grants: BTreeMap<ServicePrincipalId, Grants>,
    roles: RoleSource<AssignedRole>,
    definitions: RoleSource<RoleDefinition>,
    endings: RoleSource<RoleEnd>,
    /// What administrative units and applications are called within which roles count.
    scope_names: SortedMap<DirectoryScope, ScopeName>,
    members: BTreeMap<ObjectId, RoleSource<Guid>>,
    azure: AzureState,
    not_groups: BTreeSet<ObjectId>,
    apis: Option<Problem>,
    noted_names: SortedMap<ServicePrincipalId, String>,
    /// How many identities have come of a list that is still being read.
    listed: usize,
}

impl Default for TenantReading {
    fn default() -> Self {
        Self {
            identities: RoleSource::Pending,
            grants: BTreeMap::new(),
            roles: RoleSource::Pending,
            definitions: RoleSource::Pending,
            endings: RoleSource::Pending,
            scope_names: SortedMap::new(),
            members: BTreeMap::new(),
            azure: AzureState::Pending,
            not_groups: BTreeSet::new(),
            apis: None,
            noted_names: SortedMap::new(),
            listed: 0,
        }
    }
}

impl TenantReading {
    /// Whether the list of identities has to be read, for the first time or again.
    pub fn needs_identities(&self) -> bool {
        is_open(&self.identities)
    }

    /// Notes that the list of identities is being read from its beginning.
    pub fn begin_list(&mut self) {
        self.listed = 0;
    }

    /// Notes that so many more identities of the list have come.
    pub fn note_page(&mut self, length: usize) {
        self.listed += length;
    }

    /// Takes the list of identities. One that could be read no further than before does not replace the old one.
    pub fn note_identities(&mut self, answer: Result<Listing<ManagedIdentity>, Problem>) {
        let is_shorter =
            |new: &Listing<ManagedIdentity>| new.gap.is_some() && new.items.len() < self.identities.items().len();
        match answer {
            Err(problem) if !self.identities.items().is_empty() => self.note_gap(problem),
            Ok(new) if is_shorter(&new) => {}
            answer => self.identities = answer.into(),
        }
    }

    fn note_gap(&mut self, problem: Problem) {
        if let RoleSource::Read(listing) = &mut self.identities {
            listing.gap = Some(problem);
        }
    }

    /// Whether the directory roles have to be read, for the first time or again.
    pub fn needs_roles(&self) -> bool {
        is_open(&self.roles)
    }

    /// Adds the principals that have directory roles.
    pub fn note_roles(&mut self, answer: Result<Listing<AssignedRole>, Problem>) {
        self.roles = answer.into();
    }

    /// Whether the definitions of directory roles have to be read, for the first time or again.
    pub fn needs_definitions(&self) -> bool {
        is_open(&self.definitions)
    }

    /// Takes the definitions of directory roles.
    pub fn note_definitions(&mut self, answer: Result<Listing<RoleDefinition>, Problem>) {
        self.definitions = answer.into();
    }

    /// The identities whose app roles have to be read, for the first time or again.
    pub fn open_identities(&self) -> Vec<ServicePrincipalId> {
        let open = |id: &ServicePrincipalId| self.grants.get(id).is_none_or(|grants| grants.gap.is_some());
        self.identities.items().iter().map(|it| it.id).filter(open).collect()
    }

    /// Takes the app roles of one identity, each with the name of its API that was noted with it.
    pub fn note_grants(&mut self, id: ServicePrincipalId, answer: Result<Listing<(GrantedAppRole, String)>, Problem>) {
        let grants = match answer {
            Err(problem) => Grants { held: Box::default(), unreadable: 0, gap: Some(Box::new(problem)) },
            Ok(listing) => {
                let mut held = Vec::with_capacity(listing.items.len());
                for (grant, name) in listing.items {
                    self.noted_names.entry(grant.resource).or_insert(name);
                    held.push(grant);
                }
                sort::sort(&mut held);
                held.dedup_by_key(|grant| (grant.resource, grant.app_role));
                Grants { held: held.into(), unreadable: listing.unreadable, gap: listing.gap.map(Box::new) }
            }
        };
        self.grants.insert(id, grants);
    }

    /// The groups whose members have to be read: those that have directory roles or rated Azure roles.
    pub fn open_groups(&self) -> Vec<ObjectId> {
        let is_identity: SortedSet<Guid> = self.identities.items().iter().map(|it| it.id.0).collect();
        let may_be = |it: &&AssignedRole| it.kind != RolePrincipalKind::Other && !is_identity.contains(&it.principal);
        let mut groups: SortedSet<ObjectId> =
            self.roles.items().iter().filter(may_be).map(|it| ObjectId(it.principal)).collect();
        groups.extend(self.azure_groups());
        let open = |id: &ObjectId| !self.not_groups.contains(id) && self.members.get(id).is_none_or(is_open);
        groups.into_iter().filter(open).collect()
    }

    /// The groups with an Azure role that has a tier.
    pub fn azure_groups(&self) -> SortedSet<ObjectId> {
        let AzureState::Read(read) = &self.azure else { return SortedSet::new() };
        let is_group = |(role, kind): &&(AzureRole, AzurePrincipalKind)| {
            *kind == AzurePrincipalKind::Group && azure_power(role.role).is_some()
        };
        read.roles.items.iter().filter(is_group).map(|(role, _)| ObjectId(role.principal)).collect()
    }

    /// Whether Azure has to be read, for the first time or again.
    pub fn needs_azure(&self) -> bool {
        match &self.azure {
            AzureState::Pending | AzureState::NotConnected | AzureState::Failed(_) => true,
            AzureState::Read(read) => read.roles.gap.is_some() || read.estate.gap().is_some(),
        }
    }

    /// Takes what was read of Azure. That it is not connected is no failure.
    pub fn note_azure(&mut self, answer: Result<AzureReading, Problem>) {
        self.azure = match answer {
            Ok(read) => AzureState::Read(Box::new(read)),
            Err(Problem::SignInNeeded) => AzureState::NotConnected,
            Err(problem) => AzureState::Failed(problem),
        };
    }

    /// Takes the members of a group. What is not there was no group, or is none any more.
    pub fn note_members(&mut self, group: ObjectId, answer: Result<Listing<Guid>, Problem>) {
        if let Err(Problem::NotFound(_)) = answer {
            self.not_groups.insert(group);
            self.members.remove(&group);
        } else {
            self.members.insert(group, answer.into());
        }
    }

    /// Whether it has to be read, for the first time or again, which directory roles end by themselves.
    pub fn needs_endings(&self) -> bool {
        is_open(&self.endings)
    }

    /// Takes what Privileged Identity Management lists of the tenant. Without its license no role ends by itself. What
    /// comes through a group is listed of the group as well.
    pub fn note_endings(&mut self, answer: Result<Listing<ScheduledRole>, Problem>) {
        let ending = |it: ScheduledRole| {
            let end = it.end.filter(|_| it.direct)?;
            Some(RoleEnd { principal: it.principal, role: it.role, scope: it.scope, end })
        };
        self.endings = match answer {
            Err(Problem::LicenseMissing(_)) => RoleSource::Read(Listing::complete(Vec::new())),
            Err(problem) => RoleSource::Failed(problem),
            Ok(listing) => RoleSource::Read(Listing {
                items: listing.items.into_iter().filter_map(ending).collect(),
                unreadable: listing.unreadable,
                gap: listing.gap,
            }),
        };
    }

    /// The scopes of the directory roles of identities and groups whose names have not been read yet.
    pub fn open_scopes(&self) -> SortedSet<DirectoryScope> {
        let identities: SortedSet<Guid> = self.identities.items().iter().map(|it| it.id.0).collect();
        let counts = |it: &&AssignedRole| {
            identities.contains(&it.principal) || self.members.contains_key(&ObjectId(it.principal))
        };
        let scopes = self.roles.items().iter().filter(counts).map(|it| &it.scope);
        let has_name =
            |it: &DirectoryScope| matches!(self.scope_names.get(it), Some(ScopeName::Named(_) | ScopeName::Gone));
        let is_place =
            |it: &DirectoryScope| matches!(it, DirectoryScope::AdministrativeUnit(_) | DirectoryScope::Application(_));
        scopes.filter(|it| is_place(it) && !has_name(it)).cloned().collect()
    }

    /// Takes what a scope is called. Where it could not be read the scope is shown by its id.
    pub fn note_scope_name(&mut self, scope: DirectoryScope, name: ScopeName) {
        self.scope_names.insert(scope, name);
    }

    /// The APIs whose roles are assigned, by object id.
    pub fn resources(&self) -> SortedSet<ServicePrincipalId> {
        self.noted_names.keys().copied().collect()
    }

    /// Takes whether the APIs could be read.
    pub fn note_apis(&mut self, answer: Result<(), Problem>) {
        self.apis = answer.err();
    }
}

fn is_open<T>(source: &RoleSource<T>) -> bool {
    match source {
        RoleSource::Pending | RoleSource::Failed(_) => true,
        RoleSource::Read(listing) => listing.gap.is_some(),
    }
}
