//! The head of a part of a page: what it is, when it was read, and a button that reads it again.

use leptos::html;
use leptos::prelude::*;

use super::heading::take_focus;
use crate::web::browser::clock;
use crate::web::fetched::signal::FetchStatus;
use crate::web::navigation::control::Navigation;
use crate::web::reactive::{dynamic, handler};
use crate::web::text::region as text;

/// The head of something that is read.
#[component]
pub fn FetchedHead(
    /// The heading, which may count what is below it.
    #[prop(into)]
    heading: ViewFn,
    /// What is read again, in the middle of a sentence.
    what: &'static str,
    /// What is read.
    #[prop(into)]
    of: FetchStatus,
    /// Whether the heading takes the focus, because the part takes the place of another one.
    #[prop(optional)]
    takes_focus: bool,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let place = NodeRef::<html::H2>::new();
    place.on_load(move |element| {
        if takes_focus {
            take_focus(navigation, &element);
        }
    });
    let since = move || {
        of.state.read().read_at.map(|at| {
            view! {
                <span>
                    {text::read_at(&clock::local_minute(at))}
                </span>
                <button type="button" class="button quiet" aria-label=text::refresh(what) on:click=handler(move || of.read.run(()))>
                    {text::REFRESH}
                </button>
            }
        })
    };
    view! {
        <div class="region-head">
            <h2 node_ref=place tabindex="-1">
                {dynamic(move || heading.run())}
            </h2>
            <div class="read-at">{dynamic(since)}</div>
        </div>
    }
}
