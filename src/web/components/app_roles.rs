//! The application permissions that an identity holds of one API.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use crate::domain::holdings::{ApiHoldings, HeldAppRole, Standing};
use crate::web::tenant_text::visible;
use crate::web::text::identity as text;

/// The roles of one API, as a table.
#[component]
pub fn AppRoles(
    /// What is held.
    holdings: ApiHoldings,
) -> impl IntoView {
    let gone = holdings.roles.iter().any(|role| role.standing == Standing::ApiGone);
    let caption = text::app_roles_of(&visible(&holdings.name), holdings.roles.len());
    view! {
        <div class="table-box">
            <table class="stacked holdings">
                <caption>
                    <span class="strong">
                        <bdi>{caption}</bdi>
                    </span>
                    {gone.then(|| view! { <p class="soft">{text::API_GONE}". "{text::API_GONE_NEXT}</p> })}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{text::PERMISSION}</th>
                        <th scope="col">{text::WHAT}</th>
                        <th scope="col">{text::GRANTED}</th>
                    </tr>
                </thead>
                <tbody>{holdings.roles.into_iter().map(|role| view! { <AppRoleRow role /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn AppRoleRow(role: HeldAppRole) -> impl IntoView {
    let label = role.label();
    let granted = role.assignment.created.map(|at| at.date()).unwrap_or_default();
    let (label, standing, what) = match role.standing {
        Standing::Offered(role) => (label, None, sentence(&role.display_name, &role.description)),
        Standing::Disabled(role) => (label, Some(text::ROLE_DISABLED), sentence(&role.display_name, &role.description)),
        Standing::RoleGone => (label, Some(text::ROLE_GONE), String::new()),
        Standing::ApiGone => (label, None, String::new()),
        Standing::DefaultAccess => (text::DEFAULT_ACCESS.to_owned(), None, text::DEFAULT_ACCESS_WHAT.to_owned()),
        Standing::NotRead => (label, None, String::new()),
    };
    view! {
        <tr>
            <th scope="row">
                <span class="strong">
                    <bdi>{visible(&label)}</bdi>
                </span>
                " "
                {standing.map(|text| view! { <Badge tone=Tone::Warn text /> })}
            </th>
            <td class="soft">
                <bdi>{visible(&what)}</bdi>
            </td>
            <td class="faint">{granted}</td>
        </tr>
    }
}

/// The description alone where it says enough, else the name as well.
fn sentence(name: &str, description: &str) -> String {
    if description.is_empty() { name.to_owned() } else { description.to_owned() }
}
