//! The tier of an identity, what decides it, and what is missing in it.

use leptos::prelude::*;

use super::badge::Badge;
use super::tier_badge::tone;
use crate::web::tenant_text::visible;
use crate::web::text::{tier as text, trap};
use domain::tiers::IdentityTier;
use domain::traps::Trap;

/// The tier and why, how many permissions and roles have each tier, and what the tier does not include.
#[component]
pub fn TierSummary(
    /// The tier.
    tier: IdentityTier<String>,
    /// Combinations that are not what they seem.
    traps: Vec<Trap>,
) -> impl IntoView {
    let held = tier.worst.is_some() || tier.unrated > 0;
    let counts = held.then(|| view! { <p class="soft">{text::counts(&tier)}</p> });
    let gaps = tier.gaps;
    let worst = match tier.worst {
        None if !gaps.is_empty() => view! { <p class="strong">{text::UNKNOWN_TIER}</p> }.into_any(),
        None => view! { <p class="strong">{text::NONE}</p> }.into_any(),
        Some((label, verdict)) => view! {
            <p class="row">
                <Badge tone=tone(verdict.tier) text=text::name(verdict.tier) />
                {(!gaps.is_empty()).then(|| view! { <span class="strong">{text::OR_HIGHER}</span> })}
                <span>{text::meaning(verdict.tier)}</span>
            </p>
            <p>
                <bdi>{visible(&text::worst(&label, verdict.reason))}</bdi>
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="card stack" aria-label=text::SUMMARY>
            {worst}
            {counts}
            {(!traps.is_empty()).then(|| view! { <Traps traps /> })}
            {gaps.iter().map(|gap| view! { <p class="caution">{text::gap(gap)}</p> }).collect_view()}
            <p class="faint">{text::SUMMARY_OF}</p>
        </section>
    }
    .into_any()
}

/// How many combinations are shown at once; the gravest come first.
const SHOWN: usize = 4;

/// Each combination in a sentence.
#[component]
fn Traps(traps: Vec<Trap>) -> impl IntoView {
    let line = |it: &Trap| {
        view! {
            <li>
                <bdi>{visible(&trap::said(it))}</bdi>
            </li>
        }
    };
    let (first, rest) = traps.split_at(traps.len().min(SHOWN));
    let first = first.iter().map(line).collect_view();
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{trap::more(rest.len())}</summary>
                <ul class="stack">{rest.iter().map(line).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <p class="strong">{trap::HEADING}</p>
        <ul class="stack">{first}</ul>
        {rest}
    }
}
