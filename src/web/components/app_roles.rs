//! The application permissions that an identity holds of one API.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::pick_box::PickBox;
use super::tier_badge::TierBadge;
use crate::domain::change::wish::Wish;
use crate::domain::holdings::{ApiHoldings, HeldAppRole, Standing};
use crate::domain::tiers::Rating;
use crate::web::selection::Selection;
use crate::web::tenant_text::visible;
use crate::web::text::{identity as text, remove, tier};

/// The roles of one API, as a table.
#[component]
pub fn AppRoles(
    /// What is held.
    holdings: ApiHoldings,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    let gone = holdings.roles.iter().any(|role| role.standing == Standing::ApiGone);
    let api = visible(&holdings.name);
    let rated = holdings.roles.iter().map(|role| (role.clone(), holdings.rating(role)));
    let rows =
        rated.map(|(role, rating)| view! { <AppRoleRow role rating selection api=api.clone() /> }).collect_view();
    let caption = text::app_roles_of(&api, holdings.roles.len());
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
                        <th scope="col">{tier::TIER}</th>
                        <th scope="col">{text::WHAT}</th>
                        <th scope="col">{text::GRANTED}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn AppRoleRow(role: HeldAppRole, rating: Option<Rating>, selection: Selection, api: String) -> impl IntoView {
    let label = role.label();
    let grant = role.assignment.grant;
    let wish = Wish::NoAppRole { resource: grant.resource, role: grant.app_role };
    let granted = role.assignment.created.map(|at| at.date()).unwrap_or_default();
    let (label, standing, what) = match role.standing {
        Standing::Offered(role) => (label, None, sentence(&role.display_name, &role.description)),
        Standing::Disabled(role) => (label, Some(text::ROLE_DISABLED), sentence(&role.display_name, &role.description)),
        Standing::RoleGone => (label, Some(text::ROLE_GONE), String::new()),
        Standing::ApiGone => (label, None, String::new()),
        Standing::DefaultAccess => (text::DEFAULT_ACCESS.to_owned(), None, text::DEFAULT_ACCESS_WHAT.to_owned()),
        Standing::NotRead => (label, None, String::new()),
    };
    let label = visible(&label);
    view! {
        <tr>
            <th scope="row">
                <PickBox selection wish name=remove::role_of(&label, &api)>
                    <span class="strong">
                        <bdi>{label}</bdi>
                    </span>
                    " "
                    {standing.map(|text| view! { <Badge tone=Tone::Warn text /> })}
                </PickBox>
            </th>
            <td>{rating.map(|rating| view! { <TierBadge rating /> })}</td>
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
