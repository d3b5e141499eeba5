//! Text that someone in the tenant chose.

use leptos::prelude::*;

use crate::web::tenant::tenant_text::visible;

/// A name from the tenant: kept from changing the text direction of its surroundings, and with nothing hidden in it.
#[component]
pub fn TenantName(
    /// The name as it was read.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <bdi>{visible(&name)}</bdi> }
}
