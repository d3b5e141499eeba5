//! The application permissions that an identity has of one API.

use domain::change::permission::{AppRoleIds, Permission};
use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::breakable::Breakable;
use super::pick_box::PickBox;
use super::tier_badge::TierBadge;
use crate::web::change::selection::Selection;
use crate::web::reactive::{dynamic, memo};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{identity as text, remove, tier};
use domain::change::wish::Wish;
use domain::holdings::{ApiAppRoles, AppRoleStatus, AssignedAppRole};
use domain::tiers::Rating;

/// What its columns are called.
const HEAD: [&str; 4] = [text::PERMISSION, tier::TIER, text::WHAT, text::GRANTED];

/// The roles of one API, as a table. Its rows are boxes of their own, which keep how they are laid out while a filter hides
/// them; the roles of the elements say what the boxes no longer do.
#[component]
pub fn AppRoles(
    /// What is assigned.
    holdings: ApiAppRoles,
    /// The place of its first role among those of all APIs.
    first: usize,
    /// Which of all roles fit what is searched for. Their rows are hidden and shown from outside.
    shown: Memo<Vec<bool>>,
    /// What is ticked.
    selection: Selection,
) -> impl IntoView {
    let all = holdings.roles.len();
    let api = visible(&holdings.name);
    let here = memo(move || shown.read()[first..first + all].to_vec());
    let number = memo(move || here.read().iter().filter(|shown| **shown).count());
    let gone = holdings.roles.iter().any(|role| role.standing == AppRoleStatus::ApiGone);
    let name = api.clone();
    let is_empty = move || number.get() == 0;
    let caption = move || text::app_roles_of(&name, number.get(), all);
    let row = |role: &AssignedAppRole| row(role.clone(), holdings.rating(role), selection, &api);
    let rows = holdings.roles.iter().map(row).collect_view();
    view! {
        <div class="table-box kept" hidden=is_empty aria-hidden=move || is_empty().to_string()>
            <table class="stacked holdings permissions" role="table">
                <caption>
                    <span class="strong">
                        <bdi>{dynamic(caption)}</bdi>
                    </span>
                    {gone.then(|| view! { <p class="soft">{text::API_GONE}". "{text::API_GONE_NEXT}</p> })}
                </caption>
                <thead role="rowgroup">
                    <tr role="row">{HEAD.map(|name| view! { <th role="columnheader" scope="col">{name}</th> })}</tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(role: AssignedAppRole, rating: Option<Rating>, selection: Selection, api: &str) -> impl IntoView + use<> {
    let label = role.label();
    let grant = role.assignment.grant;
    let wish = Wish::Remove(Permission::AppRole(AppRoleIds { resource: grant.resource, role: grant.app_role }));
    let granted = role.assignment.created.map_or(text::NOT_NOTED.to_owned(), |at| at.date());
    let mut note = None;
    let (label, standing, name, what) = match role.standing {
        AppRoleStatus::Offered(role) => (label, None, role.display_name, role.description),
        AppRoleStatus::Disabled(role) => {
            note = Some(text::ROLE_DISABLED_WHAT);
            (label, Some(text::ROLE_DISABLED), role.display_name, role.description)
        }
        AppRoleStatus::NotListed => {
            (label, Some(text::ROLE_NOT_LISTED), String::new(), text::ROLE_NOT_LISTED_WHAT.to_owned())
        }
        AppRoleStatus::RoleGone => (label, Some(text::ROLE_GONE), String::new(), text::ROLE_GONE_WHAT.to_owned()),
        AppRoleStatus::ApiGone => (label, Some(text::API_IS_GONE), String::new(), String::new()),
        AppRoleStatus::DefaultAccess => {
            (text::DEFAULT_ACCESS.to_owned(), None, String::new(), text::DEFAULT_ACCESS_WHAT.to_owned())
        }
        AppRoleStatus::NotRead => (label, None, String::new(), String::new()),
    };
    let label = visible(&label);
    // Many APIs repeat the name as the description.
    let named = (!name.is_empty() && name != what).then(|| view! { <p><bdi>{visible(&name)}</bdi></p> });
    view! {
        <tr class="kept" role="row">
            <th role="rowheader" scope="row">
                <PickBox selection wish name=remove::role_of(&label, api)>
                    <span class="strong">
                        <bdi>
                            <Breakable name=label />
                        </bdi>
                    </span>
                    " "
                    {standing.map(|text| view! { <Badge tone=Tone::Warn text /> })}
                </PickBox>
            </th>
            <td role="cell">{rating.map(|rating| view! { <TierBadge rating /> })}</td>
            <td role="cell">
                {named}
                <p class="soft"><bdi>{visible(&what)}</bdi></p>
                {note.map(|note| view! { <p class="caution">{note}</p> })}
            </td>
            <td role="cell" class="faint" data-label=text::GRANTED>{granted}</td>
        </tr>
    }
}
