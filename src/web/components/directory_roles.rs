//! The directory roles that an identity holds.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use crate::domain::directory_role::{DirectoryScope, RoleAssignment};
use crate::web::tenant_text::visible;
use crate::web::text::{identity as text, role_name};

/// The roles, as a table.
#[component]
pub fn DirectoryRoles(
    /// What is held.
    roles: Vec<RoleAssignment>,
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
                        <th scope="col">{text::WHAT}</th>
                        <th scope="col">{text::SCOPE}</th>
                    </tr>
                </thead>
                <tbody>{roles.into_iter().map(|role| view! { <DirectoryRoleRow role /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn DirectoryRoleRow(role: RoleAssignment) -> impl IntoView {
    let definition = role.definition;
    let name = definition.as_ref().map_or_else(|| role_name::role(role.grant.role), |it| it.display_name.clone());
    let custom = definition.as_ref().is_some_and(|it| !it.built_in);
    let what = definition.map(|it| it.description).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <span class="strong">
                    <bdi>{visible(&name)}</bdi>
                </span>
                " "
                {custom.then(|| view! { <Badge tone=Tone::Info text=text::CUSTOM /> })}
            </th>
            <td class="soft">
                <bdi>{visible(&what)}</bdi>
            </td>
            <td>{scope(&role.grant.scope)}</td>
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
