//! Tables of which a filter hides rows.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::web::row_steps::RowSteps;

/// Tables whose rows are hidden and shown, counted through all of them. A keystroke makes no row anew, and waits for one
/// of the [`RowSteps`] at the most; each following picture takes one more.
#[component]
pub fn FilteredRows(
    /// Which of the rows are shown.
    shown: Memo<Vec<bool>>,
    /// The tables.
    children: Children,
) -> impl IntoView {
    let tables = NodeRef::<html::Div>::new();
    let picture = RwSignal::new(0_u32);
    Effect::new(move |before: Option<Option<Rows>>| {
        let tables = tables.get()?;
        let (now, wanted) = (picture.get(), shown.read());
        let Some(mut rows) = before.flatten() else {
            // What the address asks for is there at once.
            let mut rows = Rows::of(&tables);
            while rows.step(&wanted) {}
            return Some(rows);
        };
        if rows.step(&wanted) && rows.asked_at != Some(now) {
            rows.asked_at = Some(now);
            // The page may have been left by then.
            request_animation_frame(move || {
                picture.try_update(|picture| *picture += 1);
            });
        }
        Some(rows)
    });
    view! {
        <div class="region" node_ref=tables>
            {children()}
        </div>
    }
    .into_any()
}

/// The rows and how far they are.
struct Rows {
    elements: Vec<web_sys::HtmlElement>,
    steps: RowSteps,
    /// The picture at which the next one was asked for.
    asked_at: Option<u32>,
}

impl Rows {
    fn of(tables: &web_sys::HtmlElement) -> Self {
        let mut elements = Vec::new();
        if let Ok(rows) = tables.query_selector_all("tbody tr") {
            let row = |at| rows.item(at).and_then(|row| row.dyn_into().ok());
            elements.extend((0..rows.length()).filter_map(row));
        }
        Self { steps: RowSteps::of(elements.len()), elements, asked_at: None }
    }

    /// Takes one step, and says whether there was one to take.
    fn step(&mut self, wanted: &[bool]) -> bool {
        let taken = self.steps.next(wanted);
        for step in &taken {
            if let Some(row) = self.elements.get(step.at) {
                row.set_hidden(!step.shown);
            }
        }
        !taken.is_empty()
    }
}
