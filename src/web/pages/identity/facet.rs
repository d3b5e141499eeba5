//! A part of the page that is a table of texts: it loads, fails, is repeated and consented to on its own.

use leptos::prelude::*;

use crate::web::components::{FetchedHead, ListingGap, TextTable};
use crate::web::fetched::signal::FetchedSignal;
use crate::web::navigation::identity_view::Part;
use crate::web::pages::fetched_status::FetchedStatus;
use crate::web::reactive::dynamic;
use crate::web::text::facet::FacetWords;
use domain::listing::Listing;

/// A facet with a table.
pub fn facet<T: 'static>(
    part: Part,
    words: FacetWords,
    fetched: FetchedSignal<T>,
    rows: fn(&T) -> Listing<Vec<String>>,
    notes: fn(&T, Callback<()>) -> AnyView,
) -> AnyView {
    let contents = move || {
        let shown = fetched.map(|value| (rows(value), notes(value, fetched.reader())));
        shown.map(|(listing, notes)| drawn(words, listing, notes))
    };
    view! {
        <section class="region" id=part.element() aria-label=words.heading>
            <FetchedHead heading=move || words.heading what=words.what of=fetched />
            <FetchedStatus of=fetched reading=words.reading />
            {dynamic(contents)}
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
