//! The changes that are being applied, so that they can be stopped from wherever the user looks at them.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::ids::ServicePrincipalId;
use crate::domain::sorted_map::SortedMap;
use crate::operations::apply::StopButton;
use crate::web::open_tenant::OpenTenant;

/// The stop buttons of the changes that are being applied, by the identity whose page they are on. It belongs to the
/// open tenant, because a change continues while the user looks at another page.
#[derive(Clone, Copy)]
pub struct RunningChanges {
    buttons: StoredValue<SortedMap<ServicePrincipalId, Rc<StopButton>>, LocalStorage>,
}

impl RunningChanges {
    /// Those of the open tenant.
    pub fn of(tenant: OpenTenant) -> Self {
        tenant.keep(|| Self { buttons: StoredValue::new_local(SortedMap::new()) })
    }

    /// The button of a change that begins or continues now.
    pub fn begin(self, id: ServicePrincipalId) -> Rc<StopButton> {
        let button = Rc::new(StopButton::default());
        self.buttons.update_value(|buttons| {
            buttons.insert(id, Rc::clone(&button));
        });
        button
    }

    /// The change has ended, or pauses.
    pub fn end(self, id: ServicePrincipalId) {
        self.buttons.update_value(|buttons| {
            buttons.remove(&id);
        });
    }

    /// Stops the change as soon as nothing is being sent. Whether there is one that is being applied.
    pub fn stop(self, id: ServicePrincipalId) -> bool {
        let button = self.buttons.with_value(|buttons| buttons.get(&id).cloned());
        button.map(|button| button.press()).is_some()
    }
}
