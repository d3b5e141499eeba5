//! Places within which a directory role can count: what they are called, and choosing one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::azure_look_ups::LOOK_UPS;
use super::azure_names::AzureNames;
use super::group_names::GroupNames;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, follow, handler};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
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
    groups: GroupNames,
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
        let all = Self { tenant, names, asked, azure: AzureNames::new(tenant), groups: GroupNames::new(tenant) };
        let renewed = tenant.renewed();
        follow(move || {
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

    /// The names of groups.
    pub fn groups(self) -> GroupNames {
        self.groups
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
    let units = FetchedSignal::<Listing<NamedScope>>::now(move || {
        let directory = tenant.directory();
        async move { directory.administrative_units().await }
    });
    view! {
        <FetchedStatus of=units reading=text::READING_UNITS />
        {dynamic(move || offers(units, pick, text::NO_UNITS))}
    }
    .into_any()
}

#[component]
fn Applications(pick: Callback<NamedScope>) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let asked = RwSignal::new(None::<String>);
    let field = NodeRef::<leptos::html::Input>::new();
    let found = FetchedSignal::<Listing<NamedScope>>::in_steps(move |found| {
        let Some(name) = asked.get_untracked() else { return };
        let directory = tenant.directory();
        found.take(async move { directory.applications_named(&name).await });
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        if !name.is_empty() {
            asked.set(Some(name));
            found.read();
        }
    };
    let answer = move || {
        asked.read().as_ref()?;
        Some(view! {
            <FetchedStatus of=found reading=text::READING_APPLICATIONS />
            {dynamic(move || offers(found, pick, text::NO_APPLICATION))}
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
        {dynamic(answer)}
    }
    .into_any()
}

fn offers(
    places: FetchedSignal<Listing<NamedScope>>,
    pick: Callback<NamedScope>,
    none: &'static str,
) -> Option<AnyView> {
    let places: Vec<NamedScope> = places.map(|places| places.items.clone())?;
    if places.is_empty() {
        return Some(view! { <p class="soft">{none}</p> }.into_any());
    }
    let offer = |place: NamedScope| {
        let (name, id) = (visible(&place.name), place.app_id.map(|id| id.to_string()));
        view! {
            <li>
                <button type="button" class="button" on:click=handler(move || pick.run(place.clone()))>
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
