//! What stands in a region while its content is read, could not be read, or is old.

use leptos::prelude::*;

use super::ask_button::AskButton;
use crate::web::components::{Notice, ProblemNotice, Tone, Waiting};
use crate::web::region::RegionState;
use crate::web::text::region as text;

/// Says that a region is being read or could not be. The content itself is drawn by whoever has it.
#[component]
pub fn RegionStatus(
    /// Where it stands.
    state: Memo<RegionState>,
    /// What is going on while it is read.
    reading: &'static str,
    /// Reads it again.
    retry: Callback<()>,
) -> impl IntoView {
    move || {
        let RegionState { problem, reading: is_reading, shown } = state.get();
        let waiting = is_reading.then(|| view! { <Waiting text=reading /> });
        let failed = problem.map(|problem| {
            view! {
                <ProblemNotice problem=problem.clone()>
                    <AskButton problem retry />
                    <button type="button" class="button" on:click=move |_| retry.run(())>
                        {text::RETRY}
                    </button>
                </ProblemNotice>
                {shown.then(|| view! { <Notice tone=Tone::Warn what=text::STALE /> })}
            }
        });
        view! {
            {waiting}
            {failed}
        }
    }
}
