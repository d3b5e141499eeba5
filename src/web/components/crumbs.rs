//! The way back up from a page.

use leptos::prelude::*;

use super::tenant_name::TenantName;
use crate::web::navigation::route::Route;
use crate::web::text::{frame as text, sets};
use domain::ids::ServicePrincipalId;

/// Links to the list, and from a change to its identity.
#[component]
pub fn Crumbs(
    /// The identity that the page is about, where it is not the page itself.
    #[prop(optional, into)]
    identity: Option<(ServicePrincipalId, String)>,
) -> impl IntoView {
    let second = identity.map(|(id, name)| {
        view! {
            <a href=Route::Identity(id).to_string()>
                <TenantName name />
            </a>
        }
    });
    let list = view! { <a href=Route::identities().to_string()>{text::IDENTITIES}</a> };
    trail([Some(list.into_any()), second.map(IntoAny::into_any)])
}

/// A link to all permission sets.
#[component]
pub fn SetCrumbs() -> impl IntoView {
    trail([Some(view! { <a href=Route::Sets.to_string()>{sets::ALL}</a> }.into_any()), None])
}

/// Links, each to a place nearer to the page.
fn trail(places: [Option<AnyView>; 2]) -> AnyView {
    let places = places.into_iter().flatten().map(|place| view! { <li>{place}</li> }).collect_view();
    view! {
        <nav aria-label=text::CRUMBS>
            <ol class="crumbs">{places}</ol>
        </nav>
    }
    .into_any()
}
