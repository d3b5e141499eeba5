//! The managed identities of the tenant: one search box, filters, and a list.

use std::sync::Arc;

use leptos::prelude::*;

use super::id_answer::IdAnswer;
use super::region_status::RegionStatus;
use super::resource_answer::ResourceAnswer;
use crate::web::components::{
    Counted, IdentityFilters, IdentityTable, ListingGap, Notice, PageHeading, RegionHead, Tone,
};
use crate::web::identity_list::IdentityList;
use crate::web::identity_query::IdentityQuery;
use crate::web::name_checks::NameChecks;
use crate::web::navigation::Navigation;
use crate::web::new_identity_query::NewIdentityQuery;
use crate::web::open_tenant::OpenTenant;
use crate::web::reading::{RegionSignal, new_region, read_at, read_into, state};
use crate::web::route::Route;
use crate::web::session::{Session, SessionControl};
use crate::web::text::{identities as text, new_identity};
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::search::SearchTerm;

type Identities = RegionSignal<Listing<ManagedIdentity>>;

/// The list of identities.
#[component]
pub fn IdentitiesPage() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let query = Memo::new(move |old: Option<&IdentityQuery>| match navigation.route().get() {
        Route::Identities(query) => query,
        _ => old.cloned().unwrap_or_default(),
    });
    let set = Callback::new(move |query| navigation.replace_while_typing(Route::Identities(query)));

    let tenant = expect_context::<OpenTenant>();
    let listing: Identities = new_region();
    let so_far = RwSignal::new(Vec::<ManagedIdentity>::new());
    let refresh = Callback::new(move |()| read_identities(tenant, listing, so_far));
    refresh.run(());

    let list = Memo::new(move |_| Arc::new(drawn(listing, so_far)));
    // A name can be told from all others only by the whole list.
    Effect::new(move |_| {
        let is_whole = listing.with(|region| region.shown().is_some_and(|read| read.value.is_complete()));
        if is_whole {
            NameChecks::of(tenant).note_list(list.get());
        }
    });
    let choices = Memo::new(move |_| list.read().choices().clone());
    let rows = Memo::new(move |_| list.read().matching(&query.read()));
    // A user who pasted an ID wants to see its object. What isn't in the list is looked up by its page.
    let open = Callback::new(move |()| {
        let only = rows.with_untracked(|rows| match rows[..] {
            [row] => list.with_untracked(|list| list.get(row).map(|it| it.id)),
            [] => match SearchTerm::parse(&query.read_untracked().search) {
                SearchTerm::Id(id) | SearchTerm::ClientId(id) => Some(ServicePrincipalId(id)),
                _ => None,
            },
            _ => None,
        });
        if let Some(id) = only {
            navigation.go(&Route::Identity(id));
        }
    });
    let counts = move || (!list.read().is_empty()).then(|| text::caption(rows.read().len(), list.read().len()));
    let instead = move || match (list.read().is_empty(), rows.read().is_empty()) {
        (true, _) => empty_tenant(listing),
        (false, true) => view! { <NoMatch query=query.into() list set /> }.into_any(),
        (false, false) => ().into_any(),
    };
    let by_client_id = move || {
        let is_it = matches!(SearchTerm::parse(&query.read().search), SearchTerm::ClientId(_));
        is_it.then(|| view! { <p class="soft">{text::BY_CLIENT_ID}</p> })
    };
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        {new_identity_link()}
        <IdentityFilters query=query.into() choices set open />
        <section class="region" aria-label=text::HEADING>
            <RegionHead heading=counts what=text::REGION read=read_at(listing) refresh />
            <PagesSoFar listing so_far />
            <RegionStatus state=state(listing) reading=text::READING retry=refresh />
            {move || gap(listing)}
            {move || tenant.reviewed_tiers().read().is_none().then(|| view! { <p class="faint">{text::POWER_HINT}</p> })}
            {by_client_id}
            {instead}
            <Show when=move || !rows.read().is_empty()>
                {move || view! { <IdentityTable list=list.into() rows powers=tenant.reviewed_tiers().get() /> }}
            </Show>
        </section>
    }
}

/// The link to the page that enables, creates and attaches identities. A read-only deployment has none.
fn new_identity_link() -> Option<AnyView> {
    let control = expect_context::<SessionControl>();
    let may_change = !control.session().with_untracked(Session::is_read_only);
    may_change.then(|| {
        view! {
            <div class="actions">
                <a class="button" href=Route::NewIdentity(NewIdentityQuery::default()).to_string()>
                    {new_identity::HEADING}
                </a>
            </div>
        }
        .into_any()
    })
}

/// How many identities have come, while more are coming.
#[component]
fn PagesSoFar(listing: Identities, so_far: RwSignal<Vec<ManagedIdentity>>) -> impl IntoView {
    let count = Signal::derive(move || so_far.read().len());
    let coming = move || listing.with(|it| it.is_reading()) && count.get() > 0;
    let unknown = Signal::derive(|| None);
    let words = Signal::derive(move || text::progress(count.get()));
    view! {
        <Show when=coming>
            <Counted done=count all=unknown text=words />
        </Show>
    }
}

/// Where nothing fits: an id is looked up in the directory, a resource in Azure, a name nowhere else.
#[component]
fn NoMatch(query: Signal<IdentityQuery>, list: Memo<Arc<IdentityList>>, set: Callback<IdentityQuery>) -> impl IntoView {
    let clear = move |_| set.run(IdentityQuery { search: query.get_untracked().search, ..IdentityQuery::default() });
    move || match SearchTerm::parse(&query.read().search) {
        SearchTerm::Id(id) | SearchTerm::ClientId(id) => view! { <IdAnswer id /> }.into_any(),
        SearchTerm::Resource(resource) if !query.read().is_filtered() => {
            view! { <ResourceAnswer resource list /> }.into_any()
        }
        _ => view! {
            <Notice tone=Tone::Info what=text::NO_MATCH next=text::NO_MATCH_NEXT>
                {query.read().is_filtered().then(|| view! {
                    <div class="actions">
                        <button type="button" class="button" on:click=clear>{text::CLEAR}</button>
                    </div>
                })}
            </Notice>
        }
        .into_any(),
    }
}

fn read_identities(tenant: OpenTenant, listing: Identities, so_far: RwSignal<Vec<ManagedIdentity>>) {
    so_far.set(Vec::new());
    let directory = tenant.directory();
    read_into(listing, async move {
        let on_page = move |page: &[ManagedIdentity]| {
            so_far.try_update(|all| all.extend_from_slice(page));
        };
        directory.identities(on_page).await
    });
}

/// What is drawn: the list, or before there is one the pages that have come so far.
fn drawn(listing: Identities, so_far: RwSignal<Vec<ManagedIdentity>>) -> IdentityList {
    match listing.with(|region| region.shown().map(|read| read.value.items.clone())) {
        Some(all) => IdentityList::new(all).with_namesakes(),
        None => IdentityList::new(so_far.get()),
    }
}

fn empty_tenant(listing: Identities) -> AnyView {
    let is_empty = listing.with(|region| region.shown().is_some_and(|read| read.value.is_complete()));
    is_empty.then(|| view! { <Notice tone=Tone::Info what=text::NONE next=text::NONE_NEXT /> }).into_any()
}

fn gap(listing: Identities) -> Option<AnyView> {
    let (shown, unreadable, gap) = listing.with(|region| {
        region.shown().map(|read| (read.value.items.len(), read.value.unreadable, read.value.gap.clone()))
    })?;
    Some(view! { <ListingGap shown unreadable gap /> }.into_any())
}
