//! The way to where a person activates the roles that they are eligible for.

use leptos::prelude::*;

use super::out_link::OutLink;
use crate::web::cloud::Cloud;
use crate::web::portal;
use crate::web::text::refusal;

/// A link to it, and the way through the menus: Microsoft documents the way and not the address.
///
/// Source: <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role>.
#[component]
pub fn ActivationLink(
    /// What the link says.
    text: &'static str,
) -> impl IntoView {
    view! {
        <p>
            <OutLink href=portal::my_roles(Cloud::OF_THIS_BUILD) text />
            <br />
            <span class="faint">{refusal::ACTIVATE_BY_HAND}</span>
        </p>
    }
    .into_any()
}
