//! Tables of which a filter hides rows.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Tables whose rows are hidden and shown, counted through all of them. A keystroke makes no row anew and touches those
/// alone that it changes. A body of a table that has no row left is hidden as well.
#[component]
pub fn FilteredRows(
    /// Which of the rows are shown.
    shown: Memo<Vec<bool>>,
    /// The tables.
    children: Children,
) -> impl IntoView {
    let tables = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Vec<Body>>| {
        let mut bodies = match (before, tables.get()) {
            (Some(bodies), _) if !bodies.is_empty() => bodies,
            (_, Some(tables)) => elements(&tables, "tbody").into_iter().map(Body::of).collect(),
            (_, None) => return Vec::new(),
        };
        let shown = shown.read();
        let mut wanted = shown.iter().copied();
        for body in &mut bodies {
            body.show(&mut wanted);
        }
        bodies
    });
    view! {
        <div class="region" node_ref=tables>
            {children()}
        </div>
    }
    .into_any()
}

/// The body of a table.
struct Body {
    element: web_sys::HtmlElement,
    /// Its rows, and whether each is shown.
    rows: Vec<(web_sys::HtmlElement, bool)>,
}

impl Body {
    fn of(element: web_sys::HtmlElement) -> Self {
        let rows = elements(&element, "tr").into_iter().map(|row| (row, true)).collect();
        Self { element, rows }
    }

    /// Shows those of its rows that are wanted.
    fn show(&mut self, wanted: &mut impl Iterator<Item = bool>) {
        let mut is_empty = true;
        for ((row, is_shown), wanted) in self.rows.iter_mut().zip(wanted) {
            if *is_shown != wanted {
                row.set_hidden(!wanted);
                *is_shown = wanted;
            }
            is_empty &= !wanted;
        }
        if self.element.hidden() != is_empty {
            self.element.set_hidden(is_empty);
        }
    }
}

fn elements(within: &web_sys::HtmlElement, selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
