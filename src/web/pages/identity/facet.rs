//! A part of the page that is a table of texts: a region that loads, fails, is repeated and consented to on its own.

use leptos::prelude::*;

use crate::web::components::{ListingGap, RegionHead, TextTable};
use crate::web::identity_view::Part;
use crate::web::pages::region_status::RegionStatus;
use crate::web::reading::{RegionSignal, read_at, state};
use crate::web::text::facet::FacetWords;
use domain::listing::Listing;

/// A facet as a region with a table.
pub fn facet<T: 'static>(
    part: Part,
    words: FacetWords,
    region: RegionSignal<T>,
    refresh: Callback<()>,
    rows: fn(&T) -> Listing<Vec<String>>,
    notes: fn(&T, Callback<()>) -> AnyView,
) -> AnyView {
    let contents = move || {
        let shown = region.with(|region| region.shown().map(|read| (rows(&read.value), notes(&read.value, refresh))));
        shown.map(|(listing, notes)| drawn(words, listing, notes))
    };
    view! {
        <section class="region" id=part.element() aria-label=words.heading>
            <RegionHead heading=move || words.heading what=words.what read=read_at(region) refresh />
            <RegionStatus state=state(region) reading=words.reading retry=refresh />
            {contents}
        </section>
    }
    .into_any()
}

/// What was read. That there is nothing is said only where all of it was read.
fn drawn(words: FacetWords, listing: Listing<Vec<String>>, notes: AnyView) -> AnyView {
    let complete = listing.is_complete();
    let Listing { items: rows, unreadable, gap } = listing;
    let gap = (!complete).then(|| view! { <ListingGap shown=rows.len() unreadable gap /> });
    let table = if rows.is_empty() {
        complete.then(|| view! { <p class="soft">{words.none}</p> }.into_any())
    } else {
        let table = view! {
            <p class="soft">{words.why}</p>
            <TextTable caption=words.heading columns=words.columns rows />
        };
        Some(table.into_any())
    };
    view! {
        {gap}
        {table}
        {notes}
    }
    .into_any()
}

/// No notes.
pub fn no_notes<T>(_: &T, _: Callback<()>) -> AnyView {
    ().into_any()
}
