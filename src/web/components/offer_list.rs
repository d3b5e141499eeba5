//! Permissions and directory roles to choose from.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::breakable::Breakable;
use super::tier_badge::tone;
use crate::web::search::permission_search::{Offer, OfferKey, Offerer};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{change as text, tier as tier_text};
use domain::change::wish::Wish;
use domain::tiers::{Tier, rate_app_role, rate_directory_role};

/// What can be chosen, grouped by who offers it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfferGroup {
    /// Who offers it.
    pub offerer: Offerer,
    /// The offerer's name.
    pub name: String,
    /// What is offered, and whether the identity has it.
    pub offers: Vec<(Offer, bool)>,
}

/// A group of checkboxes.
#[component]
pub fn OfferList(
    /// What is offered.
    group: OfferGroup,
    /// What is chosen.
    chosen: Signal<Vec<Wish>>,
    /// Chooses something, or takes it out again.
    toggle: Callback<(Wish, bool)>,
) -> impl IntoView {
    let offers = group.offers.into_iter().map(|(offer, held)| match held {
        true => view! { <HeldOffer offer /> }.into_any(),
        false => view! { <OpenOffer offer chosen toggle /> }.into_any(),
    });
    view! {
        <fieldset>
            <legend class="group-head strong">
                <bdi>{visible(&group.name)}</bdi>
            </legend>
            <div class="options">{offers.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// Something that can be chosen.
#[component]
fn OpenOffer(offer: Offer, chosen: Signal<Vec<Wish>>, toggle: Callback<(Wish, bool)>) -> impl IntoView {
    let wish = offer.wish();
    let meant = offer.clone();
    let checked = move || chosen.read().iter().any(|wish| meant.matches_wish(wish));
    let danger = dangerous_tier(offer.key).map(|tier| view! { <Badge tone=tone(tier) text=tier_text::name(tier) /> });
    view! {
        <label class="option">
            <input
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| toggle.run((wish.clone(), event.target().checked()))
            />
            <OfferText offer />
            {danger}
        </label>
    }
}

/// Something that the identity has already. There is nothing to choose.
#[component]
fn HeldOffer(offer: Offer) -> impl IntoView {
    view! {
        <div class="option">
            <span aria-hidden={"true"}></span>
            <OfferText offer />
            <Badge tone=Tone::Good text=text::HELD />
        </div>
    }
}

/// The tier of what gives much away. The others would be a badge on every line; the review shows each with its reason.
fn dangerous_tier(offer: OfferKey) -> Option<Tier> {
    let rating = match offer {
        OfferKey::AppRole(api, role) => rate_app_role(api, role),
        OfferKey::DirectoryRole(role) => rate_directory_role(role),
    };
    rating.tier().filter(|tier| *tier != Tier::Two)
}

#[component]
fn OfferText(offer: Offer) -> impl IntoView {
    let what = if offer.description.is_empty() { offer.title } else { offer.description };
    view! {
        <span>
            <span class="strong">
                <bdi>
                    <Breakable name=visible(&offer.label) />
                </bdi>
            </span>
            <span class="what">
                <bdi>{visible(&what)}</bdi>
            </span>
        </span>
    }
}
