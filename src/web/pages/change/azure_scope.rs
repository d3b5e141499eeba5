//! Picking an Azure scope: a management group, a subscription, a resource group or a resource, searched by name; or only a
//! resource or a resource group, where nothing else will do.
//!
//! A resource ID can be pasted as well. Nothing stands for a scope that was not picked.

use leptos::prelude::*;

use super::places::PlaceNames;
use crate::web::fetched::signal::FetchedSignal;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::add_azure as text;
use domain::azure_role::AzureScope;
use domain::azure_scope_tree::NamedAzureScope;
use domain::guid::Guid;
use domain::listing::Listing;
use domain::search_words::SearchWords;

/// How many scopes are offered at once.
const AT_ONCE: usize = 20;

/// What can be picked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PickableScope {
    /// Any scope.
    #[default]
    Any,
    /// A resource group.
    ResourceGroup,
    /// A resource that isn't a user-assigned identity.
    Resource,
    /// A user-assigned identity.
    Identity,
}

impl PickableScope {
    /// Whether a scope can be picked.
    fn accepts(self, scope: &AzureScope) -> bool {
        match (self, scope) {
            (Self::Any, _) | (Self::ResourceGroup, AzureScope::ResourceGroup { .. }) => true,
            (Self::Resource, AzureScope::Resource(resource)) => {
                resource.subscription().is_some() && !resource.is_user_assigned_identity()
            }
            (Self::Identity, AzureScope::Resource(resource)) => resource.is_user_assigned_identity(),
            (Self::ResourceGroup | Self::Resource | Self::Identity, _) => false,
        }
    }

    /// Whether resource groups are listed.
    fn lists_groups(self) -> bool {
        matches!(self, Self::Any | Self::ResourceGroup)
    }

    /// Whether resources are searched for.
    fn finds_resources(self) -> bool {
        self != Self::ResourceGroup
    }
}

/// The scope that is picked, or the choice of one.
#[component]
pub fn ScopePicker(
    /// The scope that is picked.
    picked: Memo<Option<AzureScope>>,
    /// Picks one, or none again.
    pick: Callback<Option<AzureScope>>,
    /// What can be picked.
    #[prop(optional)]
    wanted: PickableScope,
    /// Scopes that are offered first. None of them is picked before the user picks it.
    #[prop(optional, into)]
    suggested: Signal<Vec<AzureScope>>,
) -> impl IntoView {
    let names = expect_context::<PlaceNames>().azure();
    // The subscription that is looked into.
    let inside = RwSignal::new(None::<(Guid, String)>);
    let body = move || match (picked.get(), inside.get()) {
        (Some(scope), _) => {
            let again = move |_| pick.run(None);
            view! {
                <p class="row">
                    <bdi class="strong">{dynamic(move || visible(&names.scope(&scope)))}</bdi>
                    <button type="button" class="button quiet" on:click=again>
                        {text::other_scope(wanted == PickableScope::Any)}
                    </button>
                </p>
            }
            .into_any()
        }
        (None, None) => view! {
            <Suggestions suggested pick />
            <HierarchyScopes pick inside wanted />
        }
        .into_any(),
        (None, Some((subscription, name))) => {
            let leave = Callback::new(move |()| inside.set(None));
            view! { <SubscriptionContents subscription name pick leave wanted /> }.into_any()
        }
    };
    view! { <div class="stack">{dynamic(body)}</div> }.into_any()
}

/// Scopes that are offered first.
#[component]
fn Suggestions(suggested: Signal<Vec<AzureScope>>, pick: Callback<Option<AzureScope>>) -> impl IntoView {
    let names = expect_context::<PlaceNames>().azure();
    let line = move |scope: AzureScope| {
        let shown = scope.clone();
        view! {
            <li>
                <button type="button" class="button" on:click=handler(move || pick.run(Some(scope.clone())))>
                    <bdi>{dynamic(move || visible(&names.scope(&shown)))}</bdi>
                </button>
                <span class="faint">{text::SUGGESTED}</span>
            </li>
        }
    };
    dynamic(move || {
        let all = suggested.get();
        (!all.is_empty()).then(|| view! { <ul class="recipients">{all.into_iter().map(line).collect_view()}</ul> })
    })
}

