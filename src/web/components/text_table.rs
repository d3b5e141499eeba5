//! A table of plain texts, for what is only read.

use leptos::prelude::*;

use crate::web::tenant_text::visible;

/// Rows of texts, the first of each being what the row is about. Texts may come from the tenant.
#[component]
pub fn TextTable(
    /// What the table is, for those who listen.
    caption: &'static str,
    /// The columns.
    columns: &'static [&'static str],
    /// The rows, as long as the columns.
    rows: Vec<Vec<String>>,
) -> impl IntoView {
    let head = columns.iter().map(|&name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <div class="table-box">
            <table class="stacked texts">
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(cells: Vec<String>) -> impl IntoView {
    let text = |cell: &String| view! { <bdi>{visible(cell)}</bdi> };
    let first = cells.first().map(|cell| view! { <th scope="row" class="strong">{text(cell)}</th> });
    let rest = cells.iter().skip(1).map(|cell| view! { <td>{text(cell)}</td> }).collect_view();
    view! { <tr>{first} {rest}</tr> }
}
