//! The application permissions of an identity, by API, searched and filtered where there are many.

use std::sync::Arc;

use leptos::prelude::*;

use super::held::HeldRegions;
use crate::web::components::{
    AppRoles, FetchedHead, FilteredRows, ListingGap, Notice, PermissionFilter, ProblemNotice, Tone, Waiting,
};
use crate::web::navigation::control::Navigation;
use crate::web::navigation::identity_view::{IdentityView, PermissionQuery};
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, memo};
use crate::web::text::identity as text;
use domain::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use domain::ids::ServicePrincipalId;
use domain::tiers::Tier;

/// A list up to this length can be seen at a glance and needs no search.
pub const SEARCHED_FROM: usize = 12;

/// The application permissions. How they are searched is in the address.
#[component]
pub fn Permissions(
    /// What is assigned.
    held: HeldRegions,
    /// Whose.
    id: ServicePrincipalId,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let query = Memo::new(move |old: Option<&PermissionQuery>| match navigation.route().get() {
        Route::IdentityPart(_, IdentityView::Permissions(query)) => query,
        Route::IdentityPart(..) => old.cloned().unwrap_or_default(),
        _ => PermissionQuery::default(),
    });
    let set = Callback::new(move |query| {
        navigation.replace_while_typing(Route::IdentityPart(id, IdentityView::Permissions(query)));
    });
    let names = move || match (held.names().result(), held.app_roles.with(|it| matches!(it.result(), Some(Ok(_))))) {
        (None, true) => view! { <Waiting text=text::NAMES_COMING /> }.into_any(),
        (Some(Err(problem)), true) => view! {
            <Notice tone=Tone::Warn what=text::NAMES_UNREAD />
            <ProblemNotice problem />
        }
        .into_any(),
        _ => ().into_any(),
    };
    let gap = move || {
        held.app_roles.map(|listing| {
            view! { <ListingGap shown=listing.items.len() unreadable=listing.unreadable gap=listing.gap.clone() /> }
        })
    };
    let element = IdentityView::Permissions(PermissionQuery::default()).element();
    view! {
        <section class="region" id=element aria-label=text::APP_ROLES>
            <FetchedHead heading=move || text::APP_ROLES what=text::APP_ROLES_REGION of=held.app_roles />
            <FetchedStatus of=held.app_roles reading=text::READING_HELD />
            {dynamic(gap)}
            {dynamic(names)}
            {dynamic(move || held.holdings().map(|groups| listed(&groups, held, query, set)))}
        </section>
    }
    .into_any()
}

/// Where permissions and roles are added, in the place of an empty list; nothing where they can't be.
pub fn add_link(held: HeldRegions, text: &'static str) -> AnyView {
    if held.selection().is_forbidden() {
        return ().into_any();
    }
    let href = Route::Change(held.id(), ChangeStep::Choose, Vec::new()).to_string();
    view! {
        <div class="actions">
            <a class="button" href=href>
                {text}
            </a>
        </div>
    }
    .into_any()
}

/// All of them, as tables. Rows that the filter leaves out are hidden and not removed, so that typing creates no new
/// rows.
fn listed(
    groups: &[ApiAppRoles],
    held: HeldRegions,
    query: Memo<PermissionQuery>,
    set: Callback<PermissionQuery>,
) -> AnyView {
    if groups.is_empty() {
        // Old content remains if reading it again failed, as the notice above says.
        let complete = held
            .app_roles
            .with(|fetched| !fetched.is_loading() && fetched.value().is_some_and(|listing| listing.is_complete()));
        return complete
            .then(|| {
                view! {
                    <Notice tone=Tone::Plain what=text::NO_APP_ROLES next=text::NO_APP_ROLES_NEXT>
                        {add_link(held, text::GRANT_FIRST)}
                    </Notice>
                }
            })
            .into_any();
    }
    let texts: Arc<Vec<(String, Option<Tier>)>> =
        Arc::new(groups.iter().flat_map(|api| api.roles.iter().map(|role| searched(api, role))).collect());
    let all = texts.len();
    let shown = memo(move || {
        let shows = query.read().shows();
        texts.iter().map(|(text, tier)| shows(text, *tier)).collect::<Vec<bool>>()
    });
    let apis = groups.len();
    let number = memo(move || shown.read().iter().filter(|shown| **shown).count());
    let count = move || text::app_roles(number.get(), all, apis);
    let filter = (all > SEARCHED_FROM).then(|| view! { <PermissionFilter query set /> });
    let mut first = 0;
    let tables = groups.iter().cloned().map(|holdings| {
        let at = first;
        first += holdings.roles.len();
        view! { <AppRoles holdings first=at shown selection=held.selection() /> }
    });
    let tables = tables.collect_view();
    let none = move || (number.get() == 0).then(|| view! { <p class="soft">{text::NO_PERMISSION_MATCHES}</p> });
    view! {
        {filter}
        <p class="soft" role="status">{dynamic(count)}</p>
        {dynamic(none)}
        <FilteredRows shown>{tables}</FilteredRows>
    }
    .into_any()
}

/// What the search looks at, in lower case, and the tier.
fn searched(api: &ApiAppRoles, role: &AssignedAppRole) -> (String, Option<Tier>) {
    let words = match &role.standing {
        AppRoleStatus::Offered(it) | AppRoleStatus::Disabled(it) => [it.display_name.as_str(), it.description.as_str()],
        _ => [""; 2],
    };
    let text = [role.label().as_str(), api.name.as_str(), words[0], words[1]].join(" ").to_lowercase();
    (text, api.rating(role).and_then(|rating| rating.tier()))
}
