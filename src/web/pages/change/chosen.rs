//! What is chosen so far: whom it is for, what it is called, what would be narrower, and the way on to the review.

use leptos::prelude::*;

use super::catalog::Catalog;
use super::narrower::NarrowerWays;
use super::places::PlaceNames;
use super::recipients::Recipients;
use super::role_terms::RoleTerms;
use crate::domain::apis::KnownApis;
use crate::domain::change::lifecycle::Change;
use crate::domain::change::wish::{RoleKey, Wish};
use crate::domain::ids::{AppId, AppRoleId, RoleDefinitionId, ServicePrincipalId};
use crate::domain::narrower::narrower;
use crate::web::change_desk::{self, ChangeDesk};
use crate::web::components::{ChosenList, ChosenWish, Notice, StepHeading, Tone};
use crate::web::navigation::Navigation;
use crate::web::open_tenant::OpenTenant;
use crate::web::pages::draft::ShareDraft;
use crate::web::permission_search::{Offer, Offers};
use crate::web::reading::RegionSignal;
use crate::web::route::{ChangeStep, Route};
use crate::web::tenant_text::visible;
use crate::web::text::{change as text, places, role_name, sets};

/// What is chosen, and the way on to the review.
#[component]
pub fn Selection(id: ServicePrincipalId, catalog: RegionSignal<Catalog>, wishes: Signal<Vec<Wish>>) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let named = Signal::derive(move || {
        catalog.with(|region| {
            let offers = region.shown().map(|read| &read.value.offers);
            wishes.read().iter().map(|wish| name(offers, wish)).collect::<Vec<_>>()
        })
    });
    let remove = Callback::new(move |wish: Wish| desk.update(id, |change| change.leave_out(&wish)));
    let role_of = Callback::new(move |role: RoleDefinitionId| {
        catalog
            .with(|region| region.shown().and_then(|read| read.value.offers.role_name(role).map(str::to_owned)))
            .unwrap_or_else(|| role_name::role(role))
    });
    let wanted = Signal::derive(move || change_desk::wishes(&desk.change(id)));
    let review = move |_| {
        let wanted = change_desk::wishes(&desk.snapshot(id));
        navigation.go(&Route::Change(id, ChangeStep::Review, wanted));
    };
    view! {
        <section class="card region chosen" aria-label=text::CHOSEN>
            <div class="region-head">
                <StepHeading text=text::CHOSEN takes_focus=false />
                <span class="faint" role="status">{move || text::chosen(wishes.read().len())}</span>
            </div>
            <Show when=move || wishes.read().is_empty()>
                <p class="soft">{text::NOTHING_CHOSEN}</p>
            </Show>
            <Show when=move || desk.is_filled_in(id)>
                <Notice tone=Tone::Info what=text::FILLED_IN next=text::FILLED_IN_NEXT />
            </Show>
            <ChosenList wishes=named remove />
            <RoleTerms id wishes name=role_of />
            <NarrowerChosen id named role_of />
            <Recipients id />
            <div class="actions">
                <button type="button" class="button primary" disabled=move || wishes.read().is_empty() on:click=review>
                    {move || if wishes.read().is_empty() { text::REVIEW.to_owned() } else { text::review(&wishes.read()) }}
                </button>
                <Show when=move || !wishes.read().is_empty()>
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| desk.update(id, |_| Change::default())
                    >
                        {text::CLEAR}
                    </button>
                    <a class="button quiet" href=move || Route::NewSet(None, wishes.get()).to_string()>
                        {sets::FROM_CHOSEN}
                    </a>
                </Show>
            </div>
            <ShareDraft wanted />
        </section>
    }
    .into_any()
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
    let broad = Memo::new(move |_| {
        let apis = tenant.directory().apis();
        let known = named.get().into_iter().filter_map(|chosen| {
            let (api, role) = app_role(&apis, &chosen.wish)?;
            (!narrower(api, role).is_empty()).then_some((api, role, chosen))
        });
        known.collect::<Vec<_>>()
    });
    let ways = move |(api, role, chosen): (AppId, AppRoleId, ChosenWish)| {
        let take = Callback::new(move |instead: Option<Wish>| match &instead {
            Some(instead) => desk.replace(id, &chosen.wish, instead),
            None => desk.update(id, |change| change.leave_out(&chosen.wish)),
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

/// The app role that a wish means, where its API is known.
fn app_role(apis: &KnownApis, wish: &Wish) -> Option<(AppId, AppRoleId)> {
    match wish {
        Wish::AppRole { api, role: RoleKey::Id(role) } => Some((*api, *role)),
        Wish::AppRole { api, role: RoleKey::Value(value) } => {
            Some((*api, apis.by_app_id(*api)?.roles_by_value(value).next()?.id))
        }
        _ => None,
    }
}

/// What a wish is called, as far as that is known while choosing.
fn name(offers: Option<&Offers>, wish: &Wish) -> ChosenWish {
    let offer: Option<&Offer> = offers.and_then(|offers| offers.meant(wish));
    let api_name = |api| {
        let known = offers.and_then(|offers| offers.api_name(api));
        known.map_or_else(|| role_name::api(api), str::to_owned)
    };
    let (label, of) = match wish {
        Wish::AppRole { api, role } => {
            let label = match role {
                RoleKey::Id(id) => id.to_string(),
                RoleKey::Value(value) => value.clone(),
            };
            (label, api_name(*api))
        }
        Wish::DirectoryRole { role, scope, lasting } => {
            let place = expect_context::<PlaceNames>().name(scope);
            (role_name::role(*role), places::directory_role(scope, place.as_deref(), *lasting))
        }
        Wish::Named { api, name } => (name.clone(), api.map_or(text::ANY_API.to_owned(), api_name)),
        Wish::NoAppRole { role, .. } => (role.to_string(), text::REVOKED.to_owned()),
        Wish::NoDirectoryRole { role, .. } => (role_name::role(*role), text::REVOKED.to_owned()),
    };
    let label = offer.map_or(label, |offer| offer.label.clone());
    ChosenWish { wish: wish.clone(), label, of }
}
