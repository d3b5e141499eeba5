//! One identity, with what tells it from others of the same name.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::{identity_name, visible};
use crate::web::text::identity_line as text;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::Uniqueness;

/// Its name, a mark where the name is not unique, and below it type, resource and object ID.
#[component]
pub fn IdentityLine(
    /// The object ID.
    id: ServicePrincipalId,
    /// The identity, once it is read.
    identity: Option<ManagedIdentity>,
    /// Whether the name tells it from others.
    uniqueness: Uniqueness,
    /// Whether the name is shown; not, where it is in a heading above.
    #[prop(default = true)]
    named: bool,
) -> impl IntoView {
    let name = identity.as_ref().map_or_else(|| id.to_string(), |it| identity_name(&it.display_name, id));
    let tenant = expect_context::<OpenTenant>();
    let subscription = |id| tenant.directory().known_subscription_name(id);
    let details = identity.as_ref().map(|it| text::details(it, subscription)).filter(|details| !details.is_empty());
    let mark = text::mark(uniqueness).map(|mark| view! { <Badge tone=Tone::Warn text=mark /> " " });
    view! {
        <span class="whose">
            {mark}
            {named.then(|| view! { <bdi class="strong">{name}</bdi> " " })}
            <span class="faint">
                {details.map(|details| view! { <bdi>{visible(&details)}</bdi> " · " })}
                {text::OBJECT_ID} " " <span class="id">{id.to_string()}</span>
            </span>
        </span>
    }
    .into_any()
}
