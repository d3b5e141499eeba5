//! What a review is made of.

use super::{AssignedRole, AzureState, GrantedAppRole, RoleEnd, TenantReading};
use crate::directory_role::{DirectoryScope, RoleDefinition};
use crate::guid::Guid;
use crate::held_role::{RoleSource, ScopeName};
use crate::identity::ManagedIdentity;
use crate::ids::{ObjectId, ServicePrincipalId};

impl TenantReading {
    /// What a group is called, where that was said.
    pub(in crate::tenant_review) fn group_name(&self, id: ObjectId) -> String {
        let named = self.roles.items().iter().find(|it| it.principal == id.0 && it.name.is_some());
        named.and_then(|it| it.name.clone()).unwrap_or_default()
    }

    pub(in crate::tenant_review) fn identities(&self) -> &[ManagedIdentity] {
        self.identities.items()
    }

    /// The app roles of an identity, and whether these are all.
    pub(in crate::tenant_review) fn grants_of(&self, id: ServicePrincipalId) -> (&[GrantedAppRole], bool) {
        self.grants.get(&id).map_or((&[], false), |it| (&it.held, it.gap.is_none() && it.unreadable == 0))
    }

    pub(in crate::tenant_review) fn azure(&self) -> &AzureState {
        &self.azure
    }

    /// Whether all directory roles are known, and all members of the groups that have some.
    pub(in crate::tenant_review) fn has_all_roles(&self) -> bool {
        matches!(&self.roles, RoleSource::Read(listing) if listing.is_complete()) && self.has_all_members()
    }

    /// Whether the members of all groups that have roles are known.
    pub(in crate::tenant_review) fn has_all_members(&self) -> bool {
        self.open_groups().is_empty() && self.members.values().all(|it| it.gap().is_none())
    }

    pub(in crate::tenant_review) fn roles(&self) -> &[AssignedRole] {
        self.roles.items()
    }

    pub(in crate::tenant_review) fn definitions(&self) -> (&[RoleDefinition], bool) {
        (self.definitions.items(), matches!(&self.definitions, RoleSource::Read(listing) if listing.is_complete()))
    }

    pub(in crate::tenant_review) fn endings(&self) -> &[RoleEnd] {
        self.endings.items()
    }

    /// What the place is called within which a role counts; nothing, where that is not known.
    pub(in crate::tenant_review) fn scope_name(&self, scope: &DirectoryScope) -> &str {
        match self.scope_names.get(scope) {
            Some(ScopeName::Named(name)) => name,
            _ => "",
        }
    }

    pub(in crate::tenant_review) fn members_of(&self, group: ObjectId) -> &[Guid] {
        self.members.get(&group).map_or(&[], RoleSource::items)
    }

    pub(in crate::tenant_review) fn noted_name(&self, resource: ServicePrincipalId) -> &str {
        self.noted_names.get(&resource).map_or("", String::as_str)
    }
}
