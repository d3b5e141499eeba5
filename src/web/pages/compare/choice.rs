//! The choice of what an identity is compared with.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::principal_search::{Actions, PrincipalSearch};
use crate::web::components::SetSelect;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::Route;
use crate::web::navigation::set_key::SetKey;
use crate::web::own_sets::OwnSets;
use crate::web::reactive::dynamic;
use crate::web::text::compare as text;
use domain::ids::ServicePrincipalId;
use graph::operations::candidates::Candidate;

/// A permission set or another identity. What is chosen becomes the address.
#[component]
pub fn Choice(
    /// The identity.
    id: ServicePrincipalId,
    /// What is chosen already.
    chosen: Option<CompareWith>,
    /// The set that the user has picked here.
    picked: RwSignal<Option<SetKey>>,
) -> impl IntoView {
    view! {
        <section class="card region choice" aria-label=text::AGAINST>
            <h2>{text::AGAINST}</h2>
            <div class="pair">
                <SetChoice id chosen picked />
                <IdentityChoice id />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn SetChoice(id: ServicePrincipalId, chosen: Option<CompareWith>, picked: RwSignal<Option<SetKey>>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let own = OwnSets::open();
    let selected = RwSignal::new(match chosen {
        Some(CompareWith::Set(key)) => Some(key),
        _ => None,
    });
    let check = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(key) = selected.get_untracked() {
            picked.set(Some(key));
            navigation.go(&Route::Compare(id, Some(CompareWith::Set(key))));
        }
    };
    let look = move || selected.get().map(|key: SetKey| view! { <a href=Route::Set(key).to_string()>{text::LOOK}</a> });
    view! {
        <form class="region" on:submit=check>
            {dynamic(move || view! { <SetSelect id="compare-set" own=own.all() selected /> })}
            <div class="actions">
                <button type="submit" class="button" disabled=move || selected.read().is_none()>
                    {text::CHECK}
                </button>
                {dynamic(look)}
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn IdentityChoice(id: ServicePrincipalId) -> impl IntoView {
    let actions: Actions = Arc::new(move |candidate: &Candidate, name: &str| match candidate.id == id {
        true => view! { <span class="soft">{text::ITSELF}</span> }.into_any(),
        false => view! {
            <a
                class="button"
                aria-label=text::compare_with(name)
                href=Route::Compare(id, Some(CompareWith::Identity(candidate.id))).to_string()
            >
                {text::COMPARE}
            </a>
        }
        .into_any(),
    });
    view! {
        <div class="region">
            <PrincipalSearch id="compare-other" label=text::OTHER applications=true actions />
        </div>
    }
    .into_any()
}
