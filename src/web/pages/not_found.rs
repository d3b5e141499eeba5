//! An address that leads nowhere.

use leptos::prelude::*;

use crate::web::components::PageHeading;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::frame as text;

/// Says so, and where to go instead.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let address = move || match navigation.route().get() {
        Route::NotFound(address) => text::not_found(&visible(&address)),
        _ => String::new(),
    };
    view! {
        <PageHeading text=text::NOT_FOUND.to_owned() />
        <p class="soft">
            <bdi>{dynamic(address)}</bdi>
        </p>
        <p class="lead">{text::NOT_FOUND_NEXT}</p>
        <div class="actions">
            <a class="button" href=Route::identities().to_string()>{text::TO_IDENTITIES}</a>
        </div>
    }
}
