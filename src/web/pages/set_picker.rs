//! Choosing a permission set for an identity: one list in the place of a card for each.

use leptos::prelude::*;

use crate::web::components::SetSelect;
use crate::web::own_sets::OwnSets;
use crate::web::route::Route;
use crate::web::set_key::SetKey;
use crate::web::tenant_text::visible;
use crate::web::text::sets as text;
use domain::change::permission_set::PermissionSet;
use domain::change::wish::Wish;

/// The list, what the selected set is for, and a button that chooses all of it.
#[component]
pub fn SetPicker(
    /// Chooses what is in a set, which is one of the release or from a file.
    take: Callback<(SetKey, Vec<Wish>)>,
) -> impl IntoView {
    let own = OwnSets::open();
    let selected = RwSignal::new(Some(SetKey::BuiltIn(PermissionSet::Microsoft365Automation)));
    let purpose = move || match selected.get()? {
        SetKey::BuiltIn(set) => Some(text::purpose(set).to_owned()),
        SetKey::Own(id) => own.get(id).map(|set| visible(&set.purpose)),
    };
    let take_it = move |_| {
        let Some(key) = selected.get_untracked() else { return };
        if let Some(wishes) = untrack(|| wishes_of(own, key)) {
            take.run((key, wishes));
        }
    };
    view! {
        <section class="card region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            {move || view! { <SetSelect id="choose-set" own=own.all() selected /> }}
            <p class="soft" id="choose-set-purpose">
                <bdi>{purpose}</bdi>
            </p>
            <div class="actions">
                <button type="button" class="button" aria-describedby="choose-set-purpose" on:click=take_it>
                    {text::TAKE_SET}
                </button>
                {move || selected.get().map(|key| view! { <a href=Route::Set(key).to_string()>{text::LOOK}</a> })}
                <a href=Route::Sets.to_string()>{text::ALL}</a>
            </div>
        </section>
    }
    .into_any()
}

/// What is in a set; nothing, where it is not in this browser.
pub fn wishes_of(own: OwnSets, key: SetKey) -> Option<Vec<Wish>> {
    match key {
        SetKey::BuiltIn(set) => Some(set.wishes()),
        SetKey::Own(id) => own.get(id).map(|set| set.wishes),
    }
}
