//! What is not needed at first and is drawn by a part of the program that is fetched when a person opens it.
//!
//! Which part draws what is the binary's to say; this is what the pages know of it.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::components::{Notice, Tone, Waiting};
use super::route::Page;
use super::text::{part as text, region::RETRY};

/// Something that a later part draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// The frame around the pages of an open tenant, and its list of identities.
    Workplace,
    /// The offer to go on with changes that were interrupted.
    Interrupted,
    /// A page.
    Page(Page),
}

/// Draws what stands in a part, and nothing of what does not.
pub type Draw = fn(Later) -> AnyView;

/// Draws something, now that its part is there.
#[derive(Clone, Copy)]
pub struct Drawing {
    /// What.
    pub what: Later,
    /// The part's way to draw.
    pub draw: Draw,
}

/// A part on its way. `None` where it did not come; it can then be asked for again.
pub type Coming = Pin<Box<dyn Future<Output = Option<Drawing>>>>;

/// Where the parts come from.
#[derive(Clone, Copy)]
pub struct Parts(pub fn(Later) -> Coming);

/// How far a part is.
#[derive(Clone, Copy)]
enum Part {
    Coming,
    There(Drawing),
    NotThere,
}

/// What is wanted, once its part has come. Where it does not come, the person can try again and loses nothing.
#[component]
pub fn OnceThere(
    /// What is wanted.
    what: Later,
) -> impl IntoView {
    let Parts(come) = expect_context();
    let part = RwSignal::new(Part::Coming);
    let fetch = move || {
        part.set(Part::Coming);
        spawn_local(async move {
            part.try_set(come(what).await.map_or(Part::NotThere, Part::There));
        });
    };
    fetch();
    move || match part.get() {
        Part::Coming => view! { <Waiting text=text::COMING /> }.into_any(),
        Part::There(Drawing { what, draw }) => draw(what),
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
