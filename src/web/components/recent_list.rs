//! The identities that were opened last, above a list that isn't searched.

use leptos::prelude::*;

use super::icon::Icon;
use super::resource_icon::resource_icon;
use crate::web::navigation::route::Route;
use crate::web::tenant::tenant_text::identity_name;
use crate::web::text::palette as text;
use domain::identity::ManagedIdentity;

/// A line of links. Nothing, where there are no identities.
#[component]
pub fn RecentList(
    /// The identities, the last opened first.
    #[prop(into)]
    identities: Signal<Vec<ManagedIdentity>>,
) -> impl IntoView {
    let link = |identity: ManagedIdentity| {
        let icon = identity.resource.as_ref().map_or(Icon::Unknown, |it| resource_icon(it.resource_type()));
        view! {
            <li>
                <a href=Route::Identity(identity.id).to_string()>
                    {icon.draw()} <bdi>{identity_name(&identity.display_name, identity.id)}</bdi>
                </a>
            </li>
        }
    };
    view! {
        <Show when=move || !identities.read().is_empty()>
            <nav class="recent" aria-label=text::RECENT>
                <span class="faint" aria-hidden="true">{text::RECENT}</span>
                <ul>
                    <For each=move || identities.get() key=|identity| identity.id children=link />
                </ul>
            </nav>
        </Show>
    }
    .into_any()
}
