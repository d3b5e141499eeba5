//! A word that is meant to be seen at a glance. The word says it all; the color only repeats it.

use leptos::prelude::*;

/// What something means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Plain,
    /// News.
    Info,
    /// It went well.
    Good,
    /// It wants care.
    Warn,
    /// It went wrong or cannot be.
    Bad,
}

impl Tone {
    /// The class that colors it.
    pub(in crate::web) fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A word in a colored box.
#[component]
pub fn Badge(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{text}</span> }
}
