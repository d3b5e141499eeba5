//! The details of the selection: its identities, its names, scopes and ends, and alternatives with fewer privileges. How
//! much it is, and the way on, are in the bar below.

use domain::change::permission::{AppRoleIds, AppRoleName, Permission};
use leptos::html;
use leptos::prelude::*;

use super::catalog::Catalog;
use super::narrower::NarrowerWays;
use super::permission_names::PermissionNames;
use super::places::PlaceNames;
use super::recipients::Recipients;
use super::role_terms::RoleTermsList;
use super::share::ShareDraft;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::change::selection_tier::app_role;
use crate::web::change::{OpenChange, OpenRole};
use crate::web::components::{ChosenList, ChosenWish, Notice, Tone};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::route::Route;
use crate::web::parts::later::{DeferredView, PartForPage};
use crate::web::parts::part::PageSection;
use crate::web::reactive::{dynamic, handler, memo};
use crate::web::search::permission_search::Offers;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{add_azure, add_group, change as text, places as places_text, sets};
use domain::change::wish::{Lasting, Wanted, Wish};
use domain::directory_role::DirectoryScope;
use domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId};
use domain::narrower::alternatives;

/// What is chosen.
#[component]
pub fn Selection(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// What can be chosen.
    catalog: FetchedSignal<Catalog>,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
    /// The heading, for what leads here.
    heading: NodeRef<html::H2>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let names = expect_context::<PermissionNames>();
    let places = expect_context::<PlaceNames>();
    let named = Signal::derive(move || {
        // Of one wish for several identities, one that waits for a tick is enough for the mark.
        let filled_in = |wish: &Wish| {
            desk.with(id, |open| {
                let of_all = open.changed().into_iter().map(|identity| Wanted { identity, wish: wish.clone() });
                let by = of_all.filter_map(|wanted| open.preselected(&wanted)).find(|by| !by.ticked);
                by.map(|by| by.origin)
            })
        };
        catalog.with(|fetched| {
            let offers = fetched.value().map(|catalog| &catalog.offers);
            let chosen = |wish: &Wish| ChosenWish { filled_in: filled_in(wish), ..name(offers, names, places, wish) };
            wishes.read().iter().map(chosen).collect::<Vec<_>>()
        })
    });
    let remove = Callback::new(move |wish: Wish| {
        desk.send(id, ChangeEvent::LeftOut(vec![wish]));
    });
    let role_of = Callback::new(move |role: RoleDefinitionId| names.directory_role(role));
    let open_roles = memo(move || desk.with(id, |open| open.open_roles().to_vec()));
    let open_azure =
        memo(move || desk.with(id, |open| open.open_azure_role().filter(|open| open.role.is_some()).cloned()));
    let is_incomplete = move || !open_roles.read().is_empty() || open_azure.read().is_some();
    let is_empty = move || wishes.read().is_empty() && !is_incomplete();
    // What is still to be picked is said at the control and here.
    let incomplete = move || {
        let line = move |open: OpenRole| {
            let name = visible(&names.directory_role(open.terms.role));
            let what = places_text::to_pick_for(&name, &open.terms.missing());
            let label = text::remove(&name);
            view! {
                <li>
                    <bdi>{what}</bdi>
                    " "
                    <button
                        type="button"
                        class="button quiet"
                        aria-label=label
                        on:click=handler(move || {
                            desk.send(id, ChangeEvent::OpenRoleDropped(open.terms.clone()));
                        })
                    >
                        {text::REMOVE}
                    </button>
                </li>
            }
        };
        let (all, azure) = (open_roles.get(), open_azure.get());
        if all.is_empty() && azure.is_none() {
            return None;
        }
        let azure = azure.and_then(|open| Some((open.role?.1, open.scope.is_some()))).map(|(name, has_scope)| {
            let name = visible(&name);
            view! {
                <li>
                    <bdi>{add_azure::to_pick_for(&name, has_scope)}</bdi>
                    " "
                    <button
                        type="button"
                        class="button quiet"
                        aria-label=text::remove(&name)
                        on:click=handler(move || {
                            desk.send(id, ChangeEvent::AzureRoleClosed);
                        })
                    >
                        {text::REMOVE}
                    </button>
                </li>
            }
        });
        let lines = (all.into_iter().map(line).collect_view(), azure);
        Some(view! {
            <Notice tone=Tone::Warn what=text::INCOMPLETE>
                <ul>{lines}</ul>
            </Notice>
        })
    };
    let wanted = Signal::derive(move || desk.with(id, OpenChange::wishes));
    provide_context(SelectionSubject { id, wanted });
    let adding = PartForPage::load(DeferredView::Section(PageSection::Recipients));
    view! {
        <section class="card region chosen" aria-label=text::CHOSEN>
            <h2 tabindex="-1" node_ref=heading>
                {text::CHOSEN}
            </h2>
            <Show when=is_empty>
                <p class="soft">{text::NOTHING_CHOSEN}</p>
            </Show>
            <ChosenList wishes=named remove />
            <RoleTermsList id wishes />
            <NarrowerChosen id named role_of />
            {adding.draw(DeferredView::Section(PageSection::Recipients))}
            {dynamic(incomplete)}
            <Show when=move || !wishes.read().is_empty()>
                <div class="actions">
                    <a class="button" href=move || Route::NewSet(None, wishes.get()).to_string()>
                        {sets::FROM_CHOSEN}
                    </a>
                </div>
            </Show>
            {adding.status()}
            {adding.draw(DeferredView::Section(PageSection::ShareChoice))}
        </section>
    }
    .into_any()
}

