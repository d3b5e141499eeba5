//! Undoing: the reverse of a change as a change of its own, reviewed like any other.

use leptos::prelude::*;

use crate::web::browser::clock;
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::text::{receipts, remove as text};
use domain::change::execution::Execution;
use domain::change::wish::Wanted;
use domain::draft::Draft;
use domain::ids::{ServicePrincipalId, TenantId};

/// Takes what a receipt says over into a new change.
#[derive(Clone, Copy)]
pub struct UndoStarter {
    id: ServicePrincipalId,
    tenant: TenantId,
    is_proven: bool,
    desk: ChangeDesk,
    navigation: Navigation,
}

impl UndoStarter {
    /// For the change to this identity. Of a receipt that is not proven a change request is made: it ticks nothing that
    /// leads to control of the tenant.
    pub fn new(id: ServicePrincipalId, tenant: TenantId, is_proven: bool) -> Self {
        Self { id, tenant, is_proven, desk: expect_context(), navigation: expect_context() }
    }

    /// For a change that this tab has applied, wherever the user is when it ends.
    pub fn of_this_tab(id: ServicePrincipalId, tenant: TenantId, desk: ChangeDesk, navigation: Navigation) -> Self {
        Self { id, tenant, is_proven: true, desk, navigation }
    }

    /// Whether another change to the identity is being applied, which has to end first.
    pub fn is_busy(self) -> bool {
        self.is_proven && self.desk.with(self.id, OpenChange::is_applied)
    }

    /// Leads to a step of the change that these wishes are part of. What else is selected for the identity is kept.
    pub fn open_change(self, step: ChangeStep, wishes: Vec<Wanted>) {
        let route = if self.is_proven {
            self.desk.send(self.id, ChangeEvent::Chosen(wishes));
            self.desk.address(self.id, step)
        } else {
            let request = Draft::new(self.tenant, clock::now(), receipts::UNPROVEN_CLAIM, wishes);
            Route::Draft(Some(request.to_link_part()))
        };
        self.navigation.go(&route);
    }
}

/// Leads to the review of what would reverse an execution. Nothing where it did nothing that can be reversed.
#[component]
pub fn UndoButton(taking: UndoStarter, execution: Execution) -> impl IntoView {
    let now = clock::now();
    let left = text::not_undone(execution.cannot_be_undone(now));
    let reverse = execution.reverse(now);
    // What is left of a limited time is counted when it is undone.
    let undo = move |_| taking.open_change(ChangeStep::Review, execution.reverse(clock::now()));
    let button = (!reverse.is_empty()).then(|| {
        view! {
            <button type="button" class="button" disabled=move || taking.is_busy() on:click=undo>
                {text::UNDO}
            </button>
        }
    });
    view! {
        {button}
        {left.map(|left| view! { <p class="soft">{left}</p> })}
    }
}

/// Leads to the review of removing what someone else assigned again. Nothing if there is none.
#[component]
pub fn RemoveNewButton(taking: UndoStarter, wishes: Vec<Wanted>) -> impl IntoView {
    (!wishes.is_empty()).then(|| {
        let review = move |_| taking.open_change(ChangeStep::Review, wishes.clone());
        view! {
            <button type="button" class="button" disabled=move || taking.is_busy() on:click=review>
                {text::REMOVE_NEW}
            </button>
        }
    })
}
