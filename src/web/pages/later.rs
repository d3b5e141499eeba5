//! A page whose part of the program is fetched when it is first opened.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::chunk::{Chunk, Draw};
use crate::web::components::{Notice, Tone, Waiting};
use crate::web::route::Page;
use crate::web::text::{chunk as text, region::RETRY};

/// How far the part is.
#[derive(Clone, Copy)]
enum Part {
    Coming,
    There(Draw),
    NotThere,
}

/// The page, once its part has come. Where it does not come, the person can try again and loses nothing.
#[component]
pub fn Later(chunk: Chunk, page: Page) -> impl IntoView {
    let part = RwSignal::new(Part::Coming);
    let fetch = move || {
        part.set(Part::Coming);
        spawn_local(async move {
            part.try_set(chunk.load().await.map_or(Part::NotThere, Part::There));
        });
    };
    fetch();
    move || match part.get() {
        Part::Coming => view! { <Waiting text=text::COMING /> }.into_any(),
        Part::There(draw) => draw(page),
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
