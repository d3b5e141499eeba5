//! What became of each change of a plan, while it is applied and afterwards.

use leptos::prelude::*;

use super::activation_link::ActivationLink;
use super::badge::{Badge, Tone};
use super::stacked_table::StackedTable;
use crate::web::reactive::dynamic;
use crate::web::tenant::tenant_text::visible;
use crate::web::text::outcome as text;
use crate::web::text::{problem, refusal};
use domain::change::execution::StepState;
use domain::change::explain::Explanation;

/// A change with its names and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What is added or removed.
    pub label: String,
    /// The API, or the directory with the scope.
    pub of: String,
    /// The name of the identity whose permissions change, with the end of its object ID.
    pub identity: String,
    /// Whether it is removed.
    pub takes: bool,
    /// Its state.
    pub state: StepState,
    /// Why it was refused, as far as that can be told.
    pub refusal: Option<Explanation>,
}

/// The changes, one row each.
#[component]
pub fn OutcomeTable(
    /// The changes.
    outcomes: Signal<Vec<Outcome>>,
    /// What the table is, for screen readers.
    caption: &'static str,
) -> impl IntoView {
    let rows = move || outcomes.get().into_iter().map(|outcome| view! { <Row outcome /> }).collect_view();
    view! {
        <StackedTable class="outcomes" caption columns=&[text::CHANGE, text::OUTCOME]>
            {dynamic(rows)}
        </StackedTable>
    }
    .into_any()
}

#[component]
fn Row(outcome: Outcome) -> impl IntoView {
    let Outcome { label, of, identity, takes, state, refusal } = outcome;
    let said = match &state {
        StepState::Refused(said) => Some(said.clone()),
        StepState::Unknown(said) => said.clone(),
        _ => None,
    };
    let words = said.map(|said| {
        let id = said.request_id.map(|id| format!(" {}: {id}", problem::REQUEST_ID)).unwrap_or_default();
        view! {
            <p class="faint">
                <bdi>{visible(&format!("{}: {} ({}){id}", said.code, said.message, said.status))}</bdi>
            </p>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="strong">
                    <bdi>{visible(&label)}</bdi>
                </span>
                <br />
                <span class="faint">
                    <bdi>{visible(&of)}</bdi>
                </span>
                <p class="faint">
                    <bdi>{text::of_identity(&identity)}</bdi>
                </p>
            </th>
            <td>
                <div class="stack">
                    <div>
                        <Badge tone=tone(&state) text=text::state(&state, takes) />
                    </div>
                    {text::next(&state, takes).map(|next| view! { <p class="soft">{next}</p> })}
                    {words}
                    {refusal.and_then(why)}
                </div>
            </td>
        </tr>
    }
}

/// Why a change was refused, and what helps.
fn why(refusal: Explanation) -> Option<impl IntoView> {
    let said = refusal::explain(&refusal)?;
    let activate = refusal::activating_helps(&refusal).then(|| view! { <ActivationLink text=refusal::ACTIVATE /> });
    Some(view! {
        <p>{said.what} " " {said.next}</p>
        {activate}
    })
}

fn tone(state: &StepState) -> Tone {
    match state {
        StepState::Unread | StepState::Ready | StepState::NotSent(_) => Tone::Plain,
        StepState::Sending => Tone::Info,
        StepState::Done { .. } | StepState::AlreadySo => Tone::Good,
        StepState::Refused(_) => Tone::Bad,
        StepState::AssignedAgain { .. } | StepState::Unknown(_) => Tone::Warn,
    }
}
