//! The identities of a change, looked up by their object IDs: what they are called and what distinguishes them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::tenant::look_ups::LookUps;
use crate::web::tenant::name_checks::NameChecks;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::identity_name;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;
use domain::sorted_map::SortedMap;
use graph::operations::lookup::FoundObject;

/// What is known of identities. One that is not known is looked up once, and again after each new token where that
/// failed.
#[derive(Clone, Copy)]
pub struct ChangedIdentities {
    tenant: OpenTenant,
    known: RwSignal<SortedMap<ServicePrincipalId, ManagedIdentity>>,
    look_ups: StoredValue<LookUps<ServicePrincipalId>>,
}

impl ChangedIdentities {
    /// Nothing is known yet.
    pub fn new(tenant: OpenTenant) -> Self {
        Self { tenant, known: RwSignal::new(SortedMap::new()), look_ups: StoredValue::new(LookUps::default()) }
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
        if known.is_some() {
            return known;
        }
        let token = self.tenant.renewed().get();
        if self.look_ups.try_update_value(|look_ups| look_ups.begin(id, token)) == Some(true) {
            let directory = self.tenant.directory();
            spawn_local(async move {
                match directory.find(id.0).await {
                    Ok(FoundObject::ManagedIdentity(identity)) => {
                        self.known.try_update(|known| drop(known.insert(identity.id, identity)));
                    }
                    // The review reports one that was deleted or is another object.
                    Ok(_) => {}
                    Err(_) => {
                        self.look_ups.try_update_value(|look_ups| look_ups.failed(&id));
                        // A token may have come meanwhile.
                        self.known.try_update(|_| ());
                    }
                }
            });
        }
        None
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
