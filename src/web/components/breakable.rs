//! A name that ends its lines where its words begin.

use leptos::html;
use leptos::prelude::*;

use crate::web::tenant::name_breaks::pieces;

/// The name, which the caller has made safe to show. Copied, searched and read aloud, it is the same as without breaks.
#[component]
pub fn Breakable(
    /// The name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    match pieces(&name).as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            let rest = rest.iter().map(|piece| (html::wbr(), (*piece).to_owned())).collect_view();
            ((*first).to_owned(), rest).into_any()
        }
        _ => name.into_any(),
    }
}
