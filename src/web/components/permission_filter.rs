//! The search box and the filter above a long list of permissions.

use leptos::prelude::*;

use crate::web::identity_view::{PermissionQuery, TierFilter};
use crate::web::text::{identity as text, tier};

/// The search box and the filter by tier.
#[component]
pub fn PermissionFilter(
    /// What they are set to.
    query: Memo<PermissionQuery>,
    /// Sets them.
    set: Callback<PermissionQuery>,
) -> impl IntoView {
    let search = move |search: String| set.run(PermissionQuery { search, ..query.get_untracked() });
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
            <div class="field">
                <label for="permission-search">{text::FIND_PERMISSION}</label>
                <input
                    id="permission-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=text::FIND_PERMISSION_HINT
                    prop:value=move || query.read().search.clone()
                    on:input:target=move |event| search(event.target().value())
                />
            </div>
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
