//! The identities of a change, looked up by their object IDs: what they are called and what distinguishes them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::name_checks::NameChecks;
use super::open_tenant::OpenTenant;
use super::tenant_text::identity_name;
use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::likeness::Uniqueness;
use crate::domain::sorted_map::SortedMap;
use crate::domain::sorted_set::SortedSet;
use crate::operations::lookup::Found;

/// What is known of identities. One that is not known is looked up, once.
#[derive(Clone, Copy)]
pub struct ChangedIdentities {
    tenant: OpenTenant,
    known: RwSignal<SortedMap<ServicePrincipalId, ManagedIdentity>>,
    asked: StoredValue<SortedSet<ServicePrincipalId>>,
}

impl ChangedIdentities {
    /// Nothing is known yet.
    pub fn new(tenant: OpenTenant) -> Self {
        Self { tenant, known: RwSignal::new(SortedMap::new()), asked: StoredValue::new(SortedSet::new()) }
    }

    /// Notes an identity that was read.
    pub fn note(self, identity: ManagedIdentity) {
        if self.known.with_untracked(|known| known.get(&identity.id) != Some(&identity)) {
            self.known.update(|known| drop(known.insert(identity.id, identity)));
        }
    }

    /// The identity, by now; follows what is read. Nothing, where it is not read yet or there is none.
    pub fn find(self, id: ServicePrincipalId) -> Option<ManagedIdentity> {
        let known = self.known.with(|known| known.get(&id).cloned());
        if known.is_none() && self.asked.try_update_value(|asked| asked.insert(id)) == Some(true) {
            let directory = self.tenant.directory();
            spawn_local(async move {
                // The review reports one that was deleted or is another object.
                if let Ok(Found::ManagedIdentity(identity)) = directory.find(id.0).await {
                    self.known.try_update(|known| drop(known.insert(identity.id, identity)));
                }
            });
        }
        known
    }

    /// What the identity is called, by now; its object ID, where that is not known.
    pub fn name(self, id: ServicePrincipalId) -> String {
        self.find(id).map_or_else(|| id.to_string(), |identity| identity_name(&identity.display_name, id))
    }

    /// Whether the name tells the identity from others, by now.
    pub fn check(self, identity: &ManagedIdentity) -> Uniqueness {
        NameChecks::of(self.tenant).check(identity)
    }
}
