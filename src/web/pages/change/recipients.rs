//! Whom a change is for: the identity that it began with, and others that are to come to hold the same.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use leptos::prelude::*;

use crate::domain::identity::ManagedIdentity;
use crate::domain::ids::ServicePrincipalId;
use crate::operations::lookup::Found;
use crate::web::change_desk::ChangeDesk;
use crate::web::components::SearchField;
use crate::web::identity_list::IdentityList;
use crate::web::identity_query::IdentityQuery;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, new_region, read_into, state};
use crate::web::tenant_text::visible;
use crate::web::text::recipients as text;

/// How many identities a search offers at once.
const AT_ONCE: usize = 8;

/// The names of identities, as far as they are known.
type Names = RwSignal<BTreeMap<ServicePrincipalId, String>>;

/// The identities, with a way to add one and to take one out.
#[component]
pub fn Recipients(
    /// The identity that the change began with.
    id: ServicePrincipalId,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let names: Names = RwSignal::new(BTreeMap::new());
    let all = Memo::new(move |_| desk.identities(id));
    name_others(all, names);
    let line = move |other: ServicePrincipalId| {
        let name =
            move || names.with(|names| names.get(&other).map_or_else(|| other.to_string(), |name| visible(name)));
        let take_out = move || {
            view! {
                <button
                    type="button"
                    class="button quiet"
                    aria-label=move || text::take_out(&name())
                    on:click=move |_| desk.exclude(id, other)
                >
                    {text::TAKE_OUT}
                </button>
            }
        };
        view! {
            <li>
                <bdi class="strong">{name}</bdi>
                {(other != id).then(take_out)}
            </li>
        }
    };
    view! {
        <div class="stack">
            <Show when=move || { all.read().len() > 1 }>
                <p class="soft">{move || text::for_whom(all.read().len())}</p>
                <ul class="recipients">
                    <For each=move || all.get() key=|it| *it children=line />
                </ul>
            </Show>
            <details class="card">
                <summary>{text::ADD}</summary>
                <Search id names all />
            </details>
        </div>
    }
    .into_any()
}

/// Finds another identity by its name or one of its ids.
#[component]
fn Search(id: ServicePrincipalId, names: Names, all: Memo<Vec<ServicePrincipalId>>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let list: RegionSignal<IdentityList> = new_region();
    let read = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(list, async move { Ok(IdentityList::new(directory.identities(|_| ()).await?.items)) });
    });
    let asked = StoredValue::new(false);
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = IdentityQuery { search: search.get(), ..IdentityQuery::default() };
        if query.search.trim().is_empty() {
            return Vec::new();
        }
        list.with(|region| {
            let Some(read) = region.shown() else { return Vec::new() };
            let rows = read.value.matching(&query).into_iter().filter_map(|row| read.value.get(row));
            let new = rows.filter(|identity| !all.read().contains(&identity.id));
            new.take(AT_ONCE).cloned().collect::<Vec<ManagedIdentity>>()
        })
    });
    let add = move |identity: &ManagedIdentity| {
        let (other, name) = (identity.id, identity.display_name.clone());
        names.update(|names| drop(names.insert(other, name)));
        desk.include(id, other);
        search.set(String::new());
    };
    let offer = move |identity: ManagedIdentity| {
        let name = visible(&identity.display_name);
        let resource = identity.resource.as_ref().map(|it| it.id().to_owned()).unwrap_or_default();
        view! {
            <li>
                <button type="button" class="button" on:click=move |_| add(&identity)>
                    <bdi>{name}</bdi>
                </button>
                <span class="faint id">{resource}</span>
            </li>
        }
    };
    let begin = move |_| {
        if !asked.get_value() {
            asked.set_value(true);
            read.run(());
        }
    };
    let nothing = move || {
        let searched = !search.read().trim().is_empty() && list.with(|region| region.shown().is_some());
        (searched && found.read().is_empty()).then_some(text::NOBODY)
    };
    view! {
        <SearchField
            id="add-identity"
            label=text::SEARCH
            value=search
            set=Callback::new(move |value| search.set(value))
            on:focusin=begin
        />
        {move || asked_status(asked, list, read, search)}
        <p class="soft" role="status">
            {nothing}
        </p>
        <ul class="recipients">
            <For each=move || found.get() key=|it| it.id children=offer />
        </ul>
    }
}

/// How the reading of the identities stands, once it was begun.
fn asked_status(
    asked: StoredValue<bool>,
    list: RegionSignal<IdentityList>,
    retry: Callback<()>,
    search: RwSignal<String>,
) -> Option<AnyView> {
    search.track();
    asked.get_value().then(|| view! { <RegionStatus state=state(list) reading=text::READING retry /> }.into_any())
}

/// Looks up the names of those identities that came with a link or from an earlier visit.
fn name_others(all: Memo<Vec<ServicePrincipalId>>, names: Names) {
    let tenant = expect_context::<OpenTenant>();
    Effect::new(move |_| {
        let unknown: Vec<ServicePrincipalId> =
            all.read().iter().copied().filter(|it| names.with_untracked(|names| !names.contains_key(it))).collect();
        if all.read().len() < 2 {
            return;
        }
        let directory = tenant.directory();
        leptos::task::spawn_local(async move {
            let found = join_all(unknown.iter().map(|it| directory.find(it.0))).await;
            for (of, found) in unknown.iter().zip(found) {
                // One that is something else or gone is told by the review.
                if let Ok(Found::ManagedIdentity(identity)) = found {
                    names.try_update(|names| drop(names.insert(*of, identity.display_name)));
                }
            }
        });
    });
}
