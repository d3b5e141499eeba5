//! The identities of a change: the one that it began with, and others that get the same permissions.

use leptos::prelude::*;

use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::components::{IdentityLine, SearchField};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::identity_query::IdentityQuery;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::changed_identities::ChangedIdentities;
use crate::web::tenant::identity_list::{IdentityList, MatchKind};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::identity_name;
use crate::web::text::recipients as text;
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::likeness::{Namesake, Uniqueness};

/// How many identities a search offers at once.
const AT_ONCE: usize = 8;

/// The identities, with a way to add one and to take one out.
#[component]
pub fn Recipients(
    /// The identity that the change began with.
    id: ServicePrincipalId,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let identities = expect_context::<ChangedIdentities>();
    let all = memo(move || desk.with(id, OpenChange::identities));
    let line = move |other: ServicePrincipalId| {
        let name = move || identities.name(other);
        let line = move || {
            let identity = identities.find(other);
            let uniqueness = identity.as_ref().map_or(Uniqueness::Unknown, |identity| identities.check(identity));
            view! { <IdentityLine id=other identity uniqueness /> }
        };
        let take_out = move || {
            view! {
                <button
                    type="button"
                    class="button quiet"
                    aria-label=move || text::remove_identity(&name())
                    on:click=handler(move || {
                        desk.send(id, ChangeEvent::Excluded(other));
                    })
                >
                    {text::TAKE_OUT}
                </button>
            }
        };
        view! {
            <li>
                {dynamic(line)}
                {(other != id).then(take_out)}
            </li>
        }
    };
    view! {
        <div class="stack">
            <Show when=move || { all.read().len() > 1 }>
                <p class="soft">{dynamic(move || text::identity_count(all.read().len()))}</p>
                <ul class="recipients">
                    <For each=move || all.get() key=|it| *it children=line />
                </ul>
            </Show>
            <details class="card">
                <summary>{text::ADD}</summary>
                <Search id all />
            </details>
        </div>
    }
    .into_any()
}

/// Finds another identity by its name or one of its ids.
#[component]
fn Search(id: ServicePrincipalId, all: Memo<Vec<ServicePrincipalId>>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let desk = expect_context::<ChangeDesk>();
    let identities = expect_context::<ChangedIdentities>();
    let list = FetchedSignal::<IdentityList>::new(move || {
        let directory = tenant.directory();
        async move { Ok(IdentityList::new(directory.identities(|_| ()).await?.items).with_namesakes()) }
    });
    let search = RwSignal::new(String::new());
    let found = memo(move || {
        let query = IdentityQuery { search: search.get(), ..IdentityQuery::default() };
        if query.search.trim().is_empty() {
            return Vec::new();
        }
        list.with(|fetched| {
            let Some(list) = fetched.value() else { return Vec::new() };
            let found = list.find(&query, &list.order(query.sort, &|_| None));
            // A name that is only similar is no identity that was meant.
            let rows = found.rows.into_iter().filter(|_| found.kind == MatchKind::Exact);
            let rows = rows.filter_map(|row| Some((list.get(row)?.clone(), list.namesake(row))));
            let new = rows.filter(|(identity, _)| !all.read().contains(&identity.id));
            new.take(AT_ONCE).collect::<Vec<(ManagedIdentity, Option<Namesake>)>>()
        })
    });
    let add = move |identity: &ManagedIdentity| {
        identities.note(identity.clone());
        desk.send(id, ChangeEvent::Included(identity.id));
        search.set(String::new());
    };
    let offer = move |(identity, namesake): (ManagedIdentity, Option<Namesake>)| {
        let name = identity_name(&identity.display_name, identity.id);
        let uniqueness = namesake.map_or(Uniqueness::Unique, Uniqueness::Shared);
        let line = view! { <IdentityLine id=identity.id identity=Some(identity.clone()) uniqueness named=false /> };
        view! {
            <li>
                <button type="button" class="button" on:click=handler(move || add(&identity))>
                    <bdi>{name}</bdi>
                </button>
                {line}
            </li>
        }
    };
    let nothing = move || {
        let searched = !search.read().trim().is_empty() && list.is_shown();
        (searched && found.read().is_empty()).then_some(text::NOBODY)
    };
    view! {
        <SearchField
            id="add-identity"
            label=text::SEARCH
            value=search
            set=Callback::new(move |value| search.set(value))
            on:focusin=handler(move || list.read_once())
        />
        <FetchedStatus of=list reading=text::READING />
        <p class="soft" role="status">
            {dynamic(nothing)}
        </p>
        <ul class="recipients">
            <For each=move || found.get() key=|(it, _)| it.id children=offer />
        </ul>
    }
}
