//! How powerful an identity is, in one line.

use leptos::prelude::*;

use super::badge::Badge;
use super::tier_badge::tone;
use crate::domain::tiers::Danger;
use crate::domain::traps::Trap;
use crate::web::tenant_text::visible;
use crate::web::text::{tier as text, trap};

/// The highest tier and why, and how many things of each tier are held.
#[component]
pub fn DangerSummary(
    /// What the ratings come to.
    danger: Danger,
    /// Whether everything that is held could be read and rated.
    complete: bool,
    /// Combinations that are not what they seem.
    traps: Vec<Trap>,
) -> impl IntoView {
    let held = danger.worst.is_some() || danger.unrated > 0;
    let counts = held.then(|| view! { <p class="soft">{text::counts(&danger)}</p> });
    let worst = match danger.worst {
        None => view! { <p class="strong">{text::NONE}</p> }.into_any(),
        Some((label, verdict)) => view! {
            <p class="row">
                <Badge tone=tone(verdict.tier) text=text::name(verdict.tier) />
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
            {(!complete).then(|| view! { <p class="caution">{text::NOT_ALL_KNOWN}</p> })}
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
