//! The tier of an identity, what decides it, and what is missing in it.

use leptos::prelude::*;
use leptos::svg;

use super::badge::Badge;
use super::tier_badge::tone;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::{tier as text, trap};
use domain::tiers::{IdentityTier, Tier};
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
    let bar = bar(&tier);
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
                <bdi>{visible(&text::deciding_permission(&label, verdict.reason))}</bdi>
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="card stack" aria-label=text::SUMMARY>
            <h2 tabindex="-1">{text::SUMMARY}</h2>
            {worst}
            {bar}
            {counts}
            {(!traps.is_empty()).then(|| view! { <Traps traps /> })}
            {gaps.iter().map(|gap| view! { <p class="caution">{text::gap(gap)}</p> }).collect_view()}
            <p class="faint">{text::SUMMARY_OF}</p>
        </section>
    }
    .into_any()
}

/// How long the bar is, in units of the drawing.
const BAR: usize = 1000;

/// How many permissions and roles have each tier, as one bar. The numbers are below it as text.
fn bar(tier: &IdentityTier<String>) -> Option<AnyView> {
    let parts = [
        (tier.count(Tier::Zero), "tier-0"),
        (tier.count(Tier::One), "tier-1"),
        (tier.count(Tier::Two), "tier-2"),
        (tier.unrated, "not-rated"),
    ];
    let all: usize = parts.iter().map(|(number, _)| number).sum();
    let mut x = 0;
    let mut drawn = Vec::new();
    for (number, class) in parts.into_iter().filter(|(number, _)| *number > 0) {
        // What there is can be seen, however little it is.
        let width = (number * BAR / all).max(12);
        let part = svg::rect().attr("x", x.to_string()).attr("y", "0").attr("width", width.to_string());
        drawn.push(part.attr("height", "8").attr("class", class));
        x += width + 4;
    }
    let bar = svg::svg()
        .attr("class", "tier-bar")
        .attr("viewBox", format!("0 0 {} 8", x.saturating_sub(4)))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(drawn);
    (all > 0).then(|| bar.into_any())
}

/// How many combinations are shown at once; the gravest come first.
const SHOWN: usize = 4;

/// Each combination in a sentence.
#[component]
fn Traps(traps: Vec<Trap>) -> impl IntoView {
    let line = |it: &Trap| {
        view! {
            <li>
                <bdi>{visible(&trap::explanation(it))}</bdi>
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