/// What the sections of the selection are about that another part of the program draws.
#[derive(Clone, Copy)]
struct SelectionSubject {
    id: ServicePrincipalId,
    wanted: Signal<Vec<Wanted>>,
}

/// A section of the selection.
pub fn selection_section(section: PageSection) -> AnyView {
    let SelectionSubject { id, wanted } = expect_context();
    match section {
        PageSection::Recipients => view! { <Recipients id /> }.into_any(),
        PageSection::ShareChoice => view! { <ShareDraft wanted /> }.into_any(),
        _ => ().into_any(),
    }
}

/// Narrower ways than what is chosen, for each permission that has any.
#[component]
fn NarrowerChosen(
    id: ServicePrincipalId,
    named: Signal<Vec<ChosenWish>>,
    role_of: Callback<RoleDefinitionId, String>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let tenant = expect_context::<OpenTenant>();
    let broad = memo(move || {
        let apis = tenant.directory().apis();
        let known = named.get().into_iter().filter_map(|chosen| {
            let Wish::Add(Permission::AppRole(name), _) = &chosen.wish else { return None };
            let (api, role) = app_role(name, &apis)?;
            (!alternatives(api, role).is_empty()).then_some((api, role, chosen))
        });
        known.collect::<Vec<_>>()
    });
    let ways = move |(api, role, chosen): (AppId, AppRoleId, ChosenWish)| {
        let take = Callback::new(move |instead: Option<Wish>| {
            desk.send(id, ChangeEvent::narrowed(chosen.wish.clone(), instead));
        });
        view! {
            <div>
                <bdi class="strong">{visible(&chosen.label)}</bdi>
                <NarrowerWays api role broad=chosen.label role_of take />
            </div>
        }
    };
    view! {
        <div class="stack">
            <For each=move || broad.get() key=|(api, role, _)| (*api, *role) children=ways />
        </div>
    }
    .into_any()
}

/// What a wish is called, and the API or the scope of it, as far as that is known by now.
fn name(offers: Option<&Offers>, names: PermissionNames, places: PlaceNames, wish: &Wish) -> ChosenWish {
    let offered = offers.and_then(|offers| offers.find_offer(wish)).map(|offer| offer.label.clone());
    let scope =
        |scope: &DirectoryScope, lasting| places_text::directory_role(scope, places.name(scope).as_deref(), lasting);
    let (label, of) = match wish {
        Wish::Add(Permission::AppRole(AppRoleName { api, role }), _) => {
            (offered.unwrap_or_else(|| names.app_role(*api, role)), names.api(*api))
        }
        Wish::Add(Permission::EntraRole { role, scope: at }, lasting) => {
            (names.directory_role(*role), scope(at, *lasting))
        }
        Wish::Named { api, name } => (name.clone(), api.map_or(text::ANY_API.to_owned(), |api| names.api(api))),
        Wish::Remove(Permission::AppRole(AppRoleIds { resource, role })) => {
            (names.app_role_of_resource(*resource, *role), text::removed(&names.resource(*resource)))
        }
        Wish::Remove(Permission::EntraRole { role, scope: at }) => {
            (names.directory_role(*role), text::removed(&scope(at, Lasting::Permanent)))
        }
        Wish::Add(Permission::AzureRole(at), _) => {
            (places.azure().role(at), places.azure().role_scope(&at.scope, at.condition.is_some()))
        }
        Wish::Remove(Permission::AzureRole(at)) => {
            (places.azure().role(at), text::removed(&places.azure().role_scope(&at.scope, at.condition.is_some())))
        }
        Wish::Add(Permission::GroupMembership(group), _) => (places.groups().name(*group), add_group::group_of(*group)),
        Wish::Remove(Permission::GroupMembership(group)) => {
            (places.groups().name(*group), text::removed(&add_group::group_of(*group)))
        }
    };
    ChosenWish { wish: wish.clone(), label, of, filled_in: None }
}
