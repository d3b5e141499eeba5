//! One identity in the table.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::badge::{Badge, Tone};
use super::icon::Icon;
use super::long_table::{row_id, row_index};
use super::resource_icon::resource_icon;
use super::tenant_name::TenantName;
use super::tier_badge::tone;
use crate::web::browser::text_selection::is_text_selected;
use crate::web::change::deliberate::leads_away;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::tenant::open_tenant::ReviewedTier;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::resource_type::resource_type;
use crate::web::text::{identities as text, tier};
use domain::azure_resource::AzureResource;
use domain::identity::ManagedIdentity;
use domain::likeness::Namesake;

/// What is marked in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowMarks {
    /// How the name relates to those of others.
    pub namesake: Option<Namesake>,
    /// Whether the name is only similar to what was searched for.
    pub is_near: bool,
}

/// A row. Its link is found by its place in the list.
#[component]
pub fn IdentityRow(
    /// The identity.
    identity: ManagedIdentity,
    /// What is marked.
    marks: RowMarks,
    /// The subscription of its resource, or its management group.
    subscription: Option<String>,
    /// How powerful it is: nothing without a review, and nothing in it where the review could not read it.
    power: Option<Option<ReviewedTier>>,
    /// Its place in the list, from 0.
    at: usize,
) -> impl IntoView {
    let ManagedIdentity { id, display_name, kind, resource, enabled, .. } = identity;
    let RowMarks { namesake, is_near } = marks;
    let kind = text::kind(kind);
    let icon = resource.as_ref().map_or(Icon::Unknown, |it| resource_icon(it.resource_type()));
    let resource = resource.as_ref();
    let kind_of_resource = resource.map_or(text::NO_RESOURCE, |it| resource_type(it.resource_type())).to_owned();
    let group = resource.and_then(AzureResource::resource_group).unwrap_or_default().to_owned();
    let subscription = subscription.unwrap_or_default();
    // A link has to have a name, also where an identity has none.
    let name = if display_name.is_empty() { id.to_string() } else { display_name };
    // Identities with the same name are distinguished by the ID, of which a narrow column has room for the beginning.
    // What says so is in front, where no long name pushes it off the row.
    let beginning = namesake.map(|_| text::beginning(id));
    let told_apart = namesake.map(|namesake| text::distinction(namesake, id));
    let title = told_apart.clone();
    let under =
        [kind, &kind_of_resource, &group].iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let navigation = expect_context::<Navigation>();
    let open = move |event: MouseEvent| {
        if opens_row(&event) {
            navigation.go(&Route::Identity(id));
        }
    };
    view! {
        <tr class="item opens" aria-rowindex=row_index(at) on:click=open>
            <th scope="row" title=title>
                {icon.draw()}
                {is_near.then(|| view! { <Badge tone=Tone::Info text=text::NEAR_NAME /> " " })}
                {namesake.map(|namesake| view! { <Badge tone=Tone::Warn text=text::namesake(namesake) /> " " })}
                <a id=row_id(at) href=Route::Identity(id).to_string()>
                    <TenantName name />
                </a>
                " "
                {(!enabled).then(|| view! { <Badge tone=Tone::Warn text=text::DISABLED /> })}
                {beginning.map(|id| view! { " " <code class="faint" aria-hidden="true">{id}</code> })}
                {told_apart.map(|words| view! { <span class="unseen">". " {words}</span> })}
                <span class="under">{visible(&under)}</span>
            </th>
            <td>{kind}</td>
            {[kind_of_resource, group, subscription].map(cell)}
            {power.map(power_cell)}
        </tr>
    }
}

/// Whether a click on a row opens it: not one on a link or a button, which does its own, and not one that selects text.
fn opens_row(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_on_control = target.is_none_or(|it| it.closest("a, button").is_ok_and(|found| found.is_some()));
    leads_away(event) && !is_on_control && !is_text_selected()
}

/// A cell that may be cut off, with the whole text on hover.
fn cell(text: String) -> impl IntoView {
    let (text, whole) = (visible(&text), visible(&text));
    view! { <td title=whole>{text}</td> }
}

/// The highest tier, and how much is assigned.
fn power_cell(power: Option<ReviewedTier>) -> impl IntoView {
    let badge = power.and_then(|it| it.tier).map(|it| view! { <Badge tone=tone(it) text=tier::name(it) /> });
    let gaps = power.map(|it| it.gaps).unwrap_or_default();
    let unknown = power.is_some_and(|it| it.tier.is_none() && !it.gaps.is_empty()).then_some(tier::UNKNOWN);
    view! {
        <td title=tier::gaps_in_full(gaps)>
            {badge} {unknown} " " <span class="faint">{tier::gaps_in_a_word(gaps)}</span> " " <span class="faint">{power.map(|it| text::permission_count(it.holds))}</span>
        </td>
    }
}
