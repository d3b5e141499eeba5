//! The search box and the filter above a long list of permissions.

use leptos::prelude::*;

use super::search_field::SearchField;
use crate::web::navigation::identity_view::{PermissionQuery, TierFilter};
use crate::web::text::{identity as text, tier};

/// The search box and the filter by tier.
#[component]
pub fn PermissionFilter(
    /// What they are set to.
    query: Memo<PermissionQuery>,
    /// Sets them.
    set: Callback<PermissionQuery>,
) -> impl IntoView {
    let search = Callback::new(move |search| set.run(PermissionQuery { search, ..query.get_untracked() }));
    let filter = move |name: String| {
        set.run(PermissionQuery { tier: TierFilter::named(&name), ..query.get_untracked() });
    };
    let option = move |it: TierFilter| {
        view! {
            <option value=it.name() selected=move || query.read().tier == it>
                {tier::filter(it)}
            </option>
        }
    };
    view! {
        <search class="search-line">
            <SearchField
                id="permission-search"
                label=text::FIND_PERMISSION
                hint=text::FIND_PERMISSION_HINT
                value=Signal::derive(move || query.read().search.clone())
                set=search
            />
            <div class="field">
                <label for="permission-tier">{tier::TIER}</label>
                <select id="permission-tier" on:change:target=move |event| filter(event.target().value())>
                    {TierFilter::ALL.map(option).collect_view()}
                </select>
            </div>
        </search>
    }
    .into_any()
}
