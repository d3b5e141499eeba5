//! Where each chosen directory role is to count, and for how long.

use std::num::NonZeroU16;

use leptos::prelude::*;

use super::places::{PlaceNames, PlacePicker};
use crate::domain::change::wish::{Lasting, Wanted, Wish};
use crate::domain::directory_role::{DirectoryScope, NamedScope};
use crate::domain::ids::{RoleDefinitionId, ServicePrincipalId};
use crate::domain::narrower::Place;
use crate::web::change_desk::ChangeDesk;
use crate::web::tenant_text::visible;
use crate::web::text::places as text;

/// A chosen directory role: which one, and the how manieth of those that are chosen of it.
type Key = (RoleDefinitionId, usize);

/// Every chosen directory role with its terms; nothing while none is chosen.
#[component]
pub fn RoleTerms(
    /// The identity of the page.
    id: ServicePrincipalId,
    /// What is chosen.
    wishes: Signal<Vec<Wish>>,
    /// What a role is called.
    name: Callback<RoleDefinitionId, String>,
) -> impl IntoView {
    let keys = Memo::new(move |_| {
        let mut keys: Vec<Key> = Vec::new();
        for wish in wishes.read().iter() {
            if let Wish::DirectoryRole { role, .. } = wish {
                keys.push((*role, keys.iter().filter(|(of, _)| of == role).count()));
            }
        }
        keys
    });
    let row = move |key: Key| view! { <Terms id wishes key_of=key name=name.run(key.0) /> };
    view! {
        <For each=move || keys.get() key=|key| *key children=row />
    }
    .into_any()
}

