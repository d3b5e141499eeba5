//! What groups are called, as far as that is known. What is not is looked up, once for each token.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::tenant::look_ups::LookUps;
use crate::web::tenant::open_tenant::OpenTenant;
use domain::ids::ObjectId;
use domain::sorted_map::SortedMap;

/// The names of groups.
#[derive(Clone, Copy)]
pub struct GroupNames {
    tenant: OpenTenant,
    names: RwSignal<SortedMap<ObjectId, String>>,
    look_ups: StoredValue<LookUps<ObjectId>>,
}

impl GroupNames {
    /// Nothing is known yet.
    pub fn new(tenant: OpenTenant) -> Self {
        Self { tenant, names: RwSignal::new(SortedMap::new()), look_ups: StoredValue::new(LookUps::default()) }
    }

    /// Notes the name of a group that was read.
    pub fn note(self, id: ObjectId, name: String) {
        self.names.update(|names| drop(names.insert(id, name)));
    }

    /// The name of a group, by now; its ID, where that is not known. Follows what is read.
    pub fn name(self, id: ObjectId) -> String {
        let known = self.names.with(|names| names.get(&id).cloned());
        let token = self.tenant.renewed().get();
        if known.is_none() && self.look_ups.try_update_value(|it| it.begin(id, token)) == Some(true) {
            let directory = self.tenant.directory();
            spawn_local(async move {
                match directory.group(id).await {
                    Ok(group) => {
                        self.names.try_update(|names| drop(names.insert(id, group.name)));
                    }
                    // What can't be read keeps its ID; the review says why.
                    Err(_) => {
                        self.look_ups.try_update_value(|it| it.failed(&id));
                    }
                }
            });
        }
        known.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.to_string())
    }
}
