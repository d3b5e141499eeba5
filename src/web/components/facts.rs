//! A property: a name and a value.

use leptos::prelude::*;

/// One fact, inside a `dl` of the class `facts`.
#[component]
pub fn Fact(
    /// What the fact is called.
    name: &'static str,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
