//! The command palette and the list of shortcuts: their dialog, the button that opens the palette, and the keys. What is
//! in them is loaded when one is opened for the first time.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::web::components::Icon;
use crate::web::parts::later::{DeferredView, PartView};
use crate::web::reactive::{dynamic, follow, handler};
use crate::web::search::key_command::{KeyCommand, KeyPress};
use crate::web::search::single_keys;
use crate::web::text::palette as text;

/// What the dialog shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteView {
    /// The command palette.
    Search,
    /// The list of shortcuts.
    Shortcuts,
}

/// Whether the dialog is open, and what it shows.
#[derive(Clone, Copy)]
pub struct CommandPalette(RwSignal<Option<PaletteView>>);

impl CommandPalette {
    /// It is closed.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens it.
    pub fn open(self, view: PaletteView) {
        self.0.set(Some(view));
    }

    /// Closes it. The focus goes back to where it was.
    pub fn close(self) {
        self.0.set(None);
    }
}

/// The button in the header.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let palette = expect_context::<CommandPalette>();
    view! {
        <button
            type="button"
            class="palette-button"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=handler(move || palette.open(PaletteView::Search))
        >
            {Icon::Search.draw()}
            <span class="palette-button-name">{text::OPEN}</span>
            <kbd aria-hidden="true">{palette_key()}</kbd>
        </button>
    }
}

/// The key that opens the palette, as keyboards of this system have it.
pub fn palette_key() -> &'static str {
    if is_mac() { text::PALETTE_KEY_MAC } else { text::PALETTE_KEY }
}

/// The dialog.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let palette = expect_context::<CommandPalette>();
    let dialog = NodeRef::<html::Dialog>::new();
    let shown = palette.0;
    follow(move || {
        let wanted = shown.get().is_some();
        let Some(dialog) = dialog.get() else { return };
        match (wanted, dialog.open()) {
            // A browser without dialogs shows nothing.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // The dialog has no padding, so that a click on itself is one beside its contents.
    let click = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        if target.is_some_and(|it| it.tag_name() == "DIALOG") {
            palette.close();
        }
    };
    let name = move || match shown.get() {
        Some(PaletteView::Shortcuts) => text::SHORTCUTS,
        _ => text::HEADING,
    };
    let contents = move || {
        let what = match shown.get()? {
            PaletteView::Search => DeferredView::Palette,
            PaletteView::Shortcuts => DeferredView::Shortcuts,
        };
        Some(view! { <PartView what /> })
    };
    follow_keys(palette);
    view! {
        <dialog node_ref=dialog class="palette-dialog" aria-label=name on:close=handler(move || palette.close()) on:click=click>
            <div class="palette-contents">{dynamic(contents)}</div>
        </dialog>
    }
    .into_any()
}

/// Does what key presses ask for, until the tenant is closed.
fn follow_keys(palette: CommandPalette) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let is_open = palette.0.get_untracked().is_some();
        if event.default_prevented() || event.repeat() || (!is_open && is_dialog_open()) {
            return;
        }
        let press = KeyPress {
            key: &event.key(),
            code: &event.code(),
            has_command_key: event.ctrl_key() || event.meta_key(),
            has_alt: event.alt_key(),
            has_shift: event.shift_key(),
            is_in_field: is_field(document().active_element()),
        };
        let is_done = match press.command(single_keys::is_enabled()) {
            Some(KeyCommand::Palette) if is_open => {
                palette.close();
                true
            }
            Some(KeyCommand::Palette) => {
                palette.open(PaletteView::Search);
                true
            }
            Some(KeyCommand::Shortcuts) if !is_open => {
                palette.open(PaletteView::Shortcuts);
                true
            }
            Some(KeyCommand::Search) if !is_open => focus_search(),
            _ => false,
        };
        // What isn't done here is left to the browser.
        if is_done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Moves the focus to the first search field of the page that can be seen. Whether there is one.
fn focus_search() -> bool {
    let Ok(fields) = document().query_selector_all("main input[type=search]") else { return false };
    let fields = (0..fields.length()).filter_map(|at| fields.get(at)?.dyn_into::<HtmlInputElement>().ok());
    let is_visible = |field: &HtmlInputElement| field.offset_parent().is_some();
    let Some(field) = fields.into_iter().find(is_visible) else { return false };
    if field.focus().is_ok() {
        field.select();
    }
    true
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Whether an element takes what is typed.
fn is_field(element: Option<Element>) -> bool {
    let Some(element) = element else { return false };
    matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
        || element.dyn_into::<HtmlElement>().is_ok_and(|it| it.is_content_editable())
}

fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}
