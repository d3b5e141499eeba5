//! The parts of the page that are not needed at first: what stands in which, and how they come.
//!
//! The linker's output is divided at the functions marked with `wasm_split`: whatever only they lead to becomes a
//! WebAssembly file of its own, which the browser fetches when the function is first called. All parts share one memory
//! and one copy of what the first part has already. The first part is what somebody who is not signed in sees.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::pages::{ChangePage, ComparePage, ConnectPage, IdentityPage, InterruptedChanges, ReviewPage, SettingsPage};
use super::route::Page;
use super::workplace::Workplace;

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

/// Draws something, now that its part is there.
#[derive(Clone, Copy)]
pub struct Drawing {
    what: Later,
    draw: Draw,
}

/// What a part offers: it draws what stands in it, and nothing of what does not.
type Draw = fn(Later) -> AnyView;

impl Later {
    /// Fetches the part, unless it is there already. One that did not come can be asked for again.
    pub async fn come(self) -> Result<Drawing, SplitLoaderError> {
        let draw = match self {
            Self::Workplace => workplace().await?,
            Self::Page(Page::Identity(_) | Page::Compare(_)) => looking().await?,
            Self::Page(Page::Change(_)) | Self::Interrupted => changing().await?,
            Self::Page(Page::Review) => reviewing().await?,
            Self::Page(_) => settling().await?,
        };
        Ok(Drawing { what: self, draw })
    }
}

impl Drawing {
    /// Draws it.
    pub fn view(self) -> AnyView {
        (self.draw)(self.what)
    }
}

#[wasm_split(workplace, fallible)]
fn workplace() -> Result<Draw, SplitLoaderError> {
    Ok(|what| match what {
        Later::Workplace => view! { <Workplace /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(looking, fallible)]
fn looking() -> Result<Draw, SplitLoaderError> {
    Ok(|what| match what {
        Later::Page(Page::Identity(id)) => view! { <IdentityPage id /> }.into_any(),
        Later::Page(Page::Compare(id)) => view! { <ComparePage id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(changing, fallible)]
fn changing() -> Result<Draw, SplitLoaderError> {
    Ok(|what| match what {
        Later::Page(Page::Change(id)) => view! { <ChangePage id /> }.into_any(),
        Later::Interrupted => view! { <InterruptedChanges /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(reviewing, fallible)]
fn reviewing() -> Result<Draw, SplitLoaderError> {
    Ok(|what| match what {
        Later::Page(Page::Review) => view! { <ReviewPage /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(settling, fallible)]
fn settling() -> Result<Draw, SplitLoaderError> {
    Ok(|what| match what {
        Later::Page(Page::Settings) => view! { <SettingsPage /> }.into_any(),
        Later::Page(Page::Connect) => view! { <ConnectPage /> }.into_any(),
        _ => ().into_any(),
    })
}
