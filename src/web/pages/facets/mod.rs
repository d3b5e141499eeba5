//! The further facets of an identity, each a region that loads, fails, is repeated and consented to on its own.
//!
//! They stand in two parts that are read when they are opened, so that whoever only wants to grant something does not
//! wait for logs and spends no requests on them. What is in a part is read together.

mod activity;
mod relations;

use leptos::prelude::*;

use crate::domain::identity::ManagedIdentity;
use crate::domain::listing::Listing;
use crate::web::components::{ListingGap, Notice, RegionHead, TextTable, Tone};
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, read_at, state};
use crate::web::text::facet::{self as text, FacetWords};
use activity::{Activity, ActivityRegions};
use relations::{RelationRegions, Relations};

/// All further facets.
#[component]
pub fn Facets(
    /// Whose.
    identity: ManagedIdentity,
) -> impl IntoView {
    let relations = RelationRegions::new(identity.id);
    let activity = ActivityRegions::new(identity);
    view! {
        {part(text::RELATIONS, move || relations.read(), move || view! { <Relations relations /> }.into_any())}
        {part(text::ACTIVITY, move || activity.read(), move || view! { <Activity activity /> }.into_any())}
    }
}

/// A part that is read and drawn once it has been opened.
fn part(
    heading: &'static str,
    read: impl Fn() + 'static,
    contents: impl Fn() -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    // The first toggle opens.
    let toggled = move |_| {
        if !opened.get_untracked() {
            read();
            opened.set(true);
        }
    };
    view! {
        <details class="card part" on:toggle=toggled>
            <summary class="strong">{heading}</summary>
            {move || opened.get().then(|| view! { <div class="part-body">{contents()}</div> })}
        </details>
    }
}

/// A facet as a region with a table.
fn facet<T: 'static>(
    words: FacetWords,
    region: RegionSignal<T>,
    refresh: Callback<()>,
    rows: fn(&T) -> Listing<Vec<String>>,
    notes: fn(&T) -> AnyView,
) -> AnyView {
    let contents = move || {
        region.with(|region| region.shown().map(|read| (rows(&read.value), notes(&read.value)))).map(
            |(listing, notes)| {
                let Listing { items: rows, unreadable, gap } = listing;
                let complete = unreadable == 0 && gap.is_none();
                let gap = view! { <ListingGap shown=rows.len() unreadable gap /> };
                let table = if rows.is_empty() {
                    complete.then(|| view! { <Notice tone=Tone::Plain what=words.none /> }.into_any())
                } else {
                    let columns = words.columns;
                    Some(
                        view! {
                            <p class="soft">{words.why}</p>
                            <TextTable caption=words.heading columns rows />
                        }
                        .into_any(),
                    )
                };
                view! {
                    {gap}
                    {table}
                    {notes}
                }
            },
        )
    };
    view! {
        <section class="region" aria-label=words.heading>
            <RegionHead heading=move || words.heading what=words.what read=read_at(region) refresh />
            <RegionStatus state=state(region) reading=words.reading retry=refresh />
            {contents}
        </section>
    }
    .into_any()
}

/// No notes.
fn no_notes<T>(_: &T) -> AnyView {
    ().into_any()
}
