//! The directory roles that an identity holds.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::pick_box::PickBox;
use super::tier_badge::TierBadge;
use crate::domain::change::wish::Wish;
use crate::domain::directory_role::{DirectoryScope, RoleAssignment};
use crate::domain::tiers::rate_directory_role;
use crate::web::selection::Selection;
use crate::web::tenant_text::visible;
use crate::web::text::{identity as text, remove, role_name, tier};

/// The roles, as a table.
#[component]
pub fn DirectoryRoles(
    /// What is held.
    roles: Vec<RoleAssignment>,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    view! {
        <div class="table-box">
            <table class="stacked holdings">
                <caption>
                    <span class="strong">{text::directory_roles(roles.len())}</span>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{text::ROLE}</th>
                        <th scope="col">{tier::TIER}</th>
                        <th scope="col">{text::WHAT}</th>
                        <th scope="col">{text::SCOPE}</th>
                    </tr>
                </thead>
                <tbody>
                    {roles.into_iter().map(|role| view! { <DirectoryRoleRow role selection /> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn DirectoryRoleRow(role: RoleAssignment, selection: Selection) -> impl IntoView {
    let RoleAssignment { grant, definition, .. } = role;
    let name = definition.as_ref().map_or_else(|| role_name::role(grant.role), |it| it.display_name.clone());
    let custom = definition.as_ref().is_some_and(|it| !it.built_in);
    let what = definition.map(|it| it.description).unwrap_or_default();
    let name = visible(&name);
    let rating = rate_directory_role(grant.role);
    let beside = if grant.scope == DirectoryScope::Tenant { "" } else { tier::SCOPED };
    let wish = Wish::NoDirectoryRole { role: grant.role, scope: grant.scope.clone() };
    view! {
        <tr>
            <th scope="row">
                <PickBox selection wish name=remove::role_at(&name, &text::place(&grant.scope))>
                    <span class="strong">
                        <bdi>{name}</bdi>
                    </span>
                    " "
                    {custom.then(|| view! { <Badge tone=Tone::Info text=text::CUSTOM /> })}
                </PickBox>
            </th>
            <td>
                <TierBadge rating beside />
            </td>
            <td class="soft">
                <bdi>{visible(&what)}</bdi>
            </td>
            <td>{scope(&grant.scope)}</td>
        </tr>
    }
}

/// Where a role counts. The names of units and applications are not looked up here.
fn scope(scope: &DirectoryScope) -> AnyView {
    let named = |name: &'static str, id: String| {
        view! {
            <span>{name}</span>
            " "
            <span class="id">{id}</span>
        }
        .into_any()
    };
    match scope {
        DirectoryScope::Tenant => text::WHOLE_TENANT.into_any(),
        DirectoryScope::AdministrativeUnit(id) => named(text::ADMINISTRATIVE_UNIT, id.to_string()),
        DirectoryScope::Application(id) => named(text::APPLICATION, id.to_string()),
        DirectoryScope::Other(text) => visible(text).into_any(),
    }
}
