//! From a set to an identity: adding the permissions of the set, or comparing them.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::principal_search::{Actions, PrincipalSearch};
use crate::web::change::OpenChange;
use crate::web::change::desk::ChangeDesk;
use crate::web::change::event::ChangeEvent;
use crate::web::navigation::compare_with::CompareWith;
use crate::web::navigation::control::Navigation;
use crate::web::navigation::route::{ChangeStep, Route};
use crate::web::navigation::set_key::SetKey;
use crate::web::text::sets as text;
use domain::change::origin::Origin;
use domain::change::wish::{Wanted, Wish};
use graph::operations::candidates::Candidate;

/// Finds an identity and leads to a change or a check.
#[component]
pub fn UseSet(
    /// Which set.
    key: SetKey,
    /// What is in it.
    wishes: Vec<Wish>,
) -> impl IntoView {
    let desk = expect_context::<ChangeDesk>();
    let navigation = expect_context::<Navigation>();
    let wishes = StoredValue::new(wishes);
    let actions: Actions = Arc::new(move |candidate: &Candidate, name: &str| {
        let id = candidate.id;
        // An unfinished change of the identity is kept.
        let add = move |_| {
            let wanted = wishes.get_value().into_iter().map(|wish| Wanted { identity: id, wish }).collect();
            let origin = match key {
                SetKey::BuiltIn(_) => None,
                SetKey::Own(_) => Some(Origin::File),
            };
            desk.send(id, ChangeEvent::added(wanted, origin));
            navigation.go(&desk.address(id, ChangeStep::Choose));
        };
        let is_applying = move || desk.with(id, OpenChange::is_applied);
        view! {
            <button
                type="button"
                class="button"
                aria-label=text::add_to(name)
                disabled=is_applying
                on:click=add
            >
                {text::ADD}
            </button>
            <a
                class="button"
                aria-label=text::check_it(name)
                href=Route::Compare(id, Some(CompareWith::Set(key))).to_string()
            >
                {text::CHECK}
            </a>
        }
        .into_any()
    });
    view! {
        <section class="card region" aria-label=text::USE>
            <h2>{text::USE}</h2>
            <PrincipalSearch id="set-identity" label=text::USE_FOR applications=false actions />
        </section>
    }
    .into_any()
}
