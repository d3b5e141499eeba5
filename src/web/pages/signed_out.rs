//! A page that needs a tenant, while none is open. The address stays, so that a sign-in leads to it.

use leptos::prelude::*;

use super::welcome::Doors;
use crate::web::components::PageHeading;
use crate::web::text::frame as text;

/// Asks to sign in, at any address.
#[component]
pub fn SignedOutPage() -> impl IntoView {
    view! {
        <div class="region">
            <PageHeading text=text::SIGNED_OUT.to_owned() />
            <p class="lead">{text::SIGNED_OUT_NEXT}</p>
            <Doors />
        </div>
    }
}
