//! The way back up from a page.

use leptos::prelude::*;

use super::tenant_name::TenantName;
use crate::domain::ids::ServicePrincipalId;
use crate::web::route::Route;
use crate::web::text::frame as text;

/// Links to the list, and from a change to its identity.
#[component]
pub fn Crumbs(
    /// The identity that the page is about, where it is not the page itself.
    #[prop(optional, into)]
    identity: Option<(ServicePrincipalId, String)>,
) -> impl IntoView {
    let second = identity.map(|(id, name)| {
        view! {
            <li>
                <a href=Route::Identity(id).to_string()>
                    <TenantName name />
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label=text::CRUMBS>
            <ol class="crumbs">
                <li>
                    <a href=Route::identities().to_string()>{text::IDENTITIES}</a>
                </li>
                {second}
            </ol>
        </nav>
    }
}
