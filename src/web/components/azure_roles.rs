//! The roles that an identity has in Azure.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::tier_badge::TierBadge;
use crate::web::tenant_text::visible;
use crate::web::text::{azure as text, identity as text_identity, tier};
use domain::azure_reach::RatedAzureRole;
use domain::directory_entry::DirectoryEntry;
use domain::identity::ManagedIdentity;

/// The roles, as a table.
#[component]
pub fn AzureRoles(
    /// The roles, each with the name of the identity that decides its tier, where one does.
    roles: Vec<(Option<String>, RatedAzureRole)>,
    /// Whose.
    identity: ManagedIdentity,
    /// Its groups.
    groups: Vec<DirectoryEntry>,
) -> impl IntoView {
    let head = [text::ROLE, tier::TIER, text::WHERE, text::WAY, text::OWN_RESOURCE, text::SINCE];
    let caption = text::roles(roles.len());
    let rows = roles.into_iter().map(|(leads_to, role)| row(&role, leads_to, &identity, &groups)).collect_view();
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
    identity: &ManagedIdentity,
    groups: &[DirectoryEntry],
) -> impl IntoView + use<> {
    let RatedAzureRole { role, rating, .. } = rated;
    let beside = if rating.may_be_higher { tier::REACH_UNKNOWN } else { "" };
    let higher = rating.may_be_higher.then(|| view! { <p class="faint">{tier::OR_HIGHER}</p> });
    let leads_to = leads_to.map(|name| view! { <p class="soft"><bdi>{visible(&text::leads_to(&name))}</bdi></p> });
    let standing = role.standing.map_or(text_identity::NOT_NOTED, text::standing);
    let since = role.created.map_or(text_identity::NOT_NOTED.to_owned(), |at| at.date());
    let badge = |wanted: bool, text: &'static str| wanted.then(|| view! { " " <Badge tone=Tone::Info text /> });
    view! {
        <tr>
            <th scope="row">
                <span class="strong">
                    <bdi>{visible(&text::role_name(role))}</bdi>
                </span>
                {badge(role.custom, text::CUSTOM)}
                {badge(role.conditional, text::CONDITION)}
            </th>
            <td>
                <TierBadge rating=rating.rating() beside />
                {higher}
                {leads_to}
            </td>
            <td data-label=text::WHERE>
                <bdi>{visible(&text::place(role))}</bdi>
            </td>
            <td data-label=text::WAY>
                <bdi>{visible(&text::way(role, identity.id.0, groups))}</bdi>
            </td>
            <td data-label=text::OWN_RESOURCE>{standing}</td>
            <td class="faint" data-label=text::SINCE>{since}</td>
        </tr>
    }
}
