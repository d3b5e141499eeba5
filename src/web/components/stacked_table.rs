//! A table under a heading that says what it is. Each of its rows becomes a block of its own in a narrow window.

use leptos::prelude::*;

/// The table around rows, which the caller draws.
#[component]
pub fn StackedTable(
    /// What it is for the style sheet.
    #[prop(optional)]
    class: &'static str,
    /// What it is, for screen readers.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: &'static [&'static str],
    /// The rows.
    children: Children,
) -> impl IntoView {
    let head = columns.iter().map(|&name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <div class="table-box">
            <table class=format!("stacked {class}").trim_end().to_owned()>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
