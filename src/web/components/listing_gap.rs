//! Says that a list is not complete, and why.

use leptos::prelude::*;

use super::badge::Tone;
use super::notice::{Notice, ProblemNotice};
use crate::web::text::region as text;
use domain::problem::Problem;

/// What is missing of a list; nothing where nothing is.
#[component]
pub fn ListingGap(
    /// How many entries are there.
    shown: usize,
    /// How many could not be read.
    unreadable: usize,
    /// Why reading stopped, where it did.
    gap: Option<Problem>,
) -> impl IntoView {
    let stopped = gap.map(|problem| {
        let what = text::incomplete(shown);
        view! {
            <Notice tone=Tone::Warn what />
            <ProblemNotice problem />
        }
    });
    let garbled = (unreadable > 0).then(|| view! { <Notice tone=Tone::Warn what=text::unreadable(unreadable) /> });
    view! {
        {stopped}
        {garbled}
    }
}
