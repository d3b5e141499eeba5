//! The scope of each chosen Entra role, and for how long it is assigned.

use std::num::NonZeroU16;

use leptos::prelude::*;

use super::permission_names::PermissionNames;
use super::places::{PlaceNames, PlacePicker};
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::places as text;
use domain::change::role_terms::{EndChoice, LONGEST_HOURS, RoleTerms, ScopeChoice};
use domain::change::wish::{Lasting, Wish};
use domain::directory_role::{DirectoryScope, NamedScope};
use domain::ids::{RoleDefinitionId, ServicePrincipalId};
use domain::narrower::AlternativeScope;

/// A chosen Entra role: which one, and its number among those that are chosen of it.
type Key = (RoleDefinitionId, usize);

/// Every chosen Entra role with its terms, those that are not complete last; nothing while none is chosen.
#[component]
pub fn RoleTermsList(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let all = memo(move || {
        let chosen = wishes.read().iter().filter_map(RoleTerms::of).collect::<Vec<_>>();
        let open = |open: &OpenChange| open.open_roles().iter().map(|open| open.terms.clone()).collect::<Vec<_>>();
        chosen.into_iter().chain(desk.with(id, open)).collect::<Vec<RoleTerms>>()
    });
    let keys = memo(move || {
        let mut keys: Vec<Key> = Vec::new();
        for terms in all.read().iter() {
            keys.push((terms.role, keys.iter().filter(|(of, _)| *of == terms.role).count()));
        }
        keys
    });
    view! {
        <For each=move || keys.get() key=|key| *key children=move |key| view! { <Terms id all key_of=key /> } />
    }
    .into_any()
}

/// The terms of one.
#[component]
fn Terms(id: ServicePrincipalId, all: Memo<Vec<RoleTerms>>, key_of: Key) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let places = expect_context::<PlaceNames>();
    let names = expect_context::<PermissionNames>();
    let now = memo(move || nth(&all.read(), key_of));
    let set = move |change: &dyn Fn(RoleTerms) -> RoleTerms| {
        if let Some(old) = now.get_untracked() {
            let new = change(old.clone());
            desk.send(id, ChangeEvent::TermsSet { old, new });
        }
    };
    let set_scope = Callback::new(move |scope: ScopeChoice| set(&|terms| RoleTerms { scope: scope.clone(), ..terms }));
    let set_end = Callback::new(move |end: EndChoice| set(&|terms| RoleTerms { end, ..terms }));
    let pick = Callback::new(move |place: NamedScope| {
        places.note(&place);
        set_scope.run(ScopeChoice::Picked(place.scope));
    });
    let scope = memo(move || now.get().map(|terms| terms.scope));
    let to_pick = memo(move || match scope.get() {
        Some(ScopeChoice::Open(place)) => Some(place),
        _ => None,
    });
    let end = memo(move || now.get().map(|terms| terms.end));
    // The same role once more, for another scope: which one is still to be picked.
    let also = move |_| {
        let Some(ScopeChoice::Picked(current)) = scope.get_untracked() else { return };
        let kind = match current {
            DirectoryScope::Application(_) => AlternativeScope::Application,
            _ => AlternativeScope::AdministrativeUnit,
        };
        desk.send(id, ChangeEvent::RoleOpened(key_of.0, kind));
    };
    let is_placed =
        move || matches!(&*scope.read(), Some(ScopeChoice::Picked(scope)) if *scope != DirectoryScope::Tenant);
    let place = move || match scope.get() {
        Some(ScopeChoice::Picked(scope)) => visible(&text::place(&scope, places.name(&scope).as_deref())),
        Some(ScopeChoice::Open(_)) | None => text::OPEN.to_owned(),
    };
    let name = memo(move || visible(&names.directory_role(key_of.0)));
    let missing = move || {
        let missing = now.read().as_ref().map(RoleTerms::missing).unwrap_or_default();
        missing.into_iter().map(|it| view! { <p class="caution">{text::to_pick(it)}</p> }).collect_view()
    };
    view! {
        <details class="card">
            <summary>
                <bdi>{dynamic(move || text::of_role(text::TERMS, &name.read()))}</bdi>
            </summary>
            <div class="region part-body">
                <p>
                    <bdi>{dynamic(place)}</bdi>
                </p>
                <KindChoice scope role=name choose=set_scope />
                {dynamic(move || to_pick.get().map(|kind| view! { <PlacePicker kind pick /> }))}
                <TimeChoice end role=name choose=set_end />
                <div role="status">{dynamic(missing)}</div>
                <Show when=is_placed>
                    <p class="hint">{text::PLACE_NEEDS}</p>
                    <div class="actions">
                        <button type="button" class="button quiet" on:click=also>
                            {text::ALSO}
                        </button>
                    </div>
                </Show>
            </div>
        </details>
    }
    .into_any()
}

