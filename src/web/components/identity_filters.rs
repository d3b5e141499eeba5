//! The search box and the filters above the list of identities.

use leptos::prelude::*;

use super::filter_pills::FilterPills;
use super::search_field::SearchField;
use crate::web::navigation::identity_query::{IdentityQuery, KindFilter};
use crate::web::reactive::dynamic;
use crate::web::tenant::identity_list::Choices;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::identities as text;
use crate::web::text::resource_type::resource_type;
use domain::sorted_set::SortedSet;

/// The search box and the filters. What they are set to is in the address.
#[component]
pub fn IdentityFilters(
    /// What they are set to.
    query: Signal<IdentityQuery>,
    /// What can be filtered by.
    choices: Memo<Choices>,
    /// The name of a subscription, where it is known; follows what is read.
    subscription: Callback<String, Option<String>>,
    /// Sets them.
    set: Callback<IdentityQuery>,
    /// Opens what was found, on Enter.
    open: Callback<()>,
) -> impl IntoView {
    let enter = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            open.run(());
        }
    };
    let change = move |edit: &dyn Fn(&mut IdentityQuery)| {
        let mut next = query.get_untracked();
        edit(&mut next);
        set.run(next);
    };
    let kinds = move || {
        KindFilter::ALL
            .map(|kind| {
                let selected = move || query.read().kind == kind;
                view! {
                    <option value=kind.name() selected=selected>
                        {text::kind_filter(kind)}
                    </option>
                }
            })
            .collect_view()
    };
    let filters = Signal::derive(move || set_filters(&query.read(), subscription));
    let remove = Callback::new(move |name: &'static str| {
        change(&|next| match name {
            text::KIND => next.kind = KindFilter::All,
            text::RESOURCE_TYPE => next.resource_type.clear(),
            text::GROUP => next.group.clear(),
            _ => next.subscription.clear(),
        });
    });
    let clear = Callback::new(move |()| set.run(query.read_untracked().without_filters()));
    view! {
        <search class="filters">
            <SearchField
                id="search"
                label=text::SEARCH
                hint=text::SEARCH_HINT
                value=Signal::derive(move || query.read().search.clone())
                set=Callback::new(move |value: String| change(&|next| next.search.clone_from(&value)))
                on:keydown=enter
            />
            <div class="field">
                <label for="kind">{text::KIND}</label>
                <select
                    id="kind"
                    on:change:target=move |event| change(&|next| next.kind = KindFilter::named(&event.target().value()))
                >
                    {dynamic(kinds)}
                </select>
            </div>
            <Choice
                id="resource-type"
                label=text::RESOURCE_TYPE
                chosen=Signal::derive(move || query.read().resource_type.clone())
                offered=Signal::derive(move || choices.read().resource_types.clone())
                shown=Callback::new(|value: String| resource_type(&value).to_owned())
                choose=Callback::new(move |value: String| change(&|next| next.resource_type.clone_from(&value)))
            />
            <Choice
                id="group"
                label=text::GROUP
                chosen=Signal::derive(move || query.read().group.clone())
                offered=Signal::derive(move || choices.read().groups.clone())
                choose=Callback::new(move |value: String| change(&|next| next.group.clone_from(&value)))
            />
            <Choice
                id="subscription"
                label=text::SUBSCRIPTION
                chosen=Signal::derive(move || query.read().subscription.clone())
                offered=Signal::derive(move || choices.read().subscriptions.clone())
                shown=Callback::new(move |value: String| subscription.run(value.clone()).unwrap_or(value))
                choose=Callback::new(move |value: String| change(&|next| next.subscription.clone_from(&value)))
            />
        </search>
        <FilterPills filters remove clear />
    }
    .into_any()
}

/// The filters that are set, by name, with what each is set to.
fn set_filters(query: &IdentityQuery, subscription: Callback<String, Option<String>>) -> Vec<(&'static str, String)> {
    let kind = (query.kind != KindFilter::All).then(|| text::kind_filter(query.kind).to_owned());
    let some = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let named = |id: String| subscription.run(id.clone()).unwrap_or(id);
    [
        (text::KIND, kind),
        (text::RESOURCE_TYPE, some(&query.resource_type).map(|it| visible(resource_type(&it)))),
        (text::GROUP, some(&query.group).map(|it| visible(&it))),
        (text::SUBSCRIPTION, some(&query.subscription).map(|it| visible(&named(it)))),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// A choice among texts, or none of them.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    chosen: Signal<String>,
    offered: Signal<SortedSet<String>>,
    #[prop(default = Callback::new(|value| value))] shown: Callback<String, String>,
    choose: Callback<String>,
) -> impl IntoView {
    // A filter that came with a link stays visible even where the list does not offer it.
    let options = move || {
        let mut all = offered.get();
        let chosen = chosen.get();
        if !chosen.is_empty() {
            all.insert(chosen.to_lowercase());
        }
        all.into_iter()
            .map(|value| {
                let selected = value.eq_ignore_ascii_case(&chosen);
                view! {
                    <option value=value.clone() selected=selected>
                        {visible(&shown.run(value.clone()))}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |event| choose.run(event.target().value())>
                <option value="" selected=move || chosen.read().is_empty()>
                    {text::ALL}
                </option>
                {dynamic(options)}
            </select>
        </div>
    }
}
