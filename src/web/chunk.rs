//! The parts of the page that are not needed at first: which page stands in which, and how they come.
//!
//! The linker's output is divided at the functions marked with `wasm_split`: whatever only they lead to becomes a
//! WebAssembly file of its own, which the browser fetches when the function is first called. All parts share one memory
//! and one copy of what the first part has already.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::pages::{ChangePage, ComparePage, IdentityPage};
use super::route::Page;

/// A part that is fetched when a page of it is first opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// What one identity holds, alone or against something.
    Looking,
    /// Changes.
    Changing,
}

/// Draws the pages of a chunk. One of another chunk is not drawn.
pub type Draw = fn(Page) -> AnyView;

impl Chunk {
    /// Where a page stands; `None` for one that is always there.
    pub fn of(page: Page) -> Option<Self> {
        match page {
            Page::Identity(_) | Page::Compare(_) => Some(Self::Looking),
            Page::Change(_) => Some(Self::Changing),
            Page::Home | Page::Identities | Page::Settings | Page::Connect | Page::NotFound => None,
        }
    }

    /// Fetches the chunk, unless it is there already. One that did not come can be asked for again.
    pub async fn load(self) -> Result<Draw, SplitLoaderError> {
        match self {
            Self::Looking => looking().await,
            Self::Changing => changing().await,
        }
    }
}

#[wasm_split(looking, fallible)]
fn looking() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::Identity(id) => view! { <IdentityPage id /> }.into_any(),
        Page::Compare(id) => view! { <ComparePage id /> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(changing, fallible)]
fn changing() -> Result<Draw, SplitLoaderError> {
    Ok(|page| match page {
        Page::Change(id) => view! { <ChangePage id /> }.into_any(),
        _ => ().into_any(),
    })
}
