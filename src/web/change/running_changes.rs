//! The changes that are being applied, so that they can be stopped from wherever the user looks at them, and all of them
//! when the tenant is closed.

use std::rc::Rc;

use leptos::prelude::*;

use domain::ids::ServicePrincipalId;
use domain::sorted_map::SortedMap;
use graph::operations::apply::StopButton;

/// The stop buttons of the changes that are being applied in a tenant, by the identity whose page they are on. They
/// outlive the pages of the tenant: a change continues while the user looks at another page, and what is being sent
/// while the tenant is closed is waited for.
#[derive(Clone, Copy)]
pub struct RunningChanges {
    buttons: StoredValue<SortedMap<ServicePrincipalId, Rc<StopButton>>, LocalStorage>,
    is_closed: StoredValue<bool>,
}

impl RunningChanges {
    /// No change is being applied.
    pub fn new() -> Self {
        Self { buttons: StoredValue::new_local(SortedMap::new()), is_closed: StoredValue::new(false) }
    }

    /// The button of a change that begins or continues now. In a tenant that was closed meanwhile it is pressed already.
    pub fn begin(self, id: ServicePrincipalId) -> Rc<StopButton> {
        let button = Rc::new(StopButton::default());
        if self.is_closed() {
            button.press();
        }
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

    /// Stops all changes as soon as nothing is being sent, because the tenant is closed. Otherwise they would continue
    /// unseen, with the token of the next user who signs in.
    pub fn close(self) {
        self.is_closed.set_value(true);
        self.buttons.with_value(|buttons| buttons.values().for_each(|button| button.press()));
    }

    /// Whether the tenant was closed.
    pub fn is_closed(self) -> bool {
        self.is_closed.get_value()
    }
}
