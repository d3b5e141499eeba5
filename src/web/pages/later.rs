//! What is drawn by a part of the page that is fetched when it is first needed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::components::{Notice, Tone, Waiting};
use crate::web::parts::{Drawing, Later};
use crate::web::text::{part as text, region::RETRY};

/// How far the part is.
#[derive(Clone, Copy)]
enum Part {
    Coming,
    There(Drawing),
    NotThere,
}

/// What is wanted, once its part has come. Where it does not come, the person can try again and loses nothing.
#[component]
pub fn Coming(
    /// What is wanted.
    what: Later,
) -> impl IntoView {
    let part = RwSignal::new(Part::Coming);
    let fetch = move || {
        part.set(Part::Coming);
        spawn_local(async move {
            part.try_set(what.come().await.map_or(Part::NotThere, Part::There));
        });
    };
    fetch();
    move || match part.get() {
        Part::Coming => view! { <Waiting text=text::COMING /> }.into_any(),
        Part::There(drawing) => drawing.view(),
        Part::NotThere => view! {
            <Notice tone=Tone::Bad what=text::NOT_THERE next=text::NOT_THERE_NEXT>
                <button type="button" class="button" on:click=move |_| fetch()>
                    {RETRY}
                </button>
            </Notice>
        }
        .into_any(),
    }
}
