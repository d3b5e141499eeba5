//! The head of a printed page: tenant, time and user. On screen the frame shows them.

use leptos::prelude::*;

use crate::web::fetched::signal::FetchedSignal;
use crate::web::reactive::dynamic;
use crate::web::session::{Session, SessionControl};
use crate::web::tenant::tenant_text::visible;
use crate::web::text::export as text;
use domain::person::Person;
use domain::time::Timestamp;

/// The line above a printed page.
#[component]
pub fn PrintHead(
    /// Who reads, in which tenant.
    person: FetchedSignal<Person>,
    /// Whether it is the sample tenant.
    control: SessionControl,
    /// When what is printed was read, where that was not with the user.
    #[prop(optional)]
    at: Option<Signal<Option<Timestamp>>>,
) -> impl IntoView {
    let is_sample = control.session().with_untracked(|session| matches!(session, Session::Sample { .. }));
    let line = move || {
        person.with(|fetched| {
            fetched.shown().map(|read| {
                let Person { tenant, user_principal_name, .. } = &read.value;
                let at = at.and_then(|at| at.get()).unwrap_or(read.at).minute();
                let said = text::printed(&tenant.display_name, &tenant.id.to_string(), user_principal_name, &at);
                view! { <bdi>{visible(&said)}</bdi> }
            })
        })
    };
    view! {
        <p class="print-only">
            {dynamic(line)}
            {is_sample.then(|| view! { " " <strong>{text::SAMPLE}</strong> })}
        </p>
    }
    .into_any()
}
