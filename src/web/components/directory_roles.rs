//! The directory roles that an identity has, by every assignment path.

use domain::change::permission::Permission;
use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::pick_box::PickBox;
use super::tier_badge::TierBadge;
use crate::web::change::selection::Selection;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{held_role, identity as text, remove, role_name, tier};
use domain::change::wish::Wish;
use domain::directory_role::DirectoryScope;
use domain::held_role::{AssignedDirectoryRole, AssignmentPath, RoleAccess};
use domain::tiers::rate_directory_role_at;

/// The roles, as a table. Those that are assigned to the identity itself can be ticked.
#[component]
pub fn DirectoryRoles(
    /// What is assigned.
    access: RoleAccess,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    let roles = access.roles();
    let caption = text::directory_roles(roles.len());
    view! {
        <div class="table-box">
            <table class="stacked holdings roles">
                <caption>
                    <span class="strong">{caption}</span>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{text::ROLE}</th>
                        <th scope="col">{tier::TIER}</th>
                        <th scope="col">{text::ASSIGNMENT_PATH}</th>
                        <th scope="col">{text::HOW_LONG}</th>
                        <th scope="col">{text::SCOPE}</th>
                    </tr>
                </thead>
                <tbody>{roles.into_iter().map(|held| row(held, &access, selection)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(held: AssignedDirectoryRole, access: &RoleAccess, selection: Selection) -> impl IntoView + use<> {
    let name = visible(&role_name::assigned_role(&held));
    let place = held_role::place(&held.scope, access);
    let badge = match held.definition.as_ref() {
        Some(definition) if !definition.enabled => Some((Tone::Warn, text::ROLE_IS_DISABLED)),
        Some(definition) if !definition.built_in => Some((Tone::Info, text::CUSTOM)),
        _ => None,
    };
    let label = view! {
        <span class="strong">
            <bdi>{name.clone()}</bdi>
        </span>
        " "
        {badge.map(|(tone, text)| view! { <Badge tone text /> })}
    };
    let label = if held.way == AssignmentPath::Direct {
        let wish = Wish::Remove(Permission::EntraRole { role: held.role, scope: held.scope.clone() });
        view! {
            <PickBox selection wish name=remove::role_at(&name, &place)>
                {label}
            </PickBox>
        }
        .into_any()
    } else {
        label.into_any()
    };
    let rating = rate_directory_role_at(held.role, &held.scope);
    let beside = match held.scope {
        DirectoryScope::Tenant => "",
        DirectoryScope::Other(_) => tier::OTHER_SCOPE,
        DirectoryScope::AdministrativeUnit(_) | DirectoryScope::Application(_) => tier::SCOPED,
    };
    let (way, term) = (held_role::assignment_path(held.way, access), held_role::term(held.term));
    let what = held.definition.map(|it| it.description).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                {label}
                <p class="soft"><bdi>{visible(&what)}</bdi></p>
            </th>
            <td>
                <TierBadge rating beside />
            </td>
            <td data-label=text::ASSIGNMENT_PATH>
                <bdi>{visible(&way)}</bdi>
            </td>
            <td data-label=text::HOW_LONG>{term}</td>
            <td data-label=text::SCOPE>
                <bdi>{visible(&place)}</bdi>
            </td>
        </tr>
    }
}
