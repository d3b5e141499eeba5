//! The way to where a user activates the roles that they are eligible for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::out_link::OutLink;
use crate::web::change::permission;
use crate::web::reactive::handler;
use crate::web::session::SessionControl;
use crate::web::tenant::portal;
use crate::web::text::refusal;
use domain::cloud::Cloud;

/// A link to it, and the way through the menus: Microsoft documents the way and not the address.
///
/// Source: <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role>.
#[component]
pub fn ActivationLink(
    /// What the link says.
    text: &'static str,
) -> impl IntoView {
    let follow = follow_activation();
    view! {
        <p>
            <span on:click=handler(move || follow.run(()))>
                <OutLink href=portal::my_roles(Cloud::OF_THIS_BUILD) text />
            </span>
            <br />
            <span class="faint">{refusal::ACTIVATE_BY_HAND}</span>
        </p>
    }
    .into_any()
}

/// To be run when a user goes to activate a role in another tab. When they come back, a new token is asked for, which
/// has the role, and what was denied is read again.
pub fn follow_activation() -> Callback<()> {
    let control = expect_context::<SessionControl>();
    let is_away = StoredValue::new(false);
    let back = window_event_listener(leptos::ev::focus, move |_| {
        if is_away.try_get_value() == Some(true) {
            is_away.set_value(false);
            spawn_local(permission::after_activation(control));
        }
    });
    on_cleanup(move || back.remove());
    Callback::new(move |()| is_away.set_value(true))
}
