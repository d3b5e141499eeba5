//! The choice of what an identity is held against.

use leptos::html;
use leptos::prelude::*;

use crate::domain::change::permission_set::PermissionSet;
use crate::domain::ids::ServicePrincipalId;
use crate::domain::search::SearchTerm;
use crate::web::compare_with::CompareWith;
use crate::web::components::{Notice, Tone};
use crate::web::navigation::Navigation;
use crate::web::route::Route;
use crate::web::text::{change, compare as text};

/// A permission set or another identity. What is chosen becomes the address.
#[component]
pub fn Choice(
    /// The identity.
    id: ServicePrincipalId,
    /// What is chosen already.
    chosen: Option<CompareWith>,
) -> impl IntoView {
    view! {
        <section class="card region" aria-label=text::AGAINST>
            <h2>{text::AGAINST}</h2>
            <div class="pair">
                <SetChoice id chosen />
                <IdentityChoice id chosen />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn SetChoice(id: ServicePrincipalId, chosen: Option<CompareWith>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let list = NodeRef::<html::Select>::new();
    let check = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let at = list.get_untracked().and_then(|list| list.value().parse::<usize>().ok());
        if let Some(&set) = at.and_then(|at| PermissionSet::ALL.get(at)) {
            navigation.go(&Route::Compare(id, Some(CompareWith::Set(set))));
        }
    };
    let option = |(at, &set): (usize, &PermissionSet)| {
        let selected = chosen == Some(CompareWith::Set(set));
        view! {
            <option value=at.to_string() selected=selected>
                {change::set_name(set)}
            </option>
        }
    };
    view! {
        <form class="region" on:submit=check>
            <div class="field">
                <label for="compare-set">{text::SET}</label>
                <select id="compare-set" node_ref=list required=true>
                    <option value="">{text::CHOOSE_SET}</option>
                    {PermissionSet::ALL.iter().enumerate().map(option).collect_view()}
                </select>
            </div>
            <div class="actions">
                <button type="submit" class="button">
                    {text::CHECK}
                </button>
            </div>
        </form>
    }
}

#[component]
fn IdentityChoice(id: ServicePrincipalId, chosen: Option<CompareWith>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<&'static str>);
    let now = match chosen {
        Some(CompareWith::Identity(other)) => other.to_string(),
        _ => String::new(),
    };
    let compare = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        match SearchTerm::parse(&field.value()) {
            SearchTerm::Id(other) if other == id.0 => wrong.set(Some(text::ITSELF)),
            SearchTerm::Id(other) => {
                wrong.set(None);
                navigation.go(&Route::Compare(id, Some(CompareWith::Identity(ServicePrincipalId(other)))));
            }
            SearchTerm::Empty | SearchTerm::Resource(_) | SearchTerm::Name(_) => wrong.set(Some(text::NO_ID)),
        }
    };
    view! {
        <form class="region" on:submit=compare>
            <div class="field">
                <label for="compare-other">{text::OTHER}</label>
                <input
                    id="compare-other"
                    type="text"
                    node_ref=field
                    value=now
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="compare-hint"
                />
                <p class="hint" id="compare-hint">
                    {text::OTHER_HINT}
                </p>
            </div>
            {move || wrong.get().map(|what| view! { <Notice tone=Tone::Warn what /> })}
            <div class="actions">
                <button type="submit" class="button">
                    {text::COMPARE}
                </button>
            </div>
        </form>
    }
}
