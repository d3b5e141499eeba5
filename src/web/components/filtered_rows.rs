//! Tables of which a filter hides rows.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Tables whose rows are hidden and shown, counted through all of them. A keystroke makes no row anew and touches those
/// alone that it changes.
#[component]
pub fn FilteredRows(
    /// Which of the rows are shown.
    shown: Memo<Vec<bool>>,
    /// The tables.
    children: Children,
) -> impl IntoView {
    let tables = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Vec<Row>>| {
        let mut rows = match (before, tables.get()) {
            (Some(rows), _) if !rows.is_empty() => rows,
            (_, Some(tables)) => Row::all_of(&tables),
            (_, None) => return Vec::new(),
        };
        for (row, wanted) in rows.iter_mut().zip(shown.read().iter()) {
            row.show(*wanted);
        }
        rows
    });
    view! {
        <div class="region" node_ref=tables>
            {children()}
        </div>
    }
    .into_any()
}

/// A row, and whether it is shown.
struct Row {
    element: web_sys::HtmlElement,
    is_shown: bool,
}

impl Row {
    fn all_of(tables: &web_sys::HtmlElement) -> Vec<Self> {
        let Ok(found) = tables.query_selector_all("tbody tr") else { return Vec::new() };
        let row = |at| Some(Self { element: found.item(at)?.dyn_into().ok()?, is_shown: true });
        (0..found.length()).filter_map(row).collect()
    }

    fn show(&mut self, wanted: bool) {
        if self.is_shown != wanted {
            self.element.set_hidden(!wanted);
            // Fails for names that are none.
            let _ = self.element.set_attribute("aria-hidden", if wanted { "false" } else { "true" });
            self.is_shown = wanted;
        }
    }
}
