//! The permission sets that come with the page.

use leptos::prelude::*;

use crate::domain::change::permission_set::PermissionSet;
use crate::web::text::change as text;

/// The sets, each with a button that chooses all of it.
#[component]
pub fn SetCards(
    /// Chooses a set.
    take: Callback<PermissionSet>,
) -> impl IntoView {
    let card = move |(at, &set): (usize, &PermissionSet)| {
        let id = format!("set-{at}");
        view! {
            <div class="stack">
                <h3 id=id.clone()>{text::set_name(set)}</h3>
                <p class="soft">{text::set_purpose(set)}</p>
                <div class="actions">
                    <button type="button" class="button" aria-describedby=id on:click=move |_| take.run(set)>
                        {text::TAKE_SET}
                    </button>
                </div>
            </div>
        }
    };
    view! {
        <section class="card region">
            <h2>{text::SETS}</h2>
            {PermissionSet::ALL.iter().enumerate().map(card).collect_view()}
        </section>
    }
    .into_any()
}
