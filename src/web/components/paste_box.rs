//! A box for a list of permission names that someone has elsewhere.

use leptos::html;
use leptos::prelude::*;

use super::badge::Tone;
use super::notice::Notice;
use crate::domain::change::permission_list;
use crate::domain::change::wish::Wish;
use crate::web::text::change as text;

/// The box. What it cannot make sense of is asked in the review, not here.
#[component]
pub fn PasteBox(
    /// Takes the wishes of the list; says how many of them were new.
    add: Callback<Vec<Wish>, usize>,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let said = RwSignal::new(None::<(Tone, String)>);
    let take = move |_| {
        let Some(field) = field.get_untracked() else { return };
        let wishes = permission_list::parse(&field.value());
        let named = wishes.len();
        if named == 0 {
            return said.set(Some((Tone::Warn, text::PASTE_EMPTY.to_owned())));
        }
        let added = add.run(wishes);
        let pasted = text::pasted(added, named - added);
        said.set(Some(match named < permission_list::MOST {
            true => (Tone::Info, pasted),
            false => (Tone::Warn, text::pasted_in_part(&pasted, named)),
        }));
        field.set_value("");
    };
    view! {
        <details class="card">
            <summary class="strong">{text::PASTE}</summary>
            <div class="region">
                <div class="field">
                    <label for="paste">{text::PASTE_LABEL}</label>
                    <textarea id="paste" node_ref=field spellcheck="false" autocomplete="off" aria-describedby="paste-hint"></textarea>
                    <p class="hint" id="paste-hint">
                        {text::PASTE_HINT}
                    </p>
                </div>
                <div class="actions">
                    <button type="button" class="button" on:click=take>
                        {text::TAKE_LIST}
                    </button>
                </div>
                {move || said.get().map(|(tone, what)| view! { <Notice tone what /> })}
            </div>
        </details>
    }
    .into_any()
}
