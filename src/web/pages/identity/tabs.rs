//! The tabs of the page. Each is a link with an address; the contents of all are in the document, so that each list loads
//! by itself, and paper has everything.

use leptos::prelude::*;

use crate::web::navigation::control::Navigation;
use crate::web::navigation::identity_view::Tab;
use crate::web::navigation::route::Route;
use crate::web::reactive::memo;
use crate::web::text::identity_status as text;
use domain::ids::ServicePrincipalId;

/// The class of the list of tabs.
pub const CLASS: &str = "views tabs";

/// Which tab the address is of.
pub fn open_tab(navigation: Navigation) -> Memo<Tab> {
    let route = navigation.route();
    memo(move || match &*route.read() {
        Route::IdentityPart(_, view) => view.tab(),
        _ => Tab::Overview,
    })
}

/// The links.
#[component]
pub fn Tabs(
    /// Whose.
    id: ServicePrincipalId,
    /// Which is open.
    open: Memo<Tab>,
) -> impl IntoView {
    let link = move |tab: Tab| {
        let href = match tab.view() {
            None => Route::Identity(id),
            Some(view) => Route::IdentityPart(id, view),
        };
        let current = move || (open.get() == tab).then_some("page");
        view! {
            <li>
                <a href=href.to_string() aria-current=current>
                    {text::tab(tab)}
                </a>
            </li>
        }
    };
    view! {
        <nav class=CLASS aria-label=text::TABS>
            <ul>{Tab::ALL.map(link).into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// The contents of a tab. On screen they are there while the tab is open, on paper always.
pub fn panel(tab: Tab, open: Memo<Tab>, contents: AnyView) -> AnyView {
    view! {
        <div class="tab-panel" hidden=move || open.get() != tab>
            {contents}
        </div>
    }
    .into_any()
}
