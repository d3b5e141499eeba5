//! The tier of something that is assigned, with its reason.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::out_link::OutLink;
use crate::web::reactive::{dynamic, handler};
use crate::web::text::tier as text;
use domain::tiers::{Opinion, Rating, Tier};

/// A tier as a word. Its reason is the title, is read aloud with it, and is below it once it is opened, together with
/// what others say. It is a native disclosure, so that it opens by keyboard and by touch as well. A page may have a
/// thousand of them, so it is made of few elements.
#[component]
pub fn TierBadge(
    /// The rating.
    rating: Rating,
    /// What else to know about it; may be empty.
    #[prop(optional)]
    beside: &'static str,
) -> impl IntoView {
    let reason = rating.verdict.map_or(text::NOT_RATED_MEANS, |verdict| verdict.reason);
    let disputed = rating.is_disputed();
    let (tone, name) = rating.tier().map_or((Tone::Plain, text::NOT_RATED), |tier| (tone(tier), text::name(tier)));
    let words = [Some(name), disputed.then_some(text::DISPUTED), Some(reason)];
    let aloud = words.into_iter().flatten().collect::<Vec<_>>().join(". ");
    // Few are opened.
    let opened = RwSignal::new(false);
    let opinions = rating.opinions;
    let more = move || {
        let opinions = opinions.clone();
        opened.get().then(|| {
            view! {
                <div class="stack">
                    <p>{reason}</p>
                    {(!beside.is_empty()).then(|| view! { <p class="soft">{beside}</p> })}
                    {disputed.then(|| view! { <p class="soft">{text::DISPUTED_MEANS}</p> })}
                    {(!opinions.is_empty()).then(|| view! { <Opinions opinions /> })}
                </div>
            }
        })
    };
    view! {
        <details class="tier" on:toggle=handler(move || opened.set(true))>
            <summary title=reason aria-label=aloud>
                <Badge tone text=name />
                {disputed.then(|| view! { <span class="faint">" "{text::DISPUTED}</span> })}
            </summary>
            {dynamic(more)}
        </details>
    }
    .into_any()
}

/// What others say, each with where.
#[component]
fn Opinions(opinions: Vec<Opinion>) -> impl IntoView {
    let line = |opinion: Opinion| {
        view! {
            <li>
                <OutLink href=opinion.link().to_owned() text=text::source(opinion.source()) />
                ": "
                {text::opinion(opinion)}
            </li>
        }
    };
    view! {
        <p class="faint">{text::OTHERS}</p>
        <ul class="faint">{opinions.into_iter().map(line).collect_view()}</ul>
    }
}

/// How much a tier wants to be seen.
pub fn tone(tier: Tier) -> Tone {
    match tier {
        Tier::Zero => Tone::Bad,
        Tier::One => Tone::Warn,
        Tier::Two => Tone::Plain,
    }
}