/// The terms of one.
#[component]
fn Terms(id: ServicePrincipalId, wishes: Signal<Vec<Wish>>, key_of: Key, name: String) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let places = expect_context::<PlaceNames>();
    let now = Memo::new(move |_| nth(&wishes.read(), key_of));
    let set = move |new: Wish| {
        if let Some(old) = now.get_untracked() {
            desk.replace(id, &old, &new);
        }
    };
    let scope = Memo::new(move |_| match now.get() {
        Some(Wish::DirectoryRole { scope, .. }) => scope,
        _ => DirectoryScope::Tenant,
    });
    // Which picker is open: a kind without a place is nothing that could be wished for.
    let wanted = RwSignal::new(None::<Place>);
    let choose_kind = move |value: String| match value.as_str() {
        "unit" => wanted.set(Some(Place::AdministrativeUnit)),
        "application" => wanted.set(Some(Place::Application)),
        _ => {
            wanted.set(None);
            set(with_scope(now.get_untracked(), key_of.0, DirectoryScope::Tenant));
        }
    };
    let pick = Callback::new(move |place: NamedScope| {
        places.note(&place);
        wanted.set(None);
        set(with_scope(now.get_untracked(), key_of.0, place.scope));
    });
    let also = move |_| {
        let identities = untrack(|| desk.identities(id));
        let wish = with_scope(None, key_of.0, DirectoryScope::Tenant);
        let wanted = identities.into_iter().map(|identity| Wanted { identity, wish: wish.clone() }).collect();
        desk.choose(id, wanted);
    };
    let is_placed = move || scope.get() != DirectoryScope::Tenant;
    let place = move || {
        let scope = scope.get();
        visible(&text::place(&scope, places.name(&scope).as_deref()))
    };
    let shown_name = visible(&name);
    view! {
        <details class="card">
            <summary>
                <bdi>{text::of_role(text::TERMS, &shown_name)}</bdi>
            </summary>
            <div class="region part-body">
                <p>
                    <bdi>{place}</bdi>
                </p>
                <KindChoice scope wanted role=shown_name.clone() choose=Callback::new(choose_kind) />
                {move || wanted.get().map(|kind| view! { <PlacePicker kind pick /> })}
                <TimeChoice now role=shown_name choose=Callback::new(move |lasting| set(with_time(now.get_untracked(), key_of.0, lasting))) />
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

/// The kind of place.
#[component]
fn KindChoice(
    scope: Memo<DirectoryScope>,
    wanted: RwSignal<Option<Place>>,
    role: String,
    choose: Callback<String>,
) -> impl IntoView {
    let current = move || match (wanted.get(), scope.get()) {
        (Some(Place::AdministrativeUnit), _) | (None, DirectoryScope::AdministrativeUnit(_)) => "unit",
        (Some(Place::Application), _) | (None, DirectoryScope::Application(_)) => "application",
        _ => "tenant",
    };
    let option = move |value: &'static str, name: &'static str| {
        view! {
            <option value=value selected=move || current() == value>
                {name}
            </option>
        }
    };
    view! {
        <label class="field">
            <span class="label">{text::WHERE}</span>
            <select
                aria-label=text::of_role(text::WHERE, &role)
                prop:value=current
                on:change:target=move |event| choose.run(event.target().value())
            >
                {option("tenant", text::TENANT)}
                {option("unit", text::UNIT)}
                {option("application", text::FOR_APPLICATION)}
            </select>
        </label>
    }
    .into_any()
}

/// How long the role is held.
#[component]
fn TimeChoice(now: Memo<Option<Wish>>, role: String, choose: Callback<Lasting>) -> impl IntoView {
    let hours = Memo::new(move |_| match now.get() {
        Some(Wish::DirectoryRole { lasting: Lasting::Hours(hours), .. }) => Some(hours.get()),
        _ => None,
    });
    let own = RwSignal::new(hours.get_untracked().is_some_and(|hours| !is_offered(hours)));
    let current = move || match (own.get(), hours.get()) {
        (true, _) => "own".to_owned(),
        (false, Some(hours)) => hours.to_string(),
        (false, None) => "permanent".to_owned(),
    };
    let change = move |value: String| match value.as_str() {
        "own" => own.set(true),
        value => {
            own.set(false);
            choose.run(lasting(value));
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
    let label = text::of_role(text::HOURS, &role);
    let own_hours = move || {
        view! {
            <label class="field">
                <span class="label">{text::HOURS}</span>
                <input
                    type="number"
                    min="1"
                    max=text::LONGEST_HOURS.to_string()
                    aria-label=label.clone()
                    prop:value=move || hours.get().map(|hours| hours.to_string()).unwrap_or_default()
                    on:change:target=move |event| choose.run(lasting(&event.target().value()))
                />
            </label>
        }
    };
    view! {
        <label class="field">
            <span class="label">{text::HOW_LONG}</span>
            <select
                aria-label=text::of_role(text::HOW_LONG, &role)
                prop:value=current
                on:change:target=move |event| change(event.target().value())
            >
                {option("permanent".to_owned(), text::PERMANENT)}
                {text::TIMES.iter().map(|(hours, name)| option(hours.to_string(), name)).collect_view()}
                {option("own".to_owned(), text::OWN_TIME)}
            </select>
        </label>
        <Show when=move || own.get()>{own_hours.clone()}</Show>
        <Show when=move || own.get() || hours.read().is_some()>
            <p class="hint">{text::TIME_NEEDS}</p>
        </Show>
    }
    .into_any()
}

fn is_offered(hours: u16) -> bool {
    text::TIMES.iter().any(|(offered, _)| *offered == hours)
}

/// What a person has chosen or typed. What is no number of hours that can be asked for is no limit.
fn lasting(value: &str) -> Lasting {
    let hours = value.parse().ok().and_then(NonZeroU16::new);
    hours.map_or(Lasting::Permanent, |hours| Lasting::Hours(hours.min(LONGEST)))
}

const LONGEST: NonZeroU16 = match NonZeroU16::new(text::LONGEST_HOURS) {
    Some(longest) => longest,
    None => NonZeroU16::MIN,
};

fn nth(wishes: &[Wish], (wanted, number): Key) -> Option<Wish> {
    wishes
        .iter()
        .filter(|wish| matches!(wish, Wish::DirectoryRole { role, .. } if *role == wanted))
        .nth(number)
        .cloned()
}

fn with_scope(wish: Option<Wish>, role: RoleDefinitionId, scope: DirectoryScope) -> Wish {
    let lasting = match wish {
        Some(Wish::DirectoryRole { lasting, .. }) => lasting,
        _ => Lasting::Permanent,
    };
    Wish::DirectoryRole { role, scope, lasting }
}

fn with_time(wish: Option<Wish>, role: RoleDefinitionId, lasting: Lasting) -> Wish {
    let scope = match wish {
        Some(Wish::DirectoryRole { scope, .. }) => scope,
        _ => DirectoryScope::Tenant,
    };
    Wish::DirectoryRole { role, scope, lasting }
}