/// The kind of scope.
#[component]
fn KindChoice(scope: Memo<Option<ScopeChoice>>, role: Memo<String>, choose: Callback<ScopeChoice>) -> impl IntoView {
    let current = move || match &*scope.read() {
        Some(
            ScopeChoice::Open(AlternativeScope::AdministrativeUnit)
            | ScopeChoice::Picked(DirectoryScope::AdministrativeUnit(_)),
        ) => "unit",
        Some(
            ScopeChoice::Open(AlternativeScope::Application) | ScopeChoice::Picked(DirectoryScope::Application(_)),
        ) => "application",
        Some(ScopeChoice::Picked(DirectoryScope::Tenant)) => "tenant",
        // A scope of another form stays as it is until the user picks one.
        Some(ScopeChoice::Picked(DirectoryScope::Other(_))) | None => "",
    };
    let option = move |value: &'static str, name: &'static str| {
        view! {
            <option value=value selected=move || current() == value>
                {name}
            </option>
        }
    };
    let change = move |value: String| match value.as_str() {
        "unit" => choose.run(ScopeChoice::Open(AlternativeScope::AdministrativeUnit)),
        "application" => choose.run(ScopeChoice::Open(AlternativeScope::Application)),
        "tenant" => choose.run(ScopeChoice::Picked(DirectoryScope::Tenant)),
        _ => {}
    };
    view! {
        <label class="field">
            <span class="label">{text::WHERE}</span>
            <select
                aria-label=move || text::of_role(text::WHERE, &role.read())
                prop:value=current
                on:change:target=move |event| change(event.target().value())
            >
                {option("tenant", text::TENANT)}
                {option("unit", text::UNIT)}
                {option("application", text::FOR_APPLICATION)}
            </select>
        </label>
    }
    .into_any()
}

/// For how long the role is assigned.
#[component]
fn TimeChoice(end: Memo<Option<EndChoice>>, role: Memo<String>, choose: Callback<EndChoice>) -> impl IntoView {
    let hours = move || match end.get() {
        Some(EndChoice::Picked(lasting)) => lasting.hours().map(NonZeroU16::get),
        _ => None,
    };
    // A number that is not among those that are offered, or that is still to be typed, has a field of its own.
    let own = RwSignal::new(untrack(hours).is_some_and(|hours| !is_offered(hours)));
    let current = move || match (own.get() || end.get() == Some(EndChoice::Open), hours()) {
        (true, _) => "own".to_owned(),
        (false, Some(hours)) => hours.to_string(),
        (false, None) => "permanent".to_owned(),
    };
    let change = move |value: String| match value.as_str() {
        "own" => {
            own.set(true);
            choose.run(EndChoice::Open);
        }
        "permanent" => {
            own.set(false);
            choose.run(EndChoice::Picked(Lasting::Permanent));
        }
        hours => {
            own.set(false);
            choose.run(EndChoice::typed(hours));
        }
    };
    let option = move |value: String, name: &'static str| {
        let is_it = value.clone();
        view! {
            <option value=value selected=move || current() == is_it>
                {name}
            </option>
        }
    };
    let own_hours = move || {
        view! {
            <label class="field">
                <span class="label">{text::HOURS}</span>
                <input
                    type="number"
                    min="1"
                    max=LONGEST_HOURS.to_string()
                    aria-label=move || text::of_role(text::HOURS, &role.read())
                    prop:value=move || untrack(hours).map(|hours| hours.to_string()).unwrap_or_default()
                    on:input:target=move |event| choose.run(EndChoice::typed(&event.target().value()))
                />
            </label>
        }
    };
    view! {
        <label class="field">
            <span class="label">{text::HOW_LONG}</span>
            <select
                aria-label=move || text::of_role(text::HOW_LONG, &role.read())
                prop:value=current
                on:change:target=move |event| change(event.target().value())
            >
                {option("permanent".to_owned(), text::PERMANENT)}
                {text::TIMES.iter().map(|(hours, name)| option(hours.to_string(), name)).collect_view()}
                {option("own".to_owned(), text::OWN_TIME)}
            </select>
        </label>
        <Show when=move || own.get()>{dynamic(own_hours)}</Show>
        <Show when=move || own.get() || hours().is_some()>
            <p class="hint">{text::TIME_NEEDS}</p>
        </Show>
    }
    .into_any()
}

fn is_offered(hours: u16) -> bool {
    text::TIMES.iter().any(|(offered, _)| *offered == hours)
}

fn nth(all: &[RoleTerms], (wanted, number): Key) -> Option<RoleTerms> {
    all.iter().filter(|terms| terms.role == wanted).nth(number).cloned()
}
