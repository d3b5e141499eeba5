//! The application permissions that an identity holds of one API.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
    /// The place of its first role among those of all APIs.
    first: usize,
    /// Which of all roles are shown.
    shown: Memo<Vec<bool>>,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    let all = holdings.roles.len();
    let api = visible(&holdings.name);
    let here = Memo::new(move |_| shown.read()[first..first + all].to_vec());
    let number = Memo::new(move |_| here.read().iter().filter(|shown| **shown).count());
    let body = NodeRef::new();
    hide_the_others(body, here);
    let gone = holdings.roles.iter().any(|role| role.standing == Standing::ApiGone);
    let name = api.clone();
    let caption = move || text::app_roles_of(&name, number.get(), all);
    let rows = holdings.roles.iter().map(|role| row(role.clone(), holdings.rating(role), selection, &api));
    let rows = rows.collect_view();
    view! {
        <div class="table-box" hidden=move || number.get() == 0>
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
                <tbody node_ref=body>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Hides the rows that are not to be shown. Of a thousand rows a keystroke changes few, and one look at all of them is
/// cheaper than a signal in each.
fn hide_the_others(body: NodeRef<html::Tbody>, shown: Memo<Vec<bool>>) {
    Effect::new(move |before: Option<Vec<bool>>| {
        let Some(body) = body.get() else { return Vec::new() };
        let before = before.unwrap_or_default();
        let now = shown.get();
        let mut next = body.first_element_child();
        for (at, &is_shown) in now.iter().enumerate() {
            let Some(row) = next else { break };
            next = row.next_element_sibling();
            if before.get(at) != Some(&is_shown)
                && let Ok(row) = row.dyn_into::<web_sys::HtmlElement>()
            {
                row.set_hidden(!is_shown);
            }
        }
        now
    });
}

fn row(role: HeldAppRole, rating: Option<Rating>, selection: Selection, api: &str) -> impl IntoView + use<> {
    let label = role.label();
    let grant = role.assignment.grant;
    let wish = Wish::NoAppRole { resource: grant.resource, role: grant.app_role };
    let granted = role.assignment.created.map_or(text::NOT_NOTED.to_owned(), |at| at.date());
    let (label, standing, name, what) = match role.standing {
        Standing::Offered(role) => (label, None, role.display_name, role.description),
        Standing::Disabled(role) => (label, Some(text::ROLE_DISABLED), role.display_name, role.description),
        Standing::RoleGone => (label, Some(text::ROLE_GONE), String::new(), text::ROLE_GONE_WHAT.to_owned()),
        Standing::ApiGone => (label, Some(text::API_IS_GONE), String::new(), String::new()),
        Standing::DefaultAccess => {
            (text::DEFAULT_ACCESS.to_owned(), None, String::new(), text::DEFAULT_ACCESS_WHAT.to_owned())
        }
        Standing::NotRead => (label, None, String::new(), String::new()),
    };
    let label = visible(&label);
    // Many APIs repeat the name as the description.
    let named = (!name.is_empty() && name != what).then(|| view! { <p><bdi>{visible(&name)}</bdi></p> });
    view! {
        <tr>
            <th scope="row">
                <PickBox selection wish name=remove::role_of(&label, api)>
                    <span class="strong">
                        <bdi>{label}</bdi>
                    </span>
                    " "
                    {standing.map(|text| view! { <Badge tone=Tone::Warn text /> })}
                </PickBox>
            </th>
            <td>{rating.map(|rating| view! { <TierBadge rating /> })}</td>
            <td>
                {named}
                <p class="soft"><bdi>{visible(&what)}</bdi></p>
            </td>
            <td class="faint" data-label=text::GRANTED>{granted}</td>
        </tr>
    }
}
