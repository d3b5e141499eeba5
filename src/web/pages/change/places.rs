//! Places within which a directory role can count: what they are called, and choosing one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::azure_look_ups::LOOK_UPS;
use super::azure_names::AzureNames;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, new_region, read_into, state};
use crate::web::tenant_text::visible;
use crate::web::text::places as text;
use domain::azure_role::AzureScope;
use domain::change::review::RoleScope;
use domain::directory_role::{DirectoryScope, NamedScope};
use domain::held_role::ScopeName;
use domain::listing::Listing;
use domain::narrower::AlternativeScope;
use domain::sorted_map::SortedMap;
use domain::sorted_set::SortedSet;

/// How many places are offered at once.
const AT_ONCE: usize = 20;

/// The names of places, as far as they are known. One that is not is looked up, once.
#[derive(Clone, Copy)]
pub struct PlaceNames {
    tenant: OpenTenant,
    names: RwSignal<SortedMap<DirectoryScope, String>>,
    asked: StoredValue<SortedSet<DirectoryScope>>,
    azure: AzureNames,
}

impl PlaceNames {
    /// Nothing is known yet. Names that could not be read are looked up again once there is a new token.
    pub fn new(tenant: OpenTenant) -> Self {
        let all = Self::without_azure(tenant);
        all.azure.attach(LOOK_UPS);
        all
    }

    /// The same, with names of Azure looked up only once something is attached for that.
    pub fn without_azure(tenant: OpenTenant) -> Self {
        let (names, asked) = (RwSignal::new(SortedMap::new()), StoredValue::new(SortedSet::new()));
        let all = Self { tenant, names, asked, azure: AzureNames::new(tenant) };
        let renewed = tenant.renewed();
        Effect::new(move |_| {
            if renewed.get().is_some() {
                all.asked.update_value(SortedSet::clear);
                all.names.notify();
            }
        });
        all
    }

    /// Notes a name that was read.
    pub fn note(self, place: &NamedScope) {
        self.names.update(|names| drop(names.insert(place.scope.clone(), place.name.clone())));
    }

    /// What a place is called, by now; follows what is read.
    pub fn name(self, scope: &DirectoryScope) -> Option<String> {
        let known = self.names.with(|names| names.get(scope).cloned());
        let is_new = || self.asked.try_update_value(|asked| asked.insert(scope.clone())).unwrap_or(false);
        if known.is_none() && *scope != DirectoryScope::Tenant && is_new() {
            let (directory, wanted) = (self.tenant.directory(), scope.clone());
            spawn_local(async move {
                for (scope, name) in directory.place_names([wanted]).await {
                    if let ScopeName::Named(name) = name {
                        self.names.try_update(|names| drop(names.insert(scope, name)));
                    }
                }
            });
        }
        known
    }

    /// The scope of a role and for how long it is assigned, in words that follow what is read.
    pub fn words(self) -> Callback<RoleScope, String> {
        Callback::new(move |scope: RoleScope| match scope {
            RoleScope::Directory(scope, lasting) => text::directory_role(&scope, self.name(&scope).as_deref(), lasting),
            RoleScope::Azure(scope) => self.azure.role_scope(&scope, false),
        })
    }

    /// An Azure scope, in words that follow what is read.
    pub fn azure_words(self) -> Callback<AzureScope, String> {
        Callback::new(move |scope: AzureScope| self.azure.scope(&scope))
    }

    /// The names of Azure roles and scopes.
    pub fn azure(self) -> AzureNames {
        self.azure
    }
}

/// Chooses an administrative unit from the tenant's, or an application by the beginning of its name.
#[component]
pub fn PlacePicker(
    /// Which kind of place.
    kind: AlternativeScope,
    /// Takes the one that is chosen.
    pick: Callback<NamedScope>,
) -> impl IntoView {
    match kind {
        AlternativeScope::AdministrativeUnit => view! { <Units pick /> }.into_any(),
        AlternativeScope::Application => view! { <Applications pick /> }.into_any(),
    }
}

#[component]
fn Units(pick: Callback<NamedScope>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let units: RegionSignal<Listing<NamedScope>> = new_region();
    let read = Callback::new(move |()| {
        let directory = tenant.directory();
        read_into(units, async move { directory.administrative_units().await });
    });
    read.run(());
    view! {
        <RegionStatus state=state(units) reading=text::READING_UNITS retry=read />
        {move || offers(units, pick, text::NO_UNITS)}
    }
    .into_any()
}

#[component]
fn Applications(pick: Callback<NamedScope>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let found: RegionSignal<Listing<NamedScope>> = new_region();
    let asked = RwSignal::new(None::<String>);
    let field = NodeRef::<leptos::html::Input>::new();
    let read = Callback::new(move |()| {
        let Some(name) = asked.get_untracked() else { return };
        let directory = tenant.directory();
        read_into(found, async move { directory.applications_named(&name).await });
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        if !name.is_empty() {
            asked.set(Some(name));
            read.run(());
        }
    };
    let answer = move || {
        asked.read().as_ref()?;
        Some(view! {
            <RegionStatus state=state(found) reading=text::READING_APPLICATIONS retry=read />
            {move || offers(found, pick, text::NO_APPLICATION)}
        })
    };
    view! {
        <form class="row" on:submit=search>
            <label class="field">
                <span class="label">{text::APPLICATION}</span>
                <input type="search" node_ref=field autocomplete="off" spellcheck="false" />
            </label>
            <button type="submit" class="button">
                {text::SEARCH}
            </button>
        </form>
        {answer}
    }
    .into_any()
}

fn offers(
    places: RegionSignal<Listing<NamedScope>>,
    pick: Callback<NamedScope>,
    none: &'static str,
) -> Option<AnyView> {
    let places: Vec<NamedScope> = places.with(|region| region.shown().map(|read| read.value.items.clone()))?;
    if places.is_empty() {
        return Some(view! { <p class="soft">{none}</p> }.into_any());
    }
    let offer = |place: NamedScope| {
        let (name, id) = (visible(&place.name), place.app_id.map(|id| id.to_string()));
        view! {
            <li>
                <button type="button" class="button" on:click=move |_| pick.run(place.clone())>
                    <bdi>{name}</bdi>
                </button>
                {id.map(|id| view! { <span class="faint id">{id}</span> })}
            </li>
        }
    };
    let more = places.len() > AT_ONCE;
    let offers = places.into_iter().take(AT_ONCE).map(offer).collect_view();
    Some(
        view! {
            <ul class="recipients">{offers}</ul>
            {more.then(|| view! { <p class="soft">{text::MORE}</p> })}
        }
        .into_any(),
    )
}