/// Management groups and subscriptions.
#[component]
fn HierarchyScopes(
    pick: Callback<Option<AzureScope>>,
    inside: RwSignal<Option<(Guid, String)>>,
    wanted: PickableScope,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let names = expect_context::<PlaceNames>().azure();
    let all = FetchedSignal::<Listing<NamedAzureScope>>::now(move || {
        let directory = tenant.directory();
        async move {
            let listing = directory.azure_scopes().await?;
            names.note_scopes(&listing.items);
            Ok(listing)
        }
    });
    let typed = RwSignal::new(String::new());
    let look_into = move |scope: &NamedAzureScope| {
        let AzureScope::Subscription(id) = scope.scope else { return None };
        let (name, label) = (scope.name.clone(), text::inside_of(&visible(&scope.name)));
        let open = move |_| inside.set(Some((id, name.clone())));
        Some(view! {
            <button type="button" class="button quiet" aria-label=label on:click=open>
                {text::INSIDE}
            </button>
        })
    };
    let shown = move || {
        let listing = all.value()?;
        let mut found = matching(&listing.items, &typed.read());
        // Only what can be picked, or has something in it that can.
        found.retain(|it| wanted.accepts(&it.scope) || matches!(it.scope, AzureScope::Subscription(_)));
        let lines = found
            .iter()
            .take(AT_ONCE)
            .map(|scope| line(scope, pick, wanted, look_into(scope).into_any()))
            .collect_view();
        Some(view! { <ScopeLines lines=lines.into_any() number=found.len() gap=!listing.is_complete() wanted /> })
    };
    view! {
        <ScopeField label=text::scope_search(wanted == PickableScope::Any) typed />
        <Pasted typed pick wanted />
        <FetchedStatus of=all reading=text::READING_SCOPES azure=true />
        {dynamic(shown)}
    }
    .into_any()
}

/// Resource groups and resources of a subscription.
#[component]
fn SubscriptionContents(
    subscription: Guid,
    name: String,
    pick: Callback<Option<AzureScope>>,
    leave: Callback<()>,
    wanted: PickableScope,
) -> impl IntoView {
    let tenant = expect_context::<OpenTenant>();
    let groups = FetchedSignal::<Listing<NamedAzureScope>>::new(move || {
        let directory = tenant.directory();
        async move { directory.list_azure_resource_groups(subscription).await }
    });
    if wanted.lists_groups() {
        groups.read();
    }
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let resources = FetchedSignal::<Listing<NamedAzureScope>>::in_steps(move |resources| {
        let Some(part) = asked.get_untracked() else { return };
        let directory = tenant.directory();
        resources.take(async move { directory.find_azure_resources(subscription, &part).await });
    });
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let part = typed.get_untracked().trim().to_owned();
        if !part.is_empty() && wanted.finds_resources() {
            asked.set(Some(part));
            resources.read();
        }
    };
    let of_groups = move || {
        let listing = groups.value()?;
        let found = matching(&listing.items, &typed.read());
        let lines = found.iter().take(AT_ONCE).map(|scope| line(scope, pick, wanted, ().into_any())).collect_view();
        Some(view! { <ScopeLines lines=lines.into_any() number=found.len() gap=!listing.is_complete() wanted /> })
    };
    let of_resources = move || {
        asked.read().as_ref()?;
        let answer = move || {
            let listing = resources.value()?;
            let all: Vec<&NamedAzureScope> = listing.items.iter().filter(|it| wanted.accepts(&it.scope)).collect();
            let lines = all.iter().take(AT_ONCE).map(|scope| line(scope, pick, wanted, ().into_any())).collect_view();
            Some(view! { <ScopeLines lines=lines.into_any() number=all.len() gap=!listing.is_complete() wanted /> })
        };
        Some(view! {
            {heading(text::RESOURCES, wanted)}
            <FetchedStatus of=resources reading=text::READING_RESOURCES azure=true />
            {dynamic(answer)}
        })
    };
    let whole = move |_| pick.run(Some(AzureScope::Subscription(subscription)));
    view! {
        <div class="actions">
            <button type="button" class="button quiet" on:click=handler(move || leave.run(()))>
                {text::all_scopes(wanted == PickableScope::Any)}
            </button>
            {wanted
                .accepts(&AzureScope::Subscription(subscription))
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=whole>
                            <bdi>{text::whole(&visible(&name))}</bdi>
                        </button>
                    }
                })}
        </div>
        <form class="row" on:submit=search>
            <ScopeField label=text::inside_search(wanted.lists_groups(), wanted.finds_resources()) typed />
            {wanted
                .finds_resources()
                .then(|| view! { <button type="submit" class="button">{text::FIND_RESOURCES}</button> })}
        </form>
        {wanted
            .lists_groups()
            .then(|| {
                view! {
                    {heading(text::RESOURCE_GROUPS, wanted)}
                    <FetchedStatus of=groups reading=text::READING_GROUPS azure=true />
                    {dynamic(of_groups)}
                }
            })}
        {dynamic(of_resources)}
    }
    .into_any()
}

