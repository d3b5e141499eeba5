//! The roles that an identity has in Azure.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::pick_box::PickBox;
use super::tier_badge::TierBadge;
use crate::web::change::selection::Selection;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{azure as text, identity as text_identity, remove, tier};
use domain::azure_assignment::AzureAssignmentId;
use domain::azure_reach::RatedAzureRole;
use domain::azure_role::AzureRole;
use domain::change::permission::{AzureRoleAt, Permission};
use domain::change::wish::Wish;
use domain::directory_entry::DirectoryEntry;
use domain::ids::ServicePrincipalId;

/// The roles, as a table.
#[component]
pub fn AzureRoles(
    /// The roles, each with the name of the identity that decides its tier, where one does.
    roles: Vec<(Option<String>, RatedAzureRole)>,
    /// The object ID of whose they are.
    id: ServicePrincipalId,
    /// Its groups.
    groups: Vec<DirectoryEntry>,
    /// What is ticked for removal.
    selection: Selection,
) -> impl IntoView {
    let head = [text::ROLE, tier::TIER, text::WHERE, text::WAY, text::OWN_RESOURCE, text::SINCE];
    let caption = text::roles(roles.len());
    let rows = roles.into_iter().map(|(leads_to, role)| row(&role, leads_to, id, &groups, selection)).collect_view();
    view! {
        <div class="table-box">
            <table class="stacked azure-roles">
                <caption>
                    <span class="strong">{caption}</span>
                </caption>
                <thead>
                    <tr>{head.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    rated: &RatedAzureRole,
    leads_to: Option<String>,
    id: ServicePrincipalId,
    groups: &[DirectoryEntry],
    selection: Selection,
) -> impl IntoView + use<> {
    let RatedAzureRole { role, rating, .. } = rated;
    let beside = if rating.may_be_higher { tier::REACH_UNKNOWN } else { "" };
    let higher = rating.may_be_higher.then(|| view! { <p class="faint">{tier::OR_HIGHER}</p> });
    let leads_to = leads_to.map(|name| view! { <p class="soft"><bdi>{visible(&text::leads_to(&name))}</bdi></p> });
    let standing = role.standing.map_or(text_identity::NOT_NOTED, text::scope_relation);
    let since = role.created.map_or(text_identity::NOT_NOTED.to_owned(), |at| at.date());
    let badge = |wanted: bool, text: &'static str| wanted.then(|| view! { " " <Badge tone=Tone::Info text /> });
    let (name, place) = (visible(&text::role_name(role)), visible(&text::place(role)));
    let label = view! {
        <span class="strong">
            <bdi>{name.clone()}</bdi>
        </span>
        {badge(role.custom, text::CUSTOM)}
        {badge(role.conditional, text::CONDITION)}
    };
    let removal = removal(role, id).filter(|_| !selection.is_forbidden());
    let elsewhere = (removal.is_none() && !selection.is_forbidden())
        .then(|| view! { <p class="faint">{text::removed_elsewhere(role, id.0)}</p> });
    let label = match removal {
        Some(wish) => view! {
            <PickBox selection wish name=remove::role_at(&name, &place)>
                {label}
            </PickBox>
        }
        .into_any(),
        None => label.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>
                <TierBadge rating=rating.rating() beside />
                {higher}
                {leads_to}
            </td>
            <td data-label=text::WHERE>
                <bdi>{place}</bdi>
            </td>
            <td data-label=text::WAY>
                <bdi>{visible(&text::assignment_path(role, id.0, groups))}</bdi>
                {elsewhere}
            </td>
            <td data-label=text::OWN_RESOURCE>{standing}</td>
            <td class="faint" data-label=text::SINCE>{since}</td>
        </tr>
    }
}

/// What removes an assignment: by its own ID, at the scope where it was made, with the condition that it has. One of a
/// group is removed there.
fn removal(role: &AzureRole, id: ServicePrincipalId) -> Option<Wish> {
    let assignment = role.id.parse::<AzureAssignmentId>().ok().filter(|_| role.principal == id.0)?;
    let at = AzureRoleAt { name: Some(assignment.name()), ..AzureRoleAt::new(role.role, role.scope.clone()) };
    at.has_known_scope().then(|| Wish::Remove(Permission::AzureRole(Box::new(at))))
}
