//! The list of permission sets to select from, grouped by job, the user's own first.

use leptos::prelude::*;

use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSetId;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::sets as text;
use domain::sets::OwnSet;

/// The list.
#[component]
pub fn SetSelect(
    /// Tells this list from others on the page.
    id: &'static str,
    /// The user's own sets.
    own: Vec<(OwnSetId, OwnSet)>,
    /// What is selected, which follows the user.
    selected: RwSignal<Option<SetKey>>,
) -> impl IntoView {
    let option = move |key: SetKey, name: String| {
        view! {
            <option value=key.to_string() selected=selected.get_untracked() == Some(key)>
                {name}
            </option>
        }
    };
    let own = (!own.is_empty()).then(|| {
        let options = own.iter().map(|(id, set)| option(SetKey::Own(*id), visible(&set.name))).collect_view();
        view! { <optgroup label=text::OWN>{options}</optgroup> }
    });
    let groups = text::GROUPS.map(|(job, sets)| {
        let options = sets.iter().map(|&set| option(SetKey::BuiltIn(set), text::name(set).to_owned())).collect_view();
        view! { <optgroup label=job>{options}</optgroup> }
    });
    let none = selected.get_untracked().is_none();
    view! {
        <div class="field">
            <label for=id>{text::SET}</label>
            <select id=id on:change:target=move |event| selected.set(SetKey::parse(&event.target().value()))>
                {none.then(|| view! { <option value="">{text::NONE_YET}</option> })}
                {own}
                {groups.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
