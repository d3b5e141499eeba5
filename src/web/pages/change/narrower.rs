//! Narrower ways than a broad permission, each to be taken with a click.

use domain::change::permission::{AppRoleName, Permission, RoleKey};
use leptos::prelude::*;

use super::places::{PlaceNames, PlacePicker};
use crate::web::components::CopyButton;
use crate::web::reactive::handler;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::narrower as text;
use crate::web::text::role_name;
use domain::change::wish::{Lasting, Wish};
use domain::clipboard::ClipboardText;
use domain::directory_role::NamedScope;
use domain::ids::{AppId, AppRoleId, RoleDefinitionId};
use domain::narrower::{Alternative, AlternativeScope, Requirement, alternatives};

/// The ways that are narrower than this app role; nothing, where none is known.
#[component]
pub fn NarrowerWays(
    /// The API.
    api: AppId,
    /// The broad role.
    role: AppRoleId,
    /// What people call it.
    broad: String,
    /// What a directory role is called.
    role_of: Callback<RoleDefinitionId, String>,
    /// Takes this in the place of the broad permission; nothing, where it is only to be left out.
    take: Callback<Option<Wish>>,
) -> impl IntoView {
    let ways = alternatives(api, role);
    if ways.is_empty() {
        return ().into_any();
    }
    let number = ways.len();
    let broad = StoredValue::new(visible(&broad));
    let revoke = ways.iter().any(|way| way.requirements().contains(&Requirement::RevokeTheBroad));
    let mut said = "";
    let mut way = move |way: Alternative| {
        // That the broad one has to go is said once, and so is how several times in a row are narrower.
        let own = way.requirements().iter().filter(|need| **need != Requirement::RevokeTheBroad);
        let needs = own.map(|need| view! { <li>{text::requirement(*need)}</li> }).collect_view();
        let how = Some(text::description(way)).filter(|how| *how != said);
        said = text::description(way);
        let action = match way {
            Alternative::AppRole { role, .. } => view! { <TakeRole api role take /> }.into_any(),
            Alternative::DirectoryRole { role, place } => view! { <TakeScoped role place role_of take /> }.into_any(),
            Alternative::ExchangeRole(name) => view! { <LeaveOut broad=broad.get_value() name take /> }.into_any(),
        };
        view! {
            <li class="stack">
                {how.map(|how| view! { <p>{how}</p> })}
                {action}
                <ul class="faint">{needs}</ul>
            </li>
        }
    };
    view! {
        <details class="narrower">
            <summary>
                {text::heading(number)} <span class="unseen">" " {broad.get_value()}</span>
            </summary>
            <ul class="ways">{ways.into_iter().map(&mut way).collect_view()}</ul>
            {revoke.then(|| view! { <p class="faint">{text::requirement(Requirement::RevokeTheBroad)}</p> })}
        </details>
    }
    .into_any()
}

/// Another role of the same API.
#[component]
fn TakeRole(api: AppId, role: AppRoleId, take: Callback<Option<Wish>>) -> impl IntoView {
    let apis = expect_context::<OpenTenant>().directory().apis();
    let found = apis.by_app_id(api).and_then(|api| api.role(role));
    let name = found.map_or_else(|| role.to_string(), |role| role.label().to_owned());
    let is_there = found.is_some_and(|role| role.enabled && role.for_applications);
    let wish = Wish::Add(Permission::AppRole(AppRoleName { api, role: RoleKey::Id(role) }), Lasting::Permanent);
    view! {
        <div class="actions">
            <button type="button" class="button" disabled=!is_there on:click=handler(move || take.run(Some(wish.clone())))>
                <bdi>{text::replace_with(&visible(&name))}</bdi>
            </button>
        </div>
    }
}

/// A directory role that counts in one place, which is chosen here.
#[component]
fn TakeScoped(
    role: RoleDefinitionId,
    place: AlternativeScope,
    role_of: Callback<RoleDefinitionId, String>,
    take: Callback<Option<Wish>>,
) -> impl IntoView {
    let places = expect_context::<PlaceNames>();
    let is_open = RwSignal::new(false);
    let pick = Callback::new(move |chosen: NamedScope| {
        places.note(&chosen);
        let scope = chosen.scope;
        take.run(Some(Wish::Add(Permission::EntraRole { role, scope }, Lasting::Permanent)));
    });
    let name = role_of.run(role);
    let name = if name == role.to_string() { role_name::role(role) } else { name };
    view! {
        <div class="actions">
            <button type="button" class="button" on:click=handler(move || is_open.update(|open| *open = !*open))>
                <bdi>{text::choose_place(&visible(&name), place)}</bdi>
            </button>
        </div>
        <Show when=move || is_open.get()>
            <PlacePicker kind=place pick />
        </Show>
    }
}

/// A role in Exchange, which takes the place of the permission and is assigned there.
#[component]
fn LeaveOut(broad: String, name: &'static str, take: Callback<Option<Wish>>) -> impl IntoView {
    view! {
        <p>
            <code>{name}</code>
            " "
            <CopyButton value=ClipboardText::value(name) what=text::ROLE_NAME />
        </p>
        <div class="actions">
            <button type="button" class="button" on:click=handler(move || take.run(None))>
                <bdi>{text::remove_permission(&broad)}</bdi>
            </button>
        </div>
    }
}
