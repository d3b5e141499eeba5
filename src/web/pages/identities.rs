//! The managed identities of the tenant: one search box, filters, and a list.

use std::sync::Arc;

use leptos::prelude::*;

use super::fetched_status::FetchedStatus;
use super::id_answer::IdAnswer;
use super::resource_answer::ResourceAnswer;
use crate::web::components::{
    Counted, FetchedHead, IdentityFilters, IdentityTable, ListingGap, Notice, PageHeading, RecentList, Tone,
};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::identity_query::{IdentityColumn, IdentityQuery, IdentitySort};
use crate::web::navigation::new_identity_query::NewIdentityQuery;
use crate::web::navigation::route::Route;
use crate::web::reactive::{dynamic, memo};
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::identity_list::{IdentityList, MatchKind};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::recent_identities::RecentlyOpened;
use crate::web::tenant::subscription_names::SubscriptionNames;
use crate::web::tenant::tenant_identities::TenantIdentities;
use crate::web::text::resource_type::resource_type;
use crate::web::text::{identities as text, new_identity, tier};
use domain::identity::ManagedIdentity;
use domain::ids::ServicePrincipalId;
use domain::listing::Listing;
use domain::search::SearchTerm;

type Identities = FetchedSignal<Listing<ManagedIdentity>>;

/// How many identities that were opened last are shown.
const RECENT: usize = 5;

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
    let identities = TenantIdentities::of(tenant);
    let (listing, so_far, list) = (identities.listing(), identities.so_far(), identities.list());
    let refresh = Callback::new(move |()| identities.read());
    // A user who comes back finds the list as they left it.
    if !navigation.is_back() || untrack(|| !listing.is_shown()) {
        refresh.run(());
    }
    let subscriptions = SubscriptionNames::of(tenant);

    let choices = memo(move || list.read().choices().clone());
    let sort = memo(move || query.read().sort);
    let order = memo(move || ordered(&list.read(), sort.get(), tenant, subscriptions));
    let found = memo(move || list.read().find(&query.read(), &order.read()));
    // A user who pasted an ID wants to see its object; what isn't in the list is looked up by its page. A name that is only
    // similar is the user's to open.
    let open = Callback::new(move |()| {
        let only = found.with_untracked(|found| match (found.kind, &found.rows[..]) {
            (MatchKind::Exact, [row]) => list.with_untracked(|list| list.get(*row).map(|it| it.id)),
            (_, []) => match SearchTerm::parse(&query.read_untracked().search) {
                SearchTerm::Id(id) | SearchTerm::ClientId(id) => Some(ServicePrincipalId(id)),
                _ => None,
            },
            _ => None,
        });
        if let Some(id) = only {
            navigation.go(&Route::Identity(id));
        }
    });
    let set_sort = Callback::new(move |sort: IdentitySort| {
        set.run(IdentityQuery { sort, ..query.get_untracked() });
    });
    let subscription = Callback::new(move |id: String| id.parse().ok().and_then(|id| subscriptions.name(id)));
    let none_found = memo(move || found.read().rows.is_empty());
    let counts = move || (!list.read().is_empty()).then(|| text::caption(found.read().rows.len(), list.read().len()));
    let instead = move || match (list.read().is_empty(), none_found.get()) {
        (true, _) => empty_tenant(listing),
        (false, true) => view! { <NoMatch query=query.into() list set /> }.into_any(),
        (false, false) => ().into_any(),
    };
    let by_client_id = move || {
        let is_it = matches!(SearchTerm::parse(&query.read().search), SearchTerm::ClientId(_));
        is_it.then(|| view! { <p class="soft">{text::BY_CLIENT_ID}</p> })
    };
    let is_near = memo(move || found.read().kind == MatchKind::Near);
    let near = move || is_near.get().then(|| view! { <Notice tone=Tone::Info what=text::NEAR /> });
    view! {
        <PageHeading text=text::HEADING.to_owned() />
        {new_identity_link()}
        <IdentityFilters query=query.into() choices subscription set open />
        <Recent query list />
        <section class="region" aria-label=text::HEADING>
            <FetchedHead heading=counts what=text::REGION of=listing />
            <PagesSoFar listing so_far />
            <FetchedStatus of=listing reading=text::READING />
            {dynamic(move || gap(listing))}
            {dynamic(move || tenant.reviewed_tiers().read().is_none().then(|| view! { <p class="faint">{text::POWER_HINT}</p> }))}
            {dynamic(by_client_id)}
            {dynamic(near)}
            {dynamic(instead)}
            <Show when=move || !none_found.get()>
                {dynamic(move || {
                    view! {
                        <IdentityTable
                            list=list.into()
                            found
                            powers=tenant.reviewed_tiers().get()
                            subscriptions=subscriptions.all()
                            sort=sort.into()
                            set_sort
                        />
                    }
                })}
            </Show>
        </section>
    }
    .into_any()
}

/// All rows in an order, by what the columns show.
fn ordered(
    list: &IdentityList,
    sort: IdentitySort,
    tenant: OpenTenant,
    subscriptions: SubscriptionNames,
) -> Vec<usize> {
    let resource = |it: &ManagedIdentity| it.resource.clone();
    let value = |it: &ManagedIdentity| match sort.column {
        IdentityColumn::Name => None,
        IdentityColumn::Kind => Some(text::kind(it.kind).to_lowercase()),
        IdentityColumn::ResourceType => Some(resource_type(resource(it)?.resource_type()).to_lowercase()),
        IdentityColumn::Group => Some(resource(it)?.resource_group()?.to_lowercase()),
        IdentityColumn::Subscription => {
            Some(text::subscription_of(&resource(it)?, |id| subscriptions.name(id))?.to_lowercase())
        }
        IdentityColumn::Tier => tenant.reviewed_tiers().with(|tiers| {
            let tier = tiers.as_ref()?.get(&it.id)?.tier?;
            Some(tier::name(tier).to_lowercase())
        }),
    };
    list.order(sort, &value)
}

/// The identities that were opened last, while nothing is searched for.
#[component]
fn Recent(query: Memo<IdentityQuery>, list: Memo<Arc<IdentityList>>) -> impl IntoView {
    let recently_opened = expect_context::<RecentlyOpened>();
    let is_plain = memo(move || query.read().search.is_empty() && !query.read().is_filtered());
    let identities = memo(move || {
        if !is_plain.get() {
            return Vec::new();
        }
        let list = list.read();
        let row = |id| list.position(|it| it.id == id).and_then(|row| list.get(row)).cloned();
        recently_opened.ids().into_iter().filter_map(row).take(RECENT).collect()
    });
    view! { <RecentList identities /> }
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
    let coming = move || listing.with(|it| it.is_loading()) && count.get() > 0;
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
    let clear = move |_| set.run(query.read_untracked().without_filters());
    dynamic(move || match SearchTerm::parse(&query.read().search) {
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
    })
}

fn empty_tenant(listing: Identities) -> AnyView {
    let is_empty = listing.map(Listing::is_complete) == Some(true);
    is_empty.then(|| view! { <Notice tone=Tone::Info what=text::NONE next=text::NONE_NEXT /> }).into_any()
}

fn gap(listing: Identities) -> Option<AnyView> {
    let (shown, unreadable, gap) =
        listing.map(|listing| (listing.items.len(), listing.unreadable, listing.gap.clone()))?;
    Some(view! { <ListingGap shown unreadable gap /> }.into_any())
}
