//! What is left to do in Exchange and SharePoint after a change. The identity page also shows which steps are done.

use leptos::prelude::*;

use crate::web::components::Checklists;
use crate::web::tenant::open_tenant::OpenTenant;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::next_steps as text;
use domain::change::execution::Execution;
use domain::second_half::{Checklist, checklists_after};

/// What is left to do in Exchange and SharePoint; nothing, where no added permission needs additional setup.
#[component]
pub fn NextSteps(
    /// The change, ended.
    execution: Execution,
) -> impl IntoView {
    let apis = expect_context::<OpenTenant>().directory().apis();
    let identities = execution.plan().identities();
    let several = identities.len() > 1;
    let left = identities
        .iter()
        .map(|identity| (identity.display_name.clone(), checklists_after(&execution, identity, &apis)));
    let left: Vec<(String, Vec<Checklist>)> = left.filter(|(_, lists)| !lists.is_empty()).collect();
    if left.is_empty() {
        return ().into_any();
    }
    let of_one = |(name, lists): (String, Vec<Checklist>)| {
        view! {
            {several.then(|| view! { <p class="strong"><bdi>{visible(&name)}</bdi></p> })}
            <Checklists lists />
        }
    };
    view! {
        <section class="region" aria-label=text::HEADING>
            <h2>{text::HEADING}</h2>
            <p class="soft">{text::WHAT}</p>
            {left.into_iter().map(of_one).collect_view()}
        </section>
    }
    .into_any()
}
