//! Something that a user has to know, with what to do about it.

use leptos::prelude::*;

use super::badge::Tone;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::problem as text;
use domain::problem::{Problem, ServiceMessage};

/// A notice. It is announced when it appears after the page.
#[component]
pub fn Notice(
    /// What it means.
    tone: Tone,
    /// What is the case.
    #[prop(into)]
    what: String,
    /// What to do next; may be empty.
    #[prop(into, optional)]
    next: String,
    /// Buttons and the like.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            <strong>{what}</strong>
            {(!next.is_empty()).then(|| view! { <p>{next}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// A problem, with its next step and whatever support needs to find the request again.
#[component]
pub fn ProblemNotice(
    /// The problem.
    problem: Problem,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let explanation = text::explain(&problem);
    // What no one has been asked for yet has not failed.
    let tone = if matches!(problem, Problem::ScopeMissing(_) | Problem::StepUp(_)) { Tone::Info } else { Tone::Bad };
    view! {
        <Notice tone what=explanation.what next=explanation.next>
            {service_words(&problem)}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </Notice>
    }
}

/// The service's own words, where it said anything.
fn service_words(problem: &Problem) -> Option<AnyView> {
    problem.service_message().map(|said| view! { <ServiceWords said=said.clone() /> }.into_any())
}

/// What the service said: its code, its words and the ID under which support finds the request. They are text from
/// outside.
#[component]
pub fn ServiceWords(
    /// What it said.
    said: ServiceMessage,
) -> impl IntoView {
    let line = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <dt>{name}</dt>
                <dd>
                    <bdi>{visible(&value)}</bdi>
                </dd>
            }
        })
    };
    let code = if said.code.is_empty() { said.status.to_string() } else { format!("{} ({})", said.code, said.status) };
    view! {
        <dl>
            {line(text::CODE, code)} {line(text::MESSAGE, said.message)}
            {line(text::REQUEST_ID, said.request_id.unwrap_or_default())}
        </dl>
    }
    .into_any()
}