/// A heading, one level below that of the part which picks.
fn heading(text: &'static str, wanted: PickableScope) -> AnyView {
    match wanted {
        PickableScope::Any => view! { <h4>{text}</h4> }.into_any(),
        PickableScope::ResourceGroup | PickableScope::Resource | PickableScope::Identity => {
            view! { <h3>{text}</h3> }.into_any()
        }
    }
}

/// The field that scopes are searched by.
#[component]
fn ScopeField(label: &'static str, typed: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <input
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
        </label>
    }
}

/// A resource ID that was pasted into the search.
#[component]
fn Pasted(typed: RwSignal<String>, pick: Callback<Option<AzureScope>>, wanted: PickableScope) -> impl IntoView {
    let names = expect_context::<PlaceNames>().azure();
    let pasted = memo(move || {
        let text = typed.get().trim().to_owned();
        let scope = AzureScope::parse(&text);
        let is_scope = text.starts_with('/') && !matches!(scope, AzureScope::Other(_) | AzureScope::Root);
        (is_scope && wanted.accepts(&scope)).then_some(scope)
    });
    dynamic(move || {
        let scope = pasted.get()?;
        let picked = scope.clone();
        Some(view! {
            <div class="actions">
                <button type="button" class="button" on:click=handler(move || pick.run(Some(picked.clone())))>
                    <bdi>{visible(&names.scope(&scope))}</bdi>
                </button>
            </div>
        })
    })
}

/// What was found, with how much it is.
#[component]
fn ScopeLines(lines: AnyView, number: usize, gap: bool, wanted: PickableScope) -> impl IntoView {
    view! {
        <p class="soft" role="status">{text::scopes_found(number, wanted == PickableScope::Any)}</p>
        {gap.then(|| view! { <p class="caution">{text::SCOPES_MISSING}</p> })}
        <ul class="recipients">{lines}</ul>
        {(number > AT_ONCE).then(|| view! { <p class="soft">{text::MORE}</p> })}
    }
}

fn line(
    scope: &NamedAzureScope,
    pick: Callback<Option<AzureScope>>,
    wanted: PickableScope,
    beside: AnyView,
) -> impl IntoView + use<> {
    let name = match &scope.scope {
        AzureScope::Resource(resource) => visible(&resource.full_name()),
        _ => visible(&scope.name),
    };
    // Names of resource groups may have letters of any script.
    let kind = visible(&text::kind(scope));
    let picked = scope.scope.clone();
    let name = match wanted.accepts(&picked) {
        true => view! {
            <button type="button" class="button" on:click=handler(move || pick.run(Some(picked.clone())))>
                <bdi>{name}</bdi>
            </button>
        }
        .into_any(),
        false => view! { <bdi class="strong">{name}</bdi> }.into_any(),
    };
    view! {
        <li>
            {name}
            <bdi class="faint">{kind}</bdi>
            {beside}
        </li>
    }
}

/// The scopes whose names have all words that were typed; all of them, where none were.
fn matching<'a>(all: &'a [NamedAzureScope], typed: &str) -> Vec<&'a NamedAzureScope> {
    let words = SearchWords::of(typed);
    all.iter().filter(|it| words.all_in(&format!("{} {}", it.name, it.scope).to_lowercase())).collect()
}
