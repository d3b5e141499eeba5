//! What has still to be done in another service, as checklists with commands.

use leptos::prelude::*;

use super::badge::{Badge, Tone};
use super::copy_button::CopyButton;
use crate::web::text::elsewhere as text;
use domain::clipboard::ClipboardText;
use domain::second_half::{Checklist, SetupState, SetupStep};

/// The checklists.
#[component]
pub fn Checklists(
    /// One for each purpose.
    lists: Vec<Checklist>,
) -> impl IntoView {
    let list = |list: Checklist| {
        view! {
            <article class="card stack">
                <h3>{text::purpose(list.purpose)}</h3>
                <ol class="checklist">{list.steps.into_iter().map(step).collect_view()}</ol>
            </article>
        }
    };
    lists.into_iter().map(list).collect_view().into_any()
}

fn step(step: SetupStep) -> impl IntoView {
    let tone = match step.state {
        SetupState::Done => Tone::Good,
        SetupState::Open | SetupState::NotSent => Tone::Warn,
        SetupState::Refused => Tone::Bad,
        SetupState::CannotTell => Tone::Plain,
    };
    let commands = step.commands.join("\n");
    let commands = (!commands.is_empty()).then(|| {
        view! {
            <div class="command">
                <pre tabindex="0">{commands.clone()}</pre>
                <CopyButton value=ClipboardText::document(commands) what=text::COMMANDS />
            </div>
        }
    });
    view! {
        <li>
            <span class="row">
                <span>{text::task(step.task)}</span>
                <Badge tone text=text::state(step.state) />
            </span>
            {commands}
        </li>
    }
}
